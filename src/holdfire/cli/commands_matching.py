"""The command `matches`: rows of several data sets that tell of one event, opened, confirmed and undone."""

from collections.abc import Sequence
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
from holdfire.cli.match_lines import (
    EVIDENCE,
    PAIRS,
    compared_lines,
    evidence_rows,
    opened_lines,
    pair_rows,
    summary_lines,
    version_rows,
)
from holdfire.errors import UsageError
from holdfire.inquiry.matched import match_list, opened_match
from holdfire.inquiry.matching import Wanted, find_matches
from holdfire.intake.matching import judge_dataset, judge_pair
from holdfire.model.match import THRESHOLD, Ruling

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
        print_table(PAIRS, pair_rows(found))
    for line in summary_lines(found):
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
    """Compare the data sets and store which rows tell of one event.

    They are compared two by two; decisions of people stay, whatever is computed.
    """
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
        for line in compared_lines(done, found):
            tell(line)
    if not dry_run:
        tell("Next: holdfire matches, then holdfire matches show ID")


@matches.command()
def show(
    context: typer.Context,
    match: Annotated[str, typer.Argument(metavar="ID", help="A match (m_…).", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Open one pair: both rows side by side, and what each field says.

    The bits of all fields together are the odds of the pair.
    """
    found = opened_match(the_case(context), match)
    if as_json:
        print_json(found)
        return
    for line in opened_lines(found):
        tell(line)
    if found.evidence:
        print_table(EVIDENCE, evidence_rows(found))
    print_table(("", found.pair.one, found.pair.other), version_rows(found))


@matches.command()
def confirm(context: typer.Context, named: Named, note: Note = None, dry_run: DryRun = False) -> None:
    """Count two rows once, whatever their probability.

    The decision is kept when pairs are computed again.
    """
    _judge(context, named, Ruling.CONFIRM, note, dry_run=dry_run)


@matches.command()
def undo(context: typer.Context, named: Named, note: Note = None, dry_run: DryRun = False) -> None:
    """Count two rows as two events, whatever their probability.

    The decision is kept when pairs are computed again.
    """
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
    """Mark a data set as taking a side, or take the mark back.

    Beside a neutral row its row stands back; both stay readable.
    """
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
