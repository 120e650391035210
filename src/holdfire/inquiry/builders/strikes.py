"""Rows and maps to `Strikes`: whom each side struck by region and week, of whom it could have struck."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from holdfire.contact.exposure import Bools, Ints
from holdfire.contact.regions import Regions, provinces_named, regions_of
from holdfire.errors import QuestionError
from holdfire.forms.samples import Floats, Strikes, Targets
from holdfire.inquiry.builders.opportunities import WEEK, Hit, Opportunities
from holdfire.inquiry.builders.rows import WarRows, provinces
from holdfire.inquiry.war import War

WHERE_PREC_MAX, DATE_PREC_MAX = 2, 3  # UCDP's codes: near a place, within a week
LEAST_STRIKES = 20  # of a side on two others, for a pair that is a placebo
MOST_PAIRS = 40  # placebos, the busiest first

Names = NDArray[np.object_]


def build_strikes(war: War) -> Strikes:
    """Count the directed strikes of every side by region and week, and measure what it could have struck.

    A strike is a row of fighting that says who struck whom (`initiator`), with a place known to where_prec 2
    or better and a date known to a week; one row may stand for several (`acts`).

    Raises
    ------
    QuestionError
        Where nobody is named against whom A and B are said to act.
    """
    if not war.c:
        raise QuestionError("selective-targeting asks whom A and B are said to act against; give --against")
    of = WarRows.of(war, where_prec_max=WHERE_PREC_MAX)
    asked = of.now & of.war.inside & of.clash
    ours = _among(of, (war.a, war.b, war.c))
    told = _directed(of)
    if not (asked & ours & told).any():
        return _nothing(war, len(of.days), int((asked & ours).sum()), of.caveats)
    struck = _Struck.of(of, asked & told)
    measures = Opportunities.measured(
        of, struck.strikers, struck.regions, struck.region_names, struck.region_of_row
    )
    return Strikes(
        a=struck.targets(measures, war.a, war.b, war.c),
        b=struck.targets(measures, war.b, war.a, war.c),
        regions=struck.region_names,
        days=len(of.days),
        directed=int((asked & ours & told).sum()),
        undirected=int((asked & ours & ~told).sum()),
        others=tuple(_others(struck, measures, war)),
        caveats=(*measures.caveats, *of.caveats, *_caveats(of, asked & ours & told)),
    )


def _among(of: WarRows, parties: tuple[str, ...]) -> Bools:
    return np.isin(of.war.one.astype(str), parties) & np.isin(of.war.other.astype(str), parties)


def _directed(of: WarRows) -> Bools:
    return np.isin(of.war.events.initiator.astype(str), ("side_a", "side_b"))


def _nothing(war: War, days: int, undirected: int, caveats: tuple[str, ...]) -> Strikes:
    """Make the sample of data that name no striker."""

    def none(striker: str, partner: str) -> Targets:
        whole = np.zeros(0, dtype=np.int64)
        return Targets(
            striker=striker,
            partner=partner,
            third=war.c,
            region=whole,
            week=whole,
            on_partner=whole,
            on_third=whole,
            opportunity={},
            in_war=0,
            third_in_war=0,
        )

    return Strikes(
        a=none(war.a, war.b),
        b=none(war.b, war.a),
        regions=(),
        days=days,
        directed=0,
        undirected=undirected,
        caveats=caveats,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Struck:
    """Directed strikes of the asked area and period; arrays have one entry a row of the data.

    striker, target: labels. region, week: where and when. acts: how many strikes. in_war: reports of one
    side's strikes on another in the country at any date. region_of_row: of every row of the war.
    """

    striker: Names
    target: Names
    region: Ints
    week: Ints
    acts: Ints
    x: Floats
    y: Floats
    in_war: Mapping[tuple[str, str], int]
    regions: Regions
    region_names: tuple[str, ...]
    region_of_row: Ints

    @classmethod
    def of(cls, of: WarRows, asked: Bools) -> "_Struck":
        """Take the rows that say who struck whom, where and when well enough."""
        events = of.placed.events
        first = events.initiator == "side_a"
        striker, target = np.where(first, of.war.one, of.war.other), np.where(first, of.war.other, of.war.one)
        several = len(set(events.country.tolist())) > 1
        regions = regions_of(
            of.placed.x,
            of.placed.y,
            provinces(events, several=several),
            by_province=provinces_named(events.adm_1),
        )
        names, codes = np.unique(regions.of_rows.astype(str), return_inverse=True)
        ever = np.flatnonzero(of.clash & _directed(of))
        chosen = np.flatnonzero(asked & of.precise & (events.date_prec <= DATE_PREC_MAX) & (events.acts > 0))
        return cls(
            striker=striker[chosen],
            target=target[chosen],
            region=codes[chosen].astype(np.int64),
            week=(events.day[chosen] - of.days.first) // WEEK,
            acts=events.acts[chosen],
            x=of.placed.x[chosen],
            y=of.placed.y[chosen],
            in_war=Counter(zip(striker[ever].tolist(), target[ever].tolist(), strict=True)),
            regions=regions,
            region_names=tuple(names.tolist()),
            region_of_row=codes.astype(np.int64),
        )

    @property
    def strikers(self) -> tuple[str, ...]:
        """Everybody who struck somebody."""
        return tuple(sorted(set(self.striker.tolist())))

    def targets(
        self, measures: Opportunities, striker: str, partner: str, third: str, *, squares: bool = True
    ) -> Targets:
        """Gather one side's strikes on two others into occasions."""
        on = [(self.striker == striker) & (self.target == one) for one in (partner, third)]
        mine = np.flatnonzero(on[0] | on[1])
        where, back = np.unique(
            np.column_stack((self.region[mine], self.week[mine])), axis=0, return_inverse=True
        )
        back = back.ravel()
        counted = [
            np.bincount(back, np.where(one[mine], self.acts[mine], 0), minlength=len(where)).astype(np.int64)
            for one in on
        ]
        region, week = where.T
        hit = Hit(occasion=back, partner=on[0][mine], acts=self.acts[mine], x=self.x[mine], y=self.y[mine])
        return Targets(
            striker=striker,
            partner=partner,
            third=third,
            region=region,
            week=week,
            on_partner=counted[0],
            on_third=counted[1],
            opportunity=measures.of_occasions(striker, (partner, third), region, week),
            in_war=self.in_war.get((striker, partner), 0),
            third_in_war=self.in_war.get((striker, third), 0),
            squares=measures.squares(striker, (partner, third), (region, week), hit) if squares else None,
        )


def _others(struck: _Struck, measures: Opportunities, war: War) -> list[tuple[Targets, Targets]]:
    """Gather both directions of pairs of whom nobody alleges anything, the busiest first."""
    alleged = {war.a, war.b}
    strikes = Counter[tuple[str, str]]()
    for striker, target, acts in zip(struck.striker, struck.target, struck.acts.tolist(), strict=True):
        strikes[striker, target] += acts
    sides = sorted({side for pair in strikes for side in pair})
    tried: list[tuple[int, tuple[str, str, str]]] = []
    for first, second in combinations(sides, 2):
        for third in sides:
            if third in (first, second) or {first, second} == alleged:
                continue
            number = max(
                strikes[first, second] + strikes[first, third],
                strikes[second, first] + strikes[second, third],
            )
            if number >= LEAST_STRIKES:
                tried.append((-number, (first, second, third)))
    return [
        (
            struck.targets(measures, first, second, third, squares=False),
            struck.targets(measures, second, first, third, squares=False),
        )
        for _, (first, second, third) in sorted(tried, key=lambda one: one[0])[:MOST_PAIRS]
    ]


def _caveats(of: WarRows, told: Bools) -> tuple[str, ...]:
    """Say which directed strikes of the three are left out since their place or day is known too roughly."""
    rough = told & ~(of.precise & (of.placed.events.date_prec <= DATE_PREC_MAX))
    if not rough.any():
        return ()
    return (
        f"{rough.sum():,} of {told.sum():,} reports of strikes among the three are left out: their place is "
        "known to a district at best, or their day not to a week.",
    )
