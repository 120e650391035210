"""What maps say of claims on places, on maps that are written down stretch by stretch."""

from datetime import date

import pytest

from holdfire.checks.evidence import Evidence, GroundRecord, HeldShare, Seen
from holdfire.checks.held_places import held_places
from holdfire.lexicon import KnownPlace
from holdfire.lexicon.place_table import PlaceTable
from holdfire.model.check import CheckStatus
from holdfire.model.claim import Claim, ClaimPlace, DateBasis, Modality
from holdfire.model.document import Document

YES, NO, OPEN = CheckStatus.CONSISTENT, CheckStatus.INCONSISTENT, CheckStatus.CANNOT_BE_CHECKED
KORA = ClaimPlace(name="Kora", lat=10.0, lon=20.0, radius_km=5.0, basis="gazetteer")
DAY = (date(2031, 5, 10), date(2031, 5, 11))
TURN = date(2031, 5, 10)


def claim(kind="control", side_a=("red",), **more) -> Claim:
    usual = {
        "id": "c_1",
        "document": "d",
        "text_sha256": "0",
        "start": 0,
        "end": 4,
        "quote": "Kora",
        "prefix": "",
        "suffix": "",
        "side_b": (),
        "places": (KORA,),
        "date": DAY,
        "date_basis": DateBasis.STATED,
        "coder": "t",
    }
    return Claim(**{**usual, **more}, kind=kind, side_a=side_a)


def seen(holder, since=date(2031, 1, 1), until=date(2031, 12, 1), source="desk", **more) -> Seen:
    usual = {"drawn": True, "clear_km": 20.0, "error_km": 2.0}
    return Seen(**{**usual, **more}, source=source, since=since, until=until, holder=holder)


def judged(claim, *maps, places=(), share=()):
    document = Document(
        folder="d",
        filename="a.txt",
        sha256="0",
        text_sha256="0",
        media_type="text/plain",
        published=date(2031, 6, 1),
    )
    asked = []

    def at(name, lon, lat, days):
        asked.append((name, lon, lat, days))
        return [one for one in maps if one.since < days[1] and days[0] < one.until]

    ground = GroundRecord(sources=("desk",), at=at, share=lambda *_: share)
    evidence = Evidence(
        claims=[claim],
        documents={"d": document},
        ground=ground,
        table=PlaceTable(places),
        actors={"red": "Reds"},
    )
    found = list(held_places(evidence))
    return (found[0].status, found[0].reason, asked) if found else None


@pytest.mark.parametrize(
    ("clear", "error", "status"), [(2.1, 2.0, YES), (2.0, 2.0, OPEN), (0.9, 0.1, OPEN), (1.1, 0.1, YES)]
)
def test_a_map_settles_only_what_lies_farther_from_its_lines_than_their_error(clear, error, status):
    """And never what lies within a kilometre, for no town is a point."""
    assert judged(claim(), seen("red", clear_km=clear, error_km=error))[0] is status


def test_contested_ground_near_a_line_says_nothing_either():
    taken = claim("capture")
    near, far = (seen(None, until=TURN, clear_km=km) for km in (1.0, 20.0))
    assert judged(taken, near, seen("red", since=TURN))[0] is OPEN
    assert judged(taken, far, seen("red", since=TURN))[0] is YES


def test_a_source_that_names_the_place_needs_no_line():
    assert judged(claim(), seen("red", clear_km=0.1, error_km=40.0, named=True))[0] is YES


@pytest.mark.parametrize(
    ("kind", "sides", "before", "after", "status"),
    [
        ("capture", (("red",), ()), "blue", "red", YES),
        ("capture", (("red",), ()), None, "red", YES),
        ("capture", (("red",), ()), "red", "blue", OPEN),
        ("capture", (("red",), ()), "blue", "green", NO),
        ("lose", (("blue",), ()), "blue", "red", YES),
        ("lose", (("blue",), ()), "blue", None, OPEN),
        ("handover", (("blue",), ("red",)), "blue", "red", YES),
        ("handover", (("green",), ("red",)), "blue", "red", NO),
        ("handover", (("red",), ("blue",)), "blue", "red", OPEN),
        ("advance", (("red",), ("blue",)), "blue", "red", YES),
        ("advance", (("red",), ("blue",)), "blue", "green", OPEN),
        ("control", (("red",), ()), "blue", "red", OPEN),
    ],
)
def test_what_passes_from_one_to_another_is_told_by_who_had_it_before_and_after(
    kind, sides, before, after, status
):
    maps = seen(before, until=TURN), seen(after, since=TURN)
    assert judged(claim(kind, sides[0], side_b=sides[1]), *maps)[0] is status


def test_a_week_is_left_on_both_sides_of_the_days():
    _, _, ((_, _, _, control),) = judged(claim(), seen("red"))
    assert control == (date(2031, 5, 3), date(2031, 5, 18))
    _, _, ((_, _, _, capture),) = judged(claim("capture"), seen("red"))
    assert capture == (date(2031, 5, 2), date(2031, 5, 18))


def test_a_place_that_the_coder_left_open_is_looked_up_in_the_gazetteer():
    loose = claim(places=(ClaimPlace(name="Kora"),))
    assert judged(loose, seen("red"))[0] is OPEN
    kora = KnownPlace(name="Kora", lat=1.0, lon=2.0, radius_km=5.0)
    status, _, asked = judged(loose, seen("red"), places=[kora])
    assert (status, asked[0][:3]) == (YES, ("Kora", 2.0, 1.0))
    wide = KnownPlace(name="Kora", lat=1.0, lon=2.0, radius_km=80.0, level="adm_1")
    status, reason, _ = judged(loose, seen("red"), places=[wide])
    assert status is OPEN
    assert "area" in reason


def test_shares_of_an_area_are_left_to_the_check_of_shares():
    assert judged(claim(quote="held a tenth of Kora province"), seen("red")) is None
    assert judged(claim(quote="held the tenth brigade's post in Kora"), seen("red"))[0] is YES


def test_denied_claims_are_left_out_and_hedged_ones_are_never_wrong():
    assert judged(claim(modality=Modality.DENIED), seen("blue")) is None
    assert judged(claim(), seen("blue"))[0] is NO
    assert judged(claim(modality=Modality.HEDGED), seen("blue"))[0] is OPEN


def test_a_legend_is_held_against_all_ground_of_its_holder():
    legend = claim(quote="Red: areas under control of the Reds", places=(ClaimPlace(name="Areas"),))
    some = HeldShare(
        source="desk", km2=900.0, least=700.0, most=1100.0, whole=9000.0, undrawn=0.0, area="x", error_km=3.0
    )
    none = HeldShare(
        source="desk", km2=0.0, least=0.0, most=0.0, whole=9.0, undrawn=0.0, area="x", error_km=3.0
    )
    status, reason, _ = judged(legend, share=[some])
    assert status is YES
    assert all(word in reason for word in ("900 km²", "700 to 1,100", "desk", "2031-05-10", "3 km"))
    assert judged(legend, share=[none])[0] is OPEN
    village = claim(quote="controls the area of Smallville", places=(ClaimPlace(name="Smallville"),))
    assert judged(village, share=[some])[0] is OPEN
    assert judged(legend)[0] is OPEN


@pytest.mark.parametrize(
    ("kind", "least", "most", "undrawn", "status"),
    [
        ("control", 910.0, 990.0, 0.0, YES),
        ("control", 890.0, 990.0, 0.0, OPEN),
        ("control", 300.0, 480.0, 0.0, NO),
        ("control", 300.0, 480.0, 30.0, OPEN),
        ("capture", 300.0, 480.0, 0.0, OPEN),
    ],
)
def test_who_holds_an_area_has_nine_tenths_of_it_and_not_less_than_half(kind, least, most, undrawn, status):
    province = claim(kind, places=(ClaimPlace(name="Kora province"),))
    held = HeldShare(
        source="desk", km2=(least + most) / 2, least=least, most=most, whole=1000.0, undrawn=undrawn,
        area="the outline of Kora", error_km=3.0,
    )  # fmt: skip
    found, reason, _ = judged(province, share=[held])
    assert found is status
    assert all(word in reason for word in ("outline of Kora", "desk", "2031-05-10", "3 km"))
    assert judged(province)[0] is OPEN
