"""Is every row of an actor list read, and every row that can't be taken named?"""

import pytest

from holdfire.actors.ucdp_list import ListedActor, is_actor_list, read_actor_list
from holdfire.errors import TableError

HEADER = (
    "ActorId,NameData,NameOrig,NameOrigFull,NameOrigFullEng,NewName,NewNameFullEng,Org,NamePrev,ActorIdPrev,"
    "Location"
)


def read(*rows: str, header: str = HEADER) -> tuple[ListedActor, ...]:
    return read_actor_list("\n".join((header, *rows)) + "\n", source="list.csv")


def test_a_row_gives_id_names_countries_and_ties():
    found = read(
        '7,LF ,LF,Liga Frontera,Border League,,,1,"A, B","3, 4","Norda (Old), Suda"',
    )[0]
    assert (found.id, found.short, found.name) == ("7", "LF", "Border League")
    assert found.aliases == ("LF", "Liga Frontera", "Border League")
    assert found.countries == ("Norda (Old)", "Suda")
    assert found.notes == ("split from A, B (3, 4)",)
    assert not found.state


def test_the_last_of_several_names_is_the_name():
    found = read('7,C,A,n/a,First Name,"B, C","Second Name, Third Name",1,,,Norda')[0]
    assert found.name == "Third Name"
    assert found.aliases == ("B", "C", "A", "First Name", "Second Name", "Third Name")


def test_a_comma_within_a_name_cuts_nothing():
    found = read('7,C,A,n/a,First Name,C,"Bread, Land and Peace",1,,,Norda')[0]
    assert found.name == "Bread, Land and Peace"
    found = read('7,C,A,n/a,First Name,"B, C","X, Y, Z W",1,,,Norda')[0]
    assert found.name == "First Name"


def test_one_english_word_is_no_alias_and_a_state_goes_by_its_short_name():
    assert read("7,Seleka,,,Union,,,1,,,Norda")[0].aliases == ()
    state = read("8,Government of Norda,,n/a,Government of the Norda,,,4,,,Norda")[0]
    assert (state.state, state.name) == (True, "Government of Norda")


def test_line_breaks_and_blanks_in_cells_are_one_blank():
    assert read('7,"X\n Y ",,,,,,1,,,')[0].short == "X Y"


def test_columns_go_by_name_in_any_order_and_spelling():
    found = read("Norda,X,7", header="location,name_data,actor_id")[0]
    assert (found.id, found.short, found.countries) == ("7", "X", ("Norda",))


def test_every_row_that_can_not_be_taken_is_named():
    with pytest.raises(TableError) as error:
        read("7,X,,,,,,1,,,", "x,Y,,,,,,1,,,", "8,,,,,,,1,,,", "7,Z,,,,,,1,,,", "9,W", "10,V,,,,,,1,,,")
    rows = [(p.row, p.message) for p in error.value.problems]
    assert rows == [
        (3, "ActorId is no number"),
        (4, "NameData is empty"),
        (5, "this ActorId stands in the list before"),
        (6, "the row has 2 cells, and the header 11"),
    ]


def test_columns_of_one_name_and_cells_without_end_are_refused():
    with pytest.raises(TableError, match="columns of one name: actorid"):
        read("1,2,3", header="ActorId,NameData,Actor_Id")
    with pytest.raises(TableError, match="no CSV that can be read: line 2: field larger"):
        read(f'7,"{"x" * 200_000}"', header="ActorId,NameData")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("ActorId,NameData\n", True),
        ("name_data;x,actor_id\n", False),
        ("actor_id,name_data,more", True),
        ('[[actor]]\nid = "x"\n', False),
        ("", False),
    ],
)
def test_an_actor_list_is_known_by_its_columns(text: str, is_one: bool):
    assert is_actor_list(text) is is_one
