from datetime import date

import shapely

from holdfire.contact.grid import Projection
from holdfire.inquiry.builders.attacks import build_attacks
from holdfire.inquiry.builders.fronts import build_fronts
from holdfire.inquiry.builders.rows import near_border
from holdfire.model.allegation import Area, AreaKind

PLANE = Projection(lon=38.0, lat=35.0)
CORNERS = zip(*PLANE.inverse([-50, 50, 50, -50], [-50, -50, 50, 50]), strict=True)
SQUARE = Area(
    kind=AreaKind.POLYGON,
    name="Osk",
    asked="boundary:Osk",
    polygon=shapely.to_geojson(shapely.Polygon(CORNERS)),
    countries=("Velmar",),
)
ROUGH = {"radius_km": 25.0}
ROWS = [
    {"x": 45.0, **ROUGH},
    {"x": 40.0, "side_b": "rebels", **ROUGH},
    {"x": 55.0, "side_a": "rebels", **ROUGH},
    {"x": 0.0, **ROUGH},
    {"x": 49.0},
    {"x": 45.0, "on": date(2018, 5, 1), **ROUGH},
    {"x": 45.0, "kind": "one_sided", "side_b": "civilians", **ROUGH},
    {"x": 45.0, "mapped": False, **ROUGH},
]


def test_clashes_nearer_to_the_border_than_they_are_known_are_counted_and_said(war_of):
    (said,) = near_border(war_of(ROWS, area=SQUARE))
    assert said.startswith("3 clashes of the period, 1 of the alleged pair among them")
    assert "2 are counted inside and 1 outside" in said
    assert "Osk" in said


def test_every_form_that_counts_rows_says_so(war_of):
    war = war_of(ROWS, area=SQUARE)
    for sample in (build_fronts(war), build_attacks(war)):
        assert [c for c in sample.caveats if "the border of Osk" in c]


def test_an_area_that_rows_name_has_no_border(war_of):
    assert near_border(war_of(ROWS)) == ()
