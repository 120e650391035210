"""A form over everybody: who is scanned, the same p as an answer has, stopping, going on, and workers."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from dask_cluster import cluster

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import QuestionError
from holdfire.forms import form
from holdfire.inquiry.asking import ask
from holdfire.inquiry.registration import Asked, register
from holdfire.inquiry.scan import Scanned, scan
from holdfire.inquiry.scan_kept import FOLDER
from holdfire.inquiry.scan_work import units_of
from holdfire.inquiry.verifying import verify
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events
from holdfire.jobs.engines import Engine
from holdfire.model.scan import Scan
from holdfire.records.values import encode

ACT = Act(by="ada", at="2026-01-01T00:00:00+00:00")
FIRST, DAYS = date(2030, 1, 1), 360
HEADER = (
    "id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,where_prec,date_prec,best,adm_1"
)
NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
OTHERS = ("Zinc", "Yttrium", "Xenon", "Wolfram")
Make = Callable[..., Case]


def _rows(names: tuple[str, ...]) -> list[list[object]]:
    """Fight at random in three towns; Ash and Birch go for Cedar on the same days."""
    rng = np.random.default_rng(7)
    fights = [
        (one, two, int(day), int(town))
        for one, two in combinations(range(len(names)), 2)
        for day, town in zip(rng.integers(0, DAYS, 40), rng.integers(0, 3, 40), strict=True)
    ]
    both = zip(rng.integers(0, DAYS, 99).tolist(), rng.integers(0, 3, 99).tolist(), strict=True)
    joint = [(who, 2, day, town) for day, town in both for who in (0, 1)]
    return [
        [
            n,
            2,
            names[one],
            names[two],
            35 + town * 1.5,
            38,
            "Velmar",
            FIRST + timedelta(day),
            1,
            1,
            1,
            "North",
        ]
        for n, (one, two, day, town) in enumerate(fights + joint)
    ]


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """Make a case of a small war in a folder of a given name."""

    def make(folder: str, names: tuple[str, ...] = NAMES) -> Case:
        case = new_case(tmp_path / folder, title="t", actors=None, act=ACT)
        _add(case, tmp_path / f"{folder}.csv", _rows(names))
        return case

    return make


def _add(case: Case, table: Path, rows: list[list[object]]) -> None:
    with table.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER.split(","))
        writer.writerows(rows)
    import_events(case, "ucdp", [table], name=None, skip_bad=False, act=ACT)


WANTED = Scanned(form="concerted-attack", seed=3)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Scan:
    """Scan the small war once, in one process and without a stop."""
    folder = tmp_path_factory.mktemp("whole")
    case = new_case(folder / "case", title="t", actors=None, act=ACT)
    _add(case, folder / "war.csv", _rows(NAMES))
    return scan(case, WANTED)


def test_every_triple_is_tested_once_and_the_one_that_acts_together_comes_first(whole: Scan) -> None:
    ids = [name.casefold() for name in NAMES]
    triples = {(frozenset(pair), c) for c in ids for pair in combinations(set(ids) - {c}, 2)}
    assert sorted((sorted(p), c) for p, c in triples) == sorted((sorted((r.a, r.b)), r.c) for r in whole.rows)
    first = whole.rows[0]
    assert ({first.a, first.b}, first.c, first.rank) == ({"ash", "birch"}, "cedar", 1)
    assert first.qvalue is not None
    assert first.qvalue <= whole.level
    assert first.effect is not None
    assert first.effect.interval[0] is not None
    assert first.effect.interval[0] > 1
    assert whole.small_q == sum((row.qvalue or 0) <= 0.05 for row in whole.rows) < whole.tested / 3


def test_draws_are_enough_for_a_single_triple_to_outlive_the_adjustment(whole: Scan) -> None:
    draws = whole.choices["draws"]
    cost = sum(1 / k for k in range(1, len(whole.rows) + 1)) * len(whole.rows)
    assert isinstance(draws, int)
    assert cost / (draws + 1) <= whole.level


def test_a_stopped_scan_leaves_the_case_whole_and_goes_on_where_it_stopped(made: Make, whole: Scan) -> None:
    case = made("stopped")

    def stop(number: int, _total: int, _name: str) -> None:
        if number == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        scan(case, WANTED, progress=stop)
    assert verify(case) == ()
    (kept,) = (case.path / FOLDER).glob("*.jsonl")
    with kept.open("ab") as file:
        file.write(b'{"number": 5, "a": "as')  # a process killed in the middle of a line
    seen: list[int] = []
    again = scan(case, WANTED, progress=lambda number, _total, _name: seen.append(number))
    assert seen == list(range(5, len(whole.rows) + 1))
    assert encode(again.rows) == encode(whole.rows)
    assert encode(scan(case, WANTED, progress=lambda *_: seen.clear())) == encode(again)
    assert seen


def test_two_workers_give_the_same_bytes(made: Make, whole: Scan) -> None:
    assert encode(scan(made("two"), WANTED, engine=Engine(workers=2)).rows) == encode(whole.rows)


@pytest.mark.filterwarnings("ignore")  # the client's own threads
def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(
    made: Make, whole: Scan, tmp_path: Path
) -> None:
    case = made("on-a-cluster")
    with cluster(tmp_path) as dask:
        seen: list[int] = []

        def kill(number: int, _total: int, _name: str) -> None:
            seen.append(number)
            if number == 3:
                dask.workers[0].kill()

        found = scan(case, WANTED, engine=Engine(cluster=dask.address), progress=kill)
        here = made("in-this-process")
        for one in (case, here):
            _add(
                one, tmp_path / "more.csv", [[9_000 + n, *row[1:]] for n, row in enumerate(_rows(NAMES)[:60])]
            )
        again = scan(case, WANTED, engine=Engine(cluster=dask.address))
    assert encode(again.rows) == encode(scan(here, WANTED).rows) != encode(whole.rows), (
        "of the data as they are"
    )
    assert encode(found.rows) == encode(whole.rows)
    assert len(seen) == len(whole.rows)


def test_what_was_kept_answers_for_the_same_data_and_seed_only(made: Make, tmp_path: Path) -> None:
    case, wanted = made("changed"), replace(WANTED, until=FIRST + timedelta(60))
    before = scan(case, wanted)
    assert encode(scan(case, replace(wanted, seed=4)).rows) != encode(before.rows)
    _add(case, tmp_path / "more.csv", [[9_000 + n, *row[1:]] for n, row in enumerate(_rows(NAMES)[:60])])
    assert {row.events for row in scan(case, wanted).rows} != {row.events for row in before.rows}


def test_other_names_give_the_same_numbers_under_the_other_names(made: Make, whole: Scan) -> None:
    renamed = dict(zip((n.casefold() for n in OTHERS), (n.casefold() for n in NAMES), strict=True))
    other = scan(made("renamed", OTHERS), WANTED)
    numbers = {(frozenset((r.a, r.b)), r.c): (r.pvalue, r.effect, r.rank) for r in whole.rows}
    assert numbers == {
        (frozenset((renamed[r.a], renamed[r.b])), renamed[r.c]): (r.pvalue, r.effect, r.rank)
        for r in other.rows
    }


def test_a_pair_has_the_p_and_the_effect_that_an_answer_would_give_it(made: Make) -> None:
    case = made("pairs")
    wanted = Scanned(
        form="silent-front",
        since=FIRST + timedelta(30),
        until=FIRST + timedelta(300),
        a=("Dogwood",),
        b=("Ash",),
    )
    found = scan(case, wanted)
    assert len(found.rows) == 6
    assert found.marked is not None
    row = found.rows[found.marked]
    assert (row.a, row.b, row.c) == ("ash", "dogwood", "")
    asked = Asked(
        a=("Ash",),
        b=("Dogwood",),
        area="Velmar",
        since=wanted.since,
        until=wanted.until,
        forms=("silent-front",),
    )
    (stored,) = ask(case, register(case, asked, ACT).question, ACT).answers
    assert row.pvalue == stored.answer.pvalue
    assert row.effect is not None
    assert row.effect == stored.answer.effect
    assert [r.rank for r in found.rows] == sorted(r.rank or 0 for r in found.rows)


def test_an_area_is_scanned_by_what_lies_inside_it(made: Make) -> None:
    found = scan(made("area"), replace(WANTED, area="37,34.5,39,35.5"))  # one town of three
    everywhere = 2 * 40 + 2 * 99
    assert all(row.events < everywhere / 2 for row in found.rows if row.rank is not None)


def test_actors_that_never_share_an_opponent_make_no_triple(war_of) -> None:
    days = [date(2017, 10, 1) + timedelta(days=d) for d in range(12)]
    dyads = (("gov", "rebels"), ("is", "ypg"))
    war = war_of([{"side_a": a, "side_b": b, "on": on} for a, b in dyads for on in days])
    assert units_of(war, form("concerted-attack")) == ()
    assert [(u.a, u.b) for u in units_of(war, form("silent-front"))] == [("gov", "rebels"), ("is", "ypg")]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"since": date(2040, 1, 1), "until": date(2041, 1, 1)}, "too few events"),
        ({"a": ("Ash",)}, "give --a and --b"),
        ({"form": "nonsense"}, "choose from"),
    ],
)
def test_what_cannot_be_scanned_is_said(made: Make, changed: dict[str, object], says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        scan(made("none"), replace(WANTED, **changed))
