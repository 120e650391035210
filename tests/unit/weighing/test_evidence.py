"""The evidence vector: what is read of each form's finding, and what stays missing."""

import math
from dataclasses import dataclass, field, replace

import pytest
from scipy.stats import norm

from holdfire.model.answer import Effect, Reference, ReferenceKind
from holdfire.weighing.evidence import PARTS, Seen, evidence_of


@dataclass(frozen=True, kw_only=True)
class Told:
    effect: Effect | None
    statistic: float | None = None
    reference: Reference | None = None
    details: dict[str, object] = field(default_factory=dict)


def told(value: float | None, reference: Reference | None = None, **details: object) -> Told:
    effect = None if value is None else Effect(name="effect", value=value, interval=(None, None))
    return Told(effect=effect, reference=reference, details=details)


def test_each_form_gives_its_number() -> None:
    rank = Reference(kind=ReferenceKind.CONFORMAL, rank=2, of=20)
    maps = Reference(kind=ReferenceKind.FEASIBILITY, draws=999)
    found = evidence_of(
        {
            "silent-front": told(0.2, visibility={"within_year": 4, "of_region": 399}),
            "concerted-attack": replace(told(None), statistic=6.5),
            "selective-targeting": told(0.5),
            "safe-passage": told(1.0, maps),
            "hand-over": told(0.1, rank),
            "truce-break": told(0.25),
        }
    )
    assert found == pytest.approx(
        {
            "silent-front": math.log(0.2),
            "concerted-attack": math.asinh(6.5),
            "selective-targeting": math.log(0.5),
            "safe-passage": math.log(999.5 / 0.5),
            "hand-over": norm.ppf(1.5 / 20),
            "truce-break": math.log(0.25),
            "visibility": math.log(4.5 / 399.5),
        }
    )
    assert list(found) == [part for part in PARTS if part in found]


def test_what_has_no_effect_is_missing_and_an_effect_of_zero_is_a_number() -> None:
    assert evidence_of({"silent-front": told(None), "truce-break": told(0.0)}) == {
        "truce-break": pytest.approx(math.log(1e-3))
    }
    assert evidence_of({}) == {}


def lists(first: int, second: int, both: int, others: tuple[int, int, int]) -> dict[str, object]:
    names = ("first", "second", "both")
    return {
        "asked": dict(zip(names, (first, second, both), strict=True)),
        "others": dict(zip(names, others, strict=True)),
    }


def test_two_sources_tell_of_the_one_that_lacks_what_the_other_has() -> None:
    blind = lists(9, 79, 7, (199, 199, 119))
    other = lists(3, 3, 3, (9, 9, 9))
    found = evidence_of({"silent-front": told(0.5, two_sources=[other, blind])})
    assert found["two-sources"] == pytest.approx(math.log((7.5 / 80) / (119.5 / 200)))
    turned = lists(79, 9, 7, (199, 199, 119))
    assert evidence_of({"silent-front": told(0.5, two_sources=[turned])})["two-sources"] == pytest.approx(
        found["two-sources"]
    )
    none = evidence_of({"silent-front": told(0.5, two_sources=[lists(0, 4, 0, (199, 199, 119))])})
    assert none["two-sources"] == pytest.approx(math.log((0.5 / 5) / (119.5 / 200)))
    assert "two-sources" not in evidence_of({"silent-front": told(0.5, two_sources=[])})


def test_rows_given_apart_stand_for_those_of_the_details() -> None:
    assert evidence_of({}, Seen(around=0, inside=0)) == {"visibility": 0.0}
