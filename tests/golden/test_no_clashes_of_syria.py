"""Articles that report no clashes between two enemies, and the rows of UCDP's release that say otherwise.

Hand count: the rows Government of Syria - IS of 25 October to 25 November 2017 in northeast Hama.
"""

from datetime import date
from pathlib import Path

import pytest

import holdfire as hf
from holdfire.inquiry.checking import Wanted, check
from holdfire.intake.gazetteer import gazetteer
from holdfire.intake.places import import_gazetteer
from holdfire.model.check import CheckStatus, Finding

ACT = hf.Act(by="test", at="2031-07-01T12:00:00+00:00")
PUBLISHED = {"000": date(2017, 11, 25), "001": date(2017, 10, 25)}


@pytest.fixture(scope="module")
def findings(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Finding]:
    source = shared / "cases" / "syria"
    case = hf.new_case(
        tmp_path_factory.mktemp("quiet") / "case", title="Syria", actors=source / "actors.toml", act=ACT
    )
    for file in sorted((source / "documents").glob("*.txt")):
        if file.name[:3] in PUBLISHED:
            about = hf.About(outlet=f"outlet {file.name[:3]}", published=PUBLISHED[file.name[:3]])
            hf.add_documents(case, [file], about=about, act=ACT)
    events = shared / "data" / "ucdp_ged_syria_2016_2019" / "ged_syria_652_201601_201911.csv.gz"
    hf.import_events(case, "ucdp", [events], name=None, skip_bad=False, act=ACT)
    places = [shared / "data" / "gazetteer" / "syria_admin_names_ar_en.csv.gz"]
    import_gazetteer(case, places, name=None, columns={}, skip_bad=False, act=ACT)
    hf.code_claims(case, ACT)
    found = check(case, gazetteer(case), Wanted(kind="events"))
    names = {d.folder: d.filename[:3] for d in hf.list_documents(case)}
    quiet = {c.id for c in hf.list_claims(case, kind="no_clash")}
    return {names[f.document]: f for f in found if f.claim in quiet}


def test_both_articles_have_their_sentence_held_against_the_rows(findings: dict[str, Finding]) -> None:
    assert sorted(findings) == ["000", "001"]


def test_rows_say_otherwise_where_no_clash_was_reported_until_november(findings: dict[str, Finding]) -> None:
    found = findings["000"]
    assert found.status is CheckStatus.INCONSISTENT
    assert "ucdp:254305" in found.rows  # As San, 31 October 2017, four deaths
    assert found.computed == len(found.rows)
    assert "named before it" in found.reason


def test_two_days_on_the_march_are_too_short_to_be_settled(findings: dict[str, Finding]) -> None:
    found = findings["001"]
    assert found.status is CheckStatus.CANNOT_BE_CHECKED
    assert found.used["events_within_100_km_and_a_year"] > 50
