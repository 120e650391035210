"""The words of data/layout.toml, ready to be looked for: legends, captions, heads of mails, comment boxes."""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """What tells a passage's purpose; patterns match small and capital letters at a passage's beginning."""

    legend: re.Pattern[str]
    legend_heading: re.Pattern[str]
    points: re.Pattern[str]
    caption: re.Pattern[str]
    comment_heading: re.Pattern[str]
    note_headings: frozenset[str]
    buttons: frozenset[str]
    fields: frozenset[str]
    needed_fields: frozenset[str]


def _any(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))


def _passages() -> Passages:
    data = tomllib.loads(files("holdfire.claims").joinpath("data/layout.toml").read_text(encoding="utf-8"))
    legend, mail = data["legend"], data["mail"]
    colour = rf"(?:(?:{_any(legend['shades'])})[ -])?(?:{_any(legend['colours'])})"
    sign = rf"(?:{colour}|{_any(legend['marks'])})"
    things = _any(data["caption"]["things"])
    comments = "|".join(re.escape(heading) for heading in data["comments"]["headings"].split("|"))
    return Passages(
        legend=re.compile(rf"{sign}(?:(?: |/| and |, ){sign}){{0,3}} ?[:=] ?\S", re.IGNORECASE),
        legend_heading=re.compile(
            rf"(?:map )?(?:{_any(legend['headings'])})(?: (?:of|to|for) [^.]{{1,60}})?:?", re.IGNORECASE
        ),
        points=re.compile(rf"\b(?:{_any(legend['points'])})\b", re.IGNORECASE),
        caption=re.compile(
            rf"[(\[]?(?:{things})\.?(?: (?:no\. ?)?\d{{1,3}}[a-z]?| [ivx]{{1,4}})?"
            rf"(?: ?[:|.-] ?(?=\S)| (?:by|credit|courtesy|via)\b)",
            re.IGNORECASE,
        ),
        comment_heading=re.compile(
            rf"(?:\d{{1,6}} )?(?:{comments})(?: ?\(\d{{1,6}}\)| \d{{1,6}})?[:!.]?"
            rf"|\d{{1,6}} thoughts? on .{{1,200}}",
            re.IGNORECASE,
        ),
        note_headings=frozenset(data["notes"]["headings"].split("|")),
        buttons=frozenset(data["menu"]["buttons"].split("|")),
        fields=frozenset(mail["fields"].split()),
        needed_fields=frozenset(mail["needed"].split()),
    )


PASSAGES = _passages()
