"""Other defensible ways to read the same rows: what robustness is measured over, one line a way.

Each is a war changed in one respect. Every one is taken alone, and every two that differ in what they read
otherwise are taken together; a form's own choices (window, radius, threshold) are the form's affair.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.samples import Fronts, Passage
from holdfire.inquiry.builders.rows import fought, take_rows
from holdfire.inquiry.war import War
from holdfire.model.event import UCDP_RADIUS_KM, EventKind

EXACT_KM = 1.0  # how far off a place is where it is called exact
DISTRICT = 3  # UCDP's where_prec of a place known to its district
TO_THE_DAY = 1  # UCDP's date_prec of a day that is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One other way to read the rows.

    of: what is read otherwise; two of the same are never taken together. words: how it is read. change: the
    war so read, the very same value where that makes no difference. sample: the only one that it can matter
    for; None: all. basis: the only basis of contact that it can matter for; None: all. every_row: rows of
    matched data sets are read, too, that count once with another row.
    """

    of: str
    words: str
    change: Callable[[War], War]
    sample: type | None = None
    basis: str | None = None
    every_row: bool = False


def exact_places(war: War) -> War:
    """Leave out rows whose place is not exact; a row that doesn't say how exact it is stays."""
    prec, radius = war.events.where_prec, war.events.radius_km
    fits = np.where(prec > 0, prec == 1, ~(radius > EXACT_KM))
    return _kept(war, fits.astype(np.bool_))


def districts_as_exact(war: War) -> War:
    """Take places that are known to their district as exact."""
    events = war.events
    told = (events.where_prec <= DISTRICT) & ~(events.radius_km > UCDP_RADIUS_KM[DISTRICT])
    rough = told & ((events.where_prec > 1) | (events.radius_km > EXACT_KM))
    if not rough.any():
        return war
    prec = np.where(rough, 1, events.where_prec)
    return replace(
        war,
        events=replace(events, where_prec=prec, radius_km=np.where(rough, EXACT_KM, events.radius_km)),
    )


def exact_days(war: War) -> War:
    """Leave out rows that last longer than a day, or whose day is not known; one that doesn't say stays."""
    events = war.events
    return _kept(war, (events.date_prec <= TO_THE_DAY) & (events.end_day == events.day))


def middle_day(war: War) -> War:
    """Date events that last longer by their middle day; what may be off is half of what it was."""
    events = war.events
    half = np.maximum(0, events.end_day - events.day) // 2
    if not half.any():
        return war
    day = events.day + half
    moved = replace(war, events=replace(events, day=day))
    return take_rows(moved, np.lexsort((events.event_id.astype(str), day)))  # the order that rows are read in


def state_based(war: War) -> War:
    """Leave out fighting in which no state takes part; nothing where the source doesn't tell it apart."""
    if not np.any(war.events.kind == EventKind.STATE_BASED):
        return war
    return _kept(war, np.asarray(war.events.kind != EventKind.NON_STATE))


def hand_to_hand(war: War) -> War:
    """Leave out shelling and strikes from afar; nothing where the source doesn't tell them apart."""
    return _kept(war, np.asarray(war.events.kind != EventKind.REMOTE))


def fighting_only(war: War) -> War:
    """Leave out violence against civilians and all else that is no fighting: it shows no presence then."""
    return _kept(war, fought(war.events.kind))


def own_names(war: War) -> War:
    """Leave out rows that name a part of a party, or several actors, where the party's own name could be."""
    return war if war.names is None else _kept(war, ~np.any(war.names.rolled, axis=1))


def shared_names(war: War) -> War:
    """Count a name of several actors for the one party of the question among them."""
    if war.names is None or not np.any(war.names.among != ""):
        return war
    one, other = war.names.among.T
    labels = (np.where(one != "", one, war.one), np.where(other != "", other, war.other))
    return replace(war, one=labels[0], other=labels[1])


def squares(km: float) -> Callable[[War], War]:
    """Read co-presence on squares of another size."""
    return lambda war: replace(war, square_km=km)


def cells(km: float) -> Callable[[War], War]:
    """Lay maps on cells of another size."""
    return lambda war: replace(war, cell_km=km)


def as_read(war: War) -> War:
    """Change nothing: what is otherwise is which rows are read."""
    return war


VARIANTS: tuple[Variant, ...] = (
    Variant(of="places", words="exact places only", change=exact_places),
    Variant(of="places", words="districts as exact", change=districts_as_exact),
    Variant(of="dates", words="exact days only", change=exact_days),
    Variant(of="dates", words="long events mid-way", change=middle_day),
    Variant(of="kinds", words="state-based only", change=state_based),
    Variant(of="kinds", words="no shelling, strikes", change=hand_to_hand),
    Variant(of="kinds", words="fighting alone", change=fighting_only),
    Variant(of="names", words="own names only", change=own_names),
    Variant(of="names", words="shared names count", change=shared_names),
    Variant(of="grid", words="5 km squares", change=squares(5.0), sample=Fronts, basis="co-presence"),
    Variant(of="grid", words="20 km squares", change=squares(20.0), sample=Fronts, basis="co-presence"),
    Variant(of="cells", words="1 km cells", change=cells(1.0), sample=Passage),
    Variant(of="cells", words="4 km cells", change=cells(4.0), sample=Passage),
    Variant(of="rows", words="matched rows twice", change=as_read, every_row=True),
)

READ_FROM_MAPS = (Passage,)
"""Samples to which it makes no difference how the rows of events are read."""

Combination = tuple[Variant, ...]


def combinations_for(sample: type, *, matched: bool) -> tuple[Combination, ...]:
    """List what is tried on a sample: each way alone, then every two that read different things otherwise.

    Two at once are not tried where contact would have to be measured for each.

    matched: whether there are rows that count once with a row of another data set.
    """
    own = (sample,) if sample in READ_FROM_MAPS else (None, sample)
    fitting = [v for v in VARIANTS if v.sample in own and (matched or not v.every_row)]
    together = () if sample is Fronts else combinations(fitting, 2)  # contact is measured anew for each
    pairs = [(one, two) for one, two in together if one.of != two.of]
    return (*((variant,) for variant in fitting), *pairs)


def changed(war: War, combination: Combination) -> War | None:
    """Read a war as a combination says; None where one of its parts makes no difference to the rows."""
    for variant in combination:
        before, war = war, variant.change(war)
        if war is before and not variant.every_row:
            return None
    return war


def _kept(war: War, keep: NDArray[np.bool_]) -> War:
    return war if keep.all() else take_rows(war, keep)
