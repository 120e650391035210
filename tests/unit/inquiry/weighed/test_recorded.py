"""Simulated data sets as arrays: what the import gives for their files, and what a case counts of them."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from holdfire.base.events import EventColumns
from holdfire.case.act import Act
from holdfire.inquiry.matching import Wanted, find_matches
from holdfire.inquiry.registration import Asked, register
from holdfire.inquiry.two_sources import overlaps
from holdfire.inquiry.war import counted_events, event_store
from holdfire.inquiry.weighed.coded import (
    as_asked,
    as_columns,
    joined,
    registry_of,
    release_columns,
    second_columns,
)
from holdfire.inquiry.weighed.recorded import Recorded, recorded
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events
from holdfire.records.registry import write_registry
from holdfire.simulate.acled import acled_csv
from holdfire.simulate.coding import code_events
from holdfire.simulate.rates import usual_rates
from holdfire.simulate.releases import released, releases_csv
from holdfire.simulate.ucdp import ucdp_csv
from holdfire.simulate.war import fight
from holdfire.simulate.who import actors_of

ACT = Act(by="x", at="2031-01-01T00:00:00+00:00")
OTHER = {"event_id", "side_a_id", "side_b_id", "adm_2", "clarity"}  # which no form of the weighing reads


def rng() -> np.random.Generator:
    return np.random.default_rng(3)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory):
    """A war as files in a case, and the same war as arrays."""
    folder: Path = tmp_path_factory.mktemp("recorded")
    war, rates = fight("plain", seed=3, months=6, places=60, parties=5), usual_rates()
    first, second = (code_events(war, rng(), habits) for habits in (rates.record.first, rates.record.second))
    told = released(war, 0, rates.releases, rng())
    actors = folder / "actors.toml"
    actors.write_text(write_registry(actors_of(war.setting, war.realignments)))
    case = new_case(folder / "case", title="t", actors=actors, act=ACT)
    written = {
        "ucdp": ucdp_csv(war, first),
        "acled": acled_csv(war, second, rng(), heard=0.0),
        "strikes": releases_csv(war, 0, rates.releases, rng()),
    }
    for scheme, data in written.items():
        path = folder / f"{scheme}.csv"
        path.write_bytes(data)
        import_events(case, scheme, [path], name=None, skip_bad=False, act=ACT)
    tables = (as_columns(war, first), second_columns(war, second), release_columns(war, 0, *told))
    return case, war, tables


def of_scheme(events: EventColumns, scheme: str) -> EventColumns:
    return events.take(np.array([one.startswith(f"{scheme}:") for one in events.event_id.tolist()]))


def content(events: EventColumns) -> list[tuple[object, ...]]:
    columns = [getattr(events, field.name).tolist() for field in fields(events) if field.name not in OTHER]
    return sorted(tuple(map(str, row)) for row in zip(*columns, strict=True))


def test_arrays_are_what_the_import_of_the_files_gives(both) -> None:
    case, _, tables = both
    read = event_store(case).columns()
    for scheme, table in zip(("ucdp", "acled", "strikes"), tables, strict=True):
        found = of_scheme(read, scheme)
        assert len(found) == len(table) > 30
        exact = [one.where_prec < 2 for one in (found, table)]  # UCDP names areas else
        assert content(found.take(exact[0])) == content(table.take(exact[1])), scheme


def test_events_count_once_as_in_a_case(both) -> None:
    case, war, tables = both
    a, b, c = (party.id for party in war.setting.parties[:3])
    asked = as_asked(war, joined(tables), (a, b, c), since=war.setting.since, spells=())
    found = recorded(asked, registry_of(war))
    find_matches(case, Wanted(), ACT)
    kept = counted_events(case).columns()
    assert len(found.war.events) < 0.8 * len(asked.events)
    assert len(found.war.events) == pytest.approx(len(kept), rel=0.01)
    for scheme in ("ucdp", "acled", "strikes"):
        own = len(of_scheme(kept, scheme))
        assert len(of_scheme(found.war.events, scheme)) == pytest.approx(own, abs=max(3, 0.02 * own))
    question = register(
        case,
        Asked(
            a=(a,),
            b=(b,),
            against=(c,),
            area=war.setting.land.name,
            since=war.setting.since,
            until=war.setting.until,
            forms=("silent-front",),
        ),
        ACT,
    ).question
    for mine, theirs in zip(found.overlaps, overlaps(case, question), strict=True):
        for name in ("asked", "others"):
            one, other = getattr(mine, name), getattr(theirs, name)
            assert (one.first, one.second) == (other.first, other.second)
            assert one.both == pytest.approx(other.both, abs=max(2, 0.03 * other.both))


def test_one_data_set_is_taken_as_it_is(both) -> None:
    _, war, tables = both
    a, b, c = (party.id for party in war.setting.parties[:3])
    asked = as_asked(war, joined(tables[:1]), (a, b, c), since=war.setting.since, spells=())
    assert recorded(asked, registry_of(war)) == Recorded(war=asked)
