"""Published shares of attacks beside those of the data, by the command, as methods.md section 10 has them.

The published figures are those of IHS/JTIC as TIME and NBC printed them; the events are UCDP GED 21.1.
"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import holdfire as hf
from holdfire.inquiry.published_shares import stated_shares
from holdfire.inquiry.share_comparisons import compare
from holdfire.inquiry.share_ground import Wanted, load_ground
from holdfire.inquiry.shares import shares_of
from holdfire.model.share import ActorShares

PUBLISHED = """of,share,n,from,until,area,source
gov,13%,923,2014-01-01,2014-11-22,Syria,IHS 2014
non-state,64%,923,2014-01-01,2014-11-22,Syria,IHS 2014
"""
FIRST, LAST = date(2014, 1, 1), date(2014, 11, 22)
ACT = hf.Act(by="test", at="2031-07-01T12:00:00+00:00")


@pytest.fixture(scope="module")
def case(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> hf.Case:
    source = shared / "cases" / "syria" / "actors.toml"
    made = hf.new_case(tmp_path_factory.mktemp("shares") / "case", title="Syria", actors=source, act=ACT)
    events = shared / "data/ucdp_ged211_global_prec12/ged211_prec12_syria_iraq_lebanon.csv.gz"
    hf.import_events(made, "ucdp", [events], name=None, skip_bad=False, act=ACT)
    return made


def shares(case: hf.Case, actor: str, stated: str = "", **wanted: object) -> ActorShares:
    ground = load_ground(case, Wanted(**{"area": "Syria", "period": None, **wanted}), [actor])
    return compare(case, ground, [actor], stated_shares(stated) if stated else (), shares_of(ground))


def per_cent(found: ActorShares) -> dict[str, float]:
    return {o.opponent: round(100 * o.share, 1) for o in found.groups[0].opponents if o.share is not None}


def test_the_command_puts_published_shares_beside_the_half_years_of_2014(
    case: hf.Case, tmp_path: Path
) -> None:
    table, picture = tmp_path / "published.csv", tmp_path / "shares.svg"
    table.write_text(PUBLISHED, encoding="utf-8")
    command = [sys.executable, "-m", "holdfire", "-C", case.path, "shares", "--actor", "Islamic State"]
    command += ["--area", "Syria", "--from", "2014-01-01", "--until", "2014-11-22", "--by", "half"]
    command += ["--with-civilians", "--published", table, "--out", picture, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    first = found["groups"][0]
    assert (first["period"], first["n"]) == ("2014 H1", 1_109)
    named = {o["opponent"]: round(100 * o["share"], 1) for o in first["opponents"]}
    assert (named["rebels"], named["gov"]) == (71.8, 9.6)
    government, others = found["comparisons"]
    assert (government["events"], government["n"]) == (449, 1_962)
    assert round(100 * government["share"], 1) == 22.9
    assert government["difference_interval"][0] > 0.05  # far more than chance allows
    assert any("without an attacker" in why for why in government["why"])
    assert round(100 * others["share"], 1) == 65.3
    assert others["difference_interval"][0] < 0 < others["difference_interval"][1]
    drawn = picture.read_text(encoding="utf-8")
    assert "22.9\u00a0% vs 13\u00a0%" in drawn
    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg"')


def test_all_opponents_of_islamic_state_in_2014(case: hf.Case) -> None:
    found = shares(case, "is", since=FIRST, until=LAST, civilians=True)
    assert found.groups[0].n == 1_962
    assert per_cent(found) == {
        "rebels": 46.6,
        "gov": 22.9,
        "ypg": 15.3,
        "civilians": 9.8,
        "euphrates_vulcano": 3.4,
        "government_of_iraq": 1.9,
    }


def test_six_per_cent_of_982_agrees_with_the_events_of_the_government(case: hf.Case) -> None:
    compared = shares(case, "gov", "is=6% of 982", since=FIRST, until=LAST).comparisons[0]
    assert (compared.events, compared.n) == (449, 9_286)
    assert compared.share == pytest.approx(0.048, abs=5e-4)
    assert compared.difference_interval is not None
    assert compared.difference_interval[0] < 0 < compared.difference_interval[1]


def test_the_year_to_march_2017_agrees_on_the_government_and_splits_the_rest_otherwise(case: hf.Case) -> None:
    found = shares(
        case,
        "is",
        "gov=43%, ypg=17%, other=40%",
        since=date(2016, 4, 1),
        until=date(2017, 4, 1),
        left_out=("foreign-states",),
    )
    assert [round(100 * (c.share or 0), 1) for c in found.comparisons] == [42.9, 34.7, 22.4]
    assert {c.n for c in found.comparisons} == {1_986}
    assert [c.interval[0] <= c.stated.share <= c.interval[1] for c in found.comparisons if c.interval] == [
        True,
        False,
        False,
    ]
    assert [c.counted_as for c in found.comparisons] == [("gov",), ("ypg",), ("rebels",)]


def test_a_year_before_the_data_is_told_from_a_year_without_events(case: hf.Case) -> None:
    found = shares(case, "is", period="year", since=date(2003, 1, 1), until=date(2023, 1, 1))
    told = {group.period: group.coverage for group in found.groups}
    assert (told["2003"], told["2012"], told["2014"], told["2022"]) == (
        "not_covered",
        "no_events",
        "events",
        "not_covered",
    )
