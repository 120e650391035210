"""Where a question leads on the map: its days, its parties and its area, however that was bounded."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from holdfire.actors.registry import Registry
from holdfire.model.actor import Actor
from holdfire.model.allegation import Area, AreaKind
from holdfire.web.map_links import map_address

TRIANGLE = {"type": "Polygon", "coordinates": [[[36, 34], [38.25, 34.5], [37, 36.125], [36, 34]]]}


def words_of(question, area: Area) -> dict[str, list[str]]:
    known = Registry((Actor(id="gov", name="Government"), Actor(id="order", name="Order")))
    address = map_address(replace(question, area=area), known)
    assert address.startswith("/map?")
    return parse_qs(urlsplit(address).query)


@pytest.mark.parametrize(
    ("area", "place"),
    [
        (Area(kind=AreaKind.ADM_1, name="Eastmarch", asked="Eastmarch"), {"near": ["Eastmarch"]}),
        (Area(kind=AreaKind.COUNTRY, name="Velmar", asked="Velmar"), {}),
        (
            Area(kind=AreaKind.BOX, name="b", asked="b", box=(-36.5, 34.0, 37.123456, 35.25)),
            {"box": ["-36.5,34,37.12346,35.25"]},
        ),
        (
            Area(kind=AreaKind.POLYGON, name="p", asked="p", polygon=json.dumps(TRIANGLE)),
            {"box": ["36,34,38.25,36.125"]},
        ),
    ],
    ids=lambda one: one.kind.value if isinstance(one, Area) else "",
)
def test_a_question_leads_to_its_days_its_parties_and_its_area(question, area: Area, place) -> None:
    days = {"from": ["2031-10-01"], "until": ["2031-12-01"]}
    assert words_of(question, area) == {**days, "actors": ["gov,order"], "sides": ["both"], **place}


def test_a_place_is_gone_to_with_the_ground_around_it(question) -> None:
    area = Area(kind=AreaKind.PLACE, name="Aba", asked="Aba", lon=37.0, lat=0.0, radius_km=111.32)
    (box,) = words_of(question, area)["box"]
    assert list(map(float, box.split(","))) == pytest.approx([36, -1.0067, 38, 1.0067], abs=2e-4)
