"""actors.toml: read with every problem, written with its comments kept."""

import pathlib
from dataclasses import replace
from datetime import date

import pytest

from holdfire.errors import RegistryError
from holdfire.model.actor import Actor, Alias, Membership
from holdfire.records.registry import read_registry, write_registry

TEXT = """\
# who is who in Velmar
[[actor]]
id = "crown"
name = "Crown of Velmar"
kind = "state"
aliases = ["the Crown", # as its own press has it
  "royal army"]
note = "kept, though nobody reads it"

[[actor]]
id = "league"
name = "River League"
ucdp_names = ["RL"]
[[actor.membership]]
part_of = "crown"
from = 2014-07-01
until = "2015-01-01"
"""


def test_memberships_take_from_and_until_as_dates_or_as_text():
    crown, league = read_registry(TEXT, source="actors.toml")
    assert crown.aliases == ("the Crown", "royal army")
    assert league.kind == "armed_group"
    membership = Membership(part_of="crown", since=date(2014, 7, 1), until=date(2015, 1, 1))
    assert league.memberships == (membership,)


def test_writing_unchanged_actors_onto_their_text_changes_no_byte():
    assert write_registry(read_registry(TEXT, source="actors.toml"), onto=TEXT) == TEXT


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("aliasses", "aliases"),
        ("partof", "part_of"),
        ("memberships", "membership"),
        ("dated_aliases", "alias"),
    ],
)
def test_a_slip_of_a_key_is_refused_with_the_key_that_was_meant(slip: str, meant: str):
    wrong = TEXT.replace("note =", f"{slip} =")
    with pytest.raises(RegistryError, match=f"row 2: crown: `{slip}` is no key.*write `{meant}`"):
        read_registry(wrong, source="actors.toml")


def test_comments_and_unknown_keys_survive_a_change():
    crown, league = read_registry(TEXT, source="actors.toml")
    changed = (
        replace(crown, name="Crown"),
        replace(league, memberships=(Membership(part_of="crown", until=date(2016, 1, 1)),)),
        Actor(id="guild", name="Guild", part_of="crown", proposed=True),
    )
    text = write_registry(changed, onto=TEXT)
    assert read_registry(text, source="actors.toml") == changed
    assert "# who is who in Velmar" in text
    assert "# as its own press has it" in text
    assert 'note = "kept, though nobody reads it"' in text


def test_an_actor_that_is_no_longer_wanted_is_taken_out():
    _, league = read_registry(TEXT, source="actors.toml")
    alone = replace(league, memberships=(), part_of=None)
    text = write_registry([alone], onto=TEXT)
    assert read_registry(text, source="actors.toml") == (alone,)
    assert "crown" not in text


def test_actors_written_from_nothing_read_back_equal():
    actors = (
        Actor(id="a", name="A ‘quoted’ name", aliases=("x", "y"), kind="unit", part_of="b"),
        Actor(id="b", name="B", memberships=(Membership(part_of="c", since=date(2020, 1, 1)),)),
        Actor(id="c", name="C", acled_names=("C (1)",), proposed=True),
    )
    assert read_registry(write_registry(actors), source="actors.toml") == actors


def test_a_text_without_actors_is_an_empty_registry():
    assert read_registry("# nobody yet\n", source="actors.toml") == ()


def test_every_problem_is_listed_with_its_line():
    text = '[[actor]]\nid = "a"\nname = 3\n\n[[actor]]\nname = "B"\n\n[[actor]]\nid = "c"\nname = " "\n'
    with pytest.raises(RegistryError) as error:
        read_registry(text, source="mine.toml")
    message = str(error.value)
    assert "mine.toml has 3 problems; nothing was changed" in message
    assert "mine.toml, row 1: a: Expected `str`, got `int`" in message
    assert "mine.toml, row 5: an actor without id: Object missing required field `id`" in message
    assert "mine.toml, row 8: c: id and name must not be empty" in message


def test_an_id_that_stands_twice_and_a_parent_that_is_nobody_are_both_named():
    text = '[[actor]]\nid = "a"\nname = "A"\npart_of = "zz"\n[[actor]]\nid = "a"\nname = "A2"\n'
    with pytest.raises(RegistryError, match=r"(?s)row 5: a stands twice \(first on line 1\).*part of zz"):
        read_registry(text, source="actors.toml")


def test_an_actor_that_is_part_of_itself_through_others_is_refused():
    text = '[[actor]]\nid="a"\nname="A"\npart_of="b"\n[[actor]]\nid="b"\nname="B"\npart_of="a"\n'
    with pytest.raises(RegistryError, match="a is in the end part of itself: a → b → a"):
        read_registry(text, source="actors.toml")


def test_two_actors_may_belong_to_each_other_at_different_times():
    text = """
        [[actor]]
        id = "a"
        name = "A"
        [[actor.membership]]
        part_of = "b"
        until = 2015-01-01
        [[actor]]
        id = "b"
        name = "B"
        [[actor.membership]]
        part_of = "a"
        from = {day}
    """
    assert len(read_registry(text.format(day="2015-01-01"), source="actors.toml")) == 2
    with pytest.raises(RegistryError, match="part of itself"):
        read_registry(text.format(day="2014-12-31"), source="actors.toml")


def test_a_membership_that_ends_before_it_starts_is_refused():
    text = TEXT.replace('until = "2015-01-01"', "until = 2014-07-01")
    with pytest.raises(RegistryError, match=r"row 10: .*ends \(2014-07-01\) before it starts"):
        read_registry(text, source="actors.toml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[actor]\n", r"actors\.toml is no TOML: .*line 1"),
        ('actor = "me"', "`actor` is no list of tables"),
        ('actor = ["me"]', "is no table"),
        ('[[actor]]\nid="a"\nname="A"\nmembership = 3', "`membership` is no list"),
        ('[[actor]]\nid="a"\nname="A"\nmembership = [3]', "a: Expected"),
    ],
)
def test_what_is_no_registry_is_refused_with_the_reason(text: str, says: str):
    with pytest.raises(RegistryError, match=says):
        read_registry(text, source="actors.toml")


def test_the_real_registry_reads_and_writes_back_to_the_same_bytes(shared: pathlib.Path):
    text = (shared / "cases/syria/actors.toml").read_text(encoding="utf-8")
    actors = read_registry(text, source="actors.toml")
    assert len(actors) == text.count("[[actor]]")
    assert write_registry(actors, onto=text) == text


@pytest.mark.parametrize("actor_id", ["a+b", "a b", "a,b", "a\\nb", "\\u001b[31m", "mixed", "civilians"])
def test_an_id_that_means_something_else_in_event_data_is_refused(actor_id: str):
    with pytest.raises(RegistryError, match=r"id has no blanks|meaning of its own"):
        read_registry(f'[[actor]]\nid = "{actor_id}"\nname = "A"\n', source="actors.toml")


def test_the_civilians_of_a_registry_may_have_their_id():
    text = '[[actor]]\nid = "civilians"\nname = "Civilians"\nkind = "civilians"\n'
    assert read_registry(text, source="actors.toml")[0].kind == "civilians"


def test_a_registry_that_nests_too_deep_is_refused_in_words():
    with pytest.raises(RegistryError, match="nest too deep"):
        read_registry("x = " + "[" * 5_000 + "]" * 5_000, source="actors.toml")


TIMES = """\
[[actor]]
id = "crown"
name = "Crown"
aliases = [
  "the Crown",  # its own press
]
ucdp_ids = [12]
countries = ["Velmar"]

[[actor.alias]]
name = "Royalists"  # until the flight
from = 2014-07-01
until = "2016-01-01"
country = "Velmar"

[[actor.membership]]
part_of = "league"

[[actor]]
id = "league"
name = "League"

[[actor]]
id = "splinter"
name = "Splinter"
split_from = "league"
split_on = "2015-05-05"
merged_into = "league"
merged_on = 2017-01-01
"""


def test_names_for_a_time_ids_splits_and_mergers_are_read_and_written_back_to_the_same_bytes():
    actors = read_registry(TIMES, source="actors.toml")
    crown, _, splinter = actors
    assert crown.ucdp_ids == ("12",)
    assert crown.countries == ("Velmar",)
    assert crown.dated_aliases == (
        Alias(name="Royalists", since=date(2014, 7, 1), until=date(2016, 1, 1), country="Velmar"),
    )
    assert (splinter.split_from, splinter.split_on) == ("league", date(2015, 5, 5))
    assert (splinter.merged_into, splinter.merged_on) == ("league", date(2017, 1, 1))
    assert write_registry(actors, onto=TIMES) == TIMES


def test_keys_that_are_added_stand_before_the_tables_of_an_actor_and_comments_stay():
    crown, league, splinter = read_registry(TIMES, source="actors.toml")
    changed = (
        replace(
            crown,
            aliases=(*crown.aliases, "Crownmen"),
            ucdp_ids=("12", "13"),
            ucdp_names=("Crown of V",),
            ucdp_notes=("split from X (3)",),
            dated_aliases=(*crown.dated_aliases, Alias(name="Exiles", since=date(2020, 1, 1))),
        ),
        league,
        replace(splinter, split_on=None, merged_into=None, merged_on=None),
    )
    text = write_registry(changed, onto=TIMES)
    assert read_registry(text, source="actors.toml") == changed
    assert '  "the Crown",  # its own press\n  "Crownmen",\n' in text
    assert "ucdp_ids = [12, 13]" in text
    assert "merged" not in text


def test_actors_with_everything_written_from_nothing_read_back_equal():
    actors = read_registry(TIMES, source="actors.toml")
    assert read_registry(write_registry(actors), source="actors.toml") == actors


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ("split_on = 2015-01-01", "`split_on` needs `split_from`"),
        ('merged_into = "nobody"', "a merged into nobody, which is no actor here"),
        ('split_from = "nobody"', "a split from nobody, which is no actor here"),
        ('split_from = "b"\nsplit_on = 2016-01-01\nmerged_into = "b"\nmerged_on = 2016-01-01', "it merged"),
        ('merged_into = "b"\nmerged_on = 2016-01-01\n[[actor.membership]]\npart_of = "a"', "part of itself"),
        ('[[actor.alias]]\nname = "X"\nfrom = 2016-01-01\nuntil = 2016-01-01', "alias 'X' ends"),
        ('[[actor.alias]]\nname = " "', "an alias has no name"),
        ("[[actor.alias]]\nfrom = 2016-01-01", "missing required field `name`"),
        ('alias = "X"', "`alias` is no list of tables"),
        ("ucdp_ids = [1.5]", "Expected `str`, got `float`"),
    ],
)
def test_what_is_wrong_with_times_and_ties_is_said(keys: str, says: str):
    text = f'[[actor]]\nid = "b"\nname = "B"\n[[actor]]\nid = "a"\nname = "A"\n{keys}\n'
    with pytest.raises(RegistryError, match=says):
        read_registry(text, source="actors.toml")
