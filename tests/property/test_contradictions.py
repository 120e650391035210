"""What is found of claims does not hang on their order, on who is called A, or on what actors are called."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.checks.contradictions import contradictions
from holdfire.checks.evidence import Evidence
from holdfire.model.claim import (
    SYMMETRIC_KINDS,
    Claim,
    ClaimFigure,
    ClaimPlace,
    DateBasis,
    Modality,
    Qualifier,
)

PLACES = [
    ClaimPlace(name=f"town {n}", lat=10 + n / 20, lon=20.0, radius_km=5.0 + 20 * (n == 3)) for n in range(4)
]
KINDS = ("clash", "no_clash", "attack", "repel", "capture", "control", "lose", "deal", "truce")
RENAMED = {"a": "zulu", "b": "yankee", "c": "x_ray"}


@st.composite
def claims(draw: st.DrawFn) -> tuple[Claim, ...]:
    return tuple(
        draw(
            st.builds(
                _claim,
                st.just(number),
                st.sampled_from(KINDS),
                st.permutations(("a", "b", "c")),
                st.sampled_from([None, *PLACES]),
                st.none() | st.tuples(st.integers(0, 6), st.integers(1, 8)),
                st.sampled_from([Modality.ASSERTED, Modality.ALLEGED, Modality.DENIED]),
                st.none() | st.integers(1, 9),
            )
        )
        for number in range(draw(st.integers(2, 9)))
    )


def _claim(number, kind, sides, place, days, modality, killed) -> Claim:  # noqa: PLR0917
    start = date(2031, 5, 1)
    return Claim(
        id=f"c_{number}",
        document=f"d{number}",
        text_sha256="0",
        start=0,
        end=9,
        quote=f"words {number}",
        prefix="",
        suffix="",
        kind=kind,
        side_a=(sides[0],),
        side_b=() if kind == "control" else (sides[1],),
        places=() if place is None else (place,),
        date=None if days is None else (start + timedelta(days[0]), start + timedelta(sum(days))),
        date_basis=DateBasis.NONE if days is None else DateBasis.STATED,
        modality=modality,
        figure_details=()
        if killed is None
        else (
            ClaimFigure(
                unit="killed",
                value=killed,
                low=killed,
                high=killed,
                qualifier=Qualifier.EXACT,
                start=0,
                end=1,
            ),
        ),
        coder="hand",
    )


def pairs(found: tuple[Claim, ...], *, sure: bool = True) -> set[frozenset[str | None]]:
    findings = contradictions(Evidence(claims=found))
    return {frozenset((f.claim, f.other)) for f in findings if not sure or f.status == "inconsistent"}


@settings(max_examples=40)
@given(claims(), st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(found: tuple[Claim, ...], rng) -> None:
    mixed = list(found)
    rng.shuffle(mixed)
    one, other = (list(contradictions(Evidence(claims=c))) for c in (found, tuple(mixed)))
    assert sorted(map(str, one)) == sorted(map(str, other))


@settings(max_examples=40)
@given(claims())
def test_exchanging_the_sides_of_symmetric_claims_changes_nothing(found: tuple[Claim, ...]) -> None:
    turned = tuple(
        replace(c, side_a=c.side_b, side_b=c.side_a) if c.kind in SYMMETRIC_KINDS else c for c in found
    )
    assert pairs(found) == pairs(turned)


@settings(max_examples=40)
@given(claims())
def test_what_actors_are_called_changes_nothing(found: tuple[Claim, ...]) -> None:
    renamed = tuple(
        replace(c, side_a=tuple(RENAMED[s] for s in c.side_a), side_b=tuple(RENAMED[s] for s in c.side_b))
        for c in found
    )
    assert pairs(found) == pairs(renamed)


@settings(max_examples=40)
@given(claims())
def test_every_pair_is_of_two_claims_that_share_an_actor_and_overlap(found: tuple[Claim, ...]) -> None:
    by_id = {c.id: c for c in found}
    for finding in contradictions(Evidence(claims=found)):
        one, other = by_id[finding.claim], by_id[finding.other]
        assert one.id != other.id
        if finding.status == "inconsistent" and one.kind != "control":
            assert {*one.side_a, *one.side_b} & {*other.side_a, *other.side_b}
        if finding.status == "inconsistent" and one.date and other.date:
            assert one.date[0] < other.date[1]
            assert other.date[0] < one.date[1]


@settings(max_examples=40)
@given(claims())
def test_the_index_finds_what_comparing_all_pairs_finds(found: tuple[Claim, ...]) -> None:
    alone = set[frozenset[str | None]]()
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            alone |= pairs((one, other))
    assert pairs(found) == alone
