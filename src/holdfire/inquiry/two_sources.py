"""Where two data sets were matched: how many clashes each has of the asked pair, and of all others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from holdfire.base.events import EventStore
from holdfire.case.contents import event_tables
from holdfire.case.folder import Case
from holdfire.case.matched import same_events
from holdfire.inquiry.builders.rows import asked_days, is_clash
from holdfire.inquiry.war import War, load_war
from holdfire.model.allegation import Question
from holdfire.model.answer import Detail
from holdfire.stats.two_sources import ODDS_RATIOS, TwoLists, detection_ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two data sets on the asked area and period; copied: events in both whose rows name the same source."""

    datasets: tuple[str, str]
    asked: TwoLists
    others: TwoLists
    copied: int

    def detail(self) -> Mapping[str, Detail]:
        """Write it for an answer, with what was missed at each odds ratio between the lists."""
        return {
            "datasets": list(self.datasets),
            "asked": _list_detail(self.asked),
            "others": _list_detail(self.others),
            "copied": self.copied,
            "at": [
                {
                    "odds_ratio": f,
                    "missed": self.asked.missed(f),
                    "detection": self.asked.detection(f),
                    "ratio": detection_ratio(self.asked, self.others, f),
                }
                for f in ODDS_RATIOS
            ],
        }

    def sentence(self, tipping: float | None) -> str:
        """Say what the two lists let one expect of unreported clashes, beside the tipping point."""
        mine, name = self.asked, " and ".join(self.datasets)
        said = (
            f"{name} have {mine.first:,} and {mine.second:,} clashes of the two, {mine.both:,} in both; of "
            f"the other pairs {self.others.first:,} and {self.others.second:,}, {self.others.both:,} in both"
        )
        ratios = [detection_ratio(mine, self.others, f) for f in ODDS_RATIOS]
        known = [ratio for ratio in ratios if ratio is not None]
        if not known:
            return f"{said}: what both missed can't be estimated."
        vanish = "" if tipping is None else f"; below {tipping:.2g} the finding would vanish"
        copied = f" {self.copied:,} of those in both name the same source." if self.copied else ""
        return (
            f"{said}: together they see clashes of the two {min(known):.2f} to {max(known):.2f} times as "
            f"often as those of others{vanish}. The range is that of odds ratios {ODDS_RATIOS[0]:g} to "
            f"{ODDS_RATIOS[-1]:g} between the lists; lists that copy each other have more than 1, and then "
            f"both miss more than independence says.{copied}"
        )


def overlaps(case: Case, question: Question) -> tuple[Overlap, ...]:
    """Compare the data sets whose rows were matched, two by two; none where nothing was."""
    groups = same_events(case).groups
    if not groups:
        return ()
    store = EventStore(event_tables(case))
    war = load_war(case, question.triple, question.area, question.period, store)
    every = dict(zip(store.columns().event_id.tolist(), store.datasets().tolist(), strict=True))
    return compared(war, groups, [every[event] for event in war.events.event_id.tolist()])


def compared(war: War, same: Sequence[Sequence[str]], datasets: Sequence[str]) -> tuple[Overlap, ...]:
    """Compare the data sets of a war's rows, each event in as many rows as tell of it.

    same: ids of the rows that tell of one event, a group each. datasets: of each row.
    """
    row_of = {event: row for row, event in enumerate(war.events.event_id.tolist())}
    groups = [[row_of[event] for event in group if event in row_of] for group in same]
    chosen = _in_question(war, groups)
    asked = war.between(war.a, war.b)
    sets = [sorted({datasets[row] for row in rows if chosen[row]}) for rows in groups]
    pairs = sorted({pair for names in sets for pair in combinations(names, 2)})
    found: list[Overlap] = []
    for pair in pairs:
        mine, both = _lists(chosen & asked, groups, datasets, pair)
        others, _ = _lists(chosen & ~asked, groups, datasets, pair)
        found.append(Overlap(datasets=pair, asked=mine, others=others, copied=_copied(war, both)))
    return tuple(found)


def _in_question(war: War, groups: Sequence[Sequence[int]]) -> NDArray[np.bool_]:
    """Mark the clashes of the asked area and days, and the rows that tell of one of them from outside it."""
    days = asked_days(war)
    clash = is_clash(war)
    chosen = clash & war.inside & (war.events.day >= days.first) & (war.events.day < days.end)
    for rows in groups:
        if chosen[list(rows)].any():
            chosen[list(rows)] = clash[list(rows)]
    return chosen


def _lists(
    chosen: NDArray[np.bool_],
    groups: Sequence[Sequence[int]],
    datasets: Sequence[str],
    names: tuple[str, str],
) -> tuple[TwoLists, list[tuple[int, int]]]:
    """Count the chosen rows of two data sets and the events that both tell of, with the rows of those."""
    counts = [sum(datasets[row] == name for row in np.flatnonzero(chosen).tolist()) for name in names]
    both: list[tuple[int, int]] = []
    for rows in groups:
        of = [[row for row in rows if chosen[row] and datasets[row] == name] for name in names]
        both += zip(*of, strict=False)
    return TwoLists(first=counts[0], second=counts[1], both=len(both)), both


def _copied(war: War, both: Sequence[tuple[int, int]]) -> int:
    """Count the events whose two rows name a source in common."""
    return sum(not _offices(war, one).isdisjoint(_offices(war, other)) for one, other in both)


def _offices(war: War, row: int) -> frozenset[str]:
    parts = (part.strip().casefold() for part in str(war.events.sources[row]).split(";"))
    return frozenset(part for part in parts if part)


def _list_detail(lists: TwoLists) -> Mapping[str, Detail]:
    return {
        "first": lists.first,
        "second": lists.second,
        "both": lists.both,
        "chapman": lists.chapman,
        "standard_error": lists.chapman_variance**0.5,
    }
