"""Do people's decisions still stand on characters that are there, and was none taken back in silence?"""

import hashlib
from collections.abc import Iterable, Iterator

from holdfire.case.checking import DIGITS, LogLine, readable_entries
from holdfire.case.folder import Case
from holdfire.case.reviewed import REVIEWS
from holdfire.errors import AnchorError, InputError
from holdfire.model.claim import KINDS, Claim
from holdfire.model.fault import Fault
from holdfire.model.ids import claim_id
from holdfire.model.review import Decision, Review
from holdfire.model.span import Span, anchor
from holdfire.records.values import decode

ORDINALS = 1_000  # claims of one kind on the same characters: more than any text has


def review_faults(case: Case) -> Iterator[Fault]:
    """Check every line of `reviews.jsonl`, and that no act changed a line that an earlier one wrote."""
    rows = readable_entries(case)
    path = case.path / REVIEWS
    if path.is_file():
        texts = _Texts(case, rows)
        for line, row in enumerate(path.read_bytes().removesuffix(b"\n").split(b"\n"), start=1):
            try:
                review = decode(row, Review, source="this line")
            except InputError as error:
                yield Fault(file=REVIEWS, line=line, message=str(error))
                continue
            for message in _misfits(review, texts):
                yield Fault(file=REVIEWS, line=line, message=f"{review.claim}: {message}")
    yield from rewritten(rows, REVIEWS)


class _Texts:
    """The text layers of a case as they are on disk, and the hashes that each has had by the log."""

    def __init__(self, case: Case, rows: Iterable[LogLine]) -> None:
        self._paths = {path.parent.name: path for path in case.path.glob("documents/*/text.txt")}
        self._had = {(file.path, file.sha256) for row in rows for file in row.entry.files}
        self._read: dict[str, tuple[str, str]] = {}

    def of(self, folder: str) -> tuple[str, str] | None:
        """Give a document's text and its hash; None where it has none."""
        if folder not in self._read and folder in self._paths:
            data = self._paths[folder].read_bytes()
            self._read[folder] = data.decode(errors="replace"), hashlib.sha256(data).hexdigest()
        return self._read.get(folder)

    def had(self, folder: str, sha256: str) -> bool:
        """Say whether a document once had a text layer of this hash."""
        return (f"documents/{folder}/text.txt", sha256) in self._had


def _misfits(review: Review, texts: _Texts) -> Iterator[str]:
    seen = review.seen
    ids = (claim_id(seen.document, seen.start, seen.end, seen.kind, n) for n in range(ORDINALS))
    if seen.id != review.claim:
        yield f"the claim that was seen is {seen.id}, another one"
    elif review.decision is Decision.ADD and seen.id not in ids:
        yield "its id does not follow from its document, offsets and kind"
    if (review.made is not None) != (review.decision is Decision.CORRECT):
        yield "a correction has a corrected claim, and nothing else has"
    for reading in (seen, review.made):
        if reading is not None:
            yield from _reading_misfits(reading, texts)


def _reading_misfits(claim: Claim, texts: _Texts) -> Iterator[str]:
    if claim.kind not in KINDS:
        yield f"{claim.kind!r} is no kind of claim"
    found = texts.of(claim.document)
    if found is None:
        yield f"its document {claim.document} is not in the case"
        return
    text, sha256 = found
    if claim.text_sha256 != sha256:
        if not texts.had(claim.document, claim.text_sha256):
            yield "names a text that its document never had"
        return  # made on an older text layer: found again by its characters, or listed as lost
    try:
        anchor(text, claim.quote, Span(start=claim.start, end=claim.end))
    except AnchorError as error:
        yield str(error)


def rewritten(rows: Iterable[LogLine], name: str) -> Iterator[Fault]:
    """Follow a file of decisions through the log: each act may only add lines at its end."""
    before = ""
    for row in rows:
        if name in row.entry.removed:
            yield Fault(file=name, message=f"was taken away by line {row.line} of the log")
        for file in row.entry.files:
            if file.path == name and file.lines is not None:  # the log lists no lines of very long files
                if not file.lines.startswith(before):
                    message = f"line {row.line} of the log changed decisions that were made before"
                    yield Fault(file=name, message=message)
                before = file.lines[:-DIGITS]  # without the empty line behind the last line's end
