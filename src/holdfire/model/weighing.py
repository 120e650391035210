"""What the answers say of rival explanations: how much better each explains them, and never what is true."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginEvidence:
    """What one origin of evidence says for an explanation, in decibans against the one that fits best.

    0 = none explains it better, -10 = ten times less likely. range: over the prior sets. sets: each of them.
    """

    origin: str
    decibans: float
    range: tuple[float, float]
    sets: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One explanation.

    prior, posterior, range: None without a prior of the reader's own. fits: whether the evidence lies where
    99 % of its own simulated wars lie. evidence: one entry an origin; empty where no explanation fits.
    """

    name: str
    sentence: str
    prior: float | None
    posterior: float | None
    range: tuple[float, float] | None
    fits: bool
    evidence: tuple[OriginEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BayesFactor:
    """How much likelier one explanation makes the evidence than another: log10, with its range.

    words: of the end of the range that says least.
    """

    one: str
    other: str
    log10: float
    range: tuple[float, float]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TippingPoint:
    """The value of an unknown at which another explanation leads; None where none in reach does.

    reach: the value that is taken where nobody says otherwise, and the furthest that was tried. declared: the
    range held plausible. inside: the value lies in it, so the lead is worth nothing.
    """

    name: str
    what: str
    reach: tuple[float, float]
    declared: tuple[float, float]
    value: float | None
    leads: str | None
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """Rival explanations of one question's answers, weighed against simulated wars of its size.

    leading: the explanation that fits best, None where none stands out, where an unknown in its plausible
    range would change it, or where none fits. evidence: the parts of the vector. left_out: parts that the
    simulated wars don't have, and why. nearest: the share of each among the wars nearest to the evidence, a
    check of the formula. wars: how many a rival and prior set. table: size, seed, command and version of what
    was compared with.
    """

    hypotheses: tuple[Hypothesis, ...]
    leading: str | None
    sentence: str
    factors: tuple[BayesFactor, ...]
    tipping: tuple[TippingPoint, ...]
    evidence: Mapping[str, float]
    left_out: Mapping[str, str]
    nearest: Mapping[str, float]
    wars: int
    table: Mapping[str, str | int]
    caveats: tuple[str, ...]
