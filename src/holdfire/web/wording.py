"""Words and small pictures that only the app's pages need."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from holdfire.dossier.figures.svg import Drawing
from holdfire.dossier.words import form_name, listed
from holdfire.model.allegation import Allegation, FormFit
from holdfire.model.claim import FAMILIES, SYMMETRIC_KINDS, Claim, ClaimPlace, DateBasis, family_of

FAMILY_WORD: Mapping[str, str] = {
    "violence": "fighting",
    "territory": "ground",
    "movement": "movement",
    "cooperation": "dealing",
    "absence": "absence",
    "other": "other",
}
_DATE_BASIS: Mapping[DateBasis, str] = {
    DateBasis.DOCUMENT: ", the document’s own date",
    DateBasis.RELATIVE: ", reckoned from the document’s date",
}
BAR_PX, BAR_HEIGHT = 120.0, 10.0


def family_counts(claims: Iterable[Claim]) -> dict[str, int]:
    """Count claims by family, in the fixed order of families."""
    counts = dict.fromkeys(FAMILIES, 0)
    for claim in claims:
        counts[family_of(claim.kind)] += 1
    return counts


def family_bar(counts: Mapping[str, int], most: int) -> Markup:
    """Draw counts by family as one bar; `most` is the largest total of the list, so that bars compare."""
    words = ", ".join(f"{FAMILY_WORD[f]} {n}" for f, n in counts.items() if n) or "no claims"
    drawing = Drawing(width=BAR_PX, height=BAR_HEIGHT, label=words)
    x = 0.0
    for family, number in counts.items():
        width = BAR_PX * number / max(1, most)
        if number:
            drawing.box(x, 0, max(1.0, width - 1), BAR_HEIGHT, cls=f"f-{family}")
        x += width
    return drawing.svg()


def claim_date(claim: Claim) -> str:
    """Write when a claim's event is said to have happened; until is the first day that no longer counts."""
    return span_words(claim.date, claim.date_basis)


def span_words(days: tuple[date, date] | None, basis: DateBasis) -> str:
    """Write a day or a half-open span of days, with what it was reckoned from."""
    if days is None:
        return "not stated"
    since, until = days
    reckoned = _DATE_BASIS.get(basis, "")
    if (until - since).days == 1:
        return f"{since.isoformat()}{reckoned}"
    return f"{since.isoformat()} until {until.isoformat()}{reckoned}"


def claim_places(claim: Claim) -> str:
    """Write where, with how exact that is known."""
    return "; ".join(map(place_words, claim.places)) if claim.places else "not stated"


def place_words(place: ClaimPlace) -> str:
    """Write a place with how exact it is known; one that no table knows says so."""
    if place.radius_km is not None:
        return f"{place.name}, ± {place.radius_km:g} km"
    return f"“{place.name}”, not on the map" if place.lat is None else place.name


def counterpart_word(claim: Claim) -> str:
    """Introduce the second side: who captures a town takes it from somebody, and not with them."""
    opposed = family_of(claim.kind) in ("violence", "territory") and claim.kind not in SYMMETRIC_KINDS
    return "other side:" if opposed else "with"


def names_of(ids: Sequence[str], labels: Mapping[str, str]) -> str:
    """Write actors by their names in the registry."""
    return " and ".join(labels.get(i, i) for i in ids) if ids else "not stated"


def wishes_of(allegation: Allegation, forms: Collection[str]) -> tuple[tuple[str, str], ...]:
    """List what is missing, each wish once: (wish, the forms that have it; empty where all of them do)."""
    who: dict[str, list[str]] = {}
    for fit in allegation.forms:
        for wish in fit.missing if fit.form in forms else ():
            who.setdefault(wish, []).append(fit.form)
    return tuple(
        (wish, "" if len(names) == len(forms) > 1 else listed([form_name(name) for name in names]))
        for wish, names in who.items()
    )


def fits_of(allegation: Allegation) -> dict[str, FormFit]:
    """Map each form's name to whether it could test an allegation."""
    return {fit.form: fit for fit in allegation.forms}


def by_first(rows: Iterable[tuple[str, *tuple[object, ...]]]) -> dict[str, tuple[object, ...]]:
    """Map the first of each row to the rest of it."""
    return {row[0]: row[1:] for row in rows}


def unit_word(unit: str | None, number: float) -> str:
    """Write what is counted as it stands after a number: 1 event, 2 events, 1 km."""
    return (unit or "").removesuffix("s") if number == 1 else unit or ""
