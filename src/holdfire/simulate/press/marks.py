"""Texts that know what they claim: sentences put together to paragraphs, and the claims move along."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812 - as in model.claim

from holdfire.model.claim import DateBasis, Modality, Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A claim at [start, end) of a text that is not yet a document. Fields as in model.claim.Claim.

    tellers: chain of keys of speakers, closest to the event first. names: (as written, as the war has it).
    about: ids of the war's truth. true: None where the war doesn't decide it. errors: what is wrong of place,
    day, figure and against although the rest is true.
    """

    start: int
    end: int
    kind: str
    side_a: tuple[str, ...]
    side_b: tuple[str, ...]
    against: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    date: tuple[Date, Date] | None = None
    basis: DateBasis = DateBasis.NONE
    tellers: tuple[str, ...] = ()
    modality: Modality = Modality.ASSERTED
    figures: tuple[tuple[str, float], ...] = ()
    optional: bool = False
    about: tuple[str, ...] = ()
    true: bool | None = None
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where somebody who speaks is named, by the key of the speaker."""

    key: str
    start: int
    end: int
    speaker: Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Characters with the claims in them and the speakers named in them."""

    text: str
    marks: tuple[Mark, ...] = ()
    mentions: tuple[Mention, ...] = ()

    def moved(self, by: int) -> "Text":
        """Count from a later character."""
        return Text(
            text=self.text,
            marks=tuple(replace(m, start=m.start + by, end=m.end + by) for m in self.marks),
            mentions=tuple(replace(m, start=m.start + by, end=m.end + by) for m in self.mentions),
        )


def joined(parts: Iterable[Text | str | None], between: str = " ") -> Text:
    """Put texts behind one another; what is None or empty is left out."""
    texts: list[str] = []
    marks: list[Mark] = []
    mentions: list[Mention] = []
    length = 0
    for part in parts:
        piece = part if isinstance(part, Text) else Text(text=part or "")
        if not piece.text:
            continue
        if texts:
            length += len(between)
        moved = piece.moved(length)
        texts.append(piece.text)
        marks += moved.marks
        mentions += moved.mentions
        length += len(piece.text)
    return Text(text=between.join(texts), marks=tuple(marks), mentions=tuple(mentions))
