"""One form on every pair or triple of actors that the data have; nobody alleges anything of any of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfire.model.answer import Effect, Towards
from holdfire.model.shown import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRow:
    """What a form found for one pair or triple; a, b, c: actors, c "" where the form asks for none.

    countries: where its events were taken. qvalue: p adjusted for all that were tested. rank: 1 = the
    smallest p, ties share the larger number. meets_rule: whether the rule of verdicts, for one form, would be
    met. reason: why it was not tested, or which gate of the form would keep it from any verdict.
    """

    number: int
    a: str
    b: str
    c: str
    countries: tuple[str, ...]
    events: int = 0
    effect: Effect | None = None
    pvalue: float | None = None
    qvalue: float | None = None
    rank: int | None = None
    meets_rule: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan(Shown):
    """A form over all pairs or triples of an area and period.

    rows: those tested, in order of p, then those that could not be. tested: how many were. small_p: share of
    p ≤ level among them; small_q: how many are left once that many tests are accounted for; meet_rule: how
    many meet the rule of verdicts. marked: place in rows of the one that was asked to be shown.
    """

    form: str
    area: str
    since: str
    until: str
    seed: int
    level: float
    towards: Towards
    smallest_effect: float
    null: str
    correction: str
    tested: int
    small_p: float | None
    small_q: int
    meet_rule: int
    rows: tuple[ScanRow, ...]
    marked: int | None = None
    notes: tuple[str, ...] = ()
    choices: Mapping[str, object] = field(default_factory=dict[str, object])
    inputs: Mapping[str, str] = field(default_factory=dict[str, str])
    version: str = ""
