"""Truce break on plain arrays: a table of clashes by day, or a daily series for each pair of actors."""

from collections.abc import Mapping
from typing import cast

import numpy as np

from holdfire.forms.samples import Truce
from holdfire.forms.truce_break import FORM
from holdfire.inquiry.plain.answering import answer_of
from holdfire.inquiry.plain.pairs import pairs_of
from holdfire.inquiry.plain.tables import CALL, Day, Faults, Ints, Table
from holdfire.inquiry.registration import DEFAULT_SEED
from holdfire.model.actor import Dyad
from holdfire.model.answer import Answer


def truce_break(  # noqa: PLR0913  each is one thing to say about the table
    clashes: object,
    *,
    a: str,
    b: str,
    since: Day,
    until: Day,
    c: str | None = None,
    on: Day | None = None,
    **choices: float | str,
) -> Answer:
    """Does A–B fighting fall at the alleged date, and that of comparable pairs does not?

    Parameters
    ----------
    clashes
        One row a clash of two armed sides, attacks on civilians left out: a data frame (pandas, polars), a
        table (Arrow, DuckDB), a mapping of columns or a list of rows. Columns: ``one``, ``other`` (names, in
        any order), ``day`` (dates); if one row stands for several, ``clashes``; ``reference`` (false for
        pairs that should not be compared with). Or a mapping from pairs of names to counts of each day of the
        period: ``{("A", "B"): [0, 2, …], …}``.
    a, b
        The two of whom a deal is alleged, as the table names them.
    since, until
        The period, [since, until), as dates.
    c
        Whom they are said to act against: A–C and B–C are not compared with, the deal may change them.
    on
        The alleged date; without one the date is looked for, which can seldom tell anything.
    **choices
        Fields of the form's choices: windows="90" (days before and after; several as "90,60,120"), family=1
        (how many forms you test the allegation with; each p value counts that many times); and
        smallest_effect=0.5, the effect that matters.

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
    The null, the statistic and where it misleads: ``docs/forms/truce-break.md``.
    """
    faults = Faults()
    first, end = faults.period(since, until)
    dated = {} if on is None else {"on": str(np.datetime64(faults.day("on", on), "D"))}
    if not all(faults.dated.values()):
        faults.add(CALL, "since, until and on must be dates, such as 2014-07-01")
        faults.finish()
    table = _table(clashes, first, end, faults)
    sample = _truce(table, (a, b, c), faults, first=first, end=end)
    faults.finish()
    return answer_of(FORM, sample, {**dated, **choices}, (a, b, c or "others"), DEFAULT_SEED)


def _table(clashes: object, first: int, end: int, faults: Faults) -> Table:
    """Take the table; series for pairs of names become one row a pair and day."""
    if not isinstance(clashes, Mapping) or not all(isinstance(key, tuple) for key in clashes):
        return Table.of(clashes, "clashes", faults)
    days = np.arange(first, end).astype("datetime64[D]")
    series = cast("Mapping[tuple[str, str], object]", clashes)
    columns: dict[str, list[object]] = {"one": [], "other": [], "day": [], "clashes": []}
    for pair, counts in series.items():
        daily = Table.of({"counts": counts}, f"clashes[{pair}]", faults)
        found = daily.whole("counts")
        if daily.has("counts") and len(found) != len(days):
            faults.add(daily.source, f"has {len(found)} values, the period has {len(days)} days")
            found = found[:0]
        some = np.flatnonzero(found)
        columns["one"] += [pair[0]] * max(1, len(some))  # a pair that never clashes is known all the same
        columns["other"] += [pair[-1]] * max(1, len(some))
        columns["day"] += list(days[some]) or [days[0]]
        columns["clashes"] += found[some].tolist() or [0]
    return Table.of(columns, "clashes", faults)


def _truce(
    table: Table, names: tuple[str, str, str | None], faults: Faults, *, first: int, end: int
) -> Truce:
    a, b, c = names
    found = pairs_of(table, a, b, faults)
    day, counts = table.days("day"), table.whole("clashes", default=1)
    inside = (day >= first) & (day < end)
    daily = _by_day(found.of_rows[inside], day[inside] - first, counts[inside], (len(found), end - first))
    deal = [Dyad(a, b), *([Dyad(a, c), Dyad(b, c)] if c else [])]
    return Truce(
        actors=found.actors,
        sides=found.sides,
        clashes=daily,
        eligible=found.all_marked(table.flags("reference")),
        of_deal=found.among(deal),
        events=daily.sum(axis=0),
        first=first,
        in_war=int(counts[found.of_rows == 0].sum()),
    )


def _by_day(pair: Ints, day: Ints, counts: Ints, shape: tuple[int, int]) -> Ints:
    total = np.bincount(pair * shape[1] + day, counts, minlength=shape[0] * shape[1])
    return total.reshape(shape).astype(np.int64)
