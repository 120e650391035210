"""Safe passage on plain arrays: a table of cells, with whose ground they are."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from holdfire.forms.safe_passage import FORM
from holdfire.forms.samples import GroundMap, Passage
from holdfire.inquiry.plain.answering import answer_of
from holdfire.inquiry.plain.tables import CALL, Day, Faults, Table
from holdfire.inquiry.registration import DEFAULT_SEED
from holdfire.model.answer import Answer

Point = tuple[float, float]
MOST_CELLS = 16_000_000
OFF = 1e-6  # of a cell, by which positions may miss their grid


def safe_passage(  # noqa: PLR0913  each is one thing to say about the map
    cells: object,
    *,
    mover: str,
    through: str,
    start: Point,
    goal: Point,
    cell_km: float = 2.0,
    error_km: float | None = None,
    since: Day | None = None,
    on: Day | None = None,
    names: tuple[str, str] = ("the start", "the goal"),
    source: str = "map",
    seed: int = DEFAULT_SEED,
    **choices: float | str,
) -> Answer:
    """On which share of maps within the error does every way cross ground of `through`?

    Parameters
    ----------
    cells
        One row a square cell of mapped ground: a data frame (pandas, polars), a table (Arrow, DuckDB), a
        mapping of columns or a list of rows. Columns: ``x``, ``y`` (km of its centre, east and north),
        ``held`` (true on ground of `through`), and if its posts are known ``post`` (true where one stands).
        Where there is no row nobody can go: the sea, or ground outside the map.
    mover, through
        Who moved, and whose ground a way must not cross.
    start, goal
        From where to where, as (x, y) in km, on mapped ground.
    cell_km
        Length of a cell's side.
    error_km
        How far the map's border may be off, as its source states it.
    since, on
        Day of the map and the asked day, as dates or whole numbers: between them borders move.
    names, source
        What the places and the map are called.
    seed
        The same seed gives the same answer, to the last digit.
    **choices
        Fields of the form's choices: draws=1000 (maps within the error), quick=100 (for each other choice),
        lengths=50 (drawn maps whose shortest crossing is measured), corr_km=10 (how far errors are alike),
        day_km=0.3 (how far a border may move in a day), error=1 (what the error is multiplied by),
        range_km=0 (how long a way may be; 0: any length), km_per_day=0 (how far the mover gets; 0: not
        asked), thin="10,20,40" (km from posts), family=1; in a case also within="area" (ways inside an area),
        days="each" (a way on every day of a period), roads="" (those that ways follow). smallest_effect=2, as
        every form has one, is not used.

    Returns
    -------
    Answer
        As `ask` gives it: the share with its interval, ways and crossings in `details`, caveats, the verdict.

    Raises
    ------
    TableError
        Where values are missing or wrong: every one, by argument, column and index.
    QuestionError
        Where a choice is unknown or impossible.

    Notes
    -----
    How maps are drawn and where the share misleads: ``docs/forms/safe-passage.md``.
    """
    faults = Faults()
    table = Table.of(cells, "cells", faults)
    x, y = table.numbers("x"), table.numbers("y")
    held, post = table.flags("held"), table.flags("post") & table.has("post")
    if not table.has("held"):
        faults.add("cells", "this column is needed", column="held")
    if not cell_km > 0:
        faults.add(CALL, f"cell_km must be above 0, not {cell_km!r}")
    if not table.rows:
        faults.add("cells", "has no row")
    if choices.get("roads"):
        faults.add(CALL, "roads are read in a case only: holdfire ask --roads FILE")
    first = 0 if since is None else faults.day("since", since)
    asked = first if on is None else faults.day("on", on)
    faults.finish()
    row, column, shape = _grid(x, y, cell_km, faults)
    passable, ours, posts = (np.zeros(shape, dtype=np.bool_) for _ in "mhp")
    passable[row, column], ours[row, column], posts[row, column] = True, held, post
    if passable.sum() != table.rows:
        faults.add("cells", "has two rows for one cell")
    ends = [
        _cell(at, (x.min(), y.min()), cell_km, passable, name, faults)
        for name, at in (("start", start), ("goal", goal))
    ]
    faults.finish()
    one = GroundMap(
        source=source,
        since=first,
        lag=abs(asked - first),
        error_km=error_km,
        held=ours,
        passable=passable,
        start=ends[0],
        goal=ends[1],
        cell_km=cell_km,
        days=(asked, asked + 1) if choices.get("km_per_day") else None,
        post_km=np.asarray(ndimage.distance_transform_edt(~posts)) * cell_km if post.any() else None,
    )
    sample = Passage(mover=mover, holder=through, start=names[0], goal=names[1], maps=(one,))
    return answer_of(FORM, sample, choices, (mover, through, "others"), seed)


def _grid(
    x: NDArray[np.float64], y: NDArray[np.float64], cell_km: float, faults: Faults
) -> tuple[NDArray[np.int64], NDArray[np.int64], tuple[int, int]]:
    """Number the cells from the south-west; note positions that lie on no common grid."""
    places: list[NDArray[np.int64]] = []
    for name, values in (("y", y), ("x", x)):
        steps = (values - values.min()) / cell_km
        place = np.round(steps).astype(np.int64)
        if np.abs(steps - place).max() > OFF:
            faults.add("cells", f"cells must lie {cell_km:g} km (cell_km) apart, or a multiple", column=name)
        places.append(place)
    shape = int(places[0].max()) + 1, int(places[1].max()) + 1
    if shape[0] * shape[1] > MOST_CELLS:
        faults.add("cells", f"spans {shape[0]:,} by {shape[1]:,} cells; at most {MOST_CELLS:,} are read")
        faults.finish()
    return places[0], places[1], shape


def _cell(
    at: Point,
    corner: Point,
    cell_km: float,
    passable: NDArray[np.bool_],
    name: str,
    faults: Faults,
) -> tuple[int, int]:
    """Find the cell of a point; one without mapped ground is noted."""
    column, row = (int(np.floor((v - low) / cell_km + 0.5)) for v, low in zip(at, corner, strict=True))
    inside = 0 <= row < passable.shape[0] and 0 <= column < passable.shape[1] and bool(passable[row, column])
    if not inside:
        faults.add(CALL, f"{name} {at} lies on no cell of mapped ground")
    return row, column
