"""Silent front on plain arrays: one table of pairs of actors with their clashes and their contact."""

from dataclasses import replace
from typing import Literal

import numpy as np

from holdfire.forms.samples import Fronts, Visibility
from holdfire.forms.silent_front import FORM
from holdfire.inquiry.plain.answering import answer_of
from holdfire.inquiry.plain.pairs import Pairs, pairs_of
from holdfire.inquiry.plain.rough import rough_rows
from holdfire.inquiry.plain.tables import CALL, Bools, Faults, Floats, Ints, Table
from holdfire.inquiry.registration import DEFAULT_SEED
from holdfire.model.answer import Answer

UNSEEN = (
    "Whether the source could have seen clashes of the two was not given (seen): only what the table itself "
    "shows is counted."
)


def silent_front(  # noqa: PLR0913  each is one thing to say about the table
    pairs: object,
    *,
    a: str,
    b: str,
    days: int,
    basis: Literal["control map", "co-presence"],
    c: str | None = None,
    seen: Visibility | None = None,
    rough: object = None,
    seed: int = DEFAULT_SEED,
    **choices: float,
) -> Answer:
    """Do A and B clash less than their contact and their other fighting lead one to expect?

    Parameters
    ----------
    pairs
        One row a pair of actors, or a pair and a region: a data frame (pandas, polars), a table (Arrow,
        DuckDB), a mapping of columns or a list of rows. Columns: ``one``, ``other`` (names, in any order),
        ``clashes``, ``exposure`` (km-days of common front, or cell-days); if known ``region``, ``asked``
        (true for rows of the asked area; else all are), ``reference`` (false for pairs that should not be
        compared with, such as allies).
    a, b
        The two who are said to spare each other, as the table names them.
    days
        Length of the period.
    basis
        What exposure was measured from; with "co-presence" the form never supports.
    c
        Whom the two are said to act against, where somebody is named: one test of camps heeds it.
    seen
        What shows that the source could have seen clashes of the two.
    rough
        Clashes that `pairs` leaves out since their place is known only roughly, as a table: ``one``,
        ``other``, ``clashes``; if known ``region`` (else they lie where the pair has contact) and ``inside``
        (how likely it is that they lie in the asked area, 0 to 1; 1 without it).
    seed
        The same seed gives the same answer, to the last digit.
    **choices
        Fields of the form's choices: least_contact=200 (exposure in half a year from which on a front
        counts), imputations=20 (how often rough clashes are spread at random), family=1 (how many
        forms you test the allegation with; each p value counts that many times); and smallest_effect=0.5, the
        effect that matters.

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
    The null, the statistic and where it misleads: ``docs/forms/silent-front.md``.
    """
    faults = Faults()
    table = Table.of(pairs, "pairs", faults)
    if days < 1:
        faults.add(CALL, "days must be at least 1", value=str(days))
    if basis not in ("control map", "co-presence"):
        faults.add(CALL, "basis is “control map” or “co-presence”", value=str(basis))
    sample, found = _fronts(table, (a, b), faults, days=days, basis=basis, seen=seen)
    if rough is not None:
        known = rough_rows(rough, found, sample.regions, sample.in_area[1], faults)
        sample = replace(sample, rough=known)
    if c is not None and (c not in sample.actors or c in (a, b)):
        faults.add(CALL, f"c must be another actor of {', '.join(sample.actors)}", value=c)
    faults.finish()
    against = None if c is None else sample.actors.index(c)
    return answer_of(FORM, replace(sample, against=against), choices, (a, b, c or "others"), seed)


def _fronts(
    table: Table,
    asked_pair: tuple[str, str],
    faults: Faults,
    *,
    days: int,
    basis: Literal["control map", "co-presence"],
    seen: Visibility | None,
) -> tuple[Fronts, Pairs]:
    found = pairs_of(table, *asked_pair, faults)
    clashes, exposure = table.whole("clashes"), table.numbers("exposure", least=0)
    asked = table.flags("asked")
    names, region = np.unique(table.labels("region", default="all").astype(str), return_inverse=True)
    cell = found.of_rows * len(names) + region
    shape = (len(found), len(names))

    def by_region(amounts: Ints | Floats) -> Floats:
        total = np.bincount(cell, amounts, minlength=shape[0] * shape[1])
        return total.reshape(shape).astype(np.float64)

    def by_pair(amounts: Ints | Floats) -> Floats:
        return np.bincount(found.of_rows, amounts, minlength=len(found)).astype(np.float64)

    everywhere = bool(asked.all())
    sample = Fronts(
        actors=found.actors,
        sides=found.sides,
        eligible=found.all_marked(table.flags("reference")),
        regions=tuple(names.tolist()),
        clashes=by_region(clashes).astype(np.int64),
        exposure=by_region(exposure),
        asked_clashes=by_pair(clashes * asked).astype(np.int64),
        asked_exposure=by_pair(exposure * asked),
        wide_clashes=by_pair(clashes).astype(np.int64),
        wide_exposure=by_pair(exposure),
        one_region=table.has("region") and len(set(region[asked].tolist())) == 1,
        uncovered=by_pair(clashes * (asked & (exposure == 0))).astype(np.int64),
        days=days,
        basis=basis,
        area_clashes=None if everywhere else by_region(clashes * asked).astype(np.int64),
        area_exposure=None if everywhere else by_region(exposure * asked),
        visibility=seen or _seen(clashes, asked, found.of_rows),
        caveats=() if seen else (UNSEEN,),
    )
    return sample, found


def _seen(clashes: Ints, asked: Bools, pair: Ints) -> Visibility:
    """Take what the table itself shows: it has no rows from before or after the period."""
    own, of_area = clashes[pair == 0].sum(), clashes[asked].sum()
    return Visibility(in_war=int(own), within_year=0, of_region=int(of_area))
