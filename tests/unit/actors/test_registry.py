from datetime import date

import pytest

from holdfire.actors.registry import Registry, fold_name, proposed_actor
from holdfire.errors import RegistryError
from holdfire.model.actor import Actor, Membership
from holdfire.model.ids import slug

DAY = date(2015, 6, 1)
FRONT = Actor(id="front", name="The Front", kind="coalition", ucdp_names=("Front of X",))
NASR = Actor(id="nasr", name="Jaysh al-Nasr", part_of="front", aliases=("Victory Army", "the Army"))
DAWUD = Actor(
    id="dawud",
    name="Liwa Dawud",
    aliases=("the Army",),
    memberships=(
        Membership(part_of="front", until=date(2014, 7, 1)),
        Membership(part_of="rival", since=date(2014, 7, 1)),
    ),
)
RIVAL = Actor(id="rival", name="Rival State", ucdp_names=("RS",))
NORDIA = Actor(id="nordia", name="Nordia", kind="state", aliases=("Nordian army",))
ALL = (FRONT, NASR, DAWUD, RIVAL, NORDIA)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jaysh al-Nasr", "jaysh al Nasr"),
        ("Hay’at Tahrir al-Sham", "Hay'at Tahrir al- Sham"),
        ("Nour al-Din al-Zenki", "Nour al-Din Zenki"),
        ("Mare' Operations Room", "Mare’ Operations Room"),
        ("Liwa Thuwar ar-Raqqa", "Liwa Thuwar Raqqa"),
        ("FÉDÉRATION", "federation"),
        ("The Front", "Front"),
        ("liwa_dawud", "Liwa Dawud"),
        ("al_nasr", "al-Nasr"),
        ("Army of the South", "Army of South"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("23rd Division", "16th Division"), ("Alawite Front", "Front"), ("As-Saiqa", "IS"), ("الجبهة", "الجيش")],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


@pytest.mark.parametrize("name", ["", "al-", "…", "the"])
def test_no_name_folds_to_nothing_but_nothing(name: str) -> None:
    assert bool(fold_name(name)) == bool(name)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("front", "front"),
        ("Front of X", "front"),
        ("jaysh al nasr", "nasr"),
        ("VICTORY ARMY", "nasr"),
        ("RS", "rival"),
        ("Government of Nordia", "nordia"),
        ("Government of Nordia (Old Realm)", "nordia"),
    ],
)
def test_an_actor_is_found_by_any_of_its_names(name: str, found: str) -> None:
    assert Registry(ALL).find(name).id == found


def test_a_name_of_two_actors_is_an_error_that_lists_both() -> None:
    with pytest.raises(RegistryError, match=r"dawud \(Liwa Dawud\), nasr \(Jaysh al-Nasr\); give the id"):
        Registry(ALL).find("the army")


def test_an_exact_spelling_goes_before_a_folded_one() -> None:
    upper, lower = Actor(id="one", name="AL-Fajr"), Actor(id="two", name="Fajr")
    registry = Registry((upper, lower))
    assert registry.find("Fajr").id == "two"
    with pytest.raises(RegistryError, match="may mean"):
        registry.find("fajr")


def test_an_unknown_name_is_an_error_with_near_names() -> None:
    with pytest.raises(RegistryError, match=r"near names: .*Liwa Dawud"):
        Registry(ALL).find("Liwa Dawd")
    with pytest.raises(RegistryError, match=r"^no actor is called 'zzz'$"):
        Registry(ALL).find("zzz")


def test_a_name_that_only_the_data_have_gets_a_proposed_actor() -> None:
    found = Registry(ALL).find("hamza division", data_names=("Hamza Division", "Other"))
    assert found == Actor(
        id="hamza_division", name="Hamza Division", ucdp_names=("Hamza Division",), proposed=True
    )
    assert proposed_actor("Government of Y").kind == "state"
    assert proposed_actor("Civilians").kind == "civilians"


def test_the_registry_goes_before_the_data() -> None:
    assert Registry(ALL).find("RS", data_names=("RS",)) == RIVAL


@pytest.mark.parametrize(
    ("day", "parent"),
    [(date(2014, 6, 30), "front"), (date(2014, 7, 1), "rival"), (date(2020, 1, 1), "rival")],
)
def test_a_chain_follows_memberships_by_day(day: date, parent: str) -> None:
    assert Registry(ALL).chain("dawud", day) == ("dawud", parent)


def test_a_chain_goes_up_to_the_top() -> None:
    unit = Actor(id="unit", name="Unit", part_of="nasr")
    assert Registry((*ALL, unit)).chain("unit", DAY) == ("unit", "nasr", "front")


def test_a_side_name_means_its_owner_in_the_data_even_if_others_have_it_as_an_alias() -> None:
    other = Actor(id="other", name="Other", aliases=("RS",))
    registry = Registry((*ALL, other))
    assert [b.actor for b in registry.meant("RS")] == [RIVAL]
    assert [b.actor for b in registry.meant("the Army")] == [DAWUD, NASR]
    assert registry.meant("nobody") == ()


def test_an_unknown_id_is_an_error() -> None:
    with pytest.raises(RegistryError, match=r"no actor with the id 'nasar'; near names: .*nasr"):
        Registry(ALL).get("nasar")


@pytest.mark.parametrize(
    ("actors", "says"),
    [
        ((RIVAL, RIVAL), "the id rival is given twice"),
        ((RIVAL, Actor(id="b", name="B", ucdp_names=("rs",))), "rival and b share the name"),
        (
            (RIVAL, Actor(id="b", name="B", ucdp_names=("rs",), ucdp_ids=("1",))),
            "rival and b share the name 'rs' in event data; give each countries or ucdp_ids",
        ),
        (
            (Actor(id="a", name="A", ucdp_ids=("1",)), Actor(id="b", name="B", ucdp_ids=("2", "1"))),
            "two actors have the UCDP id 1",
        ),
        ((NASR,), "nasr is part of front, which is not in the registry"),
        (
            (RIVAL, Actor(id="a", name="A", split_from="gone")),
            "a is part of gone, which is not in the registry",
        ),
        ((Actor(id="a", name="A", part_of="b"), Actor(id="b", name="B", part_of="a")), "circle"),
    ],
)
def test_a_registry_that_contradicts_itself_is_an_error(actors: tuple[Actor, ...], says: str) -> None:
    with pytest.raises(RegistryError, match=says):
        Registry(actors)


def test_parents_that_change_places_at_one_day_are_no_circle() -> None:
    turn = date(2015, 1, 1)
    a = Actor(id="a", name="A", memberships=(Membership(part_of="b", until=turn),))
    b = Actor(id="b", name="B", memberships=(Membership(part_of="a", since=turn),))
    registry = Registry((a, b))
    assert registry.chain("a", date(2014, 12, 31)) == ("a", "b")
    assert registry.chain("b", turn) == ("b", "a")


def test_a_letter_that_comes_apart_in_capitals_is_folded_too():
    assert fold_name("㎐") == fold_name("Hz") == slug("㎐") == "hz"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"countries": ("Norda",)}, {"countries": ("Suda",)}),
        ({"countries": ("Norda",)}, {}),
        ({"ucdp_ids": ("1",)}, {"ucdp_ids": ("2",)}),
    ],
)
def test_two_actors_may_share_a_name_in_event_data_where_rows_can_tell_them_apart(
    one: dict[str, tuple[str, ...]], other: dict[str, tuple[str, ...]]
) -> None:
    a, b = (
        Actor(id="a", name="A", ucdp_names=("XF",), **one),
        Actor(id="b", name="B", ucdp_names=("XF",), **other),
    )
    registry = Registry((b, a))
    assert [found.actor.id for found in registry.meant("XF")] == ["a", "b"]
    with pytest.raises(RegistryError, match=r"'XF' may mean a \(A\), b \(B\); give the id"):
        registry.find("XF")


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [("XF", "norda", ["a", "b"]), ("XF", "suda", ["b"]), ("XF", "", ["a", "b"])],
)
def test_a_name_without_bounds_may_be_meant_everywhere(name: str, country: str, found: list[str]) -> None:
    a = Actor(id="a", name="A", ucdp_names=("XF",), countries=("Norda (Old)",))
    b = Actor(id="b", name="B", ucdp_names=("XF",))
    assert [i.actor.id for i in Registry((a, b)).meant(name, DAY, country)] == found
