"""Wordings: sentences with gaps and with the claims that they make marked in them.

    [clash x>y ~s: {x} and {y} clashed near {place} {when}], {s} said.

`{x}` is a gap, `{x.short}` a form of what fills it, `{an}` becomes "a" or "an". `[kind who>whom@whom …: …]`
is a claim, behind @ whom it is aimed at. Behind its sides stand `~s` or `~s~t` (who says so, closest to the
event first), `!alleged` (modality), `?` (a reader could leave it out), `%when` and `#place` (day and place
told outside the claim), `^key` (the fact that it is about, where it is not the sentence's). `+men=200`
is a number that the wording itself holds. Claims may stand in claims.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from holdfire.model.claim import KINDS, Modality

_TOKEN = re.compile(
    r"\[(?P<kind>[a-z_]+)(?P<head>[^:\[\]{}]*): ?|(?P<close>\])|\{(?P<key>[a-z]+)(?:\.(?P<form>[a-z]+))?\}"
)
_FLAGS = {"%": "when", "#": "places", "^": "fact"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A place for a slot, or for a form of it."""

    key: str
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is said of a claim before its words; all but kind, modality and optional are keys of slots."""

    kind: str
    side_a: tuple[str, ...] = ()
    side_b: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    when: str | None = None
    fact: str | None = None
    modality: Modality | None = None
    optional: bool = False
    figures: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """The end of the claim that was opened last."""


Part = str | Gap | Head | Close


@cache
def parts_of(wording: str) -> tuple[Part, ...]:
    """Take a wording apart.

    Raises
    ------
    ValueError
        Where a claim is not closed, a kind is unknown, or a bracket stands alone.
    """
    parts = tuple(_parts(wording))
    depth = 0
    for part in parts:
        depth += isinstance(part, Head) - isinstance(part, Close)
        if depth < 0 or (isinstance(part, str) and set(part) & set("[]{}")):
            break
    else:
        if depth == 0:
            return parts
    raise ValueError(f"brackets of {wording!r} don't fit")


def _parts(wording: str) -> Iterator[Part]:
    at = 0
    for found in _TOKEN.finditer(wording):
        if found.start() > at:
            yield wording[at : found.start()]
        at = found.end()
        if found["close"]:
            yield Close()
        elif found["key"]:
            yield Gap(key=found["key"], form=found["form"] or "")
        else:
            yield _head(found["kind"], found["head"].split(), wording)
    if at < len(wording):
        yield wording[at:]


def _head(kind: str, tokens: list[str], wording: str) -> Head:
    if kind not in KINDS:
        raise ValueError(f"{kind!r} in {wording!r} is no kind of claim")
    given: dict[str, list[str]] = {}
    figures: list[tuple[str, float]] = []
    for flag in tokens:
        if ">" in flag:
            one, _, rest = flag.partition(">")
            other, _, against = rest.partition("@")
            given["side_a"] = [key for key in one.split(",") if key]
            given["side_b"] = [key for key in other.split(",") if key]
            given["against"] = [key for key in against.split(",") if key]
        elif flag[0] == "~":
            given["tellers"] = flag[1:].split("~")
        elif flag[0] == "!":
            given["modality"] = [flag[1:]]
        elif flag[0] == "+":
            unit, _, value = flag[1:].partition("=")
            figures.append((unit, float(value)))
        elif flag == "?":
            given["optional"] = [flag]
        elif flag[0] in _FLAGS:
            given.setdefault(_FLAGS[flag[0]], []).append(flag[1:])
        else:
            raise ValueError(f"{flag!r} in {wording!r} means nothing")
    single = {name: (given.get(name) or [None])[0] for name in ("when", "fact", "modality")}
    return Head(
        kind=kind,
        side_a=tuple(given.get("side_a", ())),
        side_b=tuple(given.get("side_b", ())),
        against=tuple(given.get("against", ())),
        tellers=tuple(given.get("tellers", ())),
        places=tuple(given.get("places", ())),
        when=single["when"],
        fact=single["fact"],
        modality=Modality(single["modality"]) if single["modality"] else None,
        optional="optional" in given,
        figures=tuple(figures),
    )


@cache
def prose(name: str) -> Mapping[str, tuple[str, ...]]:
    """Read the wordings of one kind of report: by their use, in file order."""
    text = files("holdfire.simulate.press").joinpath(f"prose/{name}.toml").read_text(encoding="utf-8")
    return {use: tuple(wordings) for use, wordings in tomllib.loads(text).items()}
