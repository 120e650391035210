"""Ids that follow from content: the same thing has the same id on every machine and in every run."""

import hashlib
import re
import unicodedata


def digest(*parts: object) -> str:
    """Hash parts in order to 64 hex digits; parts are told apart, so ("ab", "c") differs from ("a", "bc")."""
    whole = [len(data := str(part).encode()).to_bytes(8, "big") + data for part in parts]
    return hashlib.sha256(b"".join(whole)).hexdigest()


def claim_id(folder: str, start: int, end: int, kind: str, ordinal: int) -> str:
    """Name a claim by where it stands and what it is, not by who coded it, so that reviews outlive coders."""
    return f"c_{digest(folder, start, end, kind, ordinal)[:16]}"


def allegation_id(*parts: object) -> str:
    """Name an allegation by its triple, area and period."""
    return f"a_{digest(*parts)[:8]}"


def question_id(*parts: object) -> str:
    """Name a question by everything that was registered of it."""
    return f"q_{digest(*parts)[:12]}"


def slug(name: str) -> str:
    """Turn a name into an actor id: lower case, ASCII letters, digits and underscores."""
    plain = unicodedata.normalize("NFKD", name.casefold()).casefold()  # ㎐ comes apart as Hz
    kept = re.sub(r"[^a-z0-9]+", "_", "".join(c for c in plain if not unicodedata.combining(c))).strip("_")
    return kept or f"x_{digest(name)[:8]}"
