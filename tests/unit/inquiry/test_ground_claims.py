"""Claims on control against the maps of a small case: all statuses, edges of days, two sources, map error."""

import json
from datetime import date

import pytest
import shapely
from pyproj import Geod

from holdfire.case.act import Act
from holdfire.inquiry.checking import check
from holdfire.inquiry.reading import documents
from holdfire.intake.actors import import_actors
from holdfire.intake.coding import code_claims
from holdfire.intake.control import import_control
from holdfire.intake.documents import About, add_documents
from holdfire.intake.gazetteer import gazetteer
from holdfire.intake.opening import new_case
from holdfire.intake.places import import_gazetteer
from holdfire.model.check import CheckStatus

ACT = Act(by="ada", at="2031-01-01T00:00:00+00:00")
YES, NO, OPEN = CheckStatus.CONSISTENT, CheckStatus.INCONSISTENT, CheckStatus.CANNOT_BE_CHECKED
ACTORS = """
[[actor]]
id = "red"
name = "Red Front"
[[actor]]
id = "blue"
name = "Blue Army"
[[actor]]
id = "storm"
name = "Storm Brigade"
part_of = "red"
"""
TOWNS = """name,lat,lon,country,population
Osk,35.58,38.5,Velmar,90000
Vellam,35.2,38.2,Velmar,60000
Brinke,35.63,38.7,Velmar,60000
Farhold,37.5,38.5,Velmar,60000
"""


def feature(holder, box, since, until=None, **more):
    shape = json.loads(shapely.to_geojson(shapely.box(*box)))
    return {
        "type": "Feature",
        "geometry": shape,
        "properties": {"holder": holder, "from": since, "until": until, **more},
    }


MARCH = (  # Osk passes to Red on the 10th; the line of the 10th runs past Brinke at 2.2 km
    feature("Red Front", (38, 35, 39, 35.5), "2030-01-01", "2030-03-10", error_km=3),
    feature("Blue Army", (38, 35.5, 39, 36), "2030-01-01", "2030-03-10", error_km=3),
    feature("Red Front", (38, 35, 39, 35.65), "2030-03-10", "2030-05-01", error_km=3),
    feature("Blue Army", (38, 35.65, 39, 36), "2030-03-10", "2030-05-01", error_km=3),
)


PLACES = [
    ("On 10 March 2030 the Red Front captured Osk.", YES, "2030-03-10"),
    ("On 16 March 2030 the Red Front captured Osk.", YES, "2030-03-10"),
    ("On 17 March 2030 the Red Front captured Osk.", YES, "2030-03-10"),
    ("On 18 March 2030 the Red Front captured Osk.", NO, "already"),
    ("On 2 March 2030 the Red Front captured Osk.", NO, "so it stays"),
    ("On 3 March 2030 the Red Front captured Osk.", YES, "2030-03-10"),
    ("On 10 March 2030 the Storm Brigade captured Osk.", YES, "2030-03-10"),
    ("On 10 March 2030 the Blue Army captured Osk.", OPEN, "then"),
    ("On 10 March 2030 the Blue Army lost Osk.", YES, "2030-03-10"),
    ("On 10 April 2030 the Blue Army lost Osk.", NO, "already"),
    ("On 20 March 2030 Osk was held by the Red Front.", YES, "Red Front"),
    ("On 20 March 2030 Osk was held by the Blue Army.", NO, "Red Front"),
    ("On 12 March 2030 Osk was held by the Blue Army.", OPEN, "then"),
    ("On 20 March 2030 Brinke was held by the Blue Army.", OPEN, "may be off by 3 km"),
    ("On 20 March 2030 Farhold was held by the Blue Army.", OPEN, "draws no ground"),
    ("On 20 March 2030 Nowhere was held by the Blue Army.", OPEN, "no gazetteer"),
    ("On 10 July 2030 Osk was held by the Blue Army.", OPEN, "draws no ground"),
]
SHARES = [  # by the map 65.1 %, 62.4 to 67.8 with lines off by 3 km; 6,557 km², 6,285 to 6,829
    ("On 20 March 2030 the Red Front held two thirds of the country.", YES),
    ("On 20 March 2030 the Red Front controlled a third of the country.", NO),
    ("On 20 March 2030 the Red Front controlled more than a third of the country.", YES),
    ("On 20 March 2030 the Red Front controlled less than half of the country.", NO),
    ("On 20 March 2030 the Red Front controlled 65 % of the territory of Velmar.", YES),
    ("On 20 March 2030 the Red Front controlled 69 % of Velmar's territory.", OPEN),
    ("On 20 March 2030 40 % of Velmar was under the control of the Red Front.", NO),
    ("On 20 March 2030 the Red Front controlled 6,600 square kilometres.", YES),
    ("On 20 March 2030 the Red Front controlled 3,000 square kilometres.", NO),
    ("On 20 March 2030 the Red Front controlled a third of Atlantis.", OPEN),
    ("On 20 March 2035 the Red Front controlled a third of the country.", OPEN),
    ("The Red Front controlled a third of the country.", OPEN),
]
OTHERS = [
    "On 20 March 2030 a third of the population lived in areas controlled by the Red Front.",
    "The Red Front controlled 40 % of the oil fields on 20 March 2030.",
    "A third of the fighters of the Red Front held Osk on 20 March 2030.",
    "A third of the Red Front held Osk on 20 March 2030.",
    "On 20 March 2030 half of Osk was destroyed while the Red Front controlled it.",
    "The Red Front, which controls Osk, lost a third of its men on 20 March 2030.",
    "On 20 March 2030 the Red Front controlled a third of Velmar and Atlantis.",
    "On 20 March 2030 a fire burned 500 square kilometres near Osk, which the Red Front held.",
]


def findings(folder, texts, maps=(("desk", MARCH),), towns=TOWNS):
    """Check texts, each a document, in a case with the maps of some sources; text → findings."""
    case = new_case(folder / "case", title="t", actors=None, act=ACT)
    (folder / "actors.toml").write_text(ACTORS)
    import_actors(case, folder / "actors.toml", act=ACT)
    (folder / "towns.csv").write_text(towns)
    import_gazetteer(case, [folder / "towns.csv"], name=None, columns={}, skip_bad=False, act=ACT)
    for name, features in maps:
        path = folder / f"{name}.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
        import_control(case, [path], name=name, act=ACT)
    paths = [folder / f"{number:02}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    add_documents(case, paths, about=About(outlet="o", published=date(2030, 4, 1)), act=ACT)
    code_claims(case, ACT)
    names = {document.folder: texts[int(document.filename[:2])] for document in documents(case)}
    found = {text: [] for text in texts}
    for one in check(case, gazetteer(case)):
        found[names[one.document]].append(one)
    return found


def only(found, text, kind="control"):
    (one,) = [f for f in found[text] if f.check == kind]
    assert one.quote in text
    return one


@pytest.fixture(scope="module")
def march(tmp_path_factory):
    texts = [text for text, *_ in (*PLACES, *SHARES)] + [*OTHERS, UNDATED]
    return findings(tmp_path_factory.mktemp("march"), texts)


UNDATED = "Osk is held by the Blue Army."


@pytest.mark.parametrize(("text", "status", "said"), PLACES)
def test_a_claim_on_a_place_is_held_against_the_map(march, text, status, said):
    one = only(march, text)
    assert (one.status, said in one.reason) == (status, True), one.reason
    assert "desk" in one.against


def test_a_claim_without_a_day_is_never_called_wrong(march):
    one = only(march, UNDATED)
    assert one.status is OPEN
    assert "publication" in one.reason


RED = "On 20 March 2030 Osk was held by the Red Front."


def test_sources_that_differ_leave_it_open_and_are_both_named(tmp_path):
    other = (feature("Blue Army", (38, 35, 39, 36), "2030-01-01", "2030-05-01", error_km=1),)
    one = only(findings(tmp_path, [RED], (("desk", MARCH), ("other", other))), RED)
    assert one.status is OPEN
    assert all(word in one.reason for word in ("desk", "other", "differ"))


def test_a_source_that_cannot_tell_does_not_stop_one_that_can(tmp_path):
    other = (feature(None, (38, 35, 39, 36), "2030-01-01", "2030-05-01"),)
    one = only(findings(tmp_path, [RED], (("desk", MARCH), ("other", other))), RED)
    assert one.status is YES
    assert "contested" in one.reason


def test_ground_that_was_nobodys_can_be_taken_and_is_not_held(tmp_path):
    took, held = (
        "On 10 March 2030 the Red Front captured Osk.",
        "On 2 March 2030 Osk was held by the Red Front.",
    )
    nobody = (
        feature(None, (38, 35, 39, 36), "2030-01-01", "2030-03-10"),
        feature("Red Front", (38, 35, 39, 36), "2030-03-10", "2030-05-01"),
    )
    found = findings(tmp_path, [took, held], (("desk", nobody),))
    assert only(found, took).status is YES
    assert only(found, held).status is OPEN


def test_maps_a_month_apart_leave_open_when_between_them_a_town_passed(tmp_path):
    monthly = (
        feature("Blue Army", (38, 35, 39, 36), "2030-03-01", error_km=1),
        feature("Red Front", (38, 35, 39, 36), "2030-04-01", error_km=1),
    )
    took, held = (
        "On 15 March 2030 the Red Front captured Osk.",
        "On 15 March 2030 Osk was held by the Red Front.",
    )
    found = findings(tmp_path, [took, held], (("desk", monthly),))
    assert only(found, took).status is YES
    assert only(found, held).status is OPEN


def test_a_line_without_a_stated_error_is_taken_as_ten_km_off(tmp_path):
    plain = [{**f, "properties": {**f["properties"], "error_km": None}} for f in MARCH]
    vellam = RED.replace("Osk", "Vellam")
    found = findings(tmp_path, [RED, vellam], (("desk", plain),))
    assert only(found, RED).status is OPEN
    assert "10 km" in only(found, RED).reason
    assert only(found, vellam).status is YES


def test_ground_beyond_the_date_line_is_as_near_as_it_is(tmp_path):
    """The town lies at 179.98 degrees, 1 km from ground that is drawn at the map's other end."""
    maps = (
        feature("Red Front", (179, 65, 180, 66), "2030-01-01", "2030-05-01", error_km=3),
        feature("Blue Army", (-180, 65, -179, 66), "2030-01-01", "2030-05-01", error_km=3),
    )
    near, inland = RED.replace("Osk", "Uelen"), RED.replace("Osk", "Egvek")
    more = "Uelen,65.5,179.98,Velmar,60000\nEgvek,65.5,179.5,Velmar,60000\n"
    found = findings(tmp_path, [near, inland], (("desk", maps),), towns=TOWNS + more)
    assert only(found, near).status is OPEN
    assert "3 km" in only(found, near).reason
    assert only(found, inland).status is YES


def test_without_a_map_a_place_is_not_listed_and_a_share_says_what_is_missing(tmp_path):
    share = "On 20 March 2030 the Red Front controlled 30 % of the country."
    found = findings(tmp_path, [RED, share], ())
    assert [f for f in found[RED] if f.check == "control"] == []
    assert only(found, share, "share").status is OPEN
    assert "import control" in only(found, share, "share").reason


@pytest.mark.parametrize(("text", "status"), SHARES)
def test_a_share_of_the_country_is_held_against_the_map_with_its_error(march, text, status):
    one = only(march, text, "share")
    assert one.status is status, one.reason
    if status is not OPEN:
        assert all(word in one.reason for word in ("desk", "3 km", "2030-03-20"))
        assert one.computed_range[0] < one.computed < one.computed_range[1]


def test_a_share_agrees_with_areas_measured_otherwise(march):
    def km2(*box):
        return Geod(ellps="WGS84").geometry_area_perimeter(shapely.segmentize(shapely.box(*box), 0.01))[0]

    one = only(march, SHARES[0][0], "share")
    wanted = 100 * km2(38, 35, 39, 35.65) / km2(38, 35, 39, 36)
    assert one.computed == pytest.approx(wanted, rel=1e-6)
    assert one.stated == pytest.approx(200 / 3)


@pytest.mark.parametrize("text", OTHERS)
def test_shares_of_other_things_are_no_shares_of_ground(march, text):
    assert all("map" not in one.reason for one in march[text] if one.check == "share")
