"""What stands beside every answer, from rows to files: other choices, others, the effect that matters."""

import csv
import shutil
import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import QuestionError
from holdfire.inquiry import beside
from holdfire.inquiry.asking import Inquiry, ask, compute, reply, stored_inquiry
from holdfire.inquiry.reading import question as stored_question
from holdfire.inquiry.registration import Asked, id_of, register
from holdfire.inquiry.verifying import verify
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events
from holdfire.model.answer import Answer, Weakness
from holdfire.records.questions import read_question, write_question
from holdfire.records.values import encode

ACT = Act(by="ada", at="2026-01-01T00:00:00+00:00")
FIRST, DAYS = date(2030, 1, 1), 90
NAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm")
HEADER = (
    "id,type_of_violence,side_a,side_b,latitude,longitude,country,adm_1,date_start,where_prec,date_prec,best"
)
ASKED = Asked(
    a=("Ash",),
    b=("Birch",),
    against=("Cedar",),
    area="Velmar",
    since=FIRST,
    until=FIRST + timedelta(days=DAYS),
    forms=("silent-front", "concerted-attack"),
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Make a war of five in three towns, one row in five known roughly, state-based rows or not."""
    folder, rng = tmp_path_factory.mktemp("asking"), np.random.default_rng(5)
    rows = []
    for one, other in combinations(NAMES, 2):
        for day in np.flatnonzero(rng.random(DAYS) < 0.5).tolist():
            town, rough = rng.integers(3), rng.random() < 0.2
            place = [35 + town * 0.12 + rng.normal(0, 0.02), 38 + rng.normal(0, 0.02)]
            kind, on = 1 + (day % 3 == 0), FIRST + timedelta(days=day)
            rows.append([len(rows), kind, one, other, *place, "Velmar", "North", on, 3 if rough else 1, 1, 1])
    file = folder / "rows.csv"
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([HEADER.split(","), *rows])
    made = new_case(folder / "case", title="t", actors=None, act=ACT)
    import_events(made, "ucdp", [file], name=None, skip_bad=False, act=ACT)
    return made


@pytest.fixture(scope="module")
def found(case: Case) -> Inquiry:
    return ask(case, register(case, ASKED, ACT).question, ACT)


def _answers(found: Inquiry) -> dict[str, Answer]:
    return {stored.answer.form: stored.answer for stored in found.answers}


def test_every_answer_lists_its_choices_and_counts_them(found: Inquiry) -> None:
    for answer in _answers(found).values():
        listed = answer.details["specifications"]
        assert isinstance(listed, list)
        assert answer.robustness is not None
        assert answer.robustness.choices == len(listed) > 8
        assert listed[0]["registered"]
        assert listed[0]["value"] == pytest.approx(answer.effect.value, rel=1e-12)
        assert sum(entry["registered"] for entry in listed) == 1
        assert answer.robustness.sentence.startswith(f"Of {len(listed)} sets of choices")
    silent, concerted = (_answers(found)[name].details["specifications"] for name in ASKED.forms)
    tried = {word for entry in silent for word in entry["rows"]}
    assert {"exact places only", "districts as exact", "state-based only", "5 km squares"} <= tried
    assert not {"own names only", "matched rows twice"} & tried  # nothing is rolled up or matched here
    assert "5 km squares" not in {word for entry in concerted for word in entry["rows"]}
    assert all(len(entry["rows"]) <= 1 for entry in silent)
    assert any(len(entry["rows"]) == 2 for entry in concerted)


def test_every_other_pair_is_judged_by_the_whole_rule(found: Inquiry) -> None:
    silent, concerted = (_answers(found)[name].placebos for name in ASKED.forms)
    assert silent is not None
    assert concerted is not None
    assert (silent.n, silent.false_alarms, silent.supports) == (9, None, 0.0)  # ten dyads, no control map
    assert concerted.n > 20
    assert concerted.false_alarms is not None
    assert concerted.supports is not None
    assert silent.sentence.startswith("Nobody alleges anything of 9 other pairs of this war: ")


def test_the_same_seed_gives_the_same_bytes_with_two_workers(
    case: Case, found: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "pays", lambda *_: True)
    told: list[str] = []
    _, again = compute(case, found.question, workers=2, progress=told.append)
    assert [encode(answer) for answer in again] == [encode(s.answer) for s in found.answers]
    assert any("other choices and other pairs" in words for words in told)


def test_what_is_stored_is_verified_to_the_byte(case: Case, found: Inquiry) -> None:
    assert found.answers
    assert verify(case, recompute=compute) == ()


def test_exchanging_a_and_b_is_the_same_question_with_the_same_answers(case: Case, found: Inquiry) -> None:
    other = register(case, replace(ASKED, a=ASKED.b, b=ASKED.a), ACT)
    assert not other.new
    assert reply(stored_inquiry(case, other.question)) == reply(found)


def test_an_effect_that_a_user_fixes_is_registered_and_judged_by(case: Case, found: Inquiry) -> None:
    fixed = register(case, replace(ASKED, smallest_effects={"concerted-attack": 9.0}), ACT).question
    assert fixed.id != found.question.id
    assert id_of(stored_question(case, fixed.id)) == fixed.id
    assert [d.smallest_effect for d in fixed.detectable] == [0.5, 9.0]
    assert "(9×)" in fixed.detectable[1].sentence
    _, (_, answer) = compute(case, fixed)
    before = _answers(found)["concerted-attack"]
    assert (answer.smallest_effect, before.smallest_effect) == (9.0, 2.0)
    assert answer.verdict == "does_not_support"
    assert "9×" in answer.reason
    assert answer.effect == before.effect


def test_a_question_of_an_older_version_takes_the_forms_own_effect(found: Inquiry) -> None:
    kept = [line for line in write_question(found.question).splitlines() if "smallest" not in line]
    older = read_question("\n".join(kept), source="older")
    assert id_of(older) == found.question.id
    assert [d.smallest_effect for d in older.detectable] == [None, None]


def test_what_could_be_detected_is_never_computed_a_second_time(
    case: Case, found: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("holdfire.inquiry.form_choices.detectable_of", lambda *_: pytest.fail("computed"))
    assert register(case, ASKED, ACT).question == found.question
    for answer in _answers(found).values():
        fixed = next(d for d in found.question.detectable if d.form == answer.form)
        assert answer.power.registered
        assert (answer.power.minimum_detectable, answer.power.chances) == (
            fixed.minimum_detectable,
            fixed.chances,
        )


def test_data_that_came_after_the_registration_are_told_beside_what_could_be_detected(
    case: Case, found: Inquiry, tmp_path: Path
) -> None:
    told = "computed when the question was registered, from other events than the case has now"
    assert not any(told in caveat for answer in _answers(found).values() for caveat in answer.caveats)
    later = Case.open(shutil.copytree(case.path, tmp_path / "later"))
    rows = tmp_path / "more.csv"
    rows.write_text(f"{HEADER}\n9000,1,Ash,Elm,35,38,Velmar,North,{FIRST},1,1,1\n")
    import_events(later, "ucdp", [rows], name="more", skip_bad=False, act=ACT)
    _, made = compute(later, found.question)
    assert all(any(told in caveat for caveat in answer.caveats) for answer in made)


def test_forms_of_one_weakness_are_told_as_one_finding(found: Inquiry) -> None:
    weak = [a.form for a in _answers(found).values() if a.weakness is Weakness.UNREPORTED_CLASHES]
    assert weak == ["silent-front"]
    assert found.one_findings == ()
    (stored, *_) = found.answers
    two = replace(stored, answer=replace(stored.answer, form="selective-targeting"))
    both = replace(found, answers=(stored, two))
    (group,) = both.one_findings
    assert group.forms == ("silent-front", "selective-targeting")
    assert reply(both)["one_findings"] == (group,)


def test_a_form_of_another_package_is_asked_and_signs_its_answer(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    info = tmp_path / "pkg-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pkg\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text("[holdfire.forms]\nloud-front = asked:FORM\nbroken = asked:GONE\n")
    (tmp_path / "asked.py").write_text(
        "from dataclasses import replace\nfrom holdfire.forms.silent_front import FORM as OURS\n"
        'FORM = replace(OURS, name="loud-front", number=100)\n'
    )
    question = register(case, replace(ASKED, forms=("loud-front", "silent-front")), ACT).question
    assert question.forms == ("silent-front", "loud-front")
    _, (ours, theirs) = compute(case, question)
    sys.modules.pop("asked")
    assert (ours.package, theirs.package) == ("", "pkg 1.2")
    assert theirs.effect == ours.effect
    assert theirs.robustness == ours.robustness
    with pytest.raises(QuestionError, match=r"'broken' of pkg 1\.2 can't be loaded: AttributeError"):
        register(case, replace(ASKED, forms=("broken",)), ACT)
