"""Two matched data sets beside an answer: what each has of the asked pair, and what that says of reports."""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.dossier.explanations import for_statistician
from holdfire.inquiry.asking import ask, compute
from holdfire.inquiry.registration import Asked, register
from holdfire.inquiry.two_sources import overlaps
from holdfire.inquiry.verifying import verify
from holdfire.intake.matching import judge_pair
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events
from holdfire.model.allegation import Question
from holdfire.model.match import Ruling
from holdfire.stats.two_sources import TwoLists

ACT = Act(by="ada", at="2026-01-01T00:00:00+00:00")
HEADER = "id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,where_prec,date_prec,best"
FIRST = date(2017, 1, 1)
MATCHED = [("r0", "p0"), ("r1", "p1"), ("g0", "q0"), ("g1", "q1"), ("g2", "q2"), ("late", "too_late")]


def _rows(sides: tuple[str, str], name: str, number: int, office: str, step: int) -> Iterable[list[object]]:
    for n in range(number):
        yield [
            f"{name}{n}",
            2,
            *sides,
            35,
            38,
            "Velmar",
            FIRST + timedelta(3 + n * step),
            1,
            1,
            1,
            office,
            "North",
        ]


def _put(case: Case, table: Path, rows: Iterable[list[object]]) -> None:
    with table.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*HEADER.split(","), "source_office", "adm_1"])
        writer.writerows(rows)
    import_events(case, "ucdp", [table], name=None, skip_bad=False, act=ACT)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = new_case(tmp_path / "case", title="t", actors=None, act=ACT)
    after = ["late", 2, "Red", "Blue", 35, 38, "Velmar", "2018-03-01", 1, 1, 1, "Wire", "North"]
    first = [
        *_rows(("Red", "Blue"), "r", 6, "Wire;Town Radio", 40),
        *_rows(("Red", "Green"), "g", 30, "Wire", 10),
        *_rows(("Blue", "Green"), "b", 30, "Wire", 10),
        *_rows(("Brown", "Green"), "w", 40, "Wire", 8),
        *_rows(("Brown", "Red"), "x", 40, "Wire", 8),
        after,
    ]
    second = [
        *_rows(("Blue", "Red"), "p", 4, "town radio", 40),
        *_rows(("Green", "Red"), "q", 25, "Herald", 10),
        ["too_late", *after[1:]],
    ]
    _put(made, tmp_path / "desk.csv", first)
    _put(made, tmp_path / "office.csv", second)
    return made


def _match(case: Case) -> None:
    for one, other in MATCHED:
        judge_pair(case, [f"ucdp:{one}", f"ucdp:{other}"], Ruling.CONFIRM, ACT)


def _question(case: Case) -> Question:
    asked = Asked(
        a=("Red",), b=("Blue",), area="Velmar", since=FIRST, until=date(2018, 1, 1), forms=("silent-front",)
    )
    return register(case, asked, ACT).question


def test_each_list_is_counted_on_the_asked_pair_and_on_the_others(case: Case) -> None:
    assert overlaps(case, _question(case)) == ()
    _match(case)
    (found,) = overlaps(case, _question(case))
    assert found.datasets == ("desk", "office")
    assert found.asked == TwoLists(first=6, second=4, both=2)
    assert found.others == TwoLists(first=140, second=25, both=3)
    assert found.copied == 2  # "Town Radio" and "town radio"; none of the others share an office


def test_an_answer_shows_what_the_lists_say_beside_its_tipping_point(case: Case) -> None:
    _match(case)
    question = _question(case)
    (stored,) = ask(case, question, ACT).answers
    answer = stored.answer
    assert answer.tipping_ratio is not None
    (told,) = (
        caveat for caveat in answer.caveats if caveat.startswith("desk and office have 6 and 4 clashes")
    )
    assert "2 of those in both name the same source" in told
    assert f"below {answer.tipping_ratio:.2g} the finding would vanish" in told
    (shown,) = answer.details["two_sources"]
    seen, missed = 6 + 4 - 2, 4 * 2 / 2
    others = (140 + 25 - 3) / (140 + 25 - 3 + 137 * 22 / 3)
    for at in shown["at"]:
        detection = seen / (seen + at["odds_ratio"] * missed)
        assert at["detection"] == pytest.approx(detection)
        assert at["ratio"] == pytest.approx(detection / others)
    ratios = [at["ratio"] for at in shown["at"]]
    assert f"{min(ratios):.2f} to {max(ratios):.2f} times as often" in told
    assert verify(case, recompute=compute) == ()


def test_a_form_that_reads_no_clash_of_the_two_says_nothing_of_their_reports(case: Case) -> None:
    _match(case)
    asked = Asked(
        a=("Red",),
        b=("Blue",),
        against=("Green",),
        area="Velmar",
        since=FIRST,
        until=date(2018, 1, 1),
        forms=("concerted-attack",),
    )
    (stored,) = ask(case, register(case, asked, ACT).question, ACT).answers
    assert stored.answer.tipping_ratio is None
    assert {"two_sources", "e_value"}.isdisjoint(stored.answer.details)
    assert not any("desk and office" in caveat for caveat in stored.answer.caveats)


def test_the_e_value_and_the_tipping_point_stand_with_the_numbers(case: Case) -> None:
    (stored,) = ask(case, _question(case), ACT).answers
    answer = stored.answer
    assert answer.tipping_ratio is not None
    ratio = max(1.0, 1 / answer.tipping_ratio)
    assert answer.details["e_value"] == pytest.approx(ratio + (ratio * (ratio - 1)) ** 0.5)
    assert {"Tipping point", "E-value"} <= dict(for_statistician(answer)).keys()
