"""Foreign names in other letters: how agencies that translate write the names of a war."""

from functools import cache

# pairs (as the war writes it, as the scheme does), the longer ones first; a scheme's number is its place here
_SCHEMES: tuple[tuple[tuple[str, str], ...], ...] = (
    (),
    (("sh", "ch"), ("ks", "x"), ("w", "ou"), ("k", "c"), ("z", "s"), ("y", "i")),
    (
        ("ch", "tsch"),
        ("sh", "sch"),
        ("ae", "ä"),
        ("th", "t"),
        ("ol", "ohl"),
        ("qu", "kw"),
        ("v", "w"),
        ("z", "s"),
        ("c", "k"),
        ("y", "j"),
    ),
    (("ei", "ay"), ("ee", "i"), ("qu", "q"), ("e", "i"), ("o", "u"), ("k", "q")),
)
SCHEMES = len(_SCHEMES)


@cache
def spelled(name: str, scheme: int) -> str:
    """Write a name by a scheme; its first letter stays a capital, and what the scheme doesn't touch stays."""
    pairs = _SCHEMES[scheme]
    return " ".join(_word(word, pairs) if word[:1].isupper() else word for word in name.split(" "))


def _word(word: str, pairs: tuple[tuple[str, str], ...]) -> str:
    low, out, at = word.lower(), "", 0
    while at < len(low):
        old, new = next(((o, n) for o, n in pairs if low.startswith(o, at)), (low[at], low[at]))
        out += new
        at += len(old)
    return out[:1].upper() + out[1:]
