"""Selective targeting on plain arrays: a table of occasions, with strikes and what there was to strike."""

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.samples import Floats, Strikes, Targets
from holdfire.forms.selective_targeting import FORM
from holdfire.forms.selective_targeting_occasions import OPPORTUNITIES
from holdfire.inquiry.plain.answering import answer_of
from holdfire.inquiry.plain.tables import CALL, Faults, Table
from holdfire.inquiry.registration import DEFAULT_SEED
from holdfire.model.answer import Answer

WEEK = 7
MOST = 1e15  # of any opportunity; a larger one is a slip


def selective_targeting(
    occasions: object,
    *,
    a: str,
    b: str,
    c: str,
    seen: int | None = None,
    seed: int = DEFAULT_SEED,
    **choices: float | str,
) -> Answer:
    """Do strikes of A spare B, or strikes of B spare A, given what there was to be struck?

    Parameters
    ----------
    occasions
        One row an occasion, a region in a week in which A (or B) struck B (or A) or C, however often (its
        strikes go together, so a second row of it is refused): a data frame (pandas, polars), a table (Arrow,
        DuckDB), a mapping of columns or a list of rows. Columns: ``striker`` (a name), ``region``, ``week``
        (whole numbers), ``on_partner``, ``on_third`` (strikes on the other one, and on C), and what there was
        of both to be struck, by one measure or more: ``front_partner`` and ``front_third`` (km of the
        striker's front with each, days), ``ground_…``, ``places_…``, or ``others_…`` (how often others struck
        each; with these alone the form never supports).
    a, b
        The two of whom cooperation is alleged, as the table names them. Which of them spares is not asked.
    c
        Whom they are said to act against.
    seen
        How many strikes of each of the two on the other, and on C, the source reports at any date, if not
        those of the table alone: with fewer than 5 it has not been shown able to see them.
    seed
        The same seed gives the same answer, to the last digit.
    **choices
        Fields of the form's choices: opportunity="front" (the measure that decides), rho_floor=0.25 (how much
        strikes of one occasion go together at least), draws=9999, look_draws=999 (of signs, where there are
        more than 24 occasions), family=1 (how many forms you test the allegation with; each p value counts
        that many times); and smallest_effect=0.5, the effect that matters.

    Returns
    -------
    Answer
        As `ask` gives it: effect with interval, p, power, gates, caveats, and the verdict of the one rule.

    Raises
    ------
    TableError
        Where values are missing or wrong: every one, by argument, column and index.
    QuestionError
        Where a choice is unknown or impossible.

    Notes
    -----
    The null, the statistic and where it misleads: ``docs/forms/selective-targeting.md``.
    """
    faults = Faults()
    if len({a, b, c}) < 3:
        faults.add(CALL, "a, b and c must be three actors", value=f"{a}, {b}, {c}")
    table = Table.of(occasions, "occasions", faults)
    striker, week = table.labels("striker"), table.whole("week")
    for row in np.flatnonzero(~np.isin(striker.astype(str), (a, b))).tolist():
        faults.add("occasions", f"is neither {a} nor {b}", row=row, column="striker")
    measures = [name for name in OPPORTUNITIES if table.has(f"{name}_partner", f"{name}_third")]
    if not measures:
        faults.add(CALL, "occasions tell no measure of opportunity: front_partner and front_third, say")
    known = {
        name: np.column_stack(
            [table.numbers(f"{name}_{side}", least=0, most=MOST) for side in ("partner", "third")]
        )
        for name in measures
    }
    regions, region = np.unique(table.labels("region").astype(str), return_inverse=True)
    table.once(list(zip(striker.tolist(), region.tolist(), week.tolist(), strict=True)), "occasion")
    rows = _Rows(table, striker, region.astype(np.int64), week, known)
    faults.finish()
    sample = Strikes(
        a=rows.targets((a, b, c), seen),
        b=rows.targets((b, a, c), seen),
        regions=tuple(regions.tolist()),
        days=WEEK * (int(week.max(initial=-1)) + 1),
        directed=len(week),
        undirected=0,
    )
    return answer_of(FORM, sample, choices, (a, b, c), seed)


class _Rows:
    """The table's columns; occasions come out by region and week, in whichever order they stand."""

    def __init__(
        self,
        table: Table,
        striker: NDArray[np.object_],
        region: NDArray[np.int64],
        week: NDArray[np.int64],
        known: dict[str, Floats],
    ) -> None:
        self._striker, self._region, self._week, self._known = striker, region, week, known
        self._on_partner, self._on_third = table.whole("on_partner"), table.whole("on_third")

    def targets(self, names: tuple[str, str, str], seen: int | None) -> Targets:
        mine = np.flatnonzero(self._striker == names[0])
        mine = mine[np.lexsort((self._week[mine], self._region[mine]))]
        struck = [int(side[mine].sum()) for side in (self._on_partner, self._on_third)]
        return Targets(
            striker=names[0],
            partner=names[1],
            third=names[2],
            region=self._region[mine],
            week=self._week[mine],
            on_partner=self._on_partner[mine],
            on_third=self._on_third[mine],
            opportunity={name: values[mine] for name, values in self._known.items()},
            in_war=struck[0] if seen is None else seen,
            third_in_war=struck[1] if seen is None else seen,
        )
