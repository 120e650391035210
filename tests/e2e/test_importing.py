"""Imports as a user makes them: mapping files, strikes, quick; and what a re-import does to answers."""

import json
from datetime import date
from pathlib import Path

import pytest
from command_line import Done, run_anew
from command_line import run as run_loaded

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.inquiry.asking import ask
from holdfire.inquiry.reading import answers
from holdfire.inquiry.registration import Asked, register
from holdfire.intake.opening import new_case
from holdfire.intake.tables import ImportReport, import_events

pytestmark = pytest.mark.e2e

ACT = Act(by="ada", at="2026-01-01T00:00:00+00:00")
HEADER = "id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,best,adm_1"
ROWS = tuple(
    f"{n},{1 + n % 2},{'Blue' if n % 2 else 'Government of X'},Red,10.{n % 10},20.{n % 7},X,"
    f"2017-{1 + n % 9:02}-{1 + n % 27:02},{n % 5},North"
    for n in range(60)
)


def run(folder: Path, *arguments: str | Path, code: int = 0, anew: bool = False) -> Done:
    done = (run_anew if anew else run_loaded)(*arguments, cwd=folder)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def test_a_re_import_names_what_changed_and_makes_answers_stale(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case", title="A case", actors=None, act=ACT)

    def bring(*rows: str) -> ImportReport:
        (tmp_path / "ged.csv").write_text("\n".join([HEADER, *rows, ""]))
        return import_events(case, "ucdp", [tmp_path / "ged.csv"], name=None, skip_bad=False, act=ACT)

    def stale() -> list[bool]:
        return [stored.stale for stored in answers(Case.open(case.path), question.id)]

    bring(*ROWS)
    asked = Asked(
        a=("Government of X",),
        b=("Blue",),
        against=("Red",),
        area="X",
        since=date(2017, 1, 1),
        until=date(2018, 1, 1),
        forms=("silent-front",),
    )
    question = register(case, asked, ACT).question
    ask(case, question, ACT)
    assert stale() == [False]

    bring(*ROWS)  # the same rows: the same bytes
    assert stale() == [False]

    report = bring(*ROWS[:5], ROWS[5].replace(",Red,", ",Green,"), *ROWS[7:], f"99{ROWS[0][1:]}")
    assert report.changes is not None
    assert (report.changes.new_ids, report.changes.deleted_ids) == (("ucdp:99",), ("ucdp:6",))
    assert [(row.event_id, row.columns) for row in report.changes.changed_rows] == [("ucdp:5", ("side_b",))]
    noted = json.loads(case.read("events/ged.json"))["changes"]
    assert (noted["by_column"], noted["deleted_ids"]) == ({"side_b": 1}, ["ucdp:6"])
    assert "answers that rest on these data are stale now" in " ".join(report.sentences())
    assert stale() == [True]


def test_a_table_of_any_shape_comes_in_by_a_mapping_that_is_proposed(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case", title="A case", actors=None, act=ACT)
    table, mapping = tmp_path / "incidents.csv", tmp_path / "map.toml"
    rows = (
        "Ref;Date;Actor;Target;Type;Lat;Lon",
        "1;13/02/2015;Red;Blue;Clash;10;20",
        "2;14/02/2015;Red;;IED;;",
    )
    table.write_text("\n".join([*rows, ""]))
    done = run(case.path, "import", "csv", table, "--propose", mapping)
    assert "could not tell" not in done.stdout
    report = json.loads(run(case.path, "import", "csv", table, "--map", mapping, "--json").stdout)
    assert (report["counts"]["kept"], report["placing"]["off_map"], report["format"]) == (2, 1, "csv")
    assert report["kinds"] == {"Clash": "battle", "IED": "remote_violence"}
    again = run(case.path, "import", "csv", table, "--map", mapping, "--dry-run")
    assert "no row tells its country" in again.stdout
    mapping.write_text(mapping.read_text().replace('# country = "?"', 'country = "X"'))
    told = run(case.path, "import", "csv", table, "--map", mapping, "--dry-run")
    assert "no row tells its country" not in told.stdout
    run(case.path, "import", "ucdp", table, "--map", mapping, code=2)


def test_strikes_need_to_be_told_who_struck_whom(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case", title="A case", actors=None, act=ACT)
    table = tmp_path / "strikes.csv"
    table.write_text("date,country,location,number\n01/13/2015,Syria,Aba,3\n")
    said = run(case.path, "import", "strikes", table, code=3).stderr
    assert "or say it of every row with --side-a" in said
    done = run(case.path, "import", "strikes", table, "--side-a", "Blue", "--side-b", "Red", anew=True)
    assert "not on the map, kept without coordinates: 1 row\n" in done.stdout


def test_quick_makes_a_case_and_says_what_each_file_was_taken_for(tmp_path: Path) -> None:
    (tmp_path / "ged.csv").write_text("\n".join([HEADER, *ROWS, ""]))
    (tmp_path / "report.md").write_text("# A report\n\nRed attacked Aba on 3 March 2017.\n")
    done = run(tmp_path, "quick", "report.md", "ged.csv", "--into", "made", "--no-serve", anew=True)
    assert "ged.csv was taken for UCDP events" in done.stdout
    assert "report.md was taken for documents" in done.stdout
    assert Case.open(tmp_path / "made").names("events/*.parquet") == ("events/ged.parquet",)
