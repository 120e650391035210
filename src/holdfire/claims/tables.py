"""The coder's tables: frames and cues as data/ holds them, ready for look-up by word form."""

import itertools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from holdfire.model.claim import KINDS, SYMMETRIC_KINDS

_FAMILIES = ("violence", "territory", "movement", "cooperation", "absence", "other")  # in reading order
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One row of data/frames: a kind, and where its sides stand (see the README there)."""

    id: str
    kind: str
    verbal: bool
    subject: str
    object: str
    before: str
    preps: Mapping[str, str]
    holder: str
    between: bool
    light: bool
    of_pair: bool
    through: bool
    strict: bool
    passive: bool
    needs: tuple[frozenset[str], ...]
    needs_doer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An inflected verb: its lemma and which forms this may be (base, s, past, part, ing)."""

    lemma: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All tables; verbs: lemma → (frame, words that must follow), nouns and forms: by word."""

    verbs: Mapping[str, tuple[tuple[Frame, tuple[str, ...]], ...]]
    nouns: Mapping[str, Frame]
    forms: Mapping[str, Form]
    cues: Mapping[str, frozenset[str]]


def _needs(listed: str) -> tuple[frozenset[str], ...]:
    parts = {"ab": frozenset("ab"), "aa": frozenset(("aa",))}
    return tuple(
        frozenset().union(*(parts.get(part, frozenset((part,))) for part in option.split("+")))
        for option in listed.split()
    )


def _needs_doer(row: Mapping[str, Any]) -> bool:
    """Say whether an active verb must have a subject: it needs side a, which nothing behind it names.

    An attempt may turn the sides round, "between" may name both.
    """
    behind = (row.get("object"), row.get("holder"), *row.get("preps", {}).values())
    turned = row["kind"] in ("capture", "repel") or row["kind"] in SYMMETRIC_KINDS
    return not turned and "a" not in behind and all({"a", "aa"} & option for option in _needs(row["needs"]))


def _frame(row: Mapping[str, Any], *, verbal: bool) -> Frame:
    if row["kind"] not in KINDS:
        raise ValueError(f"data/frames: {row['id']} has the unknown kind {row['kind']}")
    return Frame(
        id=row["id"],
        kind=row["kind"],
        verbal=verbal,
        subject=row.get("subject", "a"),
        object=row.get("object", ""),
        before=row.get("before", ""),
        preps=row.get("preps", {}),
        holder=row.get("holder", ""),
        between=row.get("between", False),
        light=row.get("light", False),
        of_pair=row.get("of_pair", False),
        through=row.get("through", False),
        strict=row.get("strict", False),
        passive=row.get("passive", False),
        needs=_needs(row["needs"]),
        needs_doer=verbal and _needs_doer(row),
    )


def _inflect(lemma: str, irregular: Mapping[str, str]) -> dict[str, set[str]]:
    """List a verb's forms with the names of the forms; regular spelling unless [irregular] says otherwise."""
    stem, last = lemma, lemma[-1]
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        third, past, ing = f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"
    elif last == "y" and lemma[-2] not in _VOWELS:
        third, past, ing = f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    else:
        stem = lemma + last if _doubles(lemma) else lemma
        third = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{lemma}s"
        past, ing = f"{stem}ed" if not lemma.endswith("ee") else f"{lemma}d", f"{stem}ing"
    pasts = irregular[lemma].split() if lemma in irregular else [past]
    forms: dict[str, set[str]] = {}
    for name, word in (("base", lemma), ("s", third), ("past", pasts[0]), ("part", pasts[-1]), ("ing", ing)):
        forms.setdefault(word, set()).add(name)
    if lemma.endswith("s") and stem != lemma:
        forms.setdefault(f"{lemma}ed", set()).update(("past", "part"))
        forms.setdefault(f"{lemma}ing", set()).add("ing")
    if lemma.endswith("l") and stem == lemma and _one_vowel_end(lemma):
        forms.setdefault(f"{lemma}led", set()).update(("past", "part"))
        forms.setdefault(f"{lemma}ling", set()).add("ing")
    return forms


def _one_vowel_end(lemma: str) -> bool:
    return len(lemma) > 2 and lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS


def _doubles(lemma: str) -> bool:
    """Say whether the last letter doubles ("swapped", "repelled"): short stems and stressed endings."""
    if lemma[-1] in "aeiouwxyhl" and not lemma.endswith(("pel", "bel")):
        return False
    if not _one_vowel_end(lemma):
        return False
    vowels = sum(c in _VOWELS for c in lemma)
    return vowels == 1 or lemma.endswith(("mit", "fer", "pel", "bel", "gin", "kidnap"))


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("holdfire.claims").joinpath(f"data/{name}").read_text(encoding="utf-8"))


def _all_forms(lemmas: Iterable[str], irregular: Mapping[str, str]) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    for lemma in lemmas:
        for word, kinds in _inflect(lemma, irregular).items():
            known = forms.get(word)
            if known is None:
                forms[word] = Form(lemma=lemma, kinds=frozenset(kinds))
            elif known.lemma == lemma:
                forms[word] = Form(lemma=lemma, kinds=known.kinds | kinds)
    return forms


def _read() -> Tables:
    families = [_load(f"frames/{family}.toml") for family in _FAMILIES]
    irregular: Mapping[str, str] = _load("frames/irregular.toml")
    cue_data = {**_load("cues.toml"), **_load("speech.toml"), **_load("targets.toml")}
    verbs: dict[str, list[tuple[Frame, tuple[str, ...]]]] = {}
    for row in itertools.chain.from_iterable(family.get("verb", ()) for family in families):
        frame = _frame(row, verbal=True)
        for listed in row["verbs"].split():
            lemma, *after = listed.split("|")
            verbs.setdefault(lemma, []).append((frame, tuple(after)))
    nouns = {
        word: frame
        for row in itertools.chain.from_iterable(family.get("noun", ()) for family in families)
        for frame in (_frame(row, verbal=False),)
        for word in row["nouns"].split()
    }
    cues = {
        f"{table}.{name}": frozenset(listed.split())
        for table, rows in cue_data.items()
        for name, listed in rows.items()
    }
    lemmas = [*verbs, *irregular]
    for name in (
        "control.subject",
        "control.permit",
        "control.order",
        "control.light",
        "control.movement",
        "control.happen",
        "control.common",
        "control.planned",
        "control.asked",
        "polarity.ended",
        "speech.neutral",
        "speech.doubtful",
        "speech.conceding",
        "speech.denying",
    ):
        lemmas.extend(sorted(cues[name]))
    return Tables(
        verbs={
            lemma: tuple(sorted(rows, key=lambda row: (-len(row[1]), not row[0].through)))
            for lemma, rows in verbs.items()
        },
        nouns=nouns,
        forms=_all_forms(dict.fromkeys(lemmas), irregular),
        cues=cues,
    )


TABLES = _read()
