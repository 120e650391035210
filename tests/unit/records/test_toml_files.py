"""Questions and settings as TOML."""

from dataclasses import replace
from datetime import date

import pytest

from holdfire.errors import InputError, QuestionError
from holdfire.model.allegation import Area, AreaKind, Detectable, Period, Question, Triple
from holdfire.records.questions import read_question, write_question
from holdfire.records.settings import Settings, read_settings, write_settings

QUESTION = Question(
    id="q_0123456789ab",
    triple=Triple(a=("is",), b=("gov",), against=("rebels", "fsa")),
    area=Area(kind=AreaKind.BOX, name="36,35,38,36", asked="36,35,38,36", box=(36.0, 35.0, 38.0, 36.5)),
    period=Period(since=date(2017, 10, 1), until=date(2017, 12, 1)),
    forms=("silent-front", "concerted-attack"),
    choices={"concerted-attack": {"near_km": 10.0, "near_days": 3, "kernel": "flat"}},
    seed=20260101,
    registered="2026-01-01T10:00:00+00:00",
    detectable=(
        Detectable(form="silent-front", minimum_detectable=None, sentence="No effect could be told."),
        Detectable(form="concerted-attack", minimum_detectable=2.5, largest_count=30),
    ),
    inputs={"events": "ab", "actors": "cd"},
    version="0.1.0",
)


def test_a_question_reads_back_equal():
    assert read_question(write_question(QUESTION), source="q.toml") == QUESTION


def test_a_question_says_from_and_until_as_the_command_line_does():
    assert "[period]\nfrom = 2017-10-01\nuntil = 2017-12-01\n" in write_question(QUESTION)


def test_a_question_that_makes_no_sense_keeps_its_kind_of_error():
    text = write_question(QUESTION).replace("until = 2017-12-01", "until = 2017-10-01")
    with pytest.raises(QuestionError, match=r"q\.toml: the period ends"):
        read_question(text, source="q.toml")


def test_a_question_without_period_names_the_field():
    text = write_question(QUESTION).replace("from = 2017-10-01\n", "")
    with pytest.raises(InputError, match=r"q\.toml: .*`\$\.period\.since`"):
        read_question(text, source="q.toml")


@pytest.mark.parametrize(
    "settings",
    [
        Settings(title="Hama, autumn 2017"),
        Settings(title="Velmar", area="Ost", since=date(2020, 1, 1), until=date(2021, 1, 1), simulated=True),
    ],
)
def test_settings_read_back_equal(settings: Settings):
    assert read_settings(write_settings(settings), source="holdfire.toml") == settings


def test_settings_without_a_title_are_refused():
    text = write_settings(replace(Settings(title="x"), area="Hama")).replace('title = "x"\n', "")
    with pytest.raises(InputError, match=r"holdfire\.toml: .*`title`"):
        read_settings(text, source="holdfire.toml")


def test_a_syntax_error_is_named_with_its_line():
    with pytest.raises(InputError, match=r"holdfire\.toml is no TOML: .*line 2"):
        read_settings('title = "x"\narea = Hama\n', source="holdfire.toml")
