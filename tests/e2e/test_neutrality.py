"""Other names give the same numbers, and exchanging A and B changes nothing, from files to answers."""

import csv
import dataclasses
import functools
import io
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import holdfire as hf
from holdfire.control.geojson import write_geojson
from holdfire.inquiry.variants import Combination, combinations_for
from holdfire.records.registry import write_registry
from holdfire.records.values import encode
from holdfire.simulate.coding import code_events
from holdfire.simulate.ground import control_spells
from holdfire.simulate.steady import simulate_war
from holdfire.simulate.ucdp import ucdp_csv
from holdfire.simulate.velmar import DEAL, WAR_WITH_DEAL
from holdfire.simulate.who import actors_of

pytestmark = pytest.mark.e2e

ACT = hf.Act(by="tester", at="2031-01-01T00:00:00+00:00")
NAMED = ("question", "inputs", "seed")  # what other names must change, or fix


@pytest.fixture(scope="module", autouse=True)
def readings_one_at_a_time() -> Iterator[None]:
    """Try every other reading of the rows alone; two at a time are made of the same, and take a minute."""

    def alone(sample: type, *, matched: bool) -> tuple[Combination, ...]:
        return tuple(one for one in combinations_for(sample, matched=matched) if len(one) == 1)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("holdfire.inquiry.looks.combinations_for", alone)
        yield


@pytest.fixture(scope="module")
def sources() -> tuple[tuple[object, ...], bytes, tuple[object, ...]]:
    rng = np.random.default_rng(20_310_101)
    war = simulate_war(WAR_WITH_DEAL, rng)
    return (
        actors_of(war.setting),
        ucdp_csv(war, code_events(war, rng)),
        control_spells(war.setting, war.owners),
    )


def _case(folder: Path, actors: object, events: bytes, spells: object) -> hf.Case:
    folder.mkdir()
    (folder / "actors.toml").write_text(write_registry(actors))
    (folder / "events.csv").write_bytes(events)
    (folder / "ground.geojson").write_bytes(write_geojson(spells))
    case = hf.new_case(folder / "case", title="a war", actors=folder / "actors.toml", act=ACT)
    hf.import_events(case, "ucdp", [folder / "events.csv"], name=None, skip_bad=False, act=ACT)
    hf.import_control(case, [folder / "ground.geojson"], name=None, act=ACT)
    return case


def _ask(case: hf.Case, a: str, b: str, against: str) -> hf.Inquiry:
    period = {"since": WAR_WITH_DEAL.since, "until": WAR_WITH_DEAL.until, "on": DEAL.since}
    asked = hf.Asked(a=(a,), b=(b,), against=(against,), area=WAR_WITH_DEAL.land.name, **period)
    found = hf.ask(case, hf.register(case, asked, ACT).question, ACT)
    done = {stored.answer.form for stored in found.answers if stored.answer.status == "done"}
    assert {"silent-front", "concerted-attack", "truce-break"} <= done
    return found


@pytest.fixture(scope="module")
def asked(
    sources: tuple[object, bytes, object], tmp_path_factory: pytest.TempPathFactory
) -> tuple[hf.Case, hf.Inquiry]:
    case = _case(tmp_path_factory.mktemp("asked") / "one", *sources)
    return case, _ask(case, DEAL.a, DEAL.b, DEAL.against)


def _told(found: hf.Inquiry, called: Mapping[str, str]) -> object:
    """Give an inquiry without ids and hashes, its actors called by the names given."""
    told = json.loads(encode([[stored.answer for stored in found.answers], found.record]))
    answers = [{key: part for key, part in answer.items() if key not in NAMED} for answer in told[0]]
    return _called([answers, told[1]], called)


def _called(value: object, called: Mapping[str, str]) -> object:
    """Rename actors wherever they stand, and sort lists: pairs are written in the order of their names."""
    if isinstance(value, dict):
        return {key: _called(part, called) for key, part in value.items()}
    if isinstance(value, list):
        return sorted((_called(part, called) for part in value), key=repr)
    if not isinstance(value, str) or value in called:
        return called.get(value, value) if isinstance(value, str) else value
    return functools.reduce(lambda text, name: text.replace(name, called[name]), _long(called), value)


def _differences(one: object, other: object, at: str = "") -> Iterator[str]:
    """Name every place where two replies differ; a diff of two whole replies is a page that nobody reads."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from _differences(one[key], other[key], f"{at}/{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for n, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _differences(left, right, f"{at}/{n}")
    elif one != other and not _close(one, other):
        yield f"{at}: {one!r} is not {other!r}"


def _close(one: object, other: object) -> bool:
    """Sums over actors are taken in the order of their names; that moves the last digits and no more."""
    return isinstance(one, float) and isinstance(other, float) and math.isclose(one, other, rel_tol=1e-9)


def _long(called: Mapping[str, str]) -> list[str]:
    """List the names of several words; an id such as "front" is also a word of any sentence."""
    return sorted((name for name in called if " " in name), key=len, reverse=True)


def test_other_names_give_the_same_numbers(
    tmp_path: Path, sources: tuple[object, bytes, object], asked: tuple[hf.Case, hf.Inquiry]
) -> None:
    actors, events, spells = sources
    ids = {actor.id: f"{chr(122 - n)}_{n}" for n, actor in enumerate(actors)}  # their order turned round
    names = {name: f"Side {ids[actor.id]}" for actor in actors for name in (actor.name, *actor.ucdp_names)}
    renamed = tuple(
        replace(
            actor,
            id=ids[actor.id],
            name=names[actor.name],
            ucdp_names=tuple(dict.fromkeys(names[n] for n in actor.ucdp_names)),
            aliases=(),
            part_of=actor.part_of and ids[actor.part_of],
            memberships=tuple(replace(m, part_of=ids[m.part_of]) for m in actor.memberships),
        )
        for actor in actors
    )
    called = names | ids
    moved = [dataclasses.replace(s, holder=s.holder and called[s.holder]) for s in spells]
    second = _ask(
        _case(tmp_path / "two", renamed, _renamed(events, names), moved),
        *(ids[party] for party in (DEAL.a, DEAL.b, DEAL.against)),
    )
    assert list(_differences(_told(asked[1], called), _told(second, {}))) == []


def _renamed(events: bytes, names: Mapping[str, str]) -> bytes:
    rows = list(csv.DictReader(io.StringIO(events.decode())))
    for row in rows:
        for side in ("side_a", "side_b"):
            row[side] = ", ".join(names.get(part, part) for part in row[side].split(", "))
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def test_exchanging_a_and_b_changes_nothing(asked: tuple[hf.Case, hf.Inquiry]) -> None:
    case, first = asked
    assert first == _ask(case, DEAL.b, DEAL.a, DEAL.against)
