"""Does an actor list come into a case as an act of its own, with a rehearsal and a report?"""

from pathlib import Path

import pytest

from holdfire.case.act import Act
from holdfire.case.checking import check_files
from holdfire.case.contents import actors
from holdfire.case.folder import Case
from holdfire.errors import RegistryError, TableError, UsageError
from holdfire.intake.actors import import_actors
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events

ACT = Act(by="tester", at="2031-01-01T00:00:00+00:00")
REGISTRY = '# who is who\n[[actor]]\nid = "lf"\nname = "Border League"  # since 2030\n'
LIST = (
    "\ufeffActorId,NameData,NameOrigFullEng,Org,Location\n"
    "7,LF ,Border League,1,Norda\n8,XF,Northern X Front,1,Norda\n9,XF,South X Front,1,Suda\n10,Z,,1,Norda\n"
)
EVENTS = (
    "id,type_of_violence,side_a,side_b,date_start,latitude,longitude,country,best\n"
    '1,2,LF,"XF, Q",2031-01-01,1,1,Norda,0\n'
    "2,2,LF,XF,2031-01-02,1,1,Norda,0\n"
)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    (tmp_path / "actors.toml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    made = new_case(tmp_path / "case", title="T", actors=tmp_path / "actors.toml", act=ACT)
    import_events(made, "ucdp", [tmp_path / "events.csv"], name=None, skip_bad=False, act=ACT)
    return made


def test_what_the_case_concerns_is_added_and_comments_stay(case: Case, tmp_path: Path) -> None:
    report = import_actors(case, tmp_path / "list.csv", ACT)
    assert report.sentences() == (
        "the list has 4 actors: 1 added, 1 updated; names left: 0",
        "added: xf_8",
        "updated: lf",
    )
    found = {a.id: a for a in actors(case)}
    assert (found["lf"].ucdp_ids, found["lf"].ucdp_names) == (("7",), ("LF",))
    assert (found["xf_8"].ucdp_ids, found["xf_8"].countries) == (("8",), ("Norda",))
    assert "# since 2030" in case.read("actors.toml").decode()
    assert check_files(case) == ()


def test_a_rehearsal_says_the_same_and_writes_nothing(case: Case, tmp_path: Path) -> None:
    before = case.read("actors.toml")
    report = import_actors(case.rehearsal(), tmp_path / "list.csv", ACT)
    assert case.read("actors.toml") == before
    assert report == import_actors(case, tmp_path / "list.csv", ACT)


def test_a_list_that_brings_nothing_is_no_act(case: Case, tmp_path: Path) -> None:
    import_actors(case, tmp_path / "list.csv", ACT)
    log = (case.path / "log.jsonl").read_bytes()
    assert (
        import_actors(case, tmp_path / "list.csv", ACT)
        .sentences()[0]
        .endswith("0 added, 0 updated; names left: 0")
    )
    assert (case.path / "log.jsonl").read_bytes() == log


def test_all_of_a_list_comes_where_it_is_asked_for(case: Case, tmp_path: Path) -> None:
    assert import_actors(case, tmp_path / "list.csv", ACT, every=True).added == ("xf_8", "xf_9", "z")


def test_a_list_with_wrong_rows_changes_nothing(case: Case, tmp_path: Path) -> None:
    before = case.read("actors.toml")
    (tmp_path / "list.csv").write_text(LIST + "10,W,,1,\n,V,,1,\n", encoding="utf-8")
    with pytest.raises(TableError) as error:
        import_actors(case, tmp_path / "list.csv", ACT)
    assert [p.row for p in error.value.problems] == [6, 7]
    assert case.read("actors.toml") == before


def test_what_is_neither_a_list_nor_a_registry_is_refused(case: Case, tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"events\.csv is no actor list of UCDP"):
        import_actors(case, tmp_path / "events.csv", ACT)
    with pytest.raises(UsageError, match=r"actors\.toml is no actor list"):
        import_actors(case, tmp_path / "actors.toml", ACT, every=True)
    with pytest.raises(RegistryError, match="can't be read"):
        import_actors(case, tmp_path / "absent.csv", ACT)
