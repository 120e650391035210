"""Tables of place marks into a case: which rows become ground, which are not on the map, what is said."""

import pathlib
from datetime import date

import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.control import Terms, read_control
from holdfire.errors import ControlError
from holdfire.intake.control import MapWishes, import_control
from holdfire.intake.marked_ground import MarkRules
from holdfire.intake.opening import new_case
from holdfire.intake.places import import_gazetteer

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")
HEAD = "place,lat,lon,date,holder\n"


@pytest.fixture
def case(tmp_path: pathlib.Path) -> Case:
    return new_case(tmp_path / "case", title="x", actors=None, act=ACT)


def table(tmp_path: pathlib.Path, *rows: str, head: str = HEAD, name: str = "marks.csv") -> pathlib.Path:
    path = tmp_path / name
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def spells(case: Case, name: str = "marks"):
    return read_control(case.path / f"control/{name}.geojson")


def test_marks_without_coordinates_are_placed_by_name_or_listed(case: Case, tmp_path: pathlib.Path) -> None:
    known = "name,lat,lon,level\nDelta,35.6,36.4,place\nEcho,35.0,36.0,place\nEcho,37.0,40.0,place\n"
    (tmp_path / "known.csv").write_text(known)
    import_gazetteer(case, [tmp_path / "known.csv"], name=None, columns={}, skip_bad=False, act=ACT)
    path = table(
        tmp_path,
        "Alpha,35.0,36.0,2017-01-01,Red",
        "ALPHA,,,2017-01-05,Blue",
        "Delta,,,2017-01-01,Red",
        "Echo,,,2017-01-01,Red",
        "Foxtrot,,,2017-01-01,Red",
        "Twin,36.0,36.0,2017-01-01,Red",
        "Twin,36.0,38.0,2017-01-01,Red",
        "Twin,,,2017-01-03,Blue",
    )
    marks = import_control(case, [path], name=None, act=ACT).marks
    assert marks is not None
    assert (marks.rows, marks.places, marks.by_name) == (8, 4, 2)
    assert marks.off_map == {"Echo": 1, "Foxtrot": 1, "Twin": 1}
    assert marks.ambiguous == ("Echo", "Twin")
    assert marks.homonyms == ("Twin",)
    assert marks.on_map == 5
    said = "\n".join(marks.sentences())
    assert "not on the map: 3 marks of Echo, Foxtrot and Twin" in said
    assert {s.legend for s in spells(case)} == {"Alpha", "Delta", "Twin"}


@pytest.mark.parametrize("word", ["", "Contested", "other/unknown", "No man’s land", "Gray zone", "disputed"])
def test_words_for_nobody_name_no_holder(case: Case, tmp_path: pathlib.Path, word: str) -> None:
    import_control(case, [table(tmp_path, f"Alpha,35.0,36.0,2017-01-01,{word}")], name=None, act=ACT)
    assert [s.holder for s in spells(case)] == [None]


def test_other_column_names_bad_rows_and_a_source_of_its_own(case: Case, tmp_path: pathlib.Path) -> None:
    path = table(
        tmp_path,
        "Alpha;35.0;36.0;2017-01-01;Red",
        "Beta;35.1;36.1;soon;Red",
        ";35.1;36.1;2017-01-01;Red",
        head="Ort;Breite;Laenge;Tag;Wer\n",
    )
    columns = {"place": "Ort", "lat": "Breite", "lon": "Laenge", "date": "Tag", "holder": "Wer"}
    wishes = MapWishes(terms=Terms(columns=columns), source="desk")
    with pytest.raises(ControlError, match="--skip-bad") as refused:
        import_control(case, [path], name=None, act=ACT, wishes=wishes)
    assert [(p.row, p.column) for p in refused.value.problems] == [(3, "Tag"), (4, "Ort")]
    assert case.names("control/*") == ()
    wishes = MapWishes(terms=Terms(columns=columns), source="desk", marks=MarkRules(skip_bad=True))
    report = import_control(case, [path], name=None, act=ACT, wishes=wishes)
    assert report.marks is not None
    assert (report.marks.rows, report.marks.rejected, len(report.marks.problems)) == (3, 2, 2)
    assert [s.source for s in spells(case)] == ["desk"]


def test_looks_and_places_last_seen_end_a_mark(case: Case, tmp_path: pathlib.Path) -> None:
    path = table(tmp_path, "Alpha,35.0,36.0,2017-01-01,Red", "Beta,35.0,38.0,2017-01-01,Red")
    looks = table(
        tmp_path, *(f"2017-01-{n:02}" for n in range(1, 21)), head="snapshot_date\n", name="looks.csv"
    )
    last = table(
        tmp_path, "Alpha,35.0,36.0,2017-01-04", head="name,lat,lon,last_seen_date\n", name="last.csv"
    )
    rules = MarkRules(gap_days=2, seen=(looks, last))
    import_control(case, [path], name=None, act=ACT, wishes=MapWishes(marks=rules))
    assert {s.legend: s.until for s in spells(case)} == {"Alpha": date(2017, 1, 7), "Beta": date(2017, 1, 23)}


def test_an_import_again_tells_what_changed_and_two_sources_are_compared(
    case: Case, tmp_path: pathlib.Path
) -> None:
    rows = ["Alpha,35.0,36.0,2017-01-01,Red", "Beta,35.0,36.2,2017-01-01,Blue"]
    import_control(case, [table(tmp_path, *rows)], name="a", act=ACT)
    same = import_control(case, [table(tmp_path, *rows)], name="a", act=ACT)
    assert (same.unchanged, same.changes) == (True, None)
    rows[1] = rows[1].replace("Blue", "Green")
    made = import_control(case, [table(tmp_path, *rows)], name="a", act=ACT).changes
    assert made is not None
    assert (made.new, made.changed, made.deleted) == (0, 1, 0)
    other = [rows[0], rows[1].replace("Green", "Red")]
    (beside,) = import_control(case, [table(tmp_path, *other)], name="b", act=ACT).agreement
    assert (beside.one, beside.other, beside.half) == ("b", "a", 0)
    assert beside.differ == pytest.approx(0.5, abs=0.02)
    assert len(case.names("control/*.geojson")) == 2
