"""Step 1a: a plain text to lines, and lines to paragraphs: wrapped mail joined, quoting marks and heads told.

Everything here goes by a line and its neighbours, so the cost is linear in the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from holdfire.claims.wordlists import PASSAGES
from holdfire.model.layout import Block, BlockRole

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_MARKS = r"[ \t]{0,3}(?:>[ \t]?){1,50}(?![>\d])"  # ">15 dead" is no quotation
_MARKED = re.compile(_MARKS)
_MARKED_LINE = re.compile(f"^{_MARKS}", re.MULTILINE)
_BULLET = re.compile(r"(?:[-*•·▪‣]|\d{1,2}[.)])[ \t]+")
_ITEM = re.compile(r"[-*•·▪‣][ \t]+")
_NOTE = re.compile(r"[(\[]\d{1,6}[)\]][ \t]*\S")
_TERMINAL = re.compile(r"[.?!…:;][\"')\]]*(?:\s*[(\[]\d{1,6}[)\]])*\s*$")
_FORWARDED = re.compile(r"-{2,20} ?(?:original|forwarded) message ?-{2,20}", re.IGNORECASE)
_POSTED = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? [a-z]{3,9} +\d{1,2} \d\d:\d\d:\d\d [a-z+\d-]{0,6} ?\d{4}",
    re.IGNORECASE,
)
_LIST_FOOT = re.compile(r"mailing list|unsubscribe|@|https?://", re.IGNORECASE)
_WIDE = 100  # characters; longer lines are not hard-wrapped, so their breaks are paragraphs
_TAIL = 80  # characters of a line in which its end is looked for
_SIGNATURE_LINES = 15
_HEAD_LINES = 4


@dataclass(slots=True)
class Line:
    """A line at [start, end) without its quoting marks; apart: a blank line or a page break stands before."""

    start: int
    end: int
    depth: int
    apart: bool
    role: BlockRole = BlockRole.PARAGRAPH


def unmarked(text: str) -> str:
    """Blank the quoting marks of mails at the beginnings of lines: same length, so offsets never move."""
    return _MARKED_LINE.sub(lambda marks: " " * len(marks[0]), text) if ">" in text else text


def ends_sentence(plain: str, start: int, end: int) -> bool:
    """Say whether [start, end) ends as a sentence or an announcement does; note marks may follow."""
    return _TERMINAL.search(plain[max(start, end - _TAIL) : end]) is not None


def paragraphs(plain: str, start: int, end: int, depth: int = 0) -> Iterator[Block]:
    """Part [start, end) into paragraphs, list items, heads and signatures; depth: of what stands around."""
    lines = list(_lines(plain, start, end))
    _mark_heads(plain, lines)
    _mark_signatures(plain, lines)
    first = 0
    for n in range(1, len(lines) + 1):
        if n < len(lines) and not _parts(lines[n - 1], lines[n]):
            continue
        group = lines[first:n]
        first = n
        if group[0].role is not BlockRole.PARAGRAPH:
            yield _block(group, group[0].role, depth)
        else:
            yield from _unwrapped(plain, group, depth)


def _lines(plain: str, start: int, end: int) -> Iterator[Line]:
    before = start
    for found in _LINE.finditer(plain, start, end):
        marks = _MARKED.match(plain, found.start(), found.end())
        text = plain[marks.end() if marks else found.start() : found.end()]
        if not (bare := text.strip()):
            continue
        begin = found.end() - len(text) + len(text) - len(text.lstrip())
        yield Line(
            start=begin,
            end=begin + len(bare),
            depth=marks[0].count(">") if marks else 0,
            apart=_apart(plain[before : found.start()]),
        )
        before = begin + len(bare)


def _apart(between: str) -> bool:
    breaks = max(between.count("\n"), between.count("\r"))
    return breaks > 1 or "\f" in between or "\u2029" in between


def _parts(one: Line, other: Line) -> bool:
    joined = one.role is other.role and one.role is not BlockRole.PARAGRAPH
    return not joined and (other.apart or one.depth != other.depth or one.role is not other.role)


def _mark_heads(plain: str, lines: Sequence[Line]) -> None:
    """Mark runs of a mail's fields, lines that announce a forwarded mail, and an archive's name and day."""
    first = 0
    for n in range(len(lines) + 1):
        if n < len(lines) and (_is_field(plain, lines[n]) or (first < n and _goes_on(plain, lines[n]))):
            continue
        fields = [_field(plain, line) for line in lines[first:n]]
        if len(fields) > 1 and any(name in PASSAGES.needed_fields for name in fields):
            _set(lines[first:n], BlockRole.MAIL_HEADER)
        first = n + 1
    for n, line in enumerate(lines):
        if line.end - line.start > _WIDE:
            continue
        text = plain[line.start : line.end]
        if _FORWARDED.fullmatch(text):
            line.role = BlockRole.MAIL_HEADER
        elif _POSTED.fullmatch(text):
            _set(_paragraph_up_to(lines, n), BlockRole.MAIL_HEADER)


def _paragraph_up_to(lines: Sequence[Line], n: int) -> Sequence[Line]:
    """Give the last lines of the paragraph up to the nth, or that one alone where they are many."""
    first = n
    while not lines[first].apart and first > 0 and n - first < _HEAD_LINES:
        first -= 1
    return lines[first : n + 1] if n - first < _HEAD_LINES else lines[n : n + 1]


def _field(plain: str, line: Line) -> str:
    return plain[line.start : min(line.end, line.start + 30)].partition(":")[0].lower()


def _is_field(plain: str, line: Line) -> bool:
    name = _field(plain, line)
    return name in PASSAGES.fields and plain.startswith(":", line.start + len(name))


def _goes_on(plain: str, line: Line) -> bool:
    """Say whether a line is set in, as a folded field of a mail is."""
    return not line.apart and plain[max(0, line.start - 1)] in " \t"


def _mark_signatures(plain: str, lines: Sequence[Line]) -> None:
    """Mark what follows a line of two dashes, or the foot of a mailing list, up to the mail's end."""
    for n, line in enumerate(lines):
        text = plain[line.start : min(line.end, line.start + _WIDE)]
        ruled = len(text) >= 8 and set(text) == {"_"}
        if not (text == "--" or ruled) or line.role is not BlockRole.PARAGRAPH:
            continue
        last = n + 1
        while last < len(lines) and last - n <= _SIGNATURE_LINES and not _ends_mail(lines, n, last):
            last += 1
        if last < len(lines) and not _ends_mail(lines, n, last):
            continue
        rest = plain[line.end : lines[last - 1].end][: _SIGNATURE_LINES * _WIDE]
        if not ruled or _LIST_FOOT.search(rest):
            _set(lines[n:last], BlockRole.SIGNATURE)


def _ends_mail(lines: Sequence[Line], n: int, at: int) -> bool:
    return lines[at].role is BlockRole.MAIL_HEADER or lines[at].depth != lines[n].depth


def _set(lines: Sequence[Line], role: BlockRole) -> None:
    for line in lines:
        line.role = role


def _unwrapped(plain: str, group: Sequence[Line], depth: int) -> Iterator[Block]:
    """Part lines that follow each other at list items, at legends and where a line ends early."""
    widest = max(line.end - line.start for line in group)
    noted = _NOTE.match(plain, group[0].start) is not None
    first = 0
    for n in range(1, len(group) + 1):
        if n == len(group) or _breaks(plain, group[n - 1], group[n], widest, noted=noted):
            bullet = _ITEM.match(plain, group[first].start) is not None
            yield _block(group[first:n], BlockRole.LIST if bullet else BlockRole.PARAGRAPH, depth)
            first = n


def _breaks(plain: str, line: Line, after: Line, widest: int, *, noted: bool) -> bool:
    if line.end - line.start > _WIDE or _BULLET.match(plain, after.start, after.end):
        return True
    if PASSAGES.legend.match(plain, after.start, after.end) or (noted and _NOTE.match(plain, after.start)):
        return True
    return line.end - line.start < 0.6 * widest and ends_sentence(plain, line.start, line.end)


def _block(lines: Sequence[Line], role: BlockRole, depth: int) -> Block:
    return Block(start=lines[0].start, end=lines[-1].end, role=role, depth=depth + lines[0].depth)
