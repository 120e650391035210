"""Every registered form takes plain arrays and data frames, and finds there what it finds in its sample."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

import holdfire
from holdfire.forms import FORMS
from holdfire.forms.samples import Attacks, Captures, Fronts, Hits, Passage, Sample, Strikes, Truce
from holdfire.forms.spec import AnyForm
from holdfire.inquiry.draws import generator
from holdfire.inquiry.plain import PLAIN
from holdfire.model.answer import Answer
from holdfire.model.verdict import Rule, judge

every_form = pytest.mark.parametrize("chosen", FORMS, ids=lambda chosen: chosen.name)

Columns = dict[str, Any]
CARRIERS: dict[str, Callable[[Columns], object]] = {
    "arrays": dict,
    "lists": lambda columns: {name: np.asarray(column).tolist() for name, column in columns.items()},
    "rows": lambda columns: pd.DataFrame(columns).to_dict("records"),
    "records": lambda columns: pd.DataFrame(columns).to_records(index=False),
    "pandas": pd.DataFrame,
    "pandas, nullable": lambda columns: pd.DataFrame(columns).convert_dtypes(),
    "polars": pl.DataFrame,
    "duckdb": lambda columns: duckdb.from_df(pd.DataFrame(columns)),
}


@dataclass
class Case:
    """A sample as columns: tables by argument, what else the call says, and the choices of both runs."""

    sample: Sample
    tables: dict[str, Columns]
    said: dict[str, Any]
    choices: dict[str, Any]


def _hits(hits: Hits) -> Columns:
    own = {field.name: getattr(hits, field.name) for field in fields(Hits)}
    return {**own, "adm_1": own.pop("region")}


def _attacks(sample: Attacks) -> Case:
    return Case(
        sample=sample,
        tables={"a": _hits(sample.a), "b": _hits(sample.b)},
        said={"since": 0, "until": sample.days},
        choices={"draws": 99, "quick_draws": 19, "imputations": 2},
    )


def _fronts(sample: Fronts) -> Case:
    pair, region = np.indices(sample.clashes.shape).reshape(2, -1)
    names = np.array(sample.actors, dtype=object)
    return Case(
        sample=sample,
        tables={
            "pairs": {
                "one": names[sample.sides[pair, 0]],
                "other": names[sample.sides[pair, 1]],
                "region": np.array(sample.regions, dtype=object)[region],
                "clashes": sample.clashes.ravel(),
                "exposure": sample.exposure.ravel(),
            }
        },
        said={"a": "a", "b": "b", "days": sample.days, "basis": sample.basis, "seen": sample.visibility},
        choices={},
    )


def _truce(sample: Truce) -> Case:
    pair, day = np.nonzero(sample.clashes)
    names = np.array(sample.actors, dtype=object)
    dates = (sample.first + day).astype("datetime64[D]").astype("datetime64[us]")
    end = np.datetime64(sample.first + len(sample), "D")
    return Case(
        sample=sample,
        tables={
            "clashes": {
                "one": names[sample.sides[pair, 0]],
                "other": names[sample.sides[pair, 1]],
                "day": dates,
                "clashes": sample.clashes[pair, day],
            }
        },
        said={"a": "a", "b": "b", "since": "1970-01-01", "until": end},
        choices={"on": "1972-03-11"},
    )


def _captures(sample: Captures) -> Case:
    """Put the towns on one line, 500 km apart, and each fight east of its town."""
    fights, said = sample.fights, np.maximum(sample.negotiated, 0)
    town, day = 500.0 * np.arange(len(sample)), fights.lag + np.where(fights.lag > 0, 1, 0)
    names = (np.array(side, dtype=object) for side in (sample.losers, sample.takers, sample.places))
    losers, takers, places = names
    return Case(
        sample=replace(sample, negotiated=said),
        tables={
            "captures": {
                "place": places,
                "loser": losers,
                "taker": takers,
                "day": sample.first,
                "last_day": sample.last,
                "x": town,
                "y": np.zeros(len(sample)),
                "negotiated": said == 1,
            },
            "fights": {
                "one": takers[fights.capture],
                "other": losers[fights.capture],
                "day": sample.first[fights.capture] + day,
                "x": town[fights.capture] + fights.km,
                "y": np.zeros(len(fights)),
                "deaths": fights.best.astype(np.int64),
                "low": fights.low.astype(np.int64),
                "high": fights.high.astype(np.int64),
                "radius_km": fights.place_km,
            },
        },
        said={"a": "a", "b": "b", "since": sample.data[0], "until": sample.data[1], "foreseen": True},
        choices={},
    )


def _strikes(sample: Strikes) -> Case:
    sides = (sample.a, sample.b)

    def every(values: Callable[[Any], Any]) -> Any:
        return np.concatenate([values(side) for side in sides])

    measured = {
        f"{name}_{side}": every(lambda t, name=name, column=column: t.opportunity[name][:, column])
        for name in sample.a.opportunity
        for column, side in enumerate(("partner", "third"))
    }
    table = {
        "striker": np.repeat(np.array(["a", "b"], dtype=object), [len(side) for side in sides]),
        "region": np.array(sample.regions, dtype=object)[every(lambda t: t.region)],
        "week": every(lambda t: t.week),
        "on_partner": every(lambda t: t.on_partner),
        "on_third": every(lambda t: t.on_third),
        **measured,
    }
    return Case(
        sample=sample,
        tables={"occasions": table},
        said={"a": "a", "b": "b", "c": "c", "seen": 40},
        choices={"draws": 999},
    )


def _passage(sample: Passage) -> Case:
    one = sample.maps[0]
    row, column = np.indices(one.held.shape).reshape(2, -1)

    def at(cell: tuple[int, int]) -> tuple[float, float]:
        return one.cell_km * cell[1], one.cell_km * cell[0]

    return Case(
        sample=sample,
        tables={
            "cells": {"x": one.cell_km * column, "y": one.cell_km * row, "held": one.held[row, column]},
        },
        said={
            "mover": "f",
            "through": "x",
            "start": at(one.start),
            "goal": at(one.goal),
            "names": ("P", "Q"),
            "source": one.source,
            "since": one.since,
            "error_km": one.error_km,
        },
        choices={"draws": 200},
    )


@pytest.fixture
def cases(
    make_attacks: Callable[..., Attacks],
    make_fronts: Callable[..., Fronts],
    make_truce: Callable[..., Truce],
    make_captures: Callable[..., Captures],
    make_strikes: Callable[..., Strikes],
    make_passage: Callable[..., Passage],
) -> dict[type, Case]:
    return {
        Passage: _passage(make_passage(gap=4)),
        Strikes: _strikes(make_strikes(spared=0.3, others=())),
        Attacks: _attacks(make_attacks(days=215, imprecise=6, answered=15)),
        Fronts: _fronts(make_fronts(restraint=0.3)),
        Truce: _truce(make_truce(left=0.3)),
        Captures: _captures(make_captures(deaths=3, in_war=3, around=np.full(120, 3))),
    }


def _call(chosen: AnyForm, case: Case, carrier: str = "arrays", **other: Any) -> Answer:
    tables = {name: CARRIERS[carrier](columns) for name, columns in case.tables.items()}
    return PLAIN[chosen.name](**tables, **case.said, **{**case.choices, **other})


@every_form
def test_arrays_give_the_finding_of_their_sample(chosen: AnyForm, cases: dict[type, Case]) -> None:
    case = cases[chosen.needs]
    answer = _call(chosen, case)
    params = chosen.params(**case.choices)
    found = chosen.run(case.sample, params, generator(answer.seed, chosen.number, 0))
    for name in ("effect", "statistic", "pvalue", "reference", "n", "exposure", "power", "valid", "strict"):
        assert getattr(answer, name) == getattr(found, name), name
    assert {key: value for key, value in answer.details.items() if key in found.details} == found.details
    rule = Rule(towards=chosen.towards, smallest_effect=chosen.smallest_effect, family=1)
    assert (answer.verdict, answer.reason) == judge(found, rule)
    assert answer.power.registered is False


@every_form
def test_it_is_the_same_whatever_the_columns_come_in(chosen: AnyForm, cases: dict[type, Case]) -> None:
    case = cases[chosen.needs]
    answers = {carrier: _call(chosen, case, carrier) for carrier in CARRIERS}
    assert {carrier for carrier, answer in answers.items() if answer != answers["arrays"]} == set()


@every_form
def test_the_order_of_rows_does_not_matter(chosen: AnyForm, cases: dict[type, Case]) -> None:
    case = cases[chosen.needs]
    turned = {
        name: {key: np.asarray(column)[::-1] for key, column in columns.items()}
        for name, columns in case.tables.items()
    }
    one, two = _call(chosen, case), PLAIN[chosen.name](**turned, **case.said, **case.choices)
    assert one.verdict == two.verdict
    if not chosen.needs_passage:
        assert one.pvalue == pytest.approx(two.pvalue, rel=1e-9)
    assert one.effect is not None
    assert two.effect is not None
    assert one.effect.value == pytest.approx(two.effect.value, rel=1e-12)


@every_form
def test_each_p_value_counts_for_every_form_of_the_family(chosen: AnyForm, cases: dict[type, Case]) -> None:
    answer = _call(chosen, cases[chosen.needs], family=3)
    assert answer.family == 3
    if chosen.needs_passage:  # a share of maps: there is nothing that counts
        assert answer.pvalue is answer.pvalue_family is None
        return
    assert answer.pvalue is not None
    assert answer.pvalue_family == min(1, 3 * answer.pvalue)


@every_form
def test_a_form_is_a_function_of_the_package_that_names_its_choices(chosen: AnyForm) -> None:
    function = getattr(holdfire, chosen.name.replace("-", "_"))
    assert function is PLAIN[chosen.name]
    words = inspect.getdoc(function) or ""
    named = {field.name for field in fields(chosen.params)} - set(inspect.signature(function).parameters)
    assert {name for name in named if not re.search(rf"\b{name}=", words)} == set()
    assert f"smallest_effect={chosen.smallest_effect:g}," in words
    assert f"docs/forms/{chosen.name}.md" in words
