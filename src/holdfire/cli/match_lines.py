"""What `matches` prints: rows of its tables and lines below them."""

from collections import Counter
from collections.abc import Iterator

from holdfire.dossier.words import counted
from holdfire.inquiry.matched import ListedPair, MatchList, OpenedMatch
from holdfire.model.match import Compared, Matching

PAIRS = ("id", "probability", "state", "events", "versions differ in")
EVIDENCE = ("field", "what it says", "bits")
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


def pair_rows(found: MatchList) -> Iterator[tuple[str, ...]]:
    """Give a line of the table of pairs for each of the first."""
    for pair in found.pairs[:SHOWN]:
        events = zip((pair.one, pair.other), pair.datasets, strict=True)
        yield (
            pair.id,
            f"{pair.probability:.3f}",
            state_of(pair),
            "\n".join(f"{event} ({dataset})" for event, dataset in events),
            ", ".join(pair.differ),
        )


def evidence_rows(found: OpenedMatch) -> Iterator[tuple[str, ...]]:
    """Give what each field says for or against a pair."""
    return ((part.field, part.says or SAID[part.field], f"{part.bits:+.1f}") for part in found.evidence)


def version_rows(found: OpenedMatch) -> Iterator[tuple[str, ...]]:
    """Give both versions of each field, side by side; what differs is marked."""
    for field in found.fields:
        versions = ("" if version is None else str(version) for version in (field.one, field.other))
        yield (f"{'≠ ' if field.differs else '  '}{field.field}", *versions)


def state_of(pair: ListedPair) -> str:
    """Say whether a pair counts once, and why not."""
    return {
        "computed": "counts once",
        "confirmed": "counts once (a person said so)" if pair.counts else "a person said so, but rows clash",
        "undone": "two events (a person said so)",
        "below": "below the threshold",
        "within": "in one data set; not counted once",
        "clash": "would join two rows of one data set",
        "gone": "a row is not in the case any more",
    }[pair.state]


def compared_lines(done: Compared, found: Matching) -> Iterator[str]:
    """Tell what comparing two data sets came to."""
    one, other = done.datasets
    if done.shared_ids:
        yield (
            f"{one} – {other}: not compared; {counted(done.shared_ids, 'event')} stand in both under one id "
            "and count once, so that their ids tell events apart"
        )
        return
    names = [set(side.split(" + ")) for side in done.datasets]
    own = [pair for pair in found.pairs if all(d in n for d, n in zip(pair.datasets, names, strict=True))]
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


def summary_lines(found: MatchList) -> Iterator[str]:
    """Tell what all pairs together come to."""
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


def opened_lines(found: OpenedMatch) -> Iterator[str]:
    """Tell what is known of one pair besides its fields."""
    pair = found.pair
    yield f"{pair.id}: probability {pair.probability:.4f}, {state_of(pair)}"
    if found.counts_as:
        yield f"counted as {found.counts_as}"
    for name, actors in found.partisan.items():
        yield f"{name} is marked as partisan for {', '.join(actors)}"
    if pair.differ:
        yield f"the two versions do not agree on: {', '.join(pair.differ)}"
    for made in found.judgements:
        yield f"{made.by}, {made.at}: {made.ruling}{f' (“{made.note}”)' if made.note else ''}"
