"""What a case holds, as values: the one way in which questions, claims and answers are fetched."""

import fnmatch
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from holdfire.actors.registry import Registry
from holdfire.case.contents import actors, documents, settings, text_of
from holdfire.case.contents import document as find_document
from holdfire.case.folder import Case
from holdfire.case.reviewed import reviewed_claims
from holdfire.errors import InputError, QuestionError
from holdfire.model.allegation import Question
from holdfire.model.answer import Answer
from holdfire.model.claim import KINDS, Claim
from holdfire.model.ids import digest
from holdfire.model.record import RecordRow
from holdfire.model.verdict import Verdict, question_verdict
from holdfire.records.questions import read_question
from holdfire.records.values import decode

__all__ = [
    "StoredAnswer",
    "answers",
    "chosen",
    "claims",
    "current_inputs",
    "documents",
    "inputs_of",
    "question",
    "questions",
    "registry",
    "settings",
    "stored_record",
    "text_of",
    "verdict_of",
]

RECORD = "record.json"
_NOT_LETTERS = re.compile(r"[ -]")
INPUTS = {
    "events": "events/*.parquet",
    "control": "control/*.geojson",
    "captures": "captures/*.jsonl",
    "actors": "actors.toml",
    "matches": "matches.json*",  # what was computed, and what people decided (.jsonl)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """An answer with its place in the case; stale where a logged act changed what it was computed from."""

    answer: Answer
    stale: bool
    path: str


def registry(case: Case) -> Registry:
    """Read who is who in a case."""
    return Registry(actors(case))


def names_of(case: Case) -> dict[str, str]:
    """Name the actors of a case by their ids, as its registry writes them."""
    return registry(case).names


def claims(case: Case, *, document: str | None = None, kind: str | None = None) -> tuple[Claim, ...]:
    """List claims as people left them, in the order of documents and of their texts.

    Rejected ones are among them, with their status. Each is checked against its characters.

    Parameters
    ----------
    document
        Only this document: its file name, its folder's name or at least 12 digits of that.
    kind
        Only this kind of claim.

    Raises
    ------
    AnchorError
        Where a quote does not stand where its claim says; names file and line.
    InputError
        Where there is no such kind or document.
    """
    wanted = chosen(case, document=document, kind=kind)
    among = documents(case) if wanted.document is None else (find_document(case, wanted.document),)
    found = reviewed_claims(case, among).claims
    return tuple(claim for claim in found if wanted.kind is None or claim.kind == wanted.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which claims are wanted: of one document (its folder), of one kind; None: all."""

    document: str | None
    kind: str | None


def chosen(case: Case, *, document: str | None = None, kind: str | None = None) -> Chosen:
    """Find the document and the kind that a user named; a kind may be written as lists show it ("no clash").

    Raises InputError, with what there is, where there is no such kind or document.
    """
    named = None if kind is None else _NOT_LETTERS.sub("_", kind.strip().lower())
    if named is not None and named not in KINDS:
        raise InputError(f"no kind of claim is called {kind}; there are: {', '.join(KINDS)}")
    return Chosen(document=document and find_document(case, document).folder, kind=named)


def questions(case: Case) -> tuple[Question, ...]:
    """List the registered questions, oldest first."""
    found = [read_question(case.read(name).decode(), source=name) for name in case.names("questions/*.toml")]
    return tuple(sorted(found, key=lambda q: (q.registered, q.id)))


def question(case: Case, qid: str) -> Question:
    """Read a registered question; raise QuestionError with the list where there is none of that id."""
    name = f"questions/{qid}.toml"
    if name not in case.logged():
        known = ", ".join(
            n.removeprefix("questions/").removesuffix(".toml") for n in case.names("questions/*.toml")
        )
        raise QuestionError(f"no question is called {qid}; registered are: {known or 'none yet'}")
    return read_question(case.read(name).decode(), source=name)


def answers(case: Case, qid: str) -> tuple[StoredAnswer, ...]:
    """List the answers to a question in the order of its forms; superseded ones are left out."""
    now = current_inputs(case)
    names = [n for n in case.names(f"answers/{qid}/*.json") if not n.endswith(f"/{RECORD}")]
    found = [(name, decode(case.read(name), Answer, source=name)) for name in names]
    order = question(case, qid).forms if found else ()
    stored = [StoredAnswer(answer=a, stale=dict(a.inputs) != now, path=name) for name, a in found]
    return tuple(sorted(stored, key=lambda s: _place(order, s.answer.form)))


def stored_record(case: Case, qid: str) -> tuple[RecordRow, ...]:
    """Read the record that was stored with a question's answers; nothing where it was not asked yet."""
    name = f"answers/{qid}/{RECORD}"
    if name not in case.logged():
        return ()
    return decode(case.read(name), tuple[RecordRow, ...], source=name)


def verdict_of(stored: Iterable[StoredAnswer]) -> Verdict | None:
    """Put stored answers together by the one rule; None while there are none."""
    given = [(s.answer.status == "done", Verdict(s.answer.verdict)) for s in stored]
    return question_verdict(given) if given else None


def current_inputs(case: Case) -> dict[str, str]:
    """Hash what answers are computed from, by kind; a kind of which the case has nothing is left out."""
    logged = case.logged()
    return inputs_of({name: logged[name] for pattern in INPUTS.values() for name in case.names(pattern)})


def inputs_of(files: Mapping[str, str]) -> dict[str, str]:
    """Hash what answers are computed from, by kind, out of any files of a case with their hashes."""
    found = {kind: sorted(n for n in files if _fits(n, pattern)) for kind, pattern in INPUTS.items()}
    return {
        kind: digest(*(p for n in names for p in (n, files[n]))) for kind, names in found.items() if names
    }


def _fits(name: str, pattern: str) -> bool:
    return name.count("/") == pattern.count("/") and fnmatch.fnmatchcase(name, pattern)


def _place(order: Sequence[str], form: str) -> tuple[int, str]:
    return (order.index(form) if form in order else len(order), form)
