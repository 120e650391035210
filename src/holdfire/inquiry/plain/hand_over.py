"""Hand-over on plain arrays: a table of captured towns, and one of fights with deaths."""

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.hand_over import FORM
from holdfire.forms.samples import Captures, Fights, Floats
from holdfire.inquiry.builders.captures import Near, either_way, near_captures
from holdfire.inquiry.plain.answering import answer_of
from holdfire.inquiry.plain.places import places_of
from holdfire.inquiry.plain.tables import CALL, Day, Faults, Table
from holdfire.inquiry.registration import DEFAULT_SEED
from holdfire.model.answer import Answer

Labels = tuple[NDArray[np.object_], NDArray[np.object_]]


def hand_over(  # noqa: PLR0913  each is one thing to say about the tables
    captures: object,
    fights: object,
    *,
    a: str,
    b: str,
    since: Day,
    until: Day,
    foreseen: bool = False,
    **choices: float | str,
) -> Answer:
    """Did a town change hands between A and B with fewer deaths than towns of this war usually do?

    Parameters
    ----------
    captures
        One row a town that changed hands, of any two sides: a data frame (pandas, polars), a table (Arrow,
        DuckDB), a mapping of columns or a list of rows. Columns: ``place``, ``loser``, ``taker`` (names),
        ``day`` (dates, or whole numbers), and ``lat``, ``lon`` in degrees or ``x``, ``y`` in km; if known
        ``last_day`` (the town fell from ``day`` to then), ``asked`` (false for captures between the two that
        nothing is alleged of), ``negotiated``, ``population``, ``attackers``, ``defenders``, ``days`` (of
        fighting before it fell).
    fights
        One row a fight, anywhere: ``one``, ``other`` (names, in any order), ``day``, place as above,
        ``deaths``; if known ``low``, ``high`` (deaths as a range), ``radius_km`` (how far off its place may
        be). A fight that nobody reported makes a capture look like a hand-over.
    a, b
        The two of whom a hand-over is alleged, either way, as both tables name them.
    since, until
        The days that the table of fights covers, [since, until); captures at their edge are left out.
    foreseen
        True if you wrote the question down before the town fell. Else it may be the oddest of all captures,
        and no rank can support the allegation.
    **choices
        Fields of the form's choices: radius_km=10, days_before=30, days_after=7 (whose deaths count),
        fighting="taker-loser" (or "any" sides), place_km=25, least_people=5000, dated_within=7, penalty=1,
        captures="" (the hash of what was fixed), family=1 (how many forms you test the allegation with; each
        p value counts that many times); and smallest_effect=0.5, the effect that matters.

    Returns
    -------
    Answer
        As `ask` gives it: effect with range, p, gates, caveats, and the verdict of the one rule.

    Raises
    ------
    TableError
        Where values are missing or wrong: every one, by argument, column and index.
    QuestionError
        Where a choice is unknown or impossible.

    Notes
    -----
    The null, the statistic and where it misleads: ``docs/forms/hand-over.md``.
    """
    faults = Faults()
    if a == b:
        faults.add(CALL, "a and b must be two actors", value=a)
    towns, fought = Table.of(captures, "captures", faults), Table.of(fights, "fights", faults)
    period = faults.period(since, until)
    x, y = places_of(towns, fought, faults)
    first = towns.days("day")
    last = towns.days("last_day") if towns.has("last_day") else first
    for row in np.flatnonzero(last < first).tolist():
        faults.add("captures", "is before its first day", row=row, column="last_day")
    split = towns.rows
    near = near_captures((x[:split], y[:split]), (first, last), (x[split:], y[split:]), fought.days("day"))
    places, losers, takers = (towns.labels(name) for name in ("place", "loser", "taker"))
    told = (places, losers, takers, first)
    towns.once(list(zip(*(column.tolist() for column in told), strict=True)), "capture")
    one, other = fought.labels("one"), fought.labels("other")
    people = _known(towns, "population", least=0)
    sample = Captures(
        a=a,
        b=b,
        places=tuple(places.tolist()),
        losers=tuple(losers.tolist()),
        takers=tuple(takers.tolist()),
        first=first,
        last=last,
        asked=towns.flags("asked"),
        foreseen=np.full(split, foreseen),
        negotiated=towns.flags("negotiated").astype(np.int64)
        if towns.has("negotiated")
        else np.full(split, -1, dtype=np.int64),
        population=people,
        features=np.column_stack(
            [
                np.log(np.maximum(1.0, _known(towns, "attackers", least=0))),
                np.log(np.maximum(1.0, _known(towns, "defenders", least=0))),
                np.log1p(_known(towns, "days", least=0)),
                np.log(np.maximum(1.0, people)),
            ]
        ),
        around=near.around(split),
        fights=_fights(fought, near.of_its_days(one != other), (one, other), (losers, takers)),
        data=period,
        in_war=int((((one == a) & (other == b)) | ((one == b) & (other == a))).sum()),
    )
    faults.finish()
    return answer_of(FORM, sample, choices, (a, b, "others"), DEFAULT_SEED)


def _known(table: Table, name: str, *, least: float) -> Floats:
    """Read a column of numbers; not known in any row where there is none."""
    return table.numbers(name, least=least) if table.has(name) else np.full(table.rows, np.nan)


def _fights(table: Table, near: Near, sides: Labels, ends: Labels) -> Fights:
    """Take the deaths of the fights near each capture; sides: of each fight, ends: loser and taker."""
    best = table.whole("deaths").astype(float)
    low, high = (table.whole(name).astype(float) if table.has(name) else best for name in ("low", "high"))
    radius = _known(table, "radius_km", least=0)
    (one, other), (losers, takers) = sides, ends
    capture, event = near.capture, near.event
    return Fights(
        capture=capture,
        km=near.km,
        lag=near.lag,
        place_km=radius[event],
        low=low[event],
        best=best[event],
        high=high[event],
        between=either_way(one[event], other[event], losers[capture], takers[capture]),
    )
