"""A wording becomes text: gaps are filled, verbs agree, and each claim is noted with what stands in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from holdfire.model.claim import DateBasis, Modality
from holdfire.simulate.press.grammar import agreeing, article
from holdfire.simulate.press.marks import Mark, Mention, Text
from holdfire.simulate.press.slots import UNDECIDED, Count, Fact, Side, Slot, Spot, Voice, When
from holdfire.simulate.press.wording import Close, Gap, Head, Part, parts_of

Facts = Mapping[str, Fact]

_BEGINNING = re.compile(r"(?:^|(?<=[.!?] )|(?<=[.!?][”\"’'] ))[“\"‘']?([a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A party's name as it is written, and whether it takes a plural verb."""

    text: str
    plural: bool


class Namer(Protocol):
    """Who decides what parties and speakers are called here."""

    def call(self, party: str, form: str) -> Called:
        """Name a party."""
        ...

    def voiced(self, voice: Voice, form: str) -> str:
        """Name somebody who speaks."""
        ...

    def ids(self, party: str) -> tuple[str, ...]:
        """Give the ids under which claims name a party."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Written characters; slot: what they stand for."""

    text: str
    slot: Slot | None = None
    key: str = ""


def filled_in(wording: str, facts: Facts, slots: Mapping[str, Slot], namer: Namer) -> Text:
    """Fill a wording in; facts: by the keys that its claims name, "" for those that name none."""
    pieces = _with_articles(_pieces(parts_of(wording), slots, namer))
    text, length = "", 0
    marks: list[Mark] = []
    mentions: list[Mention] = []
    opened: list[tuple[Head, int, list[Slot]]] = []
    for piece in pieces:
        if isinstance(piece, Head):
            opened.append((piece, length, []))
        elif isinstance(piece, Close):
            head, start, inside = opened.pop()
            marks.append(_mark(head, (start, length), inside, slots, facts, namer))
        else:
            if isinstance(piece.slot, Voice) and piece.text:
                end = length + len(piece.text)
                mention = Mention(key=piece.slot.text, start=length, end=end, speaker=piece.slot.speaker)
                mentions.append(mention)
            elif piece.slot is not None:
                for _, _, inside in opened:
                    inside.append(piece.slot)
            text += piece.text
            length += len(piece.text)
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    return Text(text=_with_capitals(text), marks=tuple(ordered), mentions=tuple(mentions))


def _pieces(
    parts: Sequence[Part], slots: Mapping[str, Slot], namer: Namer
) -> list[_Piece | Head | Close | Gap]:
    """Write the gaps; the indefinite article waits for what stands behind it."""
    plural: dict[str, bool] = {}
    pieces: list[_Piece | Head | Close | Gap] = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(_Piece(text=part))
        elif not isinstance(part, Gap) or part.key == "an":
            pieces.append(part)
        else:
            pieces.append(_piece(part, slots[part.key], plural, namer))
    return pieces


def _piece(gap: Gap, slot: Slot, plural: dict[str, bool], namer: Namer) -> _Piece:
    agreed = agreeing(gap.form, plural=plural.get(gap.key, _is_plural(slot)))
    if agreed is not None:
        return _Piece(text=agreed)
    match slot:
        case Side():
            called = namer.call(slot.id, gap.form)
            plural[gap.key] = called.plural
            return _Piece(text=called.text)
        case Voice():
            return _Piece(text=namer.voiced(slot, gap.form), slot=slot)
        case str():
            return _Piece(text=slot)
        case _:
            return _Piece(text=slot.text, slot=slot)


def _is_plural(slot: Slot) -> bool:
    return isinstance(slot, Count | Voice) and slot.plural


def _with_articles(pieces: Sequence[_Piece | Head | Close | Gap]) -> list[_Piece | Head | Close]:
    written: list[_Piece | Head | Close] = []
    for i, piece in enumerate(pieces):
        if isinstance(piece, Gap):
            following = "".join(p.text for p in pieces[i + 1 : i + 6] if isinstance(p, _Piece))
            written.append(_Piece(text=article(following.lstrip())))
        else:
            written.append(piece)
    return written


def _with_capitals(text: str) -> str:
    """Begin every sentence with a capital; no letter moves."""
    return _BEGINNING.sub(lambda found: found[0][:-1] + found[1].upper(), text)


def _mark(
    head: Head,
    span: tuple[int, int],
    inside: Sequence[Slot],
    slots: Mapping[str, Slot],
    facts: Facts,
    namer: Namer,
) -> Mark:
    told = [*inside, *(slots[key] for key in (*head.places, *([head.when] if head.when else [])))]
    spots = [slot for slot in told if isinstance(slot, Spot)]
    when = next((slot for slot in told if isinstance(slot, When)), None)
    counts = [slot for slot in inside if isinstance(slot, Count) and slot.value is not None]
    mark = Mark(
        start=span[0],
        end=span[1],
        kind=head.kind,
        side_a=_ids(head.side_a, slots, namer),
        side_b=_ids(head.side_b, slots, namer),
        against=_ids(head.against, slots, namer),
        names=tuple(dict.fromkeys((spot.text, spot.name) for spot in spots)),
        date=(when.since, when.until) if when else None,
        basis=when.basis if when else DateBasis.NONE,
        tellers=tuple(str(_text(slots[key])) for key in head.tellers),
        modality=head.modality or (Modality.REPORTED if head.tellers else Modality.ASSERTED),
        figures=(*_figures(counts), *head.figures),
        optional=head.optional,
    )
    errors = [
        name
        for name, wrong in (
            ("place", any(not spot.right for spot in spots)),
            ("day", when is not None and not when.right),
            ("figure", any(not count.right for count in counts)),
        )
        if wrong
    ]
    return _judged(mark, facts.get(head.fact or "", UNDECIDED), tuple(errors))


def _judged(mark: Mark, fact: Fact, errors: tuple[str, ...]) -> Mark:
    if fact.against is not None and not set(mark.against) <= set(fact.against):
        errors = (*errors, "against")
    true = False if errors and fact.true else fact.true
    return replace(mark, about=fact.about, true=true, errors=errors if fact.about else ())


def _figures(counts: Sequence[Count]) -> tuple[tuple[str, float], ...]:
    """Name the numbers by what they count; a second one of the same thing gets a number behind its name."""
    figures: dict[str, float] = {}
    for count in counts:
        name = count.unit if count.unit not in figures else f"{count.unit} {len(figures) + 1}"
        figures[name] = count.value or 0.0
    return tuple(figures.items())


def _ids(keys: Sequence[str], slots: Mapping[str, Slot], namer: Namer) -> tuple[str, ...]:
    sides = (slots[key] for key in keys)
    return tuple(i for side in sides if isinstance(side, Side) for i in namer.ids(side.id))


def _text(slot: Slot) -> str:
    return slot if isinstance(slot, str) else "" if isinstance(slot, Side) else slot.text
