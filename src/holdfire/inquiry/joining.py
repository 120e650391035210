"""Which mentions speak of one deal, with the reason.

Pure values: a merge always names its reason, and no two mentions stand together whose parties, days or
places contradict each other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from holdfire.claims.dealing import Mention, nested
from holdfire.lexicon.normal import flatten, fold, normalise
from holdfire.model.claim import Claim

_NEAR = 6  # sentences between two mentions that a document tells one after the other
_PRECISE = 3  # days up to which a date is one of a few days, told a little differently by each report
_WIDEST = 45  # days up to which an interval says when a deal was
_SLACK = 2  # days by which precise dates may differ: agreed, begun, reported
_REPORTED = 31  # days between reports of a deal that only one of them dates
_FAMILY: Mapping[str, str] = {
    "evacuate": "movement",
    "transit": "movement",
    "withdraw": "movement",
    "exchange": "captives",
    "release": "captives",
    "truce": "truce",
    "trade": "trade",
    "handover": "ground",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """A mention with what its document is: when it was published, its place in the order of reading."""

    mention: Mention
    published: date | None
    order: tuple[str, int]

    @property
    def claim(self) -> Claim:
        """The claim behind it."""
        return self.mention.claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Why two mentions may be of one deal; the lower the rank, the surer."""

    rank: int
    why: str


def joined(every: Iterable[Speaking]) -> tuple[tuple[tuple[Speaking, ...], tuple[str, ...]], ...]:
    """Group mentions of one deal, the surest bonds first; with each group, why it stands together.

    The cost is the square of how many mentions the same two sides have.
    """
    ordered = sorted(every, key=lambda one: one.order)
    group_of = {one.claim.id: [one] for one in ordered}
    reasons: dict[str, list[str]] = {one.claim.id: [] for one in ordered}
    for bond, one, other in sorted(_bonds(ordered), key=lambda b: (b[0].rank, b[1].order, b[2].order)):
        mine, theirs = group_of[one.claim.id], group_of[other.claim.id]
        if mine is theirs or (bond.rank > 1 and any(contradict(a, b) for a in mine for b in theirs)):
            continue
        why = reasons[mine[0].claim.id] + reasons[theirs[0].claim.id] + [bond.why]
        mine += theirs
        for member in mine:
            group_of[member.claim.id] = mine
            reasons[member.claim.id] = why
    groups = {id(group): group for group in group_of.values()}
    return tuple(
        (tuple(sorted(group, key=lambda s: s.order)), tuple(dict.fromkeys(reasons[group[0].claim.id])))
        for group in groups.values()
    )


def _bonds(ordered: Sequence[Speaking]) -> Iterable[tuple[Bond, Speaking, Speaking]]:
    blocks: dict[str, list[Speaking]] = {}
    for one in ordered:
        for key in {*one.mention.parties, one.claim.document if len(one.mention.parties) < 2 else ""} - {""}:
            blocks.setdefault(key, []).append(one)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        for one, other in combinations(block, 2):
            if (one.claim.id, other.claim.id) not in seen:
                seen.add((one.claim.id, other.claim.id))
                bond = bond_of(one, other)
                if bond is not None:
                    yield bond, one, other
    for one, other in _answering(ordered):
        yield Bond(rank=0, why="one is told as the return of the other"), one, other


def _answering(
    ordered: Sequence[Speaking],
) -> Iterable[tuple[Speaking, Speaking]]:
    by_id = {one.claim.id: one for one in ordered}
    for one in ordered:
        before = by_id.get(one.mention.answers or "")
        if before is not None and (
            len(one.mention.parties) < 2 or nested(one.mention.parties, before.mention.parties)
        ):
            yield before, one


def contradict(one: Speaking, other: Speaking) -> bool:
    """Say whether two mentions can't be of one deal: other parties, other days, other places."""
    return (
        not nested(one.mention.parties, other.mention.parties)
        or _apart(one.claim.date, other.claim.date)
        or _move_otherwise(one.mention, other.mention)
        or _elsewhere(one, other)
    )


def bond_of(one: Speaking, other: Speaking) -> Bond | None:
    """Find why two mentions may be of one deal; None: nothing says so."""
    if (
        not nested(one.mention.parties, other.mention.parties)
        or one.mention.habitual
        or other.mention.habitual
    ):
        return None
    same_document = one.claim.document == other.claim.document
    if same_document and one.mention.sentence == other.mention.sentence:
        return None if _apart(one.claim.date, other.claim.date) else Bond(rank=1, why="said in one sentence")
    if contradict(one, other) or not _akin(one.claim, other.claim):
        return None
    if same_document:
        return _told_together(one, other) or _dated_alike(one, other)
    return _dated_alike(one, other) or _reported_together(one, other)


def _told_together(one: Speaking, other: Speaking) -> Bond | None:
    if set(other.mention.told) & set(one.mention.told):
        return Bond(rank=2, why="the same sentences speak of both")
    later = max(one, other, key=lambda s: s.order)
    near = abs(one.mention.sentence - other.mention.sentence) <= _NEAR and not later.mention.introduces
    generic = "deal" in (one.claim.kind, other.claim.kind) or one.claim.kind == other.claim.kind
    several = len(set(one.mention.parties) & set(other.mention.parties)) > 1
    if near and (several or generic) and not (one.claim.kind == other.claim.kind == "trade"):
        return Bond(rank=3, why="told one after the other of the same parties")
    return None


def _dated_alike(one: Speaking, other: Speaking) -> Bond | None:
    first, second = one.claim.date, other.claim.date
    several = len(set(one.mention.parties) & set(other.mention.parties)) > 1
    if first is None or second is None or not several or max(days_of(first), days_of(second)) > _WIDEST:
        return None
    both = sorted({_interval(first), _interval(second)})
    shared = sorted(_names(one.claim) & _names(other.claim))
    where = f", both name {shared[0]}" if shared else ""
    return Bond(rank=4 if shared else 5, why=f"same parties, days that fit ({' and '.join(both)}){where}")


def _reported_together(one: Speaking, other: Speaking) -> Bond | None:
    """Join reports of one month when at most one is dated, and both name the place and the kind of deal."""
    shared = sorted(_names(one.claim) & _names(other.claim))
    if not shared or one.published is None or other.published is None:
        return None
    several = len(set(one.mention.parties) & set(other.mention.parties)) > 1
    alike = _FAMILY.get(one.claim.kind) == _FAMILY.get(other.claim.kind)
    if several and alike and abs((one.published - other.published).days) <= _REPORTED:
        return Bond(rank=6, why=f"same parties, both name {shared[0]}, reported within a month")
    return None


def _akin(one: Claim, other: Claim) -> bool:
    """Say whether two kinds may be parts of one deal: "deal" goes with all, else the same family.

    Other families go together where both are dated to the same few days and name the same place.
    """
    first, second = _FAMILY.get(one.kind), _FAMILY.get(other.kind)
    if first is None or second is None or first == second:
        return True
    precise = (
        one.date is not None
        and other.date is not None
        and max(map(days_of, (one.date, other.date))) <= _PRECISE
    )
    return precise and bool(_names(one) & _names(other))


def _apart(one: tuple[date, date] | None, other: tuple[date, date] | None) -> bool:
    if one is None or other is None:
        return False
    slack = timedelta(days=_SLACK if max(days_of(one), days_of(other)) <= _PRECISE else 0)
    return one[0] >= other[1] + slack or other[0] >= one[1] + slack


def _move_otherwise(one: Mention, other: Mention) -> bool:
    """Say whether the one has these pass and the other those."""
    return bool(one.movers) and bool(other.movers) and not nested(one.movers, other.movers)


def _elsewhere(one: Speaking, other: Speaking) -> bool:
    """Say whether both name places and share none; sentences side by side may tell of one way."""
    first, second = _names(one.claim), _names(other.claim)
    near = one.claim.document == other.claim.document and (
        abs(one.mention.sentence - other.mention.sentence) <= 1
        or bool(set(one.mention.told) & set(other.mention.told))
    )
    return bool(first) and bool(second) and not first & second and not near


def _names(claim: Claim) -> frozenset[str]:
    return frozenset(plain_name(place.name) for place in claim.places)


def plain_name(name: str) -> str:
    """Write a place's name in the one form by which two texts' spellings meet."""
    return " ".join(fold(flatten(normalise(name))).split())


def days_of(interval: tuple[date, date]) -> int:
    """Count the days of an interval."""
    return (interval[1] - interval[0]).days


def _interval(days: tuple[date, date]) -> str:
    return days[0].isoformat() if days_of(days) == 1 else f"{days[0].isoformat()} until {days[1].isoformat()}"
