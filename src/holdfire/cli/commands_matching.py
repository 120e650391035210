"""The command `matches`: rows of several data sets that tell of one event, opened, confirmed and undone."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from holdfire.cli.application import (
    AsJson,
    DryRun,
    print_json,
    print_table,
    progress,
    say,
    tell,
    the_case,
    this_act,
)
from holdfire.dossier.words import counted
from holdfire.errors import UsageError
from holdfire.inquiry.matched import ListedPair, MatchList, OpenedMatch, match_list, opened_match
from holdfire.inquiry.matching import Wanted, find_matches
from holdfire.intake.matching import judge_dataset, judge_pair
from holdfire.model.match import THRESHOLD, Compared, Matching, Ruling

SHOWN = 40  # pairs that the table lists; --json has all
OTHER = {
    "below": "below the threshold",
    "within": "within one data set",
    "undone": "undone",
    "clash": "that would join two rows of one data set",
    "gone": "of rows that are gone",
}
SAID = {
    "bursts": "how much oftener distinct events agree so than chance has it, as events come in bursts",
    "rows around": "how many rows lie in reach, and how many have a match at all",
    "rivals": "how much other pairs of the two rows could hold instead",
}
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why.")]
Named = Annotated[
    list[str],
    typer.Argument(metavar="MATCH", help="A match (m_…), or the ids of two events.", show_default=False),
]

matches = typer.Typer(
    no_args_is_help=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    help="Rows of several data sets that tell of one event: find them, open a pair, confirm or undo it.\n\n"
    "Without a command, list the pairs.",
)


@matches.callback()
def listing(context: typer.Context, as_json: AsJson = False) -> None:
    """List the pairs, those that count once first."""
    if context.invoked_subcommand is not None:
        if as_json:
            raise UsageError("write --json behind the command: holdfire matches show ID --json")
        return
    found = match_list(the_case(context))
    if as_json:
        print_json(found)
        return
    if not found.pairs and found.threshold is None:
        say("nobody has looked for events that several data sets tell of; do it with: holdfire matches find")
        return
    if found.pairs:
        rows = [
            (
                pair.id,
                f"{pair.probability:.3f}",
                _state(pair),
                f"{pair.one} ({pair.datasets[0]})\n{pair.other} ({pair.datasets[1]})",
                ", ".join(pair.differ),
            )
            for pair in found.pairs[:SHOWN]
        ]
        print_table(("id", "probability", "state", "events", "versions differ in"), rows)
    for line in _summary(found):
        tell(line)


@matches.command()
def find(
    context: typer.Context,
    datasets: Annotated[
        list[str] | None,
        typer.Option("--datasets", metavar="NAME", help="Only these data sets; repeat for several."),
    ] = None,
    threshold: Annotated[
        float,
        typer.Option(
            metavar="P",
            help="A pair counts once from this probability on (0.5 to 1; as low as 0.5 errs least).",
        ),
    ] = THRESHOLD,
    within: Annotated[
        bool,
        typer.Option(
            "--within", help="Also list events that one data set may have twice; none is counted once."
        ),
    ] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Compare the data sets two by two and store which of their rows tell of one event."""
    case = the_case(context, dry_run=dry_run)
    names = tuple(name for given in datasets or () for name in given.replace(",", " ").split())
    wanted = Wanted(datasets=names, within=within, threshold=threshold)
    found = find_matches(case, wanted, this_act(), progress=progress)
    if dry_run:
        say("dry run: nothing was written")
    if as_json:
        print_json(found)
        return
    for done in found.compared:
        for line in _compared(done, found):
            tell(line)
    if not dry_run:
        tell("Next: holdfire matches, then holdfire matches show ID")


@matches.command()
def show(
    context: typer.Context,
    match: Annotated[str, typer.Argument(metavar="ID", help="A match (m_…).", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Open one pair: both rows side by side, and what each field says for or against it."""
    found = opened_match(the_case(context), match)
    if as_json:
        print_json(found)
        return
    for line in _opened(found):
        tell(line)
    if found.evidence:
        bits = ((p.field, p.says or SAID[p.field], f"{p.bits:+.1f}") for p in found.evidence)
        print_table(("field", "what it says", "bits"), bits)
    print_table(
        ("", found.pair.one, found.pair.other),
        (
            (
                f"{'≠ ' if f.differs else '  '}{f.field}",
                *("" if v is None else str(v) for v in (f.one, f.other)),
            )
            for f in found.fields
        ),
    )


@matches.command()
def confirm(context: typer.Context, named: Named, note: Note = None, dry_run: DryRun = False) -> None:
    """Count two rows once, whatever their probability; kept when pairs are computed again."""
    _judge(context, named, Ruling.CONFIRM, note, dry_run=dry_run)


@matches.command()
def undo(context: typer.Context, named: Named, note: Note = None, dry_run: DryRun = False) -> None:
    """Count two rows as two events, whatever their probability; kept when pairs are computed again."""
    _judge(context, named, Ruling.UNDO, note, dry_run=dry_run)


@matches.command()
def partisan(
    context: typer.Context,
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="A data set.", show_default=False)],
    of: Annotated[
        list[str] | None,
        typer.Option("--of", metavar="ACTOR", help="Whose side it takes; repeat for several."),
    ] = None,
    neutral: Annotated[bool, typer.Option("--neutral", help="Take the mark back.")] = False,
    note: Note = None,
    dry_run: DryRun = False,
) -> None:
    """Mark a data set as one side's: beside a neutral row its row stands back, and both stay readable."""
    if bool(of) == neutral:
        raise UsageError("name whose side it takes with --of ACTOR, or take the mark back with --neutral")
    case = the_case(context, dry_run=dry_run)
    judge_dataset(case, dataset, tuple(of or ()), this_act(), note=note)
    mark = f"partisan for {', '.join(of)}" if of else "neutral"
    tell(f"{'without --dry-run: ' if dry_run else ''}{dataset} is marked as {mark}")


def _judge(
    context: typer.Context, named: Sequence[str], ruling: Ruling, note: str | None, *, dry_run: bool
) -> None:
    case = the_case(context, dry_run=dry_run)
    made = judge_pair(case, named, ruling, this_act(), note=note)
    told = "count once" if ruling is Ruling.CONFIRM else "are two events"
    tell(f"{'without --dry-run: ' if dry_run else ''}{made.match}: {made.one} and {made.other} {told}")


def _state(pair: ListedPair) -> str:
    return {
        "computed": "counts once",
        "confirmed": "counts once (a person said so)" if pair.counts else "a person said so, but rows clash",
        "undone": "two events (a person said so)",
        "below": "below the threshold",
        "within": "in one data set; not counted once",
        "clash": "would join two rows of one data set",
        "gone": "a row is not in the case any more",
    }[pair.state]


def _compared(done: Compared, found: Matching) -> Iterator[str]:
    one, other = done.datasets
    if done.shared_ids:
        yield (
            f"{one} – {other}: not compared; {counted(done.shared_ids, 'event')} stand in both under one id "
            "and count once, so that their ids tell events apart"
        )
        return
    own = [pair for pair in found.pairs if pair.datasets == done.datasets]
    sure = [pair for pair in own if pair.probability >= found.threshold]
    once = "may be in it twice (none is counted once)" if one == other else "count once"
    yield (
        f"{one} – {other}: {done.rows[0]:,} and {done.rows[1]:,} rows, {done.pairs:,} pairs in reach; "
        f"{counted(len(sure), 'pair')} of probability {found.threshold:g} or more {once}, "
        f"{counted(len(own) - len(sure), 'less probable pair')}"
    )
    if one != other and done.expected - len(sure) >= 1:
        yield (
            f"  in all about {done.expected:,.0f} events are expected in both: some rows have several "
            "equally good partners, and which is meant nobody can tell"
        )
    if any(done.unmapped):
        yield f"  not on the map, so not compared: {done.unmapped[0]:,} and {done.unmapped[1]:,} rows"


def _summary(found: MatchList) -> Iterator[str]:
    if len(found.pairs) > SHOWN:
        yield f"… {len(found.pairs) - SHOWN:,} more pairs; --json has all"
    counting = [pair for pair in found.pairs if pair.counts]
    states = Counter(pair.state for pair in found.pairs)
    told = ", ".join(f"{n:,} {OTHER[state]}" for state, n in states.items() if state in OTHER)
    yield (
        f"{counted(len(counting), 'pair')} in force: {counted(found.rows_counted_once, 'row')} not counted a "
        f"second time{f'; {told}' if told else ''}"
    )
    differ = Counter(field for pair in counting for field in pair.differ)
    if differ:
        told = ", ".join(f"{n:,} on the {field}" for field, n in sorted(differ.items()))
        yield f"versions of one event that do not agree: {told}"
    for name, actors in found.partisan.items():
        yield f"{name} is marked as partisan for {', '.join(actors)}: beside another row its own stands back"
    if found.stale:
        yield f"stale: {', '.join(found.stale)} changed since; compute again with: holdfire matches find"


def _opened(found: OpenedMatch) -> Iterator[str]:
    pair = found.pair
    yield f"{pair.id}: probability {pair.probability:.4f}, {_state(pair)}"
    if found.counts_as:
        yield f"counted as {found.counts_as}"
    for name, actors in found.partisan.items():
        yield f"{name} is marked as partisan for {', '.join(actors)}"
    if pair.differ:
        yield f"the two versions do not agree on: {', '.join(pair.differ)}"
    for made in found.judgements:
        yield f"{made.by}, {made.at}: {made.ruling}{f' (“{made.note}”)' if made.note else ''}"
