"""Which rows of a case tell of one event: what was computed, with every decision of `matches.jsonl` on it."""

from holdfire.case.folder import Case
from holdfire.model.match import (
    NO_MATCHES,
    Judgement,
    Matching,
    SameEvents,
    families,
    grouped,
    pairs_in_force,
    partisan_sets,
    rulings,
)
from holdfire.records.matches import read_matching
from holdfire.records.values import read_lines

MATCHES, JUDGEMENTS = "matches.json", "matches.jsonl"


def matching(case: Case) -> Matching | None:
    """Read the pairs that were computed; None where nobody has looked for any."""
    if MATCHES not in case.logged():
        return None
    return read_matching(case.read(MATCHES), source=MATCHES)


def judgements(case: Case) -> tuple[Judgement, ...]:
    """Read every decision about pairs and data sets, oldest first."""
    if JUDGEMENTS not in case.logged():
        return ()
    return read_lines(case.read(JUDGEMENTS), Judgement, source=JUDGEMENTS)


def same_events(case: Case) -> SameEvents:
    """Give the groups of rows that count once, and the data sets that stand back in them."""
    made = judgements(case)
    found = matching(case)
    if found is None and not made:
        return NO_MATCHES
    family = families(found.compared) if found is not None else {}
    groups = grouped(pairs_in_force(found, made), rulings(made), family)
    return SameEvents(groups=groups, partisan=frozenset(partisan_sets(made)))
