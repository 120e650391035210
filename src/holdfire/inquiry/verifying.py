"""Can someone else check this case? Hashes, offsets, the log's chain, and the arithmetic of every answer."""

import hashlib
import pathlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from holdfire.case.checking import check_files, differing_line, readable_entries
from holdfire.case.folder import Case
from holdfire.documents import read_document, reader_for
from holdfire.errors import AnchorError, DocumentError, InputError
from holdfire.inquiry.arithmetic import Misfit, misfits, record_misfits
from holdfire.inquiry.captured import frozen_faults
from holdfire.inquiry.history import Inputs, answered_from
from holdfire.inquiry.passing import road_faults
from holdfire.inquiry.reading import RECORD, current_inputs
from holdfire.inquiry.registration import id_of
from holdfire.inquiry.verifying_matches import match_faults
from holdfire.inquiry.verifying_reviews import review_faults
from holdfire.model.allegation import Question
from holdfire.model.answer import Answer
from holdfire.model.claim import Claim
from holdfire.model.document import Document
from holdfire.model.fault import Fault, sorted_faults
from holdfire.model.ids import claim_id
from holdfire.model.record import RecordRow
from holdfire.model.span import Span, quote
from holdfire.records.questions import read_question
from holdfire.records.values import decode, encode, line_of, line_of_error
from holdfire.records.values import line as value_line

FIRST_READER = "text/1"  # reads what was added before the readers had names
T = TypeVar("T")
Recompute = Callable[[Case, Question], tuple[tuple[RecordRow, ...], tuple[Answer, ...]]]


def verify(case: Case, *, recompute: Recompute | None = None) -> tuple[Fault, ...]:
    """Find everything in a case that does not fit; nothing found = whoever has the files can check them.

    The folder is read as it is on disk, so that a damaged log hides no other fault.

    Parameters
    ----------
    recompute
        Runs a question again from its seed; then every answer that is not stale must come out the same.
    """
    faults = [*check_files(case), *_rewritten_questions(case), *review_faults(case), *match_faults(case)]
    for folder in _folders(case.path / "documents"):
        faults += _document_faults(case, folder)
    questions: dict[str, Question] = {}
    for path in sorted((case.path / "questions").glob("*.toml")):
        faults += _question_faults(case, path, questions)
    for question in questions.values():
        faults += [*frozen_faults(case, question), *road_faults(case, question)]
    history = answered_from(readable_entries(case))
    for folder in _folders(case.path / "answers"):
        for path in sorted(folder.rglob("*.json")):
            check = _record_faults if path.name.startswith(RECORD.removesuffix(".json")) else _answer_faults
            faults += check(_Stored(case=case, path=path, question=folder.name), questions)
            faults += _history_faults(case, path, history)
    if recompute is not None:
        for question in questions.values():
            faults += _recomputed_faults(case, question, recompute)
    return sorted_faults(faults)


def _folders(parent: pathlib.Path) -> tuple[pathlib.Path, ...]:
    return tuple(sorted(p for p in parent.iterdir() if p.is_dir())) if parent.is_dir() else ()


def _name(case: Case, path: pathlib.Path) -> str:
    return path.relative_to(case.path).as_posix()


def _document_faults(case: Case, folder: pathlib.Path) -> Iterator[Fault]:
    meta_path, text_path = folder / "meta.json", folder / "text.txt"
    meta_name = _name(case, meta_path)
    try:
        data, text = meta_path.read_bytes(), text_path.read_bytes()
    except OSError as error:
        yield Fault(file=_name(case, folder), message=f"is no whole document: {error.strerror}")
        return
    try:
        meta = decode(data, Document, source="this file")
    except InputError as error:
        yield Fault(file=meta_name, line=line_of_error(data, error), message=str(error))
        return
    if meta.folder != folder.name:
        message = f"names the folder {meta.folder}, but lies in {folder.name}"
        yield Fault(file=meta_name, line=line_of(data, "folder"), message=message)
    if hashlib.sha256(text).hexdigest() != meta.text_sha256:
        message = "is not the hash of text.txt; no offset means anything then"
        yield Fault(file=meta_name, line=line_of(data, "text_sha256"), message=message)
    yield from _original_faults(case, folder, meta, text)
    yield from _claim_faults(case, folder, meta, text)


def _original_faults(case: Case, folder: pathlib.Path, meta: Document, text: bytes) -> Iterator[Fault]:
    """Check the bytes against the folder's name, and the text layer against the bytes."""
    originals = sorted(folder.glob("original.*"))
    if len(originals) != 1:
        yield Fault(file=_name(case, folder), message=f"holds {len(originals)} originals instead of one")
        return
    data = originals[0].read_bytes()
    if hashlib.sha256(data).hexdigest() != folder.name.partition("~")[0]:
        yield Fault(file=_name(case, originals[0]), message="its SHA-256 is not the name of its folder")
        return  # what the text should be, nobody can say then
    try:
        if (meta.reader or FIRST_READER) != reader_for(meta.filename).name:
            return  # another version made the text layer; the log's hash vouches for it
        again = read_document(data, meta.filename)
    except DocumentError as error:
        yield Fault(file=_name(case, originals[0]), message=f"can't be read again: {error}")
        return
    if (line := differing_line(again.text.encode(), text)) is not None:
        message = "is not what the original reads as"
        yield Fault(file=_name(case, folder / "text.txt"), line=line, message=message)
    layout = folder / "layout.json"
    if layout.is_file() and layout.read_bytes() != value_line(again.layout) + b"\n":
        yield Fault(file=_name(case, layout), message="is not the layout that the original has")


def _claim_faults(case: Case, folder: pathlib.Path, meta: Document, text: bytes) -> Iterator[Fault]:
    path = folder / "claims.jsonl"
    if not path.is_file():
        return
    name = _name(case, path)
    layer = text.decode(errors="replace")
    seen: Counter[tuple[int, int, str]] = Counter()
    for line, row in enumerate(path.read_bytes().removesuffix(b"\n").split(b"\n"), start=1):
        if not row and line == 1:
            return  # a document that claims nothing
        try:
            claim = decode(row, Claim, source="this line")
        except InputError as error:
            yield Fault(file=name, line=line, message=str(error))
            continue
        place = (claim.start, claim.end, claim.kind)
        for message in _claim_misfits(claim, meta, layer, ordinal=seen[place]):
            yield Fault(file=name, line=line, message=f"{claim.id}: {message}")
        seen[place] += 1


def _claim_misfits(claim: Claim, meta: Document, text: str, *, ordinal: int) -> Iterator[str]:
    if (claim.document, claim.text_sha256) != (meta.folder, meta.text_sha256):
        yield "names another document or another text"
    try:
        found = quote(text, Span(start=claim.start, end=claim.end))
    except AnchorError as error:
        yield str(error)
        return
    if found.exact != claim.quote:
        yield f"{claim.start}:{claim.end} holds {found.exact!r}, not {claim.quote!r}"
    elif (found.prefix, found.suffix) != (claim.prefix, claim.suffix):
        yield "its prefix or suffix is not what stands around the quote"
    if claim.id != claim_id(claim.document, claim.start, claim.end, claim.kind, ordinal):
        yield "its id does not follow from its document, offsets and kind"
    for link in claim.attribution:
        if not 0 <= link.start < link.end <= len(text):
            yield f"its source {link.source!r} has no span of the text: {link.start}:{link.end}"


def _rewritten_questions(case: Case) -> Iterator[Fault]:
    """Find questions that an act changed after they were registered."""
    written: dict[str, str] = {}
    for row in readable_entries(case):
        for file in row.entry.files:
            if not file.path.startswith("questions/"):
                continue
            if written.setdefault(file.path, file.sha256) != file.sha256:
                message = f"was changed after it was registered, by line {row.line} of the log"
                yield Fault(file=file.path, message=message)
        for name in row.entry.removed:
            if name in written:
                yield Fault(file=name, message=f"was taken away by line {row.line} of the log")


def _question_faults(case: Case, path: pathlib.Path, found: dict[str, Question]) -> Iterator[Fault]:
    """Read a question into `found`, and name it again from what it holds."""
    name = _name(case, path)
    data = path.read_bytes()
    try:
        question = read_question(data.decode(), source="this file")
    except (InputError, UnicodeDecodeError) as error:
        yield Fault(file=name, line=line_of_error(data, error), message=f"can't be read: {error}")
        return
    found[path.stem] = question
    if question.id != path.stem:
        yield Fault(file=name, line=1, message=f"is called {question.id} inside")
    elif id_of(question) != question.id:
        yield Fault(file=name, message=f"what it holds is {id_of(question)}, not what was registered")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    """A file below answers/ and the question whose folder it lies in."""

    case: Case
    path: pathlib.Path
    question: str

    def read(self, cls: type[T]) -> tuple[T | None, bytes, list[Fault]]:
        """Read the file as a value; the fault in place of the value where it is none."""
        name = _name(self.case, self.path)
        data = b""
        try:
            data = self.path.read_bytes()
            return decode(data, cls, source="this file"), data, []
        except (OSError, InputError) as error:
            return None, data, [Fault(file=name, line=line_of_error(data, error), message=str(error))]

    def faults(self, data: bytes, found: Iterable[Misfit]) -> Iterator[Fault]:
        """Name the line of each field that does not fit."""
        for field, message in found:
            text = f"{'.'.join(str(part) for part in field)} {message}"
            yield Fault(file=_name(self.case, self.path), line=line_of(data, *field), message=text)


def _answer_faults(stored: _Stored, questions: Mapping[str, Question]) -> Iterator[Fault]:
    answer, data, faults = stored.read(Answer)
    yield from faults
    if answer is None:
        return
    question = questions.get(stored.question)
    if answer.question != stored.question or question is None:
        message = f"is {answer.question}, a question that this case does not have in that place"
        yield from stored.faults(data, [(("question",), message)])
    yield from stored.faults(data, misfits(answer, question))


def _record_faults(stored: _Stored, questions: Mapping[str, Question]) -> Iterator[Fault]:
    record, data, faults = stored.read(tuple[RecordRow, ...])
    yield from faults
    question = questions.get(stored.question)
    if record is not None and question is not None:
        yield from stored.faults(data, record_misfits(record, question))


def _history_faults(
    case: Case, path: pathlib.Path, history: Mapping[str, Sequence[Inputs]]
) -> Iterator[Fault]:
    """Compare what an answer says it was computed from with what the case held when it was written.

    Else an answer could be passed off as stale, and nobody would compute it again.
    """
    name = _name(case, path)
    try:
        data = path.read_bytes()
        answer = decode(data, Answer, source="this file")
    except (OSError, InputError):
        return  # named already, or a record
    held = history.get(hashlib.sha256(data).hexdigest(), ())
    if held and dict(answer.inputs) not in held:
        message = "inputs are not the hashes of what the case held when this was written"
        yield Fault(file=name, line=line_of(data, "inputs"), message=message)
    elif not held and path.parent.name == "old":
        yield Fault(file=name, message="is kept as superseded, but no act wrote it as an answer")


def _recomputed_faults(case: Case, question: Question, recompute: Recompute) -> Iterator[Fault]:
    """Run a question again and compare bytes; answers that are stale say so already and are passed over."""
    folder = f"answers/{question.id}"
    try:
        now = current_inputs(case)
        stored = {n: case.read(n) for n in case.names(f"{folder}/*.json")}
        fresh = [n for n, data in stored.items() if not n.endswith(f"/{RECORD}") and _inputs(data) == now]
        if not fresh:
            return
        record, made = recompute(case, question)
    except InputError as error:
        yield Fault(file=folder, message=f"can't be computed again: {error}")
        return
    again: Sequence[tuple[str, bytes]] = [(f"{folder}/{a.form}.json", encode(a)) for a in made]
    for name, wanted in [*again, (f"{folder}/{RECORD}", encode(record))]:
        if name in (*fresh, f"{folder}/{RECORD}") and name in stored:
            line = differing_line(wanted, stored[name])
            if line is not None:
                yield Fault(file=name, line=line, message="comes out differently when it is computed again")


def _inputs(data: bytes) -> dict[str, str]:
    return dict(decode(data, Answer, source="an answer").inputs)
