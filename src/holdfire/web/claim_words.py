"""Words for what a claim card says beside its quote: figures, places, speakers, who decided, who coded it."""

from collections.abc import Collection, Mapping

from holdfire.model.check import CheckStatus
from holdfire.model.claim import Claim, ClaimFigure, ClaimPlace, PlaceChoice, Qualifier, Speaker
from holdfire.model.review import Decision, Review, change_in_words, differences

SPEAKER_WORD: Mapping[Speaker, str] = {
    Speaker.NAMED: "named",
    Speaker.UNNAMED: "not named",
    Speaker.ANONYMOUS_PLURAL: "several, not named",
}
DECIDED: Mapping[Decision, str] = {
    Decision.ACCEPT: "Accepted",
    Decision.REJECT: "Rejected",
    Decision.CORRECT: "Corrected",
    Decision.ADD: "Added",
}
CHECKED: Mapping[CheckStatus, str] = {
    CheckStatus.CONSISTENT: "Other data agree",
    CheckStatus.INCONSISTENT: "Other data say something else",
    CheckStatus.CANNOT_BE_CHECKED: "It cannot be checked",
}
_QUALIFIED: Mapping[Qualifier, str] = {
    Qualifier.MORE_THAN: "more than ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.ABOUT: "about ",
    Qualifier.UP_TO: "up to ",
    Qualifier.LESS_THAN: "fewer than ",
}
_PLACE_BASIS: Mapping[str, str] = {
    "nearest": "chosen among several of this name, as the nearest to the document’s other places",
    "spelling": "matched by its spelling",
    "relative": "drawn from the place that it is told by",
    "ambiguous": "several places have this name, none was chosen",
}


def figure_words(figure: ClaimFigure) -> str:
    """Write how many, as exactly as the text does: more than 300 fighters; 200 to 300 fighters."""
    return f"{_QUALIFIED.get(figure.qualifier, '')}{_amount(figure)} {figure.unit.replace('_', ' ')}"


def _amount(figure: ClaimFigure) -> str:
    low, high = figure.low, figure.high
    if figure.qualifier in (Qualifier.RANGE, Qualifier.VAGUE) or figure.value is None:
        if low is not None and high is not None:
            return f"{_number(low)} to {_number(high)}"
        return f"{_number(low)} or more" if low is not None else f"up to {_number(high or 0)}"
    return _number(figure.value)


def _number(value: float) -> str:
    return f"{value:,.10g}"


def own_words(claim: Claim, figure: ClaimFigure) -> str:
    """Cut a figure's characters out of its claim's quote; empty where it stands outside of that."""
    inside = claim.start <= figure.start <= figure.end <= claim.end
    return claim.quote[figure.start - claim.start : figure.end - claim.start] if inside else ""


def place_basis(place: ClaimPlace) -> str:
    """Say how a place was found where that leaves a doubt; empty where it does not."""
    return _PLACE_BASIS.get(place.basis, "")


def choice_words(choice: PlaceChoice) -> str:
    """Write another place that a name may mean, with what tells it apart."""
    apart = ", ".join(part for part in (choice.level.replace("_", " "), choice.country) if part)
    return f"{choice.name} ({apart}; {choice.lat:.2f}, {choice.lon:.2f})"


def decision_words(review: Review) -> str:
    """Write who decided what, and when: Corrected by ana on 2026-11-21: kind deal → truce."""
    changes = differences(review.seen, review.made) if review.made is not None else ()
    told = "; ".join(map(change_in_words, changes))
    note = f" “{review.note}”" if review.note else ""
    return f"{DECIDED[review.decision]} by {review.by} on {review.at[:10]}{f': {told}' if told else ''}{note}"


def own_decision(decisions: Collection[Review], user: str) -> str:
    """Name what a user decided about a claim; empty where nothing stands."""
    return next((review.decision.value for review in decisions if review.by == user), "")


def placed(claim: Claim) -> bool:
    """Say whether some place of a claim has its position."""
    return any(place.lat is not None and place.lon is not None for place in claim.places)
