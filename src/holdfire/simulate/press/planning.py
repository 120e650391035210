"""Who writes what: assignments in the order in which they would be given, for each kind of report."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from heapq import merge
from itertools import groupby, islice

import numpy as np

from holdfire.simulate.press.chances import News, hashes_of, shares_of, worth
from holdfire.simulate.press.days import next_month
from holdfire.simulate.press.dealings import KINDS as ARRANGEMENTS
from holdfire.simulate.press.desk import Assignment, Desk
from holdfire.simulate.press.luck import Luck
from holdfire.simulate.press.outlets import Outlet
from holdfire.simulate.press.world import FORCE, Happening

DAY, WEEK = timedelta(days=1), timedelta(days=7)
_QUIET = timedelta(days=60)  # nobody speaks of a deal before the war is two months old
_WAITS = timedelta(days=20)  # nor so soon after the day from which it is said to be
_ITEMS = 5  # of a round-up or communiqué
_HOAX_EVERY = 4  # so many reports of a deal, one of them invented

_BATTLES = FORCE | {"one_sided"}
_NEWS = _BATTLES | {"capture"} | frozenset(ARRANGEMENTS) - {"truce"}
# kind of report: duties of the outlets that write it, kinds of happenings that it is about
_ABOUT_ONE: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "brief": (frozenset(("agency", "paper", "partisan")), _NEWS),
    "strike": (frozenset(("agency", "paper", "monitor")), frozenset(("strike",))),
    "deal": (frozenset(("agency", "paper", "blog")), frozenset(ARRANGEMENTS)),
    "announcement": (frozenset(("partisan",)), frozenset(("capture",))),
    "interview": (frozenset(("partisan", "paper")), FORCE),
    "eyewitness": (frozenset(("paper", "blog")), _BATTLES | {"capture"}),
    "obituary": (frozenset(("partisan",)), FORCE),
}


class Plan:
    """Assignments of each kind that draws on no other report, the most wanted first."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._news = News(desk.world)
        self._of_kind: dict[str, list[int]] = {}
        for i, happening in enumerate(desk.world.happenings):
            self._of_kind.setdefault(happening.kind, []).append(i)

    def assignments(self, kind: str) -> Iterator[Assignment]:
        """Give the assignments of one kind."""
        if kind in _ABOUT_ONE:
            return self._about_one(kind)
        ways: dict[str, Callable[[], Iterable[Assignment]]] = {
            "communique": lambda: self._days("communique", self._outlets("partisan")),
            "round_up": lambda: self._days("round_up", self._outlets("agency", "paper")),
            "monitor": lambda: self._regions("monitor", self._outlets("monitor"), self._months()),
            "map_caption": lambda: self._regions(
                "map_caption", self._outlets("monitor", "blog"), self._weeks()
            ),
            "rumours": lambda: self._regions("rumours", self._outlets("blog", "paper"), self._weeks()),
            "analysis": self._allegations,
        }
        return self._shuffled(kind, list(ways[kind]()))

    def _outlets(self, *duties: str) -> list[Outlet]:
        return [outlet for outlet in self._desk.room.outlets if outlet.duty in duties]

    def _shuffled(self, kind: str, tasks: Sequence[Assignment]) -> Iterator[Assignment]:
        """Put assignments in an order that follows from each of them; loud quarrels come first more often."""
        drawn = shares_of(hashes_of(task.key for task in tasks), self._desk.seed, kind, "order")
        loud = np.array([1.0 if task.quarrel is None else task.quarrel.loud for task in tasks])
        waiting = -np.log1p(-drawn) / loud
        return (tasks[i] for _, i in sorted(zip(waiting.tolist(), range(len(tasks)), strict=True)))

    def _about_one(self, kind: str) -> Iterator[Assignment]:
        duties, about = _ABOUT_ONE[kind]
        rows = sorted(i for name in about for i in self._of_kind.get(name, ()))
        outlets = self._outlets(*duties)
        ranked = [
            [
                (wait, i, number)
                for wait, i in self._news.order(outlet, kind, self._desk.seed, self._for(outlet, kind, rows))
            ]
            for number, outlet in enumerate(outlets)
        ]
        hoaxes = self._hoaxes(outlets) if kind == "deal" else iter(())
        for place, (_, i, number) in enumerate(merge(*ranked)):
            if place % _HOAX_EVERY == _HOAX_EVERY - 1:
                yield from islice(hoaxes, 1)
            yield self._task(kind, outlets[number], self._desk.world.happenings[i])
        yield from hoaxes

    def _hoaxes(self, outlets: Sequence[Outlet]) -> Iterator[Assignment]:
        """Invent arrangements: A and B of some quarrel are said to have made one that they never made."""
        world = self._desk.world
        for day in self._weeks():
            luck = Luck(self._desk.seed, "hoax", day)
            quarrel = luck.pick(self._desk.room.quarrels)
            told = Happening(
                id="",
                kind=luck.pick(("exchange", "deal", "transit", "trade", "evacuate", "truce")),
                day=day,
                until=day + DAY,
                place=luck.pick(tuple(world.region_of)),
                side_a=quarrel.a,
                side_b=quarrel.b,
            )
            task = self._task("deal", luck.pick(outlets), told)
            yield replace(task, key=f"{task.key} hoax {day}")

    def _for(self, outlet: Outlet, kind: str, rows: Sequence[int]) -> Sequence[int]:
        """Leave out what an outlet would not write of: partisans announce and mourn only their own."""
        if outlet.sides_with is None or kind not in ("announcement", "obituary", "interview"):
            return rows
        happenings = self._desk.world.happenings
        return [i for i in rows if outlet.sides_with in happenings[i].sides]

    def _task(self, kind: str, outlet: Outlet, happening: Happening) -> Assignment:
        key = f"{kind} {outlet.name} {happening.id}"
        luck = Luck(self._desk.seed, key, "plan")
        quarrels = self._desk.room.quarrels
        return Assignment(
            kind=kind,
            key=key,
            outlet=outlet,
            published=happening.day + timedelta(days=luck.between(1, 3 if kind == "brief" else 6)),
            happenings=(happening,),
            quarrel=luck.pick(quarrels) if quarrels and kind == "interview" and luck.chance(0.7) else None,
        )

    def _days(self, kind: str, outlets: Sequence[Outlet]) -> Iterator[Assignment]:
        """Give every outlet every day on which there was enough to tell."""
        world = self._desk.world
        for day, group in groupby(world.happenings, key=lambda h: h.day):
            todays = [h for h in group if h.kind in _NEWS]
            for outlet in outlets:
                theirs = [h for h in todays if outlet.sides_with is None or outlet.sides_with in h.sides]
                if len(theirs) >= (2 if kind == "round_up" else 1):
                    yield Assignment(
                        kind=kind,
                        key=f"{kind} {outlet.name} {day}",
                        outlet=outlet,
                        published=day + DAY,
                        happenings=tuple(sorted(theirs, key=lambda h: (-worth(h), h.id))[:_ITEMS]),
                    )

    def _regions(self, kind: str, outlets: Sequence[Outlet], days: Sequence[date]) -> Iterator[Assignment]:
        world = self._desk.world
        regions = tuple(dict.fromkeys(world.region_of.values()))
        for day in days:
            week = self._week_before(day)
            for region in regions:
                there = tuple(h for h in week if world.region_of[h.place] == region)
                for outlet in outlets:
                    key = f"{kind} {outlet.name} {day} {region}"
                    wait = Luck(self._desk.seed, key, "plan").between(0, 2) if kind == "rumours" else 0
                    yield Assignment(
                        kind=kind,
                        key=key,
                        outlet=outlet,
                        published=day + timedelta(days=wait),
                        happenings=there,
                        region=region,
                    )

    def _week_before(self, day: date) -> list[Happening]:
        happenings = self._desk.world.happenings
        first, last = (bisect_left(happenings, edge, key=lambda h: h.day) for edge in (day - WEEK, day))
        return list(happenings[first:last])

    def _months(self) -> list[date]:
        days, day = [], next_month(self._desk.world.since)
        while day <= self._desk.world.until:
            days.append(day)
            day = next_month(day)
        return days

    def _weeks(self) -> list[date]:
        world = self._desk.world
        return [world.since + WEEK * n for n in range(1, (world.until - world.since).days // 7 + 1)]

    def _allegations(self) -> Iterator[Assignment]:
        """Let whoever sides with C allege that A and B work together, week after week, true or not."""
        world = self._desk.world
        for day in self._weeks():
            for quarrel in self._desk.room.quarrels:
                if day < max(world.since + _QUIET, (quarrel.since or world.since) + _WAITS):
                    continue
                for outlet in self._desk.room.siding_with(quarrel.against):
                    key = f"analysis {outlet.name} {quarrel.a} {quarrel.b} {day}"
                    luck = Luck(self._desk.seed, key, "plan")
                    yield Assignment(
                        kind="analysis",
                        key=key,
                        outlet=outlet,
                        published=day + timedelta(days=luck.between(0, 6)),
                        quarrel=quarrel,
                        region=self._front(quarrel.a, quarrel.b, day, luck),
                    )

    def _front(self, one: str, other: str, day: date, luck: Luck) -> str:
        """Name a region in which the two fought or could have."""
        world = self._desk.world
        fights = world.fights(one, other, world.since, day)
        places = [h.place for h in fights] or list(world.region_of)
        return world.region_of[luck.pick(places)]
