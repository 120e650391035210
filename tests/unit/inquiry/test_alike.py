"""Claims alike in other documents."""

from dataclasses import replace
from datetime import date

from holdfire.inquiry.alike import alike_elsewhere
from holdfire.model.claim import Claim, ClaimStatus


def claim(name: str, document: str, kind: str = "attack", **more) -> Claim:
    base = Claim(
        id=name,
        document=document,
        text_sha256="",
        start=0,
        end=1,
        quote="x",
        prefix="",
        suffix="",
        kind=kind,
        side_a=("reds",),
        side_b=("blues",),
        coder="rules/1",
    )
    return replace(base, **more)


ONE = claim("c1", "d1")


def alike(*others: Claim, one: Claim = ONE) -> tuple[str, ...]:
    found = alike_elsewhere((one, *others), [one])
    return tuple(other.id for other in found.get(one.id, ()))


def test_the_same_family_and_sides_in_another_document_are_alike() -> None:
    assert alike(claim("c2", "d2", kind="strike")) == ("c2",)
    assert alike(claim("c2", "d1")) == ()
    assert alike(claim("c2", "d2", kind="capture")) == ()
    assert alike(claim("c2", "d2", side_a=("greens",))) == ()


def test_who_acts_matters_where_the_kind_has_an_order() -> None:
    turned = {"side_a": ("blues",), "side_b": ("reds",)}
    assert alike(claim("c2", "d2", **turned)) == ()
    deal = claim("c1", "d1", kind="deal")
    assert alike(claim("c2", "d2", kind="deal", **turned), one=deal) == ("c2",)


def test_days_that_do_not_meet_keep_claims_apart_and_no_date_may_be_any() -> None:
    first = replace(ONE, date=(date(2031, 1, 1), date(2031, 1, 2)))
    next_day = claim("c2", "d2", date=(date(2031, 1, 2), date(2031, 1, 3)))
    same_week = claim("c3", "d2", date=(date(2030, 12, 28), date(2031, 1, 4)))
    assert alike(next_day, same_week, claim("c4", "d2"), one=first) == ("c3", "c4")


def test_what_people_rejected_and_what_names_no_side_is_alike_to_nothing() -> None:
    assert alike(claim("c2", "d2", status=ClaimStatus.REJECTED)) == ()
    nobody = {"side_a": (), "side_b": ()}
    assert alike(claim("c2", "d2", **nobody), one=replace(ONE, **nobody)) == ()
