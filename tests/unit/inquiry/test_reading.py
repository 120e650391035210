"""What is read from a case is checked while it is read, and says when it is stale."""

import json
import pathlib
from dataclasses import replace
from datetime import date

import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import AnchorError, DocumentError, InputError, QuestionError
from holdfire.inquiry.reading import (
    answers,
    claims,
    current_inputs,
    documents,
    question,
    questions,
    registry,
    stored_record,
    text_of,
)
from holdfire.intake.documents import About, add_documents
from holdfire.intake.opening import new_case
from holdfire.model.allegation import Area, AreaKind, Period, Question, Triple
from holdfire.model.answer import Answer, Effect, Exposure, Numbers, Power, Reference, ReferenceKind
from holdfire.model.claim import Claim
from holdfire.model.ids import claim_id
from holdfire.model.record import RecordRow
from holdfire.model.span import Span, quote
from holdfire.records.questions import write_question
from holdfire.records.values import encode, lines

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")
TEXT = "Kämpfer der Liga griffen an.\nNo clashes were reported. 🙂 A deal was struck.\n"
QUESTION = Question(
    id="q_1",
    triple=Triple(a=("crown",), b=("league",)),
    area=Area(kind=AreaKind.COUNTRY, name="Velmar", asked="velmar"),
    period=Period(since=date(2017, 1, 1), until=date(2018, 1, 1)),
    forms=("silent-front", "concerted-attack"),
    seed=7,
    registered="2026-01-02",
)


def claim(folder: str, text_sha256: str, exact: str, kind: str) -> Claim:
    start = TEXT.index(exact)
    found = quote(TEXT, Span(start=start, end=start + len(exact)))
    return Claim(
        id=claim_id(folder, start, start + len(exact), kind, 0),
        document=folder,
        text_sha256=text_sha256,
        start=start,
        end=start + len(exact),
        quote=found.exact,
        prefix=found.prefix,
        suffix=found.suffix,
        kind=kind,
        side_a=("crown",),
        side_b=("league",),
        coder="hand/1",
    )


def answer(form: str, inputs: dict[str, str]) -> Answer:
    return Answer(
        question="q_1",
        form=form,
        status="done",
        verdict="cannot_tell",
        reason="Because.",
        sentence="",
        effect=Effect(name="rate ratio", value=0.8, interval=(0.3, 1.4)),
        towards="less",
        smallest_effect=0.5,
        exposure=Exposure(unit="km-days", value=100.0, basis="control map"),
        null="independence",
        null_keeps=(),
        null_shuffles=(),
        statistic=3,
        pvalue=0.4,
        pvalue_family=0.8,
        family=2,
        reference=Reference(kind=ReferenceKind.PERMUTATION, draws=99, extreme_draws=39),
        n=Numbers(events=10, cells=4),
        power=Power(minimum_detectable=None),
        placebos=None,
        robustness=None,
        tipping_point=None,
        tipping_ratio=None,
        zero=None,
        valid={},
        strict={},
        explain={},
        caveats=(),
        seed=7,
        inputs=inputs,
        references=(),
        version="0.1.0",
        details={"strip": [{"dyads": [["a", "b"]], "pvalue": 0.5}]},
    )


@pytest.fixture
def case(tmp_path: pathlib.Path) -> Case:
    case = new_case(tmp_path / "case", title="x", actors=None, act=ACT)
    (tmp_path / "report.txt").write_bytes(TEXT.encode())
    (meta,) = add_documents(case, [tmp_path / "report.txt"], About(), ACT).added
    found = (
        claim(meta.folder, meta.text_sha256, "No clashes were reported", "no_clash"),
        claim(meta.folder, meta.text_sha256, "🙂 A deal was struck", "deal"),
    )
    case.commit(ACT, "code", write={f"documents/{meta.folder}/claims.jsonl": lines(found)})
    return case


def test_claims_come_with_the_characters_that_they_name(case: Case):
    (document,) = documents(case)
    text = text_of(case, document.folder)
    assert text == TEXT
    assert [(c.kind, text[c.start : c.end]) for c in claims(case)] == [
        ("no_clash", "No clashes were reported"),
        ("deal", "🙂 A deal was struck"),
    ]


def test_claims_can_be_asked_by_document_and_by_kind(case: Case):
    (document,) = documents(case)
    for name in ("report.txt", document.folder, document.folder[:12]):
        assert len(claims(case, document=name)) == 2
    assert [c.kind for c in claims(case, kind="deal")] == ["deal"]
    for shown in ("no_clash", "no clash", "No-Clash "):
        assert [c.kind for c in claims(case, kind=shown)] == ["no_clash"]
    with pytest.raises(InputError, match="no kind of claim is called attak; there are: attack, strike"):
        claims(case, kind="attak")
    with pytest.raises(DocumentError, match="no document is called other"):
        claims(case, document="other.txt")


def test_a_claim_that_does_not_fit_its_text_names_file_and_line(case: Case):
    (name,) = case.names("documents/*/claims.jsonl")
    rows = [json.loads(row) for row in case.read(name).splitlines()]
    rows[1]["start"] += 1
    case.commit(ACT, "tamper", write={name: lines(rows)})
    with pytest.raises(AnchorError, match=rf"{name}, line 2: .* holds ' A deal was struck', not '🙂 A deal"):
        claims(case)


def test_a_claim_that_is_no_claim_names_file_and_line(case: Case):
    (name,) = case.names("documents/*/claims.jsonl")
    case.commit(ACT, "tamper", write={name: case.read(name) + b'{"id": 3}\n'})
    with pytest.raises(InputError, match=rf"{name}, line 3: "):
        claims(case)


def test_an_empty_case_has_nothing_and_says_nothing(tmp_path: pathlib.Path):
    case = new_case(tmp_path / "empty", title="x", actors=None, act=ACT)
    assert (documents(case), claims(case), questions(case)) == ((), (), ())
    assert registry(case).actors == ()
    assert set(current_inputs(case)) == {"actors"}


def test_questions_come_oldest_first_and_are_found_by_id(case: Case):
    older = replace(QUESTION, id="q_2", registered="2026-01-01")
    write = {f"questions/{q.id}.toml": write_question(q).encode() for q in (QUESTION, older)}
    case.commit(ACT, "register", write=write)
    assert questions(case) == (older, QUESTION)
    assert question(case, "q_1") == QUESTION
    with pytest.raises(QuestionError, match="no question is called q_3; registered are: q_1, q_2"):
        question(case, "q_3")


def test_answers_come_in_the_order_of_the_forms_without_the_record_and_the_superseded(case: Case):
    now = current_inputs(case)
    row = RecordRow(
        dyad=("crown", "league"),
        month="2017-01",
        area="asked",
        events=0,
        deaths_best=0,
        by_precision={},
        sources={},
        rows=(),
    )
    write = {f"answers/q_1/{form}.json": encode(answer(form, now)) for form in QUESTION.forms}
    write |= {
        "answers/q_1/record.json": encode((row,)),
        "answers/q_1/old/silent-front-1.json": encode(answer("silent-front", {})),
        "questions/q_1.toml": write_question(QUESTION).encode(),
    }
    case.commit(ACT, "ask", write=write)
    assert [s.answer for s in answers(case, "q_1")] == [answer(form, now) for form in QUESTION.forms]
    assert answers(case, "q_1")[0].path == "answers/q_1/silent-front.json"
    assert stored_record(case, "q_1") == (row,)
    assert answers(case, "q_2") == stored_record(case, "q_2") == ()


def test_an_answer_is_stale_once_a_logged_act_changed_what_it_was_computed_from(case: Case):
    case.commit(ACT, "import", write={"events/ucdp.parquet": b"PAR1"})
    write = {
        "answers/q_1/silent-front.json": encode(answer("silent-front", current_inputs(case))),
        "questions/q_1.toml": write_question(QUESTION).encode(),
    }
    case.commit(ACT, "ask", write=write)
    assert [s.stale for s in answers(case, "q_1")] == [False]
    for name in ("events/ucdp.parquet", "control/map.geojson", "actors.toml"):
        was = case.read(name) if name in case.logged() else None
        case.commit(ACT, "change", write={name: b"# another\n"})
        assert [s.stale for s in answers(case, "q_1")] == [True], name
        if was is None:
            case.commit(ACT, "change", write={}, remove=[name])
        else:
            case.commit(ACT, "change", write={name: was})
        assert [s.stale for s in answers(case, "q_1")] == [False], name


def test_a_document_more_does_not_make_an_answer_stale(case: Case, tmp_path: pathlib.Path):
    before = current_inputs(case)
    (tmp_path / "other.txt").write_text("Other.")
    add_documents(case, [tmp_path / "other.txt"], About(), ACT)
    assert current_inputs(case) == before
