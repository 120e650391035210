"""Claims that are there are replaced only where somebody has agreed, and it is said what would change."""

import dataclasses
import pathlib
import re
from datetime import date

import pytest

from holdfire.case.act import Act
from holdfire.case.contents import ACTORS
from holdfire.case.folder import Case
from holdfire.claims.coder import Coded, Coder
from holdfire.inquiry.reading import claims
from holdfire.inquiry.verifying import verify
from holdfire.intake import coding
from holdfire.intake.coding import code_claims, recoding
from holdfire.intake.documents import About, add_documents
from holdfire.intake.opening import new_case
from holdfire.intake.recoding import claim_changes
from holdfire.intake.review import review_claim
from holdfire.lexicon import Lexicon
from holdfire.model.actor import Actor
from holdfire.model.claim import Claim
from holdfire.model.document import Document
from holdfire.model.ids import claim_id
from holdfire.model.layout import Layout
from holdfire.model.span import Span, quote
from holdfire.records.registry import write_registry

ACT = Act(by="ann", at="2031-01-01T00:00:00+00:00")
LEAGUE = Actor(id="league", name="River League")
CROWN = Actor(id="crown", name="Crown of Velmar", kind="state", aliases=("the Crown",))
TEXT = "The River League attacked the Crown near Ost. The Crown captured two villages from the River League."


KINDS = {"attacked": "attack", "captured": "capture"}


def word_coder(name: str, *, turned: bool = False, kinds: dict[str, str] = KINDS) -> Coder:
    """Make a coder of its own: a claim for each sentence with one of its words, the sides as they stand."""

    def code(document: Document, text: str, lexicon: Lexicon, _: Layout) -> Coded:
        found: list[Claim] = []
        for match in re.finditer(r"[^.]+", text):
            sentence = match[0].lstrip()
            for word, kind in kinds.items():
                if word in sentence:
                    start = match.end() - len(sentence)
                    span = Span(start=start, end=match.end())
                    named = [hit.means for hit in lexicon.read(sentence, None).actors][:2]
                    found.append(made(document, text, span, kind, named[::-1] if turned else named, name))
        return Coded(claims=tuple(found))

    return Coder(name=name, code=code)


def made(document: Document, text: str, span: Span, kind: str, sides: list[str], coder: str) -> Claim:
    around = quote(text, span)
    return Claim(
        id=claim_id(document.folder, span.start, span.end, kind, 0),
        document=document.folder,
        text_sha256=document.text_sha256,
        start=span.start,
        end=span.end,
        quote=around.exact,
        prefix=around.prefix,
        suffix=around.suffix,
        kind=kind,
        side_a=tuple(sides[:1]),
        side_b=tuple(sides[1:]),
        coder=coder,
    )


@pytest.fixture
def case(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setattr(coding, "CODERS", (word_coder("words/1"),))
    registry = tmp_path / "actors.toml"
    registry.write_text(write_registry((LEAGUE, CROWN)))
    case = new_case(tmp_path / "case", title="x", actors=registry, act=ACT)
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Report {name}. {TEXT}")
        add_documents(case, [tmp_path / f"{name}.txt"], About(published=date(2017, 3, 5)), ACT)
    code_claims(case, ACT)
    assert [(c.kind, c.side_a, c.side_b) for c in claims(case)] == [
        ("attack", ("league",), ("crown",)),
        ("capture", ("crown",), ("league",)),
    ] * 2
    return case


@pytest.fixture
def upgraded(case: Case, monkeypatch: pytest.MonkeyPatch) -> Case:
    """The same case after an installation brought another coder."""
    kinds = {"attacked": "attack", "Report": "say"}
    monkeypatch.setattr(coding, "CODERS", (word_coder("another/1", turned=True, kinds=kinds),))
    return case


def test_another_coder_replaces_nothing_and_says_what_it_would_change(upgraded: Case):
    before, held = claims(upgraded), upgraded.logged()
    report = code_claims(upgraded, ACT)
    assert (report.coded, report.replaced.changes) == ((), ())
    assert claims(upgraded) == before
    assert upgraded.logged() == held
    changes = report.kept.changes
    assert sorted((c.document, c.change, c.kind) for c in changes) == [
        (f"{name}.txt", change, kind)
        for name in ("one", "two")
        for change, kind in (("changed", "attack"), ("gone", "capture"), ("new", "say"))
    ]
    changed = next(c for c in changes if c.change == "changed")
    assert [(f.field, f.before, f.after) for f in changed.fields] == [
        ("side_a", ["league"], ["crown"]),
        ("side_b", ["crown"], ["league"]),
    ]
    assert any("--recode" in line for line in report.sentences())
    assert recoding(upgraded, ACT) == report.kept
    assert upgraded.logged() == held


def test_with_consent_they_are_replaced_and_reviews_survive(upgraded: Case):
    attack, capture = claims(upgraded)[:2]
    review_claim(upgraded, attack.id, "accept", ACT)
    review_claim(upgraded, capture.id, "accept", ACT)
    assert recoding(upgraded, ACT).reviewed == 2
    report = code_claims(upgraded, ACT, recode=True)
    assert len(report.coded) == 2
    assert report.replaced.reviewed == 2
    found = {claim.id: claim for claim in claims(upgraded)}
    assert (found[attack.id].status, found[attack.id].side_a) == ("accepted", attack.side_a)
    assert found[attack.id].review_note == "another/1 reads side_a, side_b otherwise"
    assert (found[capture.id].status, found[capture.id].coder) == ("accepted", "review")
    assert code_claims(upgraded, ACT).kept.changes == ()
    assert verify(upgraded) == ()


def test_documents_that_were_never_coded_are_coded_at_once(upgraded: Case, tmp_path: pathlib.Path):
    (tmp_path / "three.txt").write_text("Report three. " + TEXT)
    (added,) = add_documents(upgraded, [tmp_path / "three.txt"], About(), ACT).added
    report = code_claims(upgraded, ACT)
    assert report.coded == (added.folder,)
    assert len(report.kept.documents) == 2


def test_another_coder_that_reads_the_same_is_taken_over_at_once(case: Case, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(coding, "CODERS", (word_coder("same/2"),))
    report = code_claims(case, ACT)
    assert len(report.coded) == 2
    assert (report.kept.changes, report.replaced.changes) == ((), ())
    assert {claim.coder for claim in claims(case)} == {"same/2"}


def test_a_registry_that_somebody_edited_is_read_with_at_once_and_the_changes_are_counted(case: Case):
    case.commit(ACT, "actors", write={ACTORS: write_registry((LEAGUE, renamed())).encode()})
    report = code_claims(case, ACT)
    assert {c.change for c in report.replaced.changes} == {"changed"}
    assert any("4 changed" in line for line in report.sentences())
    assert "king" in {side for claim in claims(case) for side in (*claim.side_a, *claim.side_b)}


def test_a_registry_does_not_change_reviewed_claims_by_itself(case: Case):
    first = claims(case)[0]
    review_claim(case, first.id, "reject", ACT)
    case.commit(ACT, "actors", write={ACTORS: write_registry((LEAGUE, renamed())).encode()})
    report = code_claims(case, ACT)
    assert report.kept.documents == (first.document,)
    assert len(report.coded) == 1
    assert report.kept.reviewed == 1


def renamed() -> Actor:
    return dataclasses.replace(CROWN, id="king", name="Kingdom of Velmar")


def claim(start: int, end: int, kind: str = "attack", ordinal: int = 0, **fields: object) -> Claim:
    text = "abcdefghij"
    made = Claim(
        id=claim_id("d", start, end, kind, ordinal),
        document="d",
        text_sha256="t",
        start=start,
        end=end,
        quote=text[start:end],
        prefix="",
        suffix="",
        kind=kind,
        side_a=(),
        side_b=(),
        coder="x/1",
    )
    return dataclasses.replace(made, **fields)


@pytest.mark.parametrize(
    ("after", "change", "fields"),
    [
        (claim(0, 4), None, ()),
        (claim(0, 4, coder="x/2", confidence=0.1), None, ()),
        (claim(0, 4, side_a=("red",)), "changed", ("side_a",)),
        (claim(0, 4, "clash"), "changed", ("kind",)),
        (claim(0, 3), "changed", ("end", "quote")),
        (claim(2, 6), "changed", ("start", "end", "quote")),
        (claim(5, 8), "gone new", ()),
        (claim(2, 6, "clash"), "gone new", ()),
    ],
)
def test_a_claim_is_the_same_one_by_id_by_characters_or_by_kind_where_it_overlaps(
    after: Claim, change: str | None, fields: tuple[str, ...]
):
    document = Document(folder="d", filename="d.txt", sha256="d", text_sha256="t", media_type="text/plain")
    found = claim_changes(document, [claim(0, 4)], [after], {})
    assert " ".join(c.change for c in found) == (change or "")
    assert tuple(f.field for c in found for f in c.fields) == fields
