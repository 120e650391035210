"""Names of areas: which name of the data or of a gazetteer an asked one fits, and how well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from re import compile as pattern

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from holdfire.base.events import PlaceName
from holdfire.lexicon.normal import fold
from holdfire.model.allegation import AreaKind

LEAST_FUZZY = 4  # letters; with fewer, one wrong letter turns most names into another
NAMES_KEPT = 1 << 16  # folded names; each area is looked up among the same thousands
EXACT = 1  # up to this `off` a name fits letter by letter once folded

LEVELS: tuple[AreaKind, ...] = (AreaKind.COUNTRY, AreaKind.ADM_1, AreaKind.ADM_2, AreaKind.PLACE)
GENERIC = frozenset(
    [
        *("governorate", "province", "district", "subdistrict", "region", "state", "county", "department"),
        *(
            "departamento",
            "departement",
            "municipality",
            "municipio",
            "prefecture",
            "oblast",
            "raion",
            "rayon",
        ),
        *("krai", "kray", "wilaya", "wilayat", "wilayah", "muhafazat", "muhafazah", "vilayet", "canton"),
        *("commune", "city", "town", "village", "area", "the", "of"),
    ]
)
ARTICLES = frozenset(["al", "ar", "as", "ash", "at", "ad", "an", "az", "el"])  # "Ar Raqqah", "Raqqa"

_WORDS = pattern(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A name of the data that the asked one fits.

    off: 0 as written, 1 without generic words, 2 with one letter off.
    """

    place: PlaceName
    off: int

    def __str__(self) -> str:
        return f"{self.place.level}:{self.place.name}, {self.place.country}"


@lru_cache(maxsize=NAMES_KEPT)
def bare_name(name: str) -> str:
    """Fold a name to what tells it from others: no accents, generic words or Arabic article."""
    words = _WORDS.findall(fold(name))
    kept = [word for word in words if word not in GENERIC]
    while len(kept) > 1 and kept[0] in ARTICLES:
        kept = kept[1:]
    return " ".join(kept or words)


@lru_cache(maxsize=NAMES_KEPT)
def full_name(name: str) -> str:
    """Fold a name to its words."""
    return " ".join(_WORDS.findall(fold(name)))


def fit(asked: str, names: Iterable[str]) -> int | None:
    """Say how far off the best of some names is: 0 as written, 1 without generic words, 2 a letter off.

    "Tadmur/Palmyra town" fits by either part. None where no name fits.
    """
    full, bare = full_name(asked), bare_name(asked)
    limit = 1 if len(bare) >= LEAST_FUZZY else 0
    best = limit + 1
    for name in names:
        if full_name(name) == full:
            return 0
        parts = {bare_name(part) for part in (name, *name.split("/"))}
        best = min(best, *(Levenshtein.distance(bare, part, score_cutoff=limit) for part in parts))
    return 1 + best if best <= limit else None


def matches(name: str, places: Sequence[PlaceName]) -> list[Match]:
    """Find every name of the data that fits, at any level."""
    found = ((place, fit(name, (place.name,))) for place in places)
    return [Match(place=place, off=off) for place, off in found if off is not None]


def level_and_fit(match: Match) -> tuple[int, int]:
    """Rank by level, then by how well the name fits."""
    return LEVELS.index(AreaKind(match.place.level)), match.off


def rank(match: Match) -> tuple[int, int, int, str, str]:
    """Rank by level and fit, then by events."""
    return (*level_and_fit(match), -match.place.events, match.place.name, match.place.country)


def nearest_names(name: str, places: Sequence[PlaceName]) -> str:
    """List the names that are written most like one that nobody knows."""
    known = {p.name: bare_name(p.name) for p in places}
    near = process.extract(bare_name(name), known, scorer=ratio, limit=5, score_cutoff=50)
    return f"; nearest names: {', '.join(key for _, _, key in near)}" if near else ""
