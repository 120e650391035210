import gzip
import json
import pathlib

import pytest

from holdfire.case.act import Act
from holdfire.case.captured import imported_captures
from holdfire.case.folder import Case
from holdfire.errors import TableError
from holdfire.inquiry.verifying import verify
from holdfire.intake.captures import import_captures

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")
HEADER = "place,lat,lon,date,date_end,from,to,population,attackers,defenders,days,negotiated,source\n"
OSK = 'Osk,34,38,2030-05-01,2030-05-03,Reds,Blues,12000,300-500,"1,200 to 1,500",4,yes,desk\n'
UKRAINE = "data/ukraine_place_control/place_control_changes.csv.gz"


@pytest.fixture
def case(tmp_path):
    return Case.create(tmp_path / "case", {"holdfire.toml": b'title = "t"\n'}, ACT)


@pytest.fixture
def put(case, tmp_path):
    def import_(text, *, name=None, columns=None, skip_bad=False, case=case):
        path = tmp_path / "towns.csv"
        path.write_text(text)
        return import_captures(case, [path], name=name, columns=columns or {}, skip_bad=skip_bad, act=ACT)

    return import_


def test_a_row_becomes_a_capture_with_all_that_is_told_of_it(case, put):
    report = put(HEADER + OSK)
    (found,) = imported_captures(case)
    assert (found.place, found.loser, found.taker) == ("Osk", "Reds", "Blues")
    assert (str(found.first), str(found.last)) == ("2030-05-01", "2030-05-03")
    assert (found.attackers, found.defenders, found.days) == ((300, 500), (1_200, 1_500), 4)
    assert (found.population, found.negotiated, found.source) == (12_000, True, "desk")
    assert (report.captures, report.known["attackers"]) == (1, 1)
    assert verify(case) == ()


def test_every_bad_cell_is_listed_with_its_place_and_the_case_stays_as_it_was(case, put):
    bad = (
        "Osk,95,38,2030-05-01,,Reds,Blues,,,,,,\n"
        "Tarn,34,38,2030-05-01,2030-04-30,Reds,Blues,,many,5-2,,maybe,\n"
        '"Mill\nford",34,,2030-13-01,,Reds,Blues,1.5,,,,,\n'
        "Weir,34,,2030-05-01,,Reds,Blues,,,,,,\n"
    )
    before = dict(case.logged())
    with pytest.raises(TableError) as error:
        put(HEADER + bad + OSK)
    found = {(p.row, p.column, p.value) for p in error.value.problems}
    assert found == {
        (2, "lat", "95"),
        (3, "date_end", "2030-04-30"),
        (3, "attackers", "many"),
        (3, "defenders", "5-2"),
        (3, "negotiated", "maybe"),
        (4, "date", "2030-13-01"),
        (4, "population", "1.5"),
        (6, "lon", None),
    }
    assert dict(case.logged()) == before
    report = put(HEADER + bad + OSK, skip_bad=True)
    assert (report.counts.read, report.counts.rejected, report.captures) == (5, 4, 1)


def test_a_table_of_holders_says_who_held_a_place_before(case, put):
    rows = ("A,34,38,2030-01-01,Reds", "A,34,38,2030-02-01,Contested", "A,34,38,2030-02-09,Blues")
    rows += ("A,34,38,2030-03-01,blues", "B,34,39,2030-01-05,Blues", "B,34,39,2030-04-01,")
    report = put("place,lat,lon,date,holder\n" + "\n".join(rows[:-1]) + "\n")
    (found,) = imported_captures(case)
    assert (found.loser, found.taker, str(found.first)) == ("Reds", "Blues", "2030-02-09")
    assert report.counts.left_out == {
        "no one held it before, or after": 1,
        "the holder stays the same": 1,
        "who held it before is not known": 2,
    }


def test_who_held_a_place_is_read_from_a_bad_row_too(case, put):
    rows = ("A,34,38,2030-01-01,Reds,", "A,34,38,2030-02-01,Greens,lots", "A,34,38,2030-03-01,Blues,")
    report = put("place,lat,lon,date,holder,attackers\n" + "\n".join(rows) + "\n", skip_bad=True)
    (found,) = imported_captures(case)
    assert (found.loser, found.taker) == ("Greens", "Blues")
    assert (report.counts.rejected, report.captures) == (1, 1)


def test_no_ones_ground_that_is_taken_back_is_no_capture(put):
    rows = "A,34,38,2030-01-01,Reds,contested\nA,34,38,2030-02-01,contested,Reds\n"
    with pytest.raises(TableError, match="no row tells of a capture"):
        put("place,lat,lon,date,from,to\n" + rows)


def test_a_second_import_tells_what_changed_and_the_same_file_gives_the_same_bytes(case, put):
    put(HEADER + OSK)
    before = case.read("captures/towns.jsonl")
    assert put(HEADER + OSK).changes.any is False
    assert case.read("captures/towns.jsonl") == before
    other = OSK.replace("12000", "9000") + OSK.replace("Osk", "Tarn")
    assert (put(HEADER + other).changes.new, put(HEADER + other).changes.changed) == (1, 0)
    assert put(HEADER + OSK).changes.deleted == 1


def test_a_feature_that_changes_is_a_change_and_no_new_capture(put):
    put(HEADER + OSK)
    made = put(HEADER + OSK.replace("12000", "9000")).changes
    assert (made.new, made.changed, made.deleted) == (0, 1, 0)


def test_columns_are_named_by_the_user_and_unknown_ones_refused(case, put):
    put("Ort,lat,lon,date,from,to\nOsk,34,38,2030-05-01,Reds,Blues\n", columns={"place": "Ort"})
    assert imported_captures(case)[0].place == "Osk"
    with pytest.raises(TableError, match=r"--column does not know ort; captures have: place, lat"):
        put("place\n", columns={"ort": "Ort"})
    with pytest.raises(TableError) as error:
        put("lat,lon,date\n1,2,2030-01-01\n")
    assert [p.message.rsplit(" ", 1)[1] for p in error.value.problems] == ["place=NAME", "to=NAME"]


def test_a_dry_run_reads_and_writes_nothing(case, put):
    put(HEADER + OSK, case=case.rehearsal())
    assert imported_captures(case) == ()


def test_dated_changes_of_a_real_war_become_captures(case, shared: pathlib.Path):
    report = import_captures(case, [shared / UKRAINE], name="ukraine", columns={}, skip_bad=True, act=ACT)
    found = {(c.place, c.taker, str(c.first)) for c in imported_captures(case)}
    assert {
        ("Kherson", "Ukraine", "2022-11-11"),
        ("Bakhmut", "Russia", "2023-05-24"),
        ("Izium", "Ukraine", "2022-09-10"),
    } <= found
    with gzip.open(shared / UKRAINE, "rt", encoding="utf-8") as file:
        lines = sum(1 for _ in file) - 1
    counts = report.counts
    assert counts.read == counts.kept + counts.rejected + sum(counts.left_out.values()) == lines
    assert json.loads(case.read("captures/ukraine.json"))["counts"]["rejected"] == 3


def test_who_held_a_place_is_read_from_a_row_that_the_reader_rejects(case, put):
    rows = ("A,34,38,2030-01-01,Reds,", "A,34,38,2030-02-01,Greens,many", "A,34,38,2030-03-01,Blues,")
    report = put("place,lat,lon,date,holder,population\n" + "\n".join(rows) + "\n", skip_bad=True)
    (found,) = imported_captures(case)
    assert (found.loser, found.taker) == ("Greens", "Blues")
    assert (report.counts.rejected, report.captures) == (1, 1)


@pytest.mark.parametrize(
    "bad", ["A,34,38,2030-02-31,Greens", "A,34,380,2030-02-01,Greens", "A,34,38,2030-02-01,"]
)
def test_where_a_bad_row_can_not_be_placed_in_time_nobody_knows_who_held_the_place(put, case, bad):
    rows = ("A,34,38,2030-01-01,Reds", bad, "A,34,38,2030-03-01,Blues")
    other = ("B,35,38,2030-01-01,Reds", "B,35,38,2030-03-01,Blues")
    report = put("place,lat,lon,date,holder\n" + "\n".join((*rows, *other)) + "\n", skip_bad=True)
    (found,) = imported_captures(case)
    assert (found.place, found.loser, found.taker) == ("B", "Reds", "Blues")
    assert report.counts.left_out["who held it before is not known"] == 3
