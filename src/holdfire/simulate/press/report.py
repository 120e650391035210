"""A published text: its file, and the gold of what it claims on the text layer of that file."""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Literal

from holdfire.errors import AnchorError
from holdfire.model.claim import Attribution, Claim, ClaimPlace, ClaimStatus
from holdfire.model.ids import claim_id, digest
from holdfire.simulate.press.days import long_date
from holdfire.simulate.press.marks import Mark, Mention, Text
from holdfire.simulate.press.outlets import Outlet, Quarrel

How = Literal["copy", "edited", "rewritten", "translated", "quoted", "answered", "corrected"]
AUTHOR = "truth/1"  # stands where a claim names its coder
_CONTEXT = 32  # characters of prefix and suffix


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph with its claims. taken_from: key of the report that it draws on, and how."""

    body: Text
    taken_from: str | None = None
    how: How | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """A claim as its writer meant it, and what the war says of it.

    optional: a fair reader could leave it out. about: ids of the war's truth. true None: the war doesn't
    decide it. errors: place, day, figure or against that is wrong. told_as: what the war calls the places.
    """

    claim: Claim
    optional: bool
    about: tuple[str, ...]
    true: bool | None
    errors: tuple[str, ...]
    told_as: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A published text. kind: the kind of report. key: says what it is, the same in every press of this war.

    quotable: the sentence that others quote. observer: who saw first what it tells of, in its own words; None
    where nobody is named or it draws on another report. quarrel, region: what and where all of it is about.
    """

    kind: str
    key: str
    outlet: Outlet
    published: date
    title: Text
    paragraphs: tuple[Paragraph, ...]
    quotable: Text
    observer: str | None = None
    signed: bool = True
    quarrel: Quarrel | None = None
    region: str | None = None

    @property
    def filename(self) -> str:
        """Name the file after its day, its outlet and what it is."""
        return f"{self.published.isoformat()}-{self.outlet.slug}-{self._code}.{self.outlet.markup}"

    @property
    def url(self) -> str:
        """Give an address under the top-level name that is reserved for examples (RFC 2606)."""
        return f"https://{self.outlet.slug}.example/{self.published.isoformat()}/{self._code}"

    @property
    def data(self) -> bytes:
        """Give the bytes of the file."""
        return (self._page() if self.outlet.markup == "html" else self.plain()).encode()

    @property
    def about(self) -> tuple[str, ...]:
        """List what of the war's truth it is about; nothing where all of it is made up."""
        return tuple(dict.fromkeys(i for mark in self.marks for i in mark.about))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """List its claims, each counted from the beginning of its own passage."""
        return tuple(mark for text in self.passages for mark in text.marks)

    @property
    def sources(self) -> tuple[tuple[str, How], ...]:
        """List the keys of the reports that it draws on, each once, and how."""
        return tuple(dict.fromkeys((p.taken_from, p.how) for p in self.paragraphs if p.taken_from and p.how))

    def plain(self) -> str:
        """Give it as plain text."""
        top = (self.title.text, self._byline) if self.signed else (self.title.text,)
        return "\n\n".join((*top, *(p.body.text for p in self.paragraphs))) + "\n"

    def gold(self, text: str | None = None) -> tuple[GoldClaim, ...]:
        """Give its claims on a text layer of its file; without one, on its plain text.

        Raises
        ------
        AnchorError
            Where the text layer doesn't hold a passage to the character.
        """
        layer = self.plain() if text is None else text
        placed = list(self._placed(layer))
        mentions = [(m, at) for at, passage in placed for m in passage.mentions]
        folder, text_sha = digest_of(self.data), digest_of(layer.encode())
        seen: dict[tuple[int, int, str], int] = {}
        gold: list[GoldClaim] = []
        for at, passage in placed:
            for mark in passage.marks:
                moved = replace(mark, start=mark.start + at, end=mark.end + at)
                key = (moved.start, moved.end, moved.kind)
                seen[key] = seen.get(key, -1) + 1
                named = claim_id(folder, *key, seen[key])
                claim = _claim(moved, layer, mentions)
                claim = replace(claim, id=named, document=self.filename, text_sha256=text_sha)
                gold.append(_gold(mark, claim))
        return tuple(gold)

    def _placed(self, layer: str) -> Iterator[tuple[int, Text]]:
        """Find each passage behind the one before, so that a sentence that comes twice is found twice."""
        at = 0
        for passage in self.passages:
            found = layer.find(passage.text, at)
            if found < 0:
                raise AnchorError(f"{self.filename}: its text layer has not: {passage.text[:80]!r}")
            at = found + len(passage.text)
            yield found, passage

    @property
    def passages(self) -> tuple[Text, ...]:
        """List its headline and its paragraphs."""
        return (self.title, *(p.body for p in self.paragraphs))

    @property
    def _code(self) -> str:
        return digest(self.key)[:6]

    @property
    def _byline(self) -> str:
        return f"{self.outlet.name}, {long_date(self.published, month_first=self.outlet.habits.month_first)}"

    def _page(self) -> str:
        body = "\n".join(f"<p>{html.escape(p.body.text, quote=False)}</p>" for p in self.paragraphs)
        title = html.escape(self.title.text, quote=False)
        return (
            f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
            f'<meta name="date" content="{self.published.isoformat()}">\n</head>\n<body>\n'
            f"<nav>Home · War · Region · Opinion</nav>\n<article>\n<h1>{title}</h1>\n"
            f"<p>{html.escape(self._byline)}</p>\n{body}\n</article>\n</body>\n</html>\n"
        )


def digest_of(data: bytes) -> str:
    """Hash a file as the case does."""
    return sha256(data).hexdigest()


def _claim(mark: Mark, layer: str, mentions: Sequence[tuple[Mention, int]]) -> Claim:
    return Claim(
        id="",
        document="",
        text_sha256="",
        start=mark.start,
        end=mark.end,
        quote=layer[mark.start : mark.end],
        prefix=layer[max(0, mark.start - _CONTEXT) : mark.start],
        suffix=layer[mark.end : mark.end + _CONTEXT],
        kind=mark.kind,
        side_a=mark.side_a,
        side_b=mark.side_b,
        against=mark.against,
        places=tuple(ClaimPlace(name=written) for written, _ in mark.names),
        date=mark.date,
        date_basis=mark.basis,
        attribution=tuple(a for key in mark.tellers for a in _attribution(key, mark, layer, mentions)),
        modality=mark.modality,
        figures=dict(mark.figures),
        coder=AUTHOR,
        confidence=1.0,
        status=ClaimStatus.ACCEPTED,
    )


def _attribution(
    key: str, mark: Mark, layer: str, mentions: Sequence[tuple[Mention, int]]
) -> Iterator[Attribution]:
    """Take the speaker's own characters where they stand nearest to the claim, outside it if possible."""
    theirs = [(m, m.start + at, m.end + at) for m, at in mentions if m.key == key]
    if theirs:
        mention, start, end = min(
            theirs, key=lambda one: min(abs(one[1] - mark.end), abs(mark.start - one[2]))
        )
        yield Attribution(
            source=layer[start:end], relation="said", start=start, end=end, speaker=mention.speaker
        )


def _gold(mark: Mark, claim: Claim) -> GoldClaim:
    return GoldClaim(
        claim=claim,
        optional=mark.optional,
        about=mark.about,
        true=mark.true,
        errors=mark.errors,
        told_as=tuple(name for _, name in mark.names),
    )
