"""Claims on control against a real series of place marks; what is so is listed with the series' source."""

from datetime import date

import pytest

from holdfire.case.act import Act
from holdfire.inquiry.checking import check
from holdfire.inquiry.exposures import WantedExposure, exposure
from holdfire.inquiry.handing import WantedChanges, list_changes
from holdfire.inquiry.holding import WantedHoldings, list_holdings
from holdfire.intake.actors import import_actors
from holdfire.intake.coding import code_claims
from holdfire.intake.control import MapWishes, import_control
from holdfire.intake.documents import About, add_documents
from holdfire.intake.gazetteer import gazetteer
from holdfire.intake.marked_ground import MarkRules
from holdfire.intake.opening import new_case
from holdfire.intake.places import import_gazetteer

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")
ACTORS = """
[[actor]]
id = "russia"
name = "Russia"
kind = "state"
[[actor]]
id = "ukraine"
name = "Ukraine"
kind = "state"
[[actor]]
id = "dpr"
name = "Donetsk PR"
part_of = "russia"
[[actor]]
id = "lpr"
name = "Luhansk PR"
part_of = "russia"
"""
TOWNS = """name,lat,lon,country,population
Kherson,46.6333,32.6,Ukraine,283649
Bakhmut,48.6,38,Ukraine,72310
Izium,49.2128,37.2569,Ukraine,45884
Mariupol,47.0958,37.5494,Ukraine,431859
"""
CLAIMS = {
    "Ukraine captured Kherson on 11 November 2022.": "consistent",
    "Kherson was held by Russia on 1 June 2022.": "consistent",
    "Kherson was held by Russia on 1 January 2023.": "inconsistent",
    "Russia captured Bakhmut on 24 May 2023.": "consistent",
    "Russia captured Bakhmut on 24 March 2023.": "cannot_be_checked",  # contested then
    "Ukraine captured Izium on 10 September 2022.": "consistent",
    "Ukraine lost Izium on 10 September 2022.": "cannot_be_checked",  # it took it on that day
    "Mariupol was held by Ukraine on 1 June 2023.": "inconsistent",
    "Russia controlled half of the country on 1 June 2023.": "inconsistent",
    "Russia occupied 18 percent of the country on 1 June 2023.": "cannot_be_checked",  # 13 to 25 by the error
}


@pytest.fixture(scope="module")
def case(request, tmp_path_factory):
    table = request.getfixturevalue("shared") / "data" / "ukraine_place_control"
    folder = tmp_path_factory.mktemp("claims")
    case = new_case(folder / "case", title="x", actors=None, act=ACT)
    for name, text in (("actors.toml", ACTORS), ("towns.csv", TOWNS)):
        (folder / name).write_text(text)
    import_actors(case, folder / "actors.toml", act=ACT)
    import_gazetteer(case, [folder / "towns.csv"], name=None, columns={}, skip_bad=False, act=ACT)
    wishes = MapWishes(marks=MarkRules(skip_bad=True))
    import_control(case, [table / "place_control_changes.csv.gz"], name="places", act=ACT, wishes=wishes)
    (folder / "a.txt").write_text("\n\n".join(CLAIMS))
    add_documents(case, [folder / "a.txt"], about=About(outlet="o", published=date(2024, 1, 1)), act=ACT)
    code_claims(case, ACT)
    return case


def test_claims_are_told_apart_by_the_marks_of_their_towns_and_by_the_maps_error(case):
    text = "\n\n".join(CLAIMS)
    found = {}
    for one in check(case, gazetteer(case)):
        start = max(text.index(claim) for claim in CLAIMS if text.index(claim) <= one.start)
        claim = next(claim for claim in CLAIMS if text.index(claim) == start)
        if one.check in ("control", "share"):
            found[claim] = one
    assert {claim: found[claim].status for claim in CLAIMS} == CLAIMS


def test_kherson_changes_hands_on_the_day_of_the_table(case):
    days = {"since": date(2022, 11, 1), "until": date(2022, 12, 1)}
    (kherson,) = [c for c in list_changes(case, WantedChanges(**days)).towns if c.place == "Kherson"]
    assert (kherson.loser, kherson.taker, kherson.first, kherson.last) == (
        "Russia", "Ukraine", "2022-11-11", "2022-11-11",
    )  # fmt: skip
    assert kherson.fighting is None


def test_ground_and_front_of_a_day_are_those_of_either_side(case):
    day = date(2023, 6, 1)
    held = {h.holder: h for h in list_holdings(case, WantedHoldings(on=day))}
    russia = held["russia"]
    assert russia.km2_range[0] < russia.km2 < russia.km2_range[1]
    assert sum(h.share for h in held.values()) == pytest.approx(1, abs=0.001)
    days = {"since": day, "until": date(2023, 6, 2)}
    one = exposure(case, WantedExposure(a=("Russia",), b=("Ukraine",), **days)).exposure
    other = exposure(case, WantedExposure(a=("Ukraine",), b=("Russia",), **days)).exposure
    assert one == other
    assert 500 < one.value < 3_000
