"""Rival explanations in words: their names, decibans, factors and shares as a reader meets them."""

import math
import re
from collections.abc import Iterable, Mapping

from holdfire.dossier.words import ratio
from holdfire.inquiry.weighed.weighing import Reader
from holdfire.model.weighing import BayesFactor, OriginEvidence, TippingPoint
from holdfire.weighing.evidence import PARTS

TITLES: Mapping[str, str] = {"tacit_non_aggression": "Tacit non-aggression"}


def title_of(name: str) -> str:
    """Write an explanation's name as a heading."""
    return TITLES.get(name, name.replace("_", " ").capitalize())


def in_words(sentence: str, names: Iterable[str]) -> str:
    """Write the names of explanations inside a sentence as prose does."""
    for name in names:
        sentence = re.sub(rf"\b{re.escape(name)}\b", title_of(name).lower(), sentence)
    return sentence


def tenths(value: float) -> str:
    """Write decibans: −4.9; no negative zero."""
    text = f"{value:.1f}".replace("-", "−")
    return "0.0" if text == "−0.0" else text


def decibans_words(one: OriginEvidence) -> str:
    """Write the range of an origin's evidence."""
    low, high = one.range
    return f"{tenths(low)} to {tenths(high)}"


def value_words(part: str, value: float) -> str:
    """Write a part of the evidence vector, and what it is the logarithm of beside it."""
    found = f"{value:.2f}".replace("-", "−")
    return f"{found} ({ratio(math.exp(value))})" if PARTS[part].startswith("log ") else found


def factor_words(factor: BayesFactor) -> str:
    """Write in decibans how much better one explanation does than another."""
    return f"{tenths(10 * factor.range[0])} to {tenths(10 * factor.range[1])}"


def percent(share: float) -> str:
    """Write a probability in whole per cents, with tenths near the ends; the app's script writes the same."""
    hundred = 100 * share
    if 0 < hundred < 1 or 99 < hundred < 100:
        return f"{min(99.9, max(0.1, hundred)):.1f}"
    return str(math.floor(hundred + 0.5))


def range_words(ends: tuple[float, float]) -> str:
    """Write the ends of a probability's range: 8 to 31 %."""
    return f"{percent(ends[0])} to {percent(ends[1])}\u00a0%"


def tip_words(point: TippingPoint) -> str:
    """Say from where another explanation leads, and whether that is within what is held plausible."""
    if point.value is None or point.leads is None:
        return "No other at any value that was tried."
    way = "less" if point.reach[1] < point.reach[0] else "more"
    where = "inside" if point.inside else "outside"
    return f"{title_of(point.leads)} at {point.value:g} or {way}: {where} the plausible range."


def command_for(question: str, reader: Reader) -> str:
    """Write the command that gives the numbers of a page."""
    priors = (f"--prior {name}={value:.10g}" for name, value in reader.prior.items())
    assumed = (f"--assume {name}={value:.10g}" for name, value in reader.assumed.items())
    return " ".join(("holdfire ask", question, *priors, *assumed, "--json"))
