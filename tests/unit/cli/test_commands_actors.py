"""Does `actors` say what side names were taken for, as table and JSON, and take a person's word on them?"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from holdfire.case.act import Act
from holdfire.case.contents import actors as actors_of
from holdfire.case.folder import Case
from holdfire.cli.application import app
from holdfire.cli.commands_actors import actors as command
from holdfire.errors import HoldfireError, InputError, RegistryError, UsageError
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events

ACT = Act(by="tester", at="2031-01-01T00:00:00+00:00")
REGISTRY = """# who is who
[[actor]]
id = "league"
name = "League"
[[actor]]
id = "brigade"
name = "Marsh Brigade"
split_from = "league"
split_on = 2030-05-01
[[actor.membership]]
part_of = "league"
from = 2031-01-02
until = 2032-01-01
[[actor.alias]]
name = "Marshmen"
from = 2031-01-01
country = "Norda"
[[actor]]
id = "xf"
name = "X Front"
ucdp_names = ["XF"]
countries = ["Norda"]
"""
EVENTS = (
    "id,type_of_violence,side_a,side_b,date_start,latitude,longitude,country,best\n"
    "1,2,League,Marsh Brigade,2031-01-01,1,1,Norda,0\n"
    "2,2,League,Marsh Brigade,2031-01-02,1,1,Norda,0\n"
    '3,2,League,"XF, Mersh Brigade",2031-01-03,1,1,Suda,0\n'
    "4,2,Marshmen,XF,2031-01-03,1,1,Suda,0\n"
)
SIDE = {
    "name",
    "read_as",
    "how",
    "why",
    "actors",
    "members",
    "unknown",
    "events",
    "first",
    "last",
    "countries",
    "near",
}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    (tmp_path / "actors.toml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    made = new_case(tmp_path / "case", title="T", actors=tmp_path / "actors.toml", act=ACT)
    import_events(made, "ucdp", [tmp_path / "events.csv"], name=None, skip_bad=False, act=ACT)
    return made


@pytest.fixture
def run(case: Case, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    def call(*arguments: str) -> str:
        done = CliRunner().invoke(whole, ["-C", str(case.path), "actors", *arguments])
        if isinstance(done.exception, HoldfireError):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.stdout

    whole = typer.Typer()
    whole.callback()(app.registered_callback.callback)  # type: ignore[union-attr, arg-type]
    whole.add_typer(command, name="actors")
    monkeypatch.setenv("COLUMNS", "140")
    return call


def test_a_rollup_as_json_has_the_fields_of_the_contract(run: Callable[..., str]) -> None:
    found = json.loads(run("--rollup", "--json"))
    assert set(found) == {"sides", "totals"}
    assert all(set(side) == SIDE for side in found["sides"])
    assert found["totals"] == {
        "sides": 8,
        "sides_by_how": {"actor": 4, "mixed": 1, "parent": 1, "proposed": 2},
        "events": 4,
        "events_by_how": {"actor": 3, "mixed": 1, "parent": 1, "proposed": 1},
        "unknown_share": 0.25,
    }
    assert sum(side["events"] for side in found["sides"]) == 8
    coalition = next(side for side in found["sides"] if side["name"] == "XF, Mersh Brigade")
    assert coalition["unknown"] == ["XF", "Mersh Brigade"]
    near = {(n["of"], n["actor"], n["why"]) for n in coalition["near"]}
    assert ("XF", "xf", "the same name, borne elsewhere, at another time or under another id") in near
    assert ("Mersh Brigade", "brigade", "the same consonants in another spelling") in near


def test_a_rollup_is_a_table_with_reasons_and_totals(run: Callable[..., str]) -> None:
    said = " ".join(run("--rollup").split())
    assert "Marsh Brigade brigade actor 1 2031-01-01 2031-01-01 Norda" in said
    assert "Marsh Brigade league parent 1 2031-01-02 2031-01-02 Norda" in said
    assert "part of league from 2031-01-02" in said
    assert "4 events, 8 sides: 4 actor, 1 parent, 1 mixed, 2 proposed" in said
    assert "1 of 4 events (25.0%) have a side that nobody knows" in said


def test_a_rollup_of_one_country_counts_its_events_alone(run: Callable[..., str]) -> None:
    assert json.loads(run("--rollup", "--country", "Suda", "--json"))["totals"]["events"] == 2
    with pytest.raises(InputError, match="no event lies in 'Westa'; the data have: Norda, Suda"):
        run("--rollup", "--country", "Westa")
    with pytest.raises(UsageError, match="--country goes with --rollup"):
        run("--country", "Suda")


def test_the_registry_shows_what_each_actor_is_part_of_and_since_when(run: Callable[..., str]) -> None:
    said = " ".join(run().split())
    assert "league (from 2031-01-02 until 2032-01-01); split from league on" in said
    assert "Marshmen (Norda, from 2031-01-01)" in said
    brigade = json.loads(run("--json"))["actors"][1]
    assert (brigade["split_from"], brigade["split_on"]) == ("league", "2030-05-01")
    assert brigade["dated_aliases"][0]["since"] == "2031-01-01"


def test_a_name_of_the_data_becomes_an_alias_an_alias_for_a_time_or_an_actor(
    case: Case, run: Callable[..., str]
) -> None:
    run("confirm", "Mersh Brigade", "--as", "brigade")
    run("confirm", "Marshmen", "--as", "brigade", "--from", "2031-01-01", "--country", "Suda")
    made = json.loads(run("confirm", "XF", "--new", "--country", "Suda", "--json"))
    assert (made["id"], made["countries"]) == ("xf_suda", ["Suda"])
    found = {actor.id: actor for actor in actors_of(case)}
    assert found["brigade"].aliases == ("Mersh Brigade",)
    assert [(a.name, a.country) for a in found["brigade"].dated_aliases] == [
        ("Marshmen", "Norda"),
        ("Marshmen", "Suda"),
    ]
    assert (found["xf_suda"].ucdp_names, found["xf_suda"].countries) == (("XF",), ("Suda",))
    assert "proposed" not in json.loads(run("--rollup", "--json"))["totals"]["sides_by_how"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("confirm", "League", "--as", "xf"), "'League' is in the registry already"),
        (("confirm", "Ghost", "--new"), "no document proposes the name 'Ghost', and no event has it"),
        (("confirm", "Mersh Brigade", "--as", "ghost"), "no actor with the id 'ghost'"),
        (("confirm", "Mersh Brigade", "--as", "xf", "--new"), "give one of them"),
        (("confirm", "XF", "--new"), "the id xf is taken; give --country"),
        (("confirm", "XF", "--new", "--country", "Suda", "--from", "2031-01-01"), "a new actor has no days"),
        (("reject", "Mersh Brigade"), "is a side of events and can't be refused"),
    ],
)
def test_what_can_not_be_confirmed_is_refused_and_the_registry_stays(
    case: Case, run: Callable[..., str], arguments: tuple[str, ...], says: str
) -> None:
    before = case.read("actors.toml")
    with pytest.raises((RegistryError, UsageError), match=says):
        run(*arguments)
    assert case.read("actors.toml") == before


def test_a_dry_run_confirms_nothing(case: Case, run: Callable[..., str]) -> None:
    before = case.read("actors.toml")
    assert "would be in the registry" in run("confirm", "Mersh Brigade", "--new", "--dry-run")
    assert case.read("actors.toml") == before
