"""What shares are counted on: the rows of an area, with sides as parties, and who stands beside the sum."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from holdfire.base.event_sides import NOBODY
from holdfire.case.folder import Case
from holdfire.errors import QuestionError, UsageError
from holdfire.inquiry.area_sources import imported
from holdfire.inquiry.areas import inside, resolve_area
from holdfire.inquiry.reading import registry
from holdfire.inquiry.share_rows import SidedRows, group_labels, read_sides
from holdfire.inquiry.war import event_store, label
from holdfire.model.event import VIOLENT, EventKind, date_of
from holdfire.model.share import PERIODS

Find = Callable[[str], str]
EVERYWHERE = "all areas"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a user asks of shares; period: one of PERIODS, None for the whole time.

    left_out: actors, or words for groups of them, that stand beside the sum and not in it. kinds: those of
    events that count; without any, all in which there is violence.
    """

    area: str | None = None
    since: date | None = None
    until: date | None = None
    period: str | None = "year"
    by_area: bool = False
    kinds: tuple[str, ...] = ()
    civilians: bool = False
    left_out: tuple[str, ...] = ()
    burst_days: int = 1

    def __post_init__(self) -> None:
        unknown = sorted(set(self.kinds) - set(EventKind))
        if unknown:
            raise UsageError(
                f"no kind of event is called {', '.join(unknown)}; there are: {', '.join(EventKind)}"
            )
        if self.period is not None and self.period not in PERIODS:
            raise UsageError(f"no period is called {self.period}; there are: {', '.join(PERIODS)}")
        if self.burst_days < 1:
            raise UsageError(f"a burst lasts one day or more, not {self.burst_days}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The rows of the asked area at any date, with sides as labels, and the days that they cover.

    party: label of the actor that was named, "" where nobody was. beside: labels that are left out of sums.
    """

    rows: SidedRows
    party: str
    area: str
    since: date
    until: date
    data_since: date
    data_until: date
    beside: frozenset[str]
    wanted: Wanted
    duplicates: int
    alternatives: tuple[str, ...] = ()  # what else the area's name could have meant


def load_ground(case: Case, wanted: Wanted, names: Sequence[str] = ()) -> Ground:
    """Read what shares are counted on; several names are one party.

    Raises RegistryError for a name that nobody has, AreaError for such an area, QuestionError without events.
    """
    store, actors, find = event_store(case), registry(case), finder(case)
    ids = tuple(dict.fromkeys(map(find, names)))
    area = None if wanted.area is None else resolve_area(wanted.area, store.place_names(), imported(case))
    events = store.columns(countries=None if area is None else area.countries or None)
    events = events if area is None else events.take(inside(area, events))
    kinds = wanted.kinds or tuple(kind.value for kind in VIOLENT)
    events = events.take(np.isin(events.kind.astype(str), kinds))
    if not len(events):
        raise QuestionError(f"the data have no event of these kinds in {wanted.area or EVERYWHERE}")
    rows = read_sides(events, actors, {label(ids): ids} if ids else {})
    first, last = date_of(int(events.day.min())), date_of(int(events.end_day.max())) + timedelta(days=1)
    since, until = wanted.since or first, wanted.until or last
    if until <= since:
        raise QuestionError(f"the period ends ({until}) on or before its start ({since})")
    return Ground(
        rows=rows,
        party=label(ids),
        area=EVERYWHERE if area is None else area.name,
        since=since,
        until=until,
        data_since=first,
        data_until=last,
        beside=_beside(rows, wanted, find),
        wanted=wanted,
        duplicates=store.duplicates,
        alternatives=() if area is None else area.alternatives,
    )


def finder(case: Case) -> Find:
    """Make what finds the id that a person means by a name; it raises RegistryError where there is none."""
    actors, known = registry(case), tuple(side.name for side in event_store(case).side_names())
    return lambda name: actors.find(name, data_names=known).id


def _beside(rows: SidedRows, wanted: Wanted, find: Find) -> frozenset[str]:
    words = (*wanted.left_out, *(() if wanted.civilians else ("civilians",)))
    groups = [group_labels(rows, word, ()) for word in words]
    found = (
        group if group is not None else frozenset({find(word)})
        for word, group in zip(words, groups, strict=True)
    )
    return frozenset((NOBODY,)).union(*found)
