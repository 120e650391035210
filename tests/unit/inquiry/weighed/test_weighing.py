"""A question's size, the table that fits it, and what a reader brings."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from made_up_tables import table

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import InputError, QuestionError
from holdfire.inquiry.weighed import weighing
from holdfire.inquiry.weighed.weighing import FOLDER, Reader, size_of, sources_of, weighed
from holdfire.intake.opening import new_case
from holdfire.model.allegation import Period, Triple
from holdfire.model.answer import Effect
from holdfire.model.record import RecordRow
from holdfire.weighing.tables import Size, write_table

NAMES = {"a": "Ash", "b": "Birch", "c": "Cedar"}
OWN = """
[[rival]]
name = "supplies_ran_out"
sentence = "{a} had nothing left."
weak = { strength = [0.7, 0.9] }
medium = { strength = [0.4, 0.7] }
strong = { strength = [0.1, 0.4] }
"""


TRIPLE = Triple(a=("ash",), b=("birch",), against=("cedar",))
YEAR = Period(since=date(2031, 1, 1), until=date(2032, 1, 1))


@dataclass(frozen=True, kw_only=True)
class Question:
    """What of a question is read here."""

    triple: Triple = TRIPLE
    period: Period = YEAR
    forms: tuple[str, ...] = ("silent-front", "concerted-attack")
    choices: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Exposure:
    basis: str = "control map"


@dataclass(frozen=True, kw_only=True)
class Answer:
    form: str
    effect: Effect | None
    status: str = "done"
    reference: None = None
    statistic: float | None = None
    details: dict[str, object] = field(default_factory=dict)
    exposure: Exposure = Exposure()


def row(one: str, other: str, events: int, area: str = "asked") -> RecordRow:
    return RecordRow(
        dyad=(one, other),
        month="2031-01",
        area=area,
        events=events,
        deaths_best=0,
        by_precision={},
        sources={},
        rows=(),
    )


RECORD = (
    row("ash", "birch", 70),
    row("ash", "cedar", 100),
    row("birch", "cedar", 150),
    row("ash", "cedar", 900, "country"),
)


def answer(form: str, value: float, **details: object) -> Answer:
    return Answer(form=form, effect=Effect(name="e", value=value, interval=(None, None)), details=details)


ANSWERS = (
    answer("silent-front", 0.13, visibility={"within_year": 20, "of_region": 400}),
    replace(answer("concerted-attack", 2.5), statistic=6.0),  # 2.5 on the scale of the vector
)


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setattr(weighing, "_shipped", tuple)
    return new_case(
        tmp_path / "case", title="t", actors=None, act=Act(by="x", at="2031-01-01T00:00:00+00:00")
    )


def test_the_size_counts_no_clash_of_the_two() -> None:
    assert size_of(Question(), RECORD, ANSWERS) == Size(months=12, rows=250, basis="control map")
    squares = Answer(form="silent-front", effect=None, exposure=Exposure(basis="co-presence"))
    assert size_of(Question(), RECORD, [squares]).basis == "co-presence"
    dated = Question(choices={"truce-break": {"on": "2031-05-01"}})
    assert size_of(dated, RECORD, ANSWERS).onset == 4


def test_what_overlaps_follows_from_the_matched_rows() -> None:
    assert sources_of(()) == 1
    assert sources_of([("strikes:1", "ucdp:1")]) == 1
    assert sources_of([("acled:1", "ucdp:1")]) == 2
    assert sources_of([("acled:1", "ucdp:1"), ("strikes:1", "ucdp:2")]) == 3
    assert not Size(months=12, rows=250).near(Size(months=12, rows=250, sources=2))


def test_without_a_table_there_is_a_reason_and_no_weighing(case: Case) -> None:
    found = weighed(case, Question(), RECORD, ANSWERS, NAMES)
    assert found.weighing is None
    assert "12 months, 250 rows" in found.reason
    assert "--simulate N" in found.reason
    assert "no form gave an effect" in weighed(case, Question(), RECORD, (), NAMES).reason
    nobody = Question(triple=Triple(a=("ash",), b=("birch",), against=()))
    assert "nobody is named" in weighed(case, nobody, RECORD, ANSWERS, NAMES).reason


def test_a_table_of_the_cases_cache_is_taken_and_a_torn_one_is_not(case: Case) -> None:
    folder = case.path / FOLDER
    folder.mkdir(parents=True)
    (folder / "torn.npz").write_bytes(write_table(table())[:99])
    assert weighed(case, Question(), RECORD, ANSWERS, NAMES).weighing is None
    (folder / "whole.npz").write_bytes(write_table(table()))
    found = weighed(case, Question(), RECORD, ANSWERS, NAMES).weighing
    assert found is not None
    best = max(found.hypotheses, key=lambda one: one.evidence[0].decibans)
    assert best.name == "collusion"
    assert "Ash" in best.sentence
    assert all(one.posterior is None for one in found.hypotheses)
    own = weighed(case, Question(), RECORD, ANSWERS, NAMES, Reader(prior={"collusion": 0.5})).weighing
    assert own is not None
    assert sum(one.posterior or 0 for one in own.hypotheses) == pytest.approx(1)
    with pytest.raises(QuestionError, match="no explanation is called"):
        weighed(case, Question(), RECORD, ANSWERS, NAMES, Reader(prior={"x": 0.5}))


def test_a_readers_own_rivals_need_names_of_their_own(case: Case, tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(OWN.replace("supplies_ran_out", "collusion"))
    with pytest.raises(InputError, match="collusion is one of the five"):
        weighed(case, Question(), RECORD, ANSWERS, NAMES, Reader(own=own))
    with pytest.raises(InputError, match="can't be read"):
        weighed(case, Question(), RECORD, ANSWERS, NAMES, Reader(own=tmp_path / "none.toml"))
