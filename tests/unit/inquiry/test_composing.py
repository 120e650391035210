"""A dossier's content from a case: which claims are quoted, and what is listed as input."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.dossier.page import render
from holdfire.errors import QuestionError
from holdfire.inquiry.composing import compose
from holdfire.model.actor import Actor, Membership
from holdfire.model.allegation import Area, AreaKind, Period, Question, Triple
from holdfire.model.claim import Claim, ClaimStatus
from holdfire.model.document import Document
from holdfire.model.ids import claim_id
from holdfire.records.questions import write_question
from holdfire.records.registry import write_registry
from holdfire.records.settings import Settings, write_settings
from holdfire.records.values import encode, lines

ACT = Act(by="tester", at="2026-11-21T04:00:00+00:00")
ACTORS = (
    Actor(id="gov", name="Government"),
    Actor(id="guard", name="Guard", part_of="gov"),
    Actor(id="order", name="Order"),
    Actor(id="band", name="Band", memberships=(Membership(part_of="order", since=date(2031, 11, 1)),)),
    Actor(id="front", name="Front"),
)
QUESTION = Question(
    id="q_00112233aabb",
    triple=Triple(a=("gov",), b=("order",), against=("front",)),
    area=Area(kind=AreaKind.ADM_1, name="Eastmarch", asked="Eastmarch"),
    period=Period(since=date(2031, 10, 1), until=date(2031, 12, 1)),
    forms=("silent-front",),
    seed=7,
    registered=ACT.at,
)


@dataclass(frozen=True)
class Report:
    """A document with its text and its claims."""

    document: Document
    text: str
    claims: tuple[Claim, ...]

    def files(self) -> dict[str, bytes]:
        folder = f"documents/{self.document.folder}"
        return {
            f"{folder}/original.txt": self.text.encode(),
            f"{folder}/text.txt": self.text.encode(),
            f"{folder}/meta.json": encode(self.document),
            f"{folder}/claims.jsonl": lines(self.claims),
        }


def report(text: str, published: date | None, outlet: str, *claims: dict[str, object]) -> Report:
    sha = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        folder=sha,
        filename="report.txt",
        sha256=sha,
        text_sha256=sha,
        media_type="text/plain",
        published=published,
        outlet=outlet,
    )
    plain = Claim(
        id="",
        document=sha,
        text_sha256=sha,
        start=0,
        end=len(text),
        quote=text,
        prefix="",
        suffix="",
        kind="cooperate",
        side_a=("gov",),
        side_b=("order",),
        coder="rules/1",
    )
    made = [
        replace(plain, id=claim_id(sha, 0, n + 1, "cooperate", n), **fields)
        for n, fields in enumerate(claims)
    ]
    return Report(document, text, tuple(made))


def case_of(folder: Path, *reports: Report) -> Case:
    case = Case.create(folder, {"holdfire.toml": write_settings(Settings(title="The valleys")).encode()}, ACT)
    files = {
        "actors.toml": write_registry(ACTORS).encode(),
        f"questions/{QUESTION.id}.toml": write_question(QUESTION).encode(),
    }
    for one in reports:
        files |= one.files()
    case.commit(ACT, "add", write=files)
    return case


def quoted(case: Case) -> int:
    return len(compose(case, QUESTION.id, made_at=ACT.at).quotes)


OCTOBER = (date(2031, 10, 5), date(2031, 10, 6))


@pytest.mark.parametrize(
    ("fields", "is_quoted"),
    [
        ({}, True),
        ({"side_a": ("order",), "side_b": ("gov",)}, True),
        ({"kind": "clash"}, True),
        ({"side_a": ("guard",)}, True),
        ({"side_b": ("front",), "against": ("order",)}, True),
        ({"side_b": ("front",)}, False),
        ({"side_b": ("nobody_knows",)}, False),
        ({"status": ClaimStatus.REJECTED}, False),
        ({"side_b": ("band",), "date": OCTOBER}, False),
        ({"side_b": ("band",), "date": (date(2031, 11, 5), date(2031, 11, 6))}, True),
        ({"date": (date(2031, 9, 1), date(2031, 10, 1))}, False),
        ({"date": (date(2031, 9, 1), date(2031, 10, 2))}, True),
        ({"date": (date(2031, 12, 1), date(2031, 12, 2))}, False),
    ],
)
def test_a_claim_is_quoted_if_it_names_both_parties_at_a_time_that_fits(
    tmp_path: Path, fields: dict[str, object], is_quoted: bool
) -> None:
    case = case_of(tmp_path / "case", report("They work together.", date(2031, 11, 1), "Gazette", fields))
    assert quoted(case) == is_quoted


@pytest.mark.parametrize(
    ("published", "is_quoted"),
    [(None, True), (date(2031, 9, 30), False), (date(2031, 10, 1), True), (date(2040, 1, 1), True)],
)
def test_an_undated_claim_is_not_about_what_came_after_its_document(
    tmp_path: Path, published: date | None, is_quoted: bool
) -> None:
    case = case_of(tmp_path / "case", report("They work together.", published, "Gazette", {}))
    assert quoted(case) == is_quoted


def test_documents_and_outlets_are_counted_once_each(tmp_path: Path) -> None:
    day = date(2031, 11, 1)
    case = case_of(
        tmp_path / "case",
        report("One.", day, "Gazette", {}, {}),
        report("Two.", day, "Gazette", {}),
        report("Three.", day, "Post", {}),
        report("Four, of an outlet that nobody named.", day, "", {}),
        report("Nothing here.", day, "Radio", {"side_b": ("front",)}),
    )
    content = compose(case, QUESTION.id, made_at=ACT.at)
    assert (len(content.quotes), content.articles, content.outlets) == (5, 4, 2)
    assert not any(said.outlet == "Radio" for said in content.quotes)


def test_a_verbatim_copy_is_quoted_once_and_names_who_else_printed_it(tmp_path: Path) -> None:
    first = report("One.", date(2031, 11, 1), "Gazette", {})
    folder = f"{first.document.folder}~2"
    copy = Report(
        replace(first.document, folder=folder, outlet="Post"),
        first.text,
        tuple(
            replace(claim, document=folder, id=claim_id(folder, 0, 1, "cooperate", 0))
            for claim in first.claims
        ),
    )
    other = report("Two.", date(2031, 11, 1), "Radio", {})
    content = compose(case_of(tmp_path / "case", first, copy, other), QUESTION.id, made_at=ACT.at)
    also = {said.outlet: said.also for said in content.quotes}
    assert also == {"Gazette": ("Post",), "Radio": ()}
    assert (content.articles, content.outlets) == (3, 3)
    assert "also printed verbatim by Post" in render(content)


def test_inputs_are_the_files_that_the_page_rests_on_with_their_logged_hashes(tmp_path: Path) -> None:
    said = report("One.", date(2031, 11, 1), "Gazette", {})
    other = report("Other.", date(2031, 11, 1), "Radio", {"side_b": ("front",)})
    case = case_of(tmp_path / "case", said, other)
    content = compose(case, QUESTION.id, made_at=ACT.at)
    names = [file.name for file in content.inputs]
    assert names == sorted(["actors.toml", f"questions/{QUESTION.id}.toml", *(name for name in said.files())])
    for file in content.inputs:
        assert file.sha256 == hashlib.sha256((case.path / file.name).read_bytes()).hexdigest()


def test_a_question_that_was_not_asked_has_no_verdict_and_still_makes_a_page(tmp_path: Path) -> None:
    case = case_of(tmp_path / "case")
    content = compose(case, QUESTION.id, made_at=ACT.at)
    assert content.verdict is None
    assert "No form has been run yet." in render(content)


def test_an_unknown_question_is_refused_with_the_list(tmp_path: Path) -> None:
    case = case_of(tmp_path / "case")
    with pytest.raises(QuestionError, match=QUESTION.id):
        compose(case, "q_ffff", made_at=ACT.at)
