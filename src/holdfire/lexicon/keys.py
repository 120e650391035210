"""A key under which the transliterations of one name meet: "Hay'at", "Hayyat", "Hayat", "هيئة".

Arabic script leaves the short vowels out, and the long ones are written in English in many ways, so a key is
the name's consonants alone, in classes (q, k, g and gh are one; so are d, dh and z). It brings together what
may be the same name; `spelled_alike` then compares the vowels where both spellings have them.
"""

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

from holdfire.lexicon.normal import fold

MOST = 200  # characters of a name that a key is made of
KEPT = 20_000  # names whose keys are kept, since texts on a war repeat its names
_ARTICLES = frozenset(
    f"{vowel}{consonant}"
    for vowel in "aeiu"
    for consonant in ("l", "r", "s", "sh", "ch", "j", "d", "dh", "t", "th", "n", "z")
) - {"is", "in", "it", "us"} | {"the"}
_AYN = "ع"  # a hamza on its seat too: heard as a vowel where it begins a word, elsewhere not at all
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_ARTICLE = re.compile(r"و?ال(?=\w\w)|لل(?=\w\w)")
_GLUED = re.compile(r"[aeiou](?:([tdrzsn])(?=\1)|(sh|th|dh)(?=\2))|[ae]l(?=[^\W\daeiouyl])|al(?=la)")
_SIGNS = re.compile("['’‘‚‛′ʼ`´ʿʾʹʻʽˈˀˁ“”\"]")
_WORD = re.compile(r"[^\W_]+")
_SOUND = re.compile(
    r"(?P<j>dzh|dj|zh|j)|(?P<S>tsch|tch|sch|sh|ch)|(?P<h>kh|h|x)|(?P<k>gh|ck|q|k|g|c(?![eiy]))"
    r"|(?P<t>th|t)|(?P<d>dh|d|z)|(?P<s>ts|s|c)|(?P<f>ph|f)|(?P<vowel>[aeiouwy]+)|(?P<other>\w)"
)
_ONSET = re.compile(r"(?P<v>w|ou(?=[aei]))|(?P<y>y(?=[aeiou]|$))")
_CLASSES = {"a": "a", "e": "ai", "i": "i", "y": "i", "o": "u", "u": "u", "w": "u"}


def _letters() -> dict[int, str]:
    data = tomllib.loads(files("holdfire.lexicon").joinpath("data/scripts.toml").read_text(encoding="utf-8"))
    table: dict[int, str] = {}
    for script in data.values():
        table |= {ord(sign): "" for sign in str(script["silent"]).split()}
        table |= {ord(sign): sound for sign, sound in (i.split(":") for i in str(script["letters"]).split())}
    return table


_LETTERS = _letters()


@lru_cache(maxsize=KEPT)
def name_key(name: str) -> str:
    """Reduce a name to its consonants, in classes, without articles: "Deir ez-Zor" meets "دير الزور".

    Words are joined, since spellings differ in where they cut ("Hizb Allah", "Hezbollah"). A vowel at the
    start of a word counts as one sign. Different names may share a key, short ones above all.
    """
    key = "".join(word_key(word, after=bool(i)) for i, word in enumerate(key_words(name)))
    return key or " ".join(fold(_SIGNS.sub("", name[:MOST])).split())


def key_words(name: str) -> list[str]:
    """Cut a name into what its key is made of: words in Latin letters, without signs and articles."""
    plain = unicodedata.normalize("NFC", _SIGNS.sub("", name[:MOST].lower()))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    if _ARABIC.search(plain):
        words = _romanised(_WORD.findall(fold(plain.replace("ئ", _AYN))))
    else:
        words = _WORD.findall(fold(plain.translate(_LETTERS)).translate(_LETTERS))
    return [word for word in words if word not in _ARTICLES] or words


def _romanised(words: list[str]) -> list[str]:
    """Write Arabic script in Latin letters, a dot between two that are no digraph: "ت·ح" is no "th".

    The feminine ending is heard as t before another noun, not at the end nor where the noun has the article.
    """
    out: list[str] = []
    for i, word in enumerate(words):
        article = _ARABIC_ARTICLE.match(word)
        bare = word[article.end() :] if article else word
        if bare.endswith("ة"):
            bare = bare[:-1] + ("ت" if article is None and i + 1 < len(words) else "")
        if bare.endswith("ه") and len(bare) > 1:
            bare = bare[:-1]
        bare = "ا" + bare[1:] if bare.startswith(_AYN) else bare
        out.append("·".join(_LETTERS.get(ord(sign), sign) for sign in bare))
    return out


@lru_cache(maxsize=100_000)
def word_key(word: str, *, after: bool) -> str:
    """Reduce one word of `key_words`; after: another word of the name stands before it."""
    key = "".join(consonant for consonant, _ in _sounds(word, after=after))
    return re.sub("n(?=[bp])", "m", key)


def _sounds(word: str, *, after: bool) -> list[tuple[str, str]]:
    """Cut a word into consonants and the vowels behind each; a vowel at the start stands for itself."""
    glued = _GLUED.match(word) if after else None
    if glued is not None and len(word) - glued.end() >= 2:
        word = word[glued.end() :]  # "Deir Ezzor", "Hizb Allah"
    found: list[tuple[str, str]] = []
    ended = -1
    for match in _SOUND.finditer(re.sub("(?<=[aeiouy])h$", "", word)):
        kind, written = str(match.lastgroup), match[0]
        if kind == "vowel":
            if found:
                found[-1] = found[-1][0], written
                continue
            onset = _ONSET.match(written)
            found.append((str(onset.lastgroup), written[onset.end() :]) if onset else ("a", written))
            continue
        consonant = written if kind == "other" else kind
        if not (found and found[-1] == (consonant, "") and ended == match.start()):
            found.append((consonant, ""))
        ended = match.end()
    return found


@lru_cache(maxsize=KEPT)
def spelled_alike(one: str, other: str) -> bool:
    """Say whether two spellings may be of one name: the same key, and vowels that don't speak against it.

    "Homs" and "Hamas" share a key, not the vowels. A spelling without vowels ("حمص") fits any.
    """
    if name_key(one) != name_key(other):
        return False
    if _ARABIC.search(one) or _ARABIC.search(other):
        return True
    slots, others = _vowels(one), _vowels(other)
    if len(slots) != len(others):
        return True
    against = sum(1.0 if a and b else 0.5 for a, b in zip(slots, others, strict=True) if not a & b and a | b)
    return against <= len(slots) / 4


def _vowels(name: str) -> list[frozenset[str]]:
    """List the classes of the vowels behind each consonant: a, i (e is both), u."""
    return [
        frozenset(c for sign in vowels for c in _CLASSES[sign])
        for i, word in enumerate(key_words(name))
        for _, vowels in _sounds(word, after=bool(i))
    ]
