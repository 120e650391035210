"""Distances between named places, however they are worded."""

import pytest

from holdfire.lexicon import KnownPlace
from holdfire.model.check import CheckKind, CheckStatus

OSK = KnownPlace(name="Osk", lat=41.0, lon=12.0, radius_km=3.0)
TARN = KnownPlace(name="Tarn", lat=41.9, lon=12.0, radius_km=3.0)  # 100 km north of Osk
PLACES = (OSK, TARN)
CONSISTENT, INCONSISTENT, UNKNOWN = CheckStatus


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Tarn, 100 km from Osk, fell.", CONSISTENT),
        ("Tarn lies 100 km north of Osk.", CONSISTENT),
        ("Tarn lies 100km north of Osk.", CONSISTENT),
        ("Tarn lies 30 miles north of Osk.", INCONSISTENT),
        ("Tarn lies 62 miles (100 km) north of Osk.", CONSISTENT),
        ("Tarn lies 100 km south of Osk.", INCONSISTENT),
        ("Tarn lies 100 km north-east of Osk.", CONSISTENT),  # loose, but the neighbouring sector
        ("Tarn is within 60 km of Osk.", INCONSISTENT),
        ("Tarn is within 160 km of Osk.", CONSISTENT),
        ("Tarn is more than 60 km from Osk.", CONSISTENT),
        ("Osk and Tarn are 170 km apart.", CONSISTENT),
        ("Osk and Tarn are 400 km apart.", INCONSISTENT),
        ("By road it is 400 km from Osk to Tarn.", UNKNOWN),
        ("It is 170 km from Osk to Tarn as the crow flies.", INCONSISTENT),
        ("Some 100 km north of Osk, in Tarn, two men were shot.", CONSISTENT),
        ("The 40-km road between Osk and Tarn was cut.", INCONSISTENT),
        ("Tarn, 10 km from the border and 100 km from Osk, fell.", CONSISTENT),
        ("Tarn, 40 km from Nowhere, fell.", UNKNOWN),
        ("Positions 40 km from Osk were hit.", UNKNOWN),
    ],
)
def test_a_distance_is_held_against_the_straight_line(text, status, check_text) -> None:
    found = [f for f in check_text(text, PLACES) if f.check is CheckKind.DISTANCE]
    assert found[0].status is status, found[0].reason


def test_the_line_its_error_and_both_places_are_given(check_text) -> None:
    (found,) = check_text("Tarn, 60 km from Osk, fell.", PLACES)
    assert found.computed == pytest.approx(100.0, abs=0.1)
    assert found.computed_range == pytest.approx((94.0, 2.1 * 106), abs=0.2)
    assert (found.stated, found.unit, found.against) == (60, "km", "straight line")
    assert (found.used["from"], found.used["to"], found.used["places_error_km"]) == ("Osk", "Tarn", 6)


def test_an_unknown_place_is_named_and_how_to_import_one(check_text) -> None:
    (found,) = check_text("Tarn, 60 km from Osk, fell.")
    assert "Osk" in found.reason or "Tarn" in found.reason
    assert "holdfire import places" in found.reason


def test_of_several_places_of_a_name_all_must_agree(check_text) -> None:
    far = KnownPlace(name="Osk", lat=43.4, lon=12.0, radius_km=3.0)  # too near to Tarn to be passed over
    (fits_one,) = check_text("Tarn, 100 km from Osk, fell.", (*PLACES, far))
    assert fits_one.status is UNKNOWN
    assert "Osk" in fits_one.reason
    (fits_none,) = check_text("Tarn, 30 km from Osk, fell.", (*PLACES, far))
    assert fits_none.status is INCONSISTENT


def test_places_known_no_better_than_their_distance_are_left_open(check_text) -> None:
    wide = KnownPlace(name="Tarn", lat=41.9, lon=12.0, radius_km=120.0)
    (found,) = check_text("Tarn, 10 km from Osk, fell.", (OSK, wide))
    assert found.status is UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "A 40 km long front opened near Osk.",
        "The army held a zone 20 km wide around Osk.",
        "Osk was shelled 40 times from Tarn.",
    ],
)
def test_extents_and_counts_are_no_distances(text, check_text) -> None:
    assert not [f for f in check_text(text, PLACES) if f.check is CheckKind.DISTANCE]
