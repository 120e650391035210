"""What rows say of claims of fighting and of no fighting, on a war written down row by row."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from holdfire.checks.against_events import against_events
from holdfire.checks.evidence import EventRows, Evidence
from holdfire.model.actor import Actor
from holdfire.model.check import CheckStatus, Finding
from holdfire.model.claim import Claim, ClaimPlace, DateBasis, Modality
from holdfire.model.document import Document
from holdfire.model.event import day_number

TOWN = ClaimPlace(name="Kora", lat=10.0, lon=20.0, radius_km=5.0, basis="gazetteer")
FAR = 1.0  # degrees of latitude, 111 km
REPORT = date(2031, 6, 1)
WEEK = (date(2031, 5, 1), date(2031, 5, 8))


def row(one: str, other: str, on: date, **more: object) -> dict:
    usual = {"lat": 10.0, "lon": 20.0, "radius_km": 1.0, "best": 2.0, "kind": "state_based", "last": on}
    return {"one": one, "other": other, "on": on, **usual, **more}


def rows_of(rows: Sequence[dict]) -> EventRows:
    rows = sorted(rows, key=lambda r: r["on"])
    texts = {"one", "other", "kind"}
    columns = {
        name: np.array([r[name] for r in rows], dtype=object if name in texts else float)
        for name in ("one", "other", "kind", "lat", "lon", "radius_km", "best")
    }
    blank = np.array([""] * len(rows), dtype=object)
    return EventRows(
        event_id=np.array([f"t:{n}" for n in range(len(rows))], dtype=object),
        country=blank,
        place=blank,
        day=np.array([day_number(r["on"]) for r in rows]),
        end_day=np.array([day_number(r["last"]) for r in rows]),
        low=columns["best"],
        high=columns["best"],
        acts=np.ones(len(rows), dtype=np.int64),
        datasets=("war",),
        **columns,
    )


def claim(kind: str = "no_clash", **more: object) -> Claim:
    usual: dict = {
        "id": "c_1",
        "document": "d",
        "text_sha256": "0",
        "start": 100,
        "end": 120,
        "quote": "no clashes in Kora",
        "prefix": "",
        "suffix": "",
        "kind": kind,
        "side_a": ("reds",),
        "side_b": ("blues",),
        "places": (TOWN,),
        "date": WEEK,
        "date_basis": DateBasis.STATED,
        "coder": "hand",
    }
    return Claim(**{**usual, **more})


def evidence(claims: Sequence[Claim], rows: Sequence[dict], *roster: Actor) -> Evidence:
    document = Document(
        folder="d", filename="d.txt", sha256="d", text_sha256="d", media_type="text/plain", published=REPORT
    )
    return Evidence(
        claims=claims,
        documents={"d": document},
        events=rows_of(rows),
        actors={"reds": "Reds", "blues": "Blues"},
        roster={a.id: a for a in roster},
    )


def only(found: Evidence) -> Finding:
    (one,) = against_events(found)
    return one


COVER = [row("reds", "greens", date(2030, 1, 1)), row("blues", "greens", date(2031, 12, 1))]
BOTH_THERE = [*COVER, row("reds", "greens", date(2031, 5, 2)), row("blues", "greens", date(2031, 5, 4))]
BEFORE = row("blues", "reds", date(2030, 12, 1))


def test_a_row_then_and_there_says_otherwise() -> None:
    found = only(evidence([claim()], [*COVER, row("blues", "reds", date(2031, 5, 3))]))
    assert found.status is CheckStatus.INCONSISTENT
    assert found.rows == ("t:1",)
    assert found.computed == 1
    assert found.reason.startswith("1 event (2 deaths, best estimate) of Reds and Blues says otherwise")
    assert found.against == "events of war"
    two = only(evidence([claim()], [row("blues", "reds", date(2031, 5, day)) for day in (3, 4)]))
    assert two.reason.startswith("2 events (4 deaths, best estimate) of Reds and Blues say otherwise")


@pytest.mark.parametrize("on", [date(2031, 5, 1), date(2031, 5, 7)])
def test_both_edge_days_of_the_claim_count(on: date) -> None:
    found = only(evidence([claim()], [*COVER, row("reds", "blues", on)]))
    assert found.status is CheckStatus.INCONSISTENT


@pytest.mark.parametrize("on", [date(2031, 4, 30), date(2031, 5, 8)])
def test_the_day_before_and_the_first_day_after_do_not(on: date) -> None:
    found = only(evidence([claim()], [*BOTH_THERE, row("reds", "blues", on)]))
    assert found.status is CheckStatus.CONSISTENT


def test_a_row_that_may_lie_elsewhere_settles_nothing() -> None:
    wide = row("reds", "blues", date(2031, 5, 3), lat=10.3, radius_km=40.0)
    long = row("reds", "blues", date(2031, 4, 28), last=date(2031, 5, 2))
    for one in (wide, long):
        found = only(evidence([claim()], [*BOTH_THERE, one]))
        assert found.status is CheckStatus.CANNOT_BE_CHECKED
        assert "by their precision" in found.reason
        assert len(found.rows) == 1


def test_silence_is_consistent_where_both_were_seen_there_and_have_fought_before() -> None:
    found = only(evidence([claim()], [*BOTH_THERE, BEFORE]))
    assert found.status is CheckStatus.CONSISTENT
    assert found.rows == ()
    assert found.used["of_a_there"] == found.used["of_b_there"] == 1
    assert found.used["events_within_100_km_and_a_year"] == 1


def test_a_zero_is_told_apart_by_its_meaning() -> None:
    never = only(evidence([claim()], BOTH_THERE))
    unseen = only(evidence([claim()], [*COVER, BEFORE]))
    late = claim(date=(date(2032, 5, 1), date(2032, 5, 8)))
    uncovered = only(evidence([late], [*BOTH_THERE, BEFORE]))
    together = only(
        evidence([claim()], [*BOTH_THERE, BEFORE], Actor(id="reds", name="R", part_of="x"),
                 Actor(id="blues", name="B", part_of="x"), Actor(id="x", name="X"))
    )  # fmt: skip
    assert {f.status for f in (never, unseen, uncovered, together)} == {CheckStatus.CANNOT_BE_CHECKED}
    assert "never had one" in never.reason
    assert "no contact is seen" in unseen.reason
    assert "the data reach from" in uncovered.reason
    assert "under one name" in together.reason


def test_protests_are_no_clashes() -> None:
    protest = row("reds", "blues", date(2031, 5, 3), kind="protest")
    assert only(evidence([claim()], [*BOTH_THERE, BEFORE, protest])).status is CheckStatus.CONSISTENT


def test_until_now_reaches_from_the_last_day_named_to_the_report() -> None:
    before = claim("advance", id="c_0", start=10, side_b=(), date=(date(2031, 4, 20), date(2031, 4, 21)))
    so_far = claim(quote="no clashes in this area so far", places=(), date=None, date_basis=DateBasis.NONE)
    clash = row("reds", "blues", date(2031, 4, 25))
    found = only(evidence([before, so_far], [*COVER, clash]))
    assert found.status is CheckStatus.INCONSISTENT
    assert found.used["days"] == "2031-04-20 to 2031-06-01"
    assert found.used["places"] == ("Kora",)
    assert "named before it" in found.reason
    nothing_before = only(evidence([so_far], [*COVER, clash]))
    assert nothing_before.status is CheckStatus.CANNOT_BE_CHECKED
    assert "no place is known" in nothing_before.reason


def test_fighting_that_rows_have_is_consistent_and_never_inconsistent_without_them() -> None:
    attack = claim("attack", quote="attack on Kora")
    here = only(evidence([attack], [*COVER, row("blues", "reds", date(2031, 5, 3))]))
    assert here.status is CheckStatus.CONSISTENT
    assert here.rows == ("t:1",)
    for rows in (COVER, BOTH_THERE, [*BOTH_THERE, BEFORE]):
        assert only(evidence([attack], rows)).status is CheckStatus.CANNOT_BE_CHECKED


def test_fighting_without_a_day_or_a_located_place_is_left_alone() -> None:
    unknown = replace(TOWN, lat=None, lon=None)
    claims = [claim("clash", date=None), claim("clash", places=(unknown,)), claim("clash", places=())]
    assert list(against_events(evidence(claims, COVER))) == []


def test_a_denied_clash_is_left_to_the_claims_that_it_denies() -> None:
    assert list(against_events(evidence([claim("clash", modality=Modality.DENIED)], COVER))) == []


def test_rows_of_the_parent_do_not_refute_a_silence_of_its_unit() -> None:
    unit = Actor(id="guard", name="Guard", part_of="reds")
    found = only(evidence([claim(side_a=("guard",))], [*COVER, row("blues", "reds", date(2031, 5, 3))], unit))
    assert found.status is CheckStatus.CANNOT_BE_CHECKED
    assert "belongs to" in found.reason


def test_exchanging_the_sides_changes_nothing_that_is_found() -> None:
    rows = [*BOTH_THERE, row("blues", "reds", date(2031, 5, 3), best=7.0)]
    one = only(evidence([claim()], rows))
    other = only(evidence([claim(side_a=("blues",), side_b=("reds",))], rows))
    assert (one.status, one.rows, one.computed) == (other.status, other.rows, other.computed)


def test_the_far_town_is_not_this_one() -> None:
    far = row("reds", "blues", date(2031, 5, 3), lat=10.0 + FAR)
    assert only(evidence([claim()], [*BOTH_THERE, far])).status is CheckStatus.CONSISTENT


def test_without_events_nothing_is_held_against_them() -> None:
    assert list(against_events(replace(evidence([claim()], COVER), events=None))) == []
