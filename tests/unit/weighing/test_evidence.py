"""The evidence vector: what is read of each form's finding, and what stays missing."""

import math
from dataclasses import dataclass, field

import pytest
from scipy.stats import norm

from holdfire.model.answer import Effect, Reference, ReferenceKind
from holdfire.weighing.evidence import PARTS, Seen, evidence_of


@dataclass(frozen=True, kw_only=True)
class Told:
    effect: Effect | None
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
            "concerted-attack": told(1.7),
            "selective-targeting": told(0.5),
            "safe-passage": told(1.0, maps),
            "hand-over": told(0.1, rank),
            "truce-break": told(0.25),
        }
    )
    assert found == pytest.approx(
        {
            "silent-front": math.log(0.2),
            "concerted-attack": 1.7,
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


def test_two_sources_are_compared_at_independence() -> None:
    lists = [{"at": [{"odds_ratio": 0.5, "ratio": 0.9}, {"odds_ratio": 1.0, "ratio": 0.4}]}]
    found = evidence_of({"silent-front": told(0.5, two_sources=lists)})
    assert found["two-sources"] == pytest.approx(math.log(0.4))
    unknown = [{"at": [{"odds_ratio": 1.0, "ratio": None}]}]
    assert "two-sources" not in evidence_of({"silent-front": told(0.5, two_sources=unknown)})


def test_rows_given_apart_stand_for_those_of_the_details() -> None:
    assert evidence_of({}, Seen(around=0, inside=0)) == {"visibility": 0.0}
