import json
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.base.tables import import_table
from holdfire.errors import TableError
from holdfire.events.csv_mapping import read_mapping, with_fixed
from holdfire.events.proposal import propose

MAPPING = """
scheme = "Desk"
licence = "ours"
dates = ["%d/%m/%Y"]
empty = ["?"]

[columns]
event_id = "Nr"
date_start = "Day"
side_a = "Who"
side_a_allies = "With"
side_b = "Whom"
raw_kind = "What"
lat = "Y"
lon = "X"
where_prec = "Sure"
best = "Killed"

[fixed]
country = "Velmar"
initiator = "side_a"

[kinds]
"bombs" = "remote_violence"
"fight" = "battle"

[where_prec]
7 = 1
8 = 4

[radius_km]
1 = 2
4 = 60.5
"""
TABLE = """Nr;Day;Who;With;Whom;What;Y;X;Sure;Killed
1;13/02/2015;Air force;;Red;bombs;10,5;20;7;?
2;01/03/2015;Red;Blue; Green;fight;;;8;4
"""


def test_a_mapping_says_all_that_a_format_says(tmp_path: Path) -> None:
    file, out = tmp_path / "t.csv", tmp_path / "out"
    file.write_text(TABLE.replace("10,5", "10.5"))
    result = import_table(read_mapping(MAPPING, source="m.toml"), [file], out, dataset="t", skip_bad=False)
    columns = "event_id, date_start::VARCHAR, side_a, side_b, kind, lat, where_prec, radius_km, best, country"
    assert duckdb.read_parquet(str(out)).project(f"{columns}, initiator").fetchall() == [
        (
            "desk:1",
            "2015-02-13",
            "Air force",
            "Red",
            "remote_violence",
            10.5,
            1,
            2.0,
            None,
            "Velmar",
            "side_a",
        ),
        ("desk:2", "2015-03-01", "Red; Blue", " Green", "battle", None, 4, 60.5, 4, "Velmar", "side_a"),
    ]
    assert result.placing.off_map == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('scheme = "Desk"', ""), "column scheme: a word is needed"),
        (('"%d/%m/%Y"', '"dd/mm"'), "column dates: 'dd/mm' is no form of a day"),
        (('"%d/%m/%Y"', '"%d/%m/%Q%Y"'), "column dates: '%d/%m/%Q%Y' is no form of a day"),
        (('"%d/%m/%Y"', '"%d %Y"'), "column dates: '%d %Y' is no form of a day"),
        (('licence = "ours"', "decimal = 1"), "column decimal: must be"),
        (("4 = 60.5", "4 = -1"), "column radius_km.4: must lie between 0 and 20000"),
        (("4 = 60.5", "4 = nan"), "column radius_km.4: must lie between 0 and 20000"),
        (('["%d/%m/%Y"]', "[]"), "must name at least one form"),
        (('side_a = "Who"', ""), "column columns.side_a: is needed"),
        (('best = "Killed"', 'dead = "Killed"'), "column columns.dead: no column of ours"),
        (('"fight" = "battle"', '"fight" = "war"'), "column kinds.fight: must be one of"),
        (('country = "Velmar"', 'low = "many"'), "column fixed.low: must be a whole number"),
        (('country = "Velmar"', 'lat = "91"'), "column fixed.lat: must lie between -90 and 90"),
        (('country = "Velmar"', 'event_id = "1"'), "column fixed.event_id: can't be the same for every row"),
        (('"side_a"\n', '"both"\n'), "column fixed.initiator: must be side_a or side_b"),
        (("8 = 4", "8 = 9"), "column where_prec.8: must lie between 1 and 7"),
        (("[kinds]", "[kinds"), "m.toml is no TOML"),
        (("licence", "license"), "column license: unknown; known are"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_said_where_it_stands(change: tuple[str, str], says: str) -> None:
    with pytest.raises(TableError) as caught:
        read_mapping(MAPPING.replace(*change, 1), source="m.toml")
    assert says in str(caught.value)


def test_a_table_without_ids_gets_ids_from_its_content(tmp_path: Path) -> None:
    fmt = read_mapping(
        'scheme = "d"\n[columns]\ndate_start = "day"\nplace = "at"\n[fixed]\nside_a = "A"\nkind = "battle"',
        source="m",
    )
    ids: list[list[str]] = []
    for rows in (
        ["2015-01-01,Aba", "2015-01-01,Aba", "2015-01-02,Bera"],
        ["2015-01-02,Bera", "2015-01-01,Aba"],
    ):
        file, out = tmp_path / "t.csv", tmp_path / "out"
        file.write_text("\n".join(["day,at", *rows]) + "\n")
        counts = import_table(fmt, [file], out, dataset="t", skip_bad=False).counts
        assert counts.kept == len(rows)
        ids.append(
            [i for (i,) in duckdb.read_parquet(str(out)).order('"row"').project("event_id").fetchall()]
        )
    assert ids[0][1] == f"{ids[0][0]}~2"
    assert ids[1] == [ids[0][2], ids[0][0]]


def test_what_is_fixed_holds_where_a_row_says_nothing_itself(tmp_path: Path) -> None:
    fixed = 'country = "Velmar"\nkind = "battle"\nside_b = "Green"'
    fmt = read_mapping(MAPPING.replace('country = "Velmar"', fixed), source="m")
    file, out = tmp_path / "t.csv", tmp_path / "out"
    file.write_text(TABLE.replace("10,5", "10.5").replace("Red;bombs", ";") + ";;;;;;;;;\n")
    result = import_table(fmt, [file], out, dataset="t", skip_bad=False)
    assert dict(result.counts.left_out) == {"empty row": 1}
    assert duckdb.read_parquet(str(out)).project("side_b, kind").fetchall() == [
        ("Green", "battle"),
        (" Green", "battle"),
    ]


@pytest.mark.parametrize(
    ("change", "column"), [((";bombs;", ";;"), "What"), ((";7;", ";9;"), "Sure"), (("1;13", ";13"), "Nr")]
)
def test_a_row_that_the_mapping_does_not_cover_is_a_bad_row(
    tmp_path: Path, change: tuple[str, str], column: str
) -> None:
    file = tmp_path / "t.csv"
    file.write_text(TABLE.replace("10,5", "10.5").replace(*change, 1))
    fmt = read_mapping(MAPPING, source="m")
    result = import_table(fmt, [file], tmp_path / "out", dataset="t", skip_bad=True)
    assert [(p.row, p.column) for p in result.problems] == [(2, column)]


def test_numbers_may_be_written_with_a_comma_where_the_mapping_says_so(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(TABLE.replace(";20;", ";1.020;"))
    fmt = read_mapping(MAPPING.replace("[columns]", 'decimal = ","\n[columns]'), source="m")
    result = import_table(fmt, [file], tmp_path / "out.parquet", dataset="t", skip_bad=True)
    assert [(p.row, p.column, p.value) for p in result.problems] == [(2, "X", "1.020")]
    file.write_text(TABLE.replace(";20;", ";-20,25;"))
    import_table(fmt, [file], tmp_path / "out.parquet", dataset="t", skip_bad=False)
    found = duckdb.sql(f"SELECT lat, lon, best FROM '{tmp_path / 'out.parquet'}'").fetchall()
    assert found == [(10.5, -20.25, None), (None, None, 4)]


def test_a_user_may_say_who_the_sides_are() -> None:
    fmt = with_fixed(read_mapping(MAPPING, source="m"), {"side_b": "Green"})
    assert fmt.fixed == {"country": "Velmar", "initiator": "side_a", "side_b": "Green"}


HEADER = ("ID", "Event Date", "Actor1", "Actor2", "Type", "Latitude", "Longitude", "Fatalities", "Remarks")


def rows_of(day: str = "13/02/2015", kind: str = "Air strike", lat: str = "10.5") -> list[tuple[str, ...]]:
    return [(str(n), day, "A", "B", kind, lat, "20.5", "0", "NA") for n in range(3)]


def test_a_proposal_can_be_read_and_names_what_it_took() -> None:
    proposal = propose(HEADER, rows_of(), scheme="desk")
    assert proposal.unknown == ()
    assert proposal.columns == {
        "event_id": "ID",
        "raw_kind": "Type",
        "side_a": "Actor1",
        "side_b": "Actor2",
        "date_start": "Event Date",
        "lat": "Latitude",
        "lon": "Longitude",
        "best": "Fatalities",
    }
    fmt = read_mapping(proposal.text, source="m")
    assert (fmt.dates, fmt.kinds, fmt.empty) == (("%d/%m/%Y",), {"Air strike": "remote_violence"}, ("", "NA"))
    assert '# not used: "Remarks"' in proposal.text


@pytest.mark.parametrize(
    ("days", "forms", "said"),
    [
        (("13/02/15", "01/02/15"), ("%d/%m/%y",), ""),
        (("13/02/2015", "2015-02-14"), (), 'several forms; name them, perhaps "%Y-%m-%d", "%d/%m/%Y"'),
        (("13/02/2015", "spring"), (), 'several forms; name them, perhaps "%d/%m/%Y"'),
        (("spring", "autumn"), (), "no column of days was found"),
    ],
)
def test_days_of_two_digits_are_read_and_of_several_forms_asked(
    days: tuple[str, ...], forms: tuple[str, ...], said: str
) -> None:
    proposal = propose(("Date", "Who"), [(day, "A") for day in days], scheme="desk")
    assert f"dates = {json.dumps(list(forms))}" in proposal.text
    assert said in proposal.text


def test_a_comma_in_coordinates_is_proposed_unless_points_stand_there_too() -> None:
    proposal = propose(HEADER, [(*row[:6], "20,5", *row[7:]) for row in rows_of(lat="10,5")], scheme="desk")
    assert read_mapping(proposal.text, source="m").decimal == ","
    assert proposal.unknown == ()
    mixed = propose(HEADER, [*rows_of(), *rows_of(lat="10,5")], scheme="desk")
    assert "lat" not in mixed.columns


def test_days_that_read_in_two_ways_are_asked_and_not_guessed() -> None:
    proposal = propose(HEADER, rows_of(day="03/02/2015"), scheme="desk")
    assert [said for said in proposal.unknown if '"%d/%m/%Y" or "%m/%d/%Y"' in said]
    with pytest.raises(TableError, match="must name at least one form"):
        read_mapping(proposal.text, source="m")


def test_a_word_for_a_kind_that_nobody_knows_is_asked() -> None:
    proposal = propose(HEADER, [*rows_of(), *rows_of(kind="Looting")], scheme="desk")
    assert "what kind of event 'Looting' is" in proposal.unknown
    assert read_mapping(proposal.text, source="m").kinds == {"Air strike": "remote_violence"}


def test_values_that_don_t_fit_a_name_are_not_taken_for_it() -> None:
    proposal = propose(HEADER, rows_of(lat="north"), scheme="desk")
    assert "lat" not in proposal.columns
    assert "where events are: without lat and lon they are not on the map" in proposal.unknown


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=8)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(WORDS, min_size=1, max_size=6, unique=True),
    st.lists(st.lists(WORDS, min_size=6, max_size=6), max_size=4),
)
def test_a_proposal_is_toml_whatever_the_table_holds(header: list[str], rows: list[list[str]]) -> None:
    text = propose(("Actor", "Type", *header), [("A", "x", *row) for row in rows], scheme="desk").text
    with pytest.raises(TableError) as caught:
        read_mapping(text, source="m")
    assert "no TOML" not in str(caught.value)
