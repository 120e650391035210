"""How far reviewers agree with one another, and how often what the coders propose stands up to them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from holdfire.case.folder import Case
from holdfire.case.reviewed import reviews
from holdfire.inquiry.draws import generator
from holdfire.model.claim import SYMMETRIC_KINDS, Claim
from holdfire.model.review import CODER, Decision, Review, standing
from holdfire.stats.agreement import Agreement, agreement
from holdfire.stats.intervals import wilson_interval

SEED = 20260101
LEVEL = 0.95

K = TypeVar("K", bound=Hashable)
Decided = tuple[Review, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """What became of a coder's proposals that people reviewed.

    right: accepted as they were. kept: accepted or corrected; both are shares of right, corrected and
    rejected ones, with Wilson intervals. disputed: on which reviewers differ; counted in no share.
    """

    right: int
    corrected: int
    rejected: int
    disputed: int
    right_share: float | None
    right_interval: tuple[float, float] | None
    kept_share: float | None
    kept_interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAgreement:
    """Agreement of reviewers on the claims that several of them decided, and the precision of the coders.

    decision: is it a claim at all. kind, sides: of what those who keep it make of it.
    """

    reviewers: tuple[str, ...]
    reviews: int
    claims: int
    decision: Agreement
    kind: Agreement
    sides: Agreement
    precision: Precision
    by_kind: Mapping[str, Precision]
    by_coder: Mapping[str, Precision]
    level: float
    seed: int


def review_agreement(case: Case, *, seed: int = SEED) -> ReviewAgreement:
    """Measure how reviewers agree and how precise the coders are, on what was reviewed.

    The latest decision of each reviewer on each claim counts. Misleads as to unreviewed claims where people
    chose what to review, and as to agreement where they saw one another's decisions first.
    """
    every = reviews(case)
    decided = _standing(every, lambda review: review.claim)
    proposals = _standing((r for r in every if _is_of_coder(r)), lambda r: (r.claim, r.seen.coder))
    latest = {claim: one for (claim, _), one in proposals.items()}  # the last coder's that was reviewed
    return ReviewAgreement(
        reviewers=tuple(sorted({review.by for one in decided.values() for review in one})),
        reviews=sum(map(len, decided.values())),
        claims=len(decided),
        decision=_agreement([[r.reading is not None for r in one] for one in decided.values()], seed, 0),
        kind=_agreement([[c.kind for c in _readings(one)] for one in decided.values()], seed, 1),
        sides=_agreement([[_sides(c) for c in _readings(one)] for one in decided.values()], seed, 2),
        precision=_precision(latest.values()),
        by_kind=_parted(latest.values(), lambda review: review.seen.kind),
        by_coder=_parted(proposals.values(), lambda review: review.seen.coder),
        level=LEVEL,
        seed=seed,
    )


def _standing(every: Iterable[Review], key: Callable[[Review], K]) -> dict[K, Decided]:
    """Group decisions, keep each reviewer's latest; groups come in the order of their last decision."""
    groups: dict[K, list[Review]] = {}
    for review in every:
        groups[key(review)] = [*groups.pop(key(review), []), review]
    found = {name: standing(group) for name, group in groups.items()}
    return {name: one for name, one in found.items() if one}


def _is_of_coder(review: Review) -> bool:
    return review.decision is not Decision.ADD and review.seen.coder != CODER


def _readings(decided: Decided) -> list[Claim]:
    return [review.reading for review in decided if review.reading is not None]


def _sides(claim: Claim) -> Hashable:
    sides = [tuple(sorted(claim.side_a)), tuple(sorted(claim.side_b))]
    ordered = sorted(sides) if claim.kind in SYMMETRIC_KINDS else sides
    return (*ordered, tuple(sorted(claim.against)))


def _agreement(units: Sequence[Sequence[Hashable]], seed: int, part: int) -> Agreement:
    return agreement(units, generator(seed, part), level=LEVEL)


def _parted(decided: Iterable[Decided], key: Callable[[Review], str]) -> dict[str, Precision]:
    groups: defaultdict[str, list[Decided]] = defaultdict(list)
    for one in decided:
        groups[key(one[-1])].append(one)
    return {name: _precision(groups[name]) for name in sorted(groups)}


def _precision(decided: Iterable[Decided]) -> Precision:
    counted = Counter(_outcome(one) for one in decided)
    right, corrected = counted["right"], counted["corrected"]
    settled = right + corrected + counted["rejected"]
    return Precision(
        right=right,
        corrected=corrected,
        rejected=counted["rejected"],
        disputed=counted["disputed"],
        right_share=right / settled if settled else None,
        right_interval=wilson_interval(right, settled, level=LEVEL),
        kept_share=(right + corrected) / settled if settled else None,
        kept_interval=wilson_interval(right + corrected, settled, level=LEVEL),
    )


def _outcome(decided: Decided) -> str:
    made = {review.decision for review in decided}
    if Decision.REJECT in made:
        return "rejected" if made == {Decision.REJECT} else "disputed"
    return "corrected" if Decision.CORRECT in made else "right"
