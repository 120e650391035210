"""What a data set calls a country → one code, so that "SY", "SYR" and "Syrian Arab Republic" meet "Syria"."""

import re
from collections.abc import Mapping
from functools import lru_cache

from holdfire.lexicon.counts import table
from holdfire.lexicon.normal import fold

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_WORDS = re.compile(r"[^\W_]+")


def country_code(name: str) -> str:
    """Give the ISO code of two letters; of a country that has none here, its folded name.

    A name in brackets is a further one: "Myanmar (Burma)" is Myanmar.
    """
    known = _codes()
    for part in (name, _BRACKETS.sub("", name), *_BRACKETS.findall(name)):
        if (code := known.get(_key(part))) is not None:
            return code
    return _key(name)


def country_name(name: str) -> str:
    """Give the English name of a country that is named by its code; any other name stays as it is."""
    listed = _listed().get(country_code(name)) if len(name.strip()) in (2, 3) else None
    return name if listed is None else listed.split("|")[1]


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, str]:
    return table("countries")["countries"]


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, str]:
    return {_key(name): code for code, names in _listed().items() for name in (code, *names.split("|"))}


def _key(name: str) -> str:
    return " ".join(_WORDS.findall(fold(name)))
