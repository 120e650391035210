"""An alleged date from the words of a question to an answer that can be verified, redrawn and renamed."""

import csv
import functools
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.dossier.figures.answer import answer_figures
from holdfire.errors import QuestionError
from holdfire.inquiry.asking import ask, compute
from holdfire.inquiry.registration import Asked, register
from holdfire.inquiry.verifying import verify
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events
from holdfire.model.allegation import Question
from holdfire.model.answer import Answer
from holdfire.model.verdict import Verdict

ACT = Act(by="ada", at="2026-01-01T00:00:00+00:00")
FIRST, DAYS, DEAL = date(2030, 1, 1), 1_500, 700
ON = FIRST + timedelta(days=DEAL)
HEADER = "id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,where_prec,date_prec,best"
NAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm")
OTHERS = ("Zinc", "Yttrium", "Xenon", "Wolfram", "Vanadium")
Make = Callable[..., Case]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Make a case of a war in which the first two stop fighting each other for 90 days, once for all."""
    folder = tmp_path_factory.mktemp("truces")

    @functools.cache
    def make(names: tuple[str, ...] = NAMES) -> Case:
        rng = np.random.default_rng(3)
        rows = []
        for one, two in combinations(range(len(names)), 2):
            for day in np.flatnonzero(rng.random(DAYS) < 0.4).tolist():
                if (one, two) == (0, 1) and 0 <= day - DEAL < 90 and day % 10:
                    continue
                on = FIRST + timedelta(days=day)
                rows.append([len(rows), 2, names[one], names[two], 35, 38, "Velmar", on, 1, 1, 1])
        file = folder / f"{names[0]}.csv"
        with file.open("w", newline="") as out:
            csv.writer(out).writerows([HEADER.split(","), *rows])
        case = new_case(folder / names[0], title="t", actors=None, act=ACT)
        import_events(case, "ucdp", [file], name=None, skip_bad=False, act=ACT)
        return case

    return make


def asked_of(names: tuple[str, ...] = NAMES, **other: object) -> Asked:
    usual = Asked(
        a=(names[0],),
        b=(names[1],),
        area="Velmar",
        since=FIRST,
        until=FIRST + timedelta(days=DAYS),
        on=ON,
        forms=("truce-break",),
    )
    return replace(usual, **other)


def answered(case: Case, asked: Asked) -> tuple[Question, Answer]:
    question = register(case, asked, ACT).question
    (stored,) = ask(case, question, ACT).answers
    return question, stored.answer


def test_an_alleged_date_becomes_an_answer_with_placebos_that_verify_can_recount(made: Make) -> None:
    case = made()
    question, answer = answered(case, asked_of())
    assert question.choices["truce-break"]["on"] == ON.isoformat()
    assert answer.verdict == Verdict.SUPPORTS
    assert answer.power.registered
    assert answer.power.largest_count == question.detectable[0].largest_count
    assert answer.power.minimum_detectable is not None
    assert (answer.placebos.n, answer.placebos.rank) == (9, 1)
    assert 0 <= answer.placebos.false_alarms <= 0.4
    assert answer.tipping_ratio is None
    assert answer.caveats[0].startswith("The source has ")
    assert verify(case, recompute=compute) == ()


def test_pictures_show_the_null_of_dates_and_both_series(made: Make) -> None:
    _, answer = answered(made(), asked_of())
    figures = {figure.heading: figure for figure in answer_figures(answer, {})}
    counts = answer.details["counts"]
    around = figures["Before and after the date"]
    assert f"the pair {counts['before']}, then {counts['after']}" in around.svg
    middle = [row[0] for row in around.rows].index(ON.isoformat())
    assert sum(int(row[1]) for row in around.rows[middle : middle + 6]) == counts["after"]
    assert sum(int(row[2]) for row in around.rows[middle - 6 : middle]) == counts["others_before"]
    assert f"{answer.reference.of - 1:,} other dates" in figures["What chance leaves"].subline
    assert "9 other dyads" in figures["Where this pair lies among all pairs"].subline


def test_exchanging_or_renaming_the_actors_changes_no_number(made: Make) -> None:
    case = made()
    question, answer = answered(case, asked_of())
    same, _ = answered(case, asked_of(a=(NAMES[1],), b=(NAMES[0],)))
    assert same.id == question.id
    _, renamed = answered(made(OTHERS), asked_of(OTHERS))
    for field in ("effect", "pvalue", "reference", "power", "placebos", "robustness", "verdict", "caveats"):
        assert getattr(answer, field) == getattr(renamed, field)


def test_a_pair_with_the_alleged_enemy_is_not_compared_with(made: Make) -> None:
    _, answer = answered(made(), asked_of(against=("Cedar",)))
    compared = [tuple(entry["dyad"]) for entry in answer.details["compared"]]
    assert compared == [("ash", "dogwood"), ("ash", "elm"), ("birch", "dogwood"), ("birch", "elm")]


def test_the_form_is_asked_unnamed_only_where_a_date_is_alleged(made: Make) -> None:
    case = made()
    forms = [register(case, asked_of(forms=(), on=on), ACT).question.forms for on in (None, ON)]
    assert forms == [("silent-front",), ("silent-front", "truce-break")]


def test_without_a_date_it_is_looked_for(made: Make) -> None:
    question, answer = answered(made(), asked_of(on=None))
    assert question.choices["truce-break"]["on"] == ""
    assert answer.details["alleged"] is False
    assert any("--on" in caveat for caveat in answer.caveats)


def test_several_windows_are_registered_beside_the_date(made: Make) -> None:
    _, answer = answered(made(), asked_of(choices={"truce-break": {"windows": "90,60"}}))
    assert answer.details["windows"] == [90, 60]
    assert answer.details["date"] == ON.isoformat()
    assert answer.details["designs"][0]["choices"][0] == "90, 60 days"


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"on": FIRST - timedelta(days=1)}, "outside the period.*change --on"),
        ({"on": FIRST + timedelta(days=DAYS)}, "outside the period"),
        ({"forms": ("silent-front",)}, "add --form truce-break"),
        ({"since": None}, "give --from"),
    ],
)
def test_a_date_that_fits_no_period_or_form_is_refused_with_what_to_do(
    made: Make, other: dict[str, object], words: str
) -> None:
    with pytest.raises(QuestionError, match=words):
        register(made(), asked_of(**other), ACT)
