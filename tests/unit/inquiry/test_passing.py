"""Words of a passage become choices: places by name or position, two who are not one."""

import pytest

from holdfire.base.events import PlaceName
from holdfire.errors import AreaError, QuestionError
from holdfire.inquiry.area_sources import NOTHING
from holdfire.inquiry.passing import passage_choices, spot
from holdfire.inquiry.war import Spot

PLACES = (
    PlaceName(level="adm_1", name="Osk", country="Velmar", events=90, lat=40.0, lon=11.0),
    PlaceName(level="place", name="Osk town", country="Velmar", events=9, lat=41.0, lon=12.0),
)


def test_a_name_means_the_place_and_not_the_province():
    assert spot(" Osk ", PLACES, NOTHING) == Spot(name="Osk town", lon=12.0, lat=41.0)


@pytest.mark.parametrize("text", ["-37.5, 0.25", "-37.5,.25", "-37.50,+0.25"])
def test_a_position_is_longitude_first(text):
    found = spot(text, PLACES, NOTHING)
    assert (found.lon, found.lat) == (-37.5, 0.25)


@pytest.mark.parametrize("text", ["181,0", "0,-91", "1.2.3,4", "Nowhere at all"])
def test_what_is_no_place_is_refused_with_its_words(text):
    with pytest.raises(AreaError, match=text.split(",")[0]):
        spot(text, PLACES, NOTHING)


def test_choices_keep_both_places_as_points():
    made = passage_choices((["b", "a"], ["x"]), ("Osk", "10.5,40"), PLACES, NOTHING)
    assert made == {
        "mover": "a+b",
        "through": "x",
        "start": "12.0,41.0 Osk town",
        "goal": "10.5,40.0 10.5,40",
    }


def test_nobody_moves_through_their_own_ground():
    with pytest.raises(QuestionError, match="must be two"):
        passage_choices((["a", "x"], ["x"]), ("Osk", "10.5,40"), PLACES, NOTHING)
