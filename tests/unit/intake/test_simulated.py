"""A simulated war as a case: every source comes in whole, and the truth stands beside it."""

import hashlib
import re
from pathlib import Path

import numpy as np
import pytest

from holdfire.base.events import EventStore
from holdfire.case.act import Act
from holdfire.case.checking import check_files
from holdfire.case.contents import actors, event_tables
from holdfire.case.folder import Case
from holdfire.errors import InputError
from holdfire.inquiry.asking import ask
from holdfire.inquiry.registration import Asked, register
from holdfire.intake.simulated import Wish, scenarios, truth_in, write_simulated
from holdfire.web.found_out import found_out

ACT = Act(by="somebody", at="2026-01-01T00:00:00+00:00")
WISH = Wish(scenario="collusion", seed=3, months=10, places=40, parties=4, reports=6)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return write_simulated(tmp_path_factory.mktemp("simulated") / "case", WISH, act=ACT)


def test_three_tables_and_three_maps_come_in_without_a_fault(case: Case) -> None:
    assert check_files(case) == ()
    assert case.names("events/*.parquet") == (
        "events/velmar.parquet",
        "events/velmar_monitor.parquet",
        "events/velmar_releases.parquet",
    )
    assert len(case.names("control/*.geojson")) == 3


def test_the_truth_names_the_policy_and_which_allegation_is_true(case: Case) -> None:
    truth = truth_in(case).war
    (ordered,) = (p for p in truth.policies if p.kind == "collusion")
    assert (ordered.members, ordered.against) == (("gov", "covenant"), ("front",))
    first, second = truth.allegations
    assert (first.a, first.b, first.against, first.true) == ("gov", "covenant", "front", True)
    assert first.since <= ordered.since < first.until
    assert (second.true, second.explanation != "collusion") == (False, True)
    towns = {turn.place for turn in truth.turns} | {act.place for act in truth.acts}
    assert all(isinstance(town, str) for town in towns)


@pytest.mark.parametrize(
    ("scenario", "explanation"),
    [("tacit", "tacit"), ("capacity", "capacity"), ("local", "local_deal"), ("artefact", "artefact")],
)
def test_only_collusion_makes_the_allegation_true(scenario: str, explanation: str) -> None:
    from holdfire.simulate.known import known
    from holdfire.simulate.rates import usual_rates
    from holdfire.simulate.war import fight, scenario_named

    found = []
    for seed in range(1, 5):
        war = fight(scenario, seed, months=14, places=70, parties=4)
        asked = scenario_named(scenario, usual_rates())
        since = war.setting.date_of(int(0.4 * len(war.setting.month_of_day)))
        (said,) = known(war, asked, seed, ((0, 1, 2),), since).allegations
        assert not said.true
        found.append(said.explanation)
    assert found.count(explanation) >= 3  # sparing grows in most wars of its scenario, not in all


def test_registry_and_tables_name_the_same_sides(case: Case) -> None:
    known = {actor.name for actor in actors(case)}
    sides = EventStore(event_tables(case)).columns()
    named = {part for side in (*sides.side_a, *sides.side_b) for part in re.split("[,;] ", str(side))}
    assert {name for name in named if name} - known <= {"Civilians"}
    assert np.isin(["side_a"], sides.initiator).all()  # of the releases


def test_the_same_wish_gives_the_same_bytes(case: Case, tmp_path: Path) -> None:
    again = write_simulated(tmp_path / "again", WISH, act=ACT)
    one, two = ({n: hashlib.sha256(c.read(n)).hexdigest() for n in c.logged()} for c in (case, again))
    assert one == two


def test_the_truth_is_told_of_what_was_asked_and_of_nothing_else(tmp_path: Path) -> None:
    wish = Wish(scenario="collusion", seed=3, months=6, places=30, parties=4, reports=4, tables=1, maps=1)
    small = write_simulated(tmp_path / "small", wish, act=ACT)
    assert found_out(small) == ()
    asked = Asked(a=("gov",), b=("covenant",), against=("front",), area="Velmar", forms=("silent-front",))
    question = register(small, asked, ACT).question
    assert found_out(small) == ()
    ask(small, question, ACT)
    (told,) = found_out(small)
    assert told.question == question.id
    assert told.true
    assert told.sentence == "Government of Velmar and Ashen Covenant cooperate against Free Velmar Front"


def test_every_scenario_has_a_name_of_its_own_and_a_summary() -> None:
    names = [s.name for s in scenarios()]
    assert len(names) == len(set(names)) >= 6
    assert all(s.summary for s in scenarios())


def test_an_unknown_scenario_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no scenario 'peace'"):
        write_simulated(tmp_path / "case", Wish(scenario="peace", seed=1), act=ACT)
    assert not (tmp_path / "case").exists()
