"""Claims against claims: what cannot both have been so, of one pair of actors, place and time."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from holdfire.checks.evidence import Evidence
from holdfire.checks.opposed import Opposed, figures_apart, opposed_finding
from holdfire.checks.sayings import AGREEMENTS, Rule, Saying, buckets, may_oppose, sayings
from holdfire.checks.scenes import Bools, Ints, Names, Scenes, meeting, scenes
from holdfire.checks.spec import CaseCheck
from holdfire.model.check import CheckKind, Finding

SHORT = 3  # days; within so few a place is taken to have one holder and an attack one outcome
MOST = 10  # others that are listed for one claim; `used` has the count
_LOOKED_AT = 200  # undated claims that are looked at for one that may exclude
_INSIDE = frozenset((Rule.QUIET, Rule.DENIED, Rule.DENIAL))


def contradictions(evidence: Evidence) -> Iterator[Finding]:
    """Find claims that exclude each other; what may do so where day or place is open is said once.

    Claims are sorted by rule and pair of actors, then by day; only what overlaps in time is compared.
    """
    found = sayings(evidence)
    claims, reports = [saying.claim for saying in found], [saying.published for saying in found]
    names, done = Names(), set[frozenset[int]]()
    pairs: list[tuple[Opposed, Sequence[str]]] = []
    for (rule, key), bucket in buckets(found, evidence.roster).items():
        no = scenes(claims, bucket.no, names, reports if rule is Rule.QUIET else ())
        yes = scenes(claims, bucket.yes, names)
        pairs += [(pair, key) for pair in _opposed(rule, no, yes, found, key)]
    for pair, key in sorted(pairs, key=lambda given: not given[0].certain):
        both = frozenset((pair.no, pair.yes))
        if both not in done:
            done.add(both)
            yield opposed_finding(found, pair, key)


def _opposed(
    rule: Rule, no: Scenes, yes: Scenes, found: Sequence[Saying], key: Sequence[str]
) -> Iterator[Opposed]:
    """Compare each row of the one kind with those of the other that overlap it in time."""
    undated = int(np.count_nonzero(~yes.dated))  # they sort first
    longest = int((yes.until - yes.since)[undated:].max(initial=0))
    certain_of: dict[int, None] = {}
    open_of: dict[int, tuple[int, int]] = {}
    for i in range(len(no)):
        number = int(no.of[i])
        start = max(undated, int(np.searchsorted(yes.since, no.since[i] - longest)))
        end = int(np.searchsorted(yes.since, no.until[i]))
        near = yes.take(np.r_[0 : min(undated, _LOOKED_AT), start : max(start, end)])
        certain, maybe, km = _judge(rule, no, i, near, unbounded=key[0] in AGREEMENTS)
        for name, mask in (("certain", certain), ("open", maybe)):
            fitting = (
                (int(near.of[n]), float(km[n]))
                for n in _nearest(mask, km, near)
                if _fits(
                    rule, found, (number, int(near.of[n])), located=bool(near.lat[n] == near.lat[n]), key=key
                )
            )
            chosen = dict(reversed(list(fitting)))
            if name == "certain":
                for other in list(chosen)[::-1][:MOST]:
                    certain_of[number] = None
                    yield Opposed(
                        rule=rule, no=number, yes=other, km=chosen[other], certain=True, others=len(chosen)
                    )
            elif chosen and rule is not Rule.FIGURES:
                open_of.setdefault(number, (next(reversed(chosen)), len(chosen)))
    for number, (other, others) in open_of.items():
        if number not in certain_of:
            yield Opposed(rule=rule, no=number, yes=other, km=float("nan"), certain=False, others=others)


def _judge(
    rule: Rule, no: Scenes, i: int, near: Scenes, *, unbounded: bool
) -> tuple[Bools, Bools, NDArray[np.float64]]:
    """Mark the rows that row i excludes, those that it may exclude, and how far they are.

    What says no over a time and ground excludes what lies inside both; of two that each say what was, both
    must be of a few days. unbounded: a denial that names no day or place is one of any.
    """
    meet = meeting(no, i, near)
    dated = near.dated & no.dated[i]
    overlaps = (near.since < no.until[i]) & (no.since[i] < near.until)
    short = dated & (near.until - near.since <= SHORT) & bool(no.until[i] - no.since[i] <= SHORT)
    when, where = short, meet.same
    if rule in _INSIDE:
        when = when | (dated & (no.since[i] <= near.since) & (near.until <= no.until[i]))
    if rule is Rule.DENIED and unbounded:
        when, where = when | bool(~no.dated[i]), where | bool(no.name[i] < 0)
    certain = overlaps & when & where & (rule is not Rule.DENIAL)
    around = meet.same | meet.touching
    if rule in _INSIDE:
        around = around | meet.unknown
    else:
        overlaps = overlaps & dated
    return certain, overlaps & around & ~certain, meet.km


def _nearest(mask: Bools, km: NDArray[np.float64], near: Scenes) -> Ints:
    """Give the places of the marked rows, the nearest first; rows without a distance before all."""
    places = np.flatnonzero(mask)
    return places[np.lexsort((near.of[places], near.since[places], np.nan_to_num(km[places])))]


def _fits(
    rule: Rule, found: Sequence[Saying], numbers: tuple[int, int], *, located: bool, key: Sequence[str]
) -> bool:
    """Say whether two sayings can exclude each other, beyond time and place."""
    one, other = (found[number] for number in numbers)
    if numbers[0] == numbers[1] or not may_oppose(one, other):
        return False
    together = one.claim.document == other.claim.document
    if rule is Rule.HELD:
        return located or not together  # a legend of a map names no place
    if rule is Rule.FIGURES:
        apart = figures_apart(one, other, key[1])
        return numbers[0] < numbers[1] and not (together and one.voice == other.voice) and apart is not None
    return True


CHECK = CaseCheck(name="contradictions", kind=CheckKind.CONTRADICTION, run=contradictions)
