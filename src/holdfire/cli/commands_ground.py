"""The commands `control exposure`, `held`, `reach` and `changes`: what the maps say of fronts and ground."""

from collections.abc import Sequence
from typing import Annotated

import typer

from holdfire.cli.application import AsJson, day, print_json, print_table, say, tell, the_case
from holdfire.dossier.words import count, counted
from holdfire.errors import UsageError
from holdfire.inquiry.exposures import Contact, WantedExposure, exposure
from holdfire.inquiry.handing import NEAR_DAYS, NEAR_KM, Changes, TownChange, WantedChanges, list_changes
from holdfire.inquiry.holding import Held, WantedHoldings, list_holdings
from holdfire.inquiry.reaching import WantedReach, list_reach

SHOWN = 40  # rows of a long table; --json has all
NO_MAP = "this case has no control map of these days; import one with: holdfire import control FILE"

From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day.")]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="First day that no longer counts.")
]
Source = Annotated[str | None, typer.Option(metavar="NAME", help="Only the map of this source.")]
Where = Annotated[
    str | None,
    typer.Option(metavar="PLACE", help="An imported boundary or place, a box, a GeoJSON file."),
]
Actors = Annotated[
    list[str] | None,
    typer.Option("--actor", metavar="NAME", help="Only this holder's; several are one party."),
]


def show_exposure(
    context: typer.Context,
    a: Annotated[str, typer.Argument(metavar="A", help="An actor: id, name, alias, or as a map names it.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    since: From = None,
    until: Until = None,
    area: Where = None,
    source: Source = None,
    as_json: AsJson = False,
) -> None:
    """Measure the front between two actors day by day, by each source; without maps, their co-presence."""
    wanted = WantedExposure(
        a=(a,), b=(b,), area=area, since=day(since, "--from"), until=day(until, "--until"), source=source
    )
    found = exposure(the_case(context), wanted)
    if as_json:
        print_json(found)
        return
    value = "nothing to measure" if found.exposure.value is None else _amount(found.exposure.value)
    unit = "" if found.exposure.unit == "none" else f" {found.exposure.unit}"
    tell(f"{found.a} and {found.b}, {found.area}, {found.since} until {found.until}: {value}{unit}")
    tell(f"measured from: {found.exposure.basis}")
    _tell_fronts(found)
    for note in found.notes:
        say(note)


def _tell_fronts(found: Contact) -> None:
    if not found.sources:
        return
    print_table(
        ("source", "days with a map", "km-days", "mean km", "lines may be off by"),
        (
            (
                one.source,
                count(one.days),
                _amount(one.km_days),
                _amount(one.mean_km or 0.0),
                "not stated" if one.error_km is None else f"up to {one.error_km:g} km",
            )
            for one in found.sources
        ),
    )
    days = [(one.source, f.since, f.until, _amount(f.km)) for one in found.sources for f in one.fronts]
    _long_table(("source", "from", "until", "front km"), days)


def show_held(
    context: typer.Context,
    actor: Actors = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="One day, with how far the figures may be off.")
    ] = None,
    since: From = None,
    until: Until = None,
    area: Where = None,
    source: Source = None,
    as_json: AsJson = False,
) -> None:
    """List who held how much ground, how many places and people, by day and source."""
    if on is not None and (since is not None or until is not None):
        raise UsageError("--on is one day; give it without --from and --until")
    wanted = WantedHoldings(
        actors=tuple(actor or ()),
        on=day(on, "--on"),
        since=day(since, "--from"),
        until=day(until, "--until"),
        area=area,
        source=source,
    )
    found = list_holdings(the_case(context), wanted)
    if as_json:
        print_json(found)
    elif not found:
        say(NO_MAP)
    else:
        headings = ("source", "from", "until", "holder", "km²", "of the drawn", "places", "people")
        _long_table(headings, [_held(one) for one in found])


def _held(one: Held) -> tuple[str, ...]:
    return (
        one.source,
        one.since,
        one.until,
        one.name,
        _ranged(one.km2, one.km2_range),
        f"{one.share:.1%}",
        _people(one.places, one.places_range),
        _people(one.people, one.people_range),
    )


def show_reach(
    context: typer.Context,
    a: Annotated[str, typer.Argument(metavar="A", help="Whose ground is reached from.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Whose ground is reached.")],
    km: Annotated[float, typer.Option("--within", metavar="KM", help="How far A reaches from its ground.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day.")],
    source: Source = None,
    as_json: AsJson = False,
) -> None:
    """Measure which of B's ground, places and people lay within so many km of ground of A."""
    if (asked := day(on, "--on")) is None:
        raise UsageError("--on is needed")
    found = list_reach(the_case(context), WantedReach(actor=(a,), other=(b,), km=km, on=asked, source=source))
    if as_json:
        print_json(found)
    elif not found:
        say(NO_MAP)
    else:
        rows = [
            (
                one.source,
                one.on,
                _amount(one.km2),
                _amount(one.whole_km2),
                "" if one.places is None else count(one.places),
                "" if one.people is None else count(one.people),
            )
            for one in found
        ]
        tell(f"{found[0].other} within {km:g} km of ground of {found[0].actor}")
        print_table(("source", "day", "km²", "of all its km²", "places", "people"), rows)


def show_changes(
    context: typer.Context,
    actor: Actors = None,
    since: From = None,
    until: Until = None,
    km: Annotated[float, typer.Option(metavar="KM", help="Fighting counts so near a town.")] = NEAR_KM,
    days: Annotated[int, typer.Option(metavar="N", help="… so many days before and after.")] = NEAR_DAYS,
    as_json: AsJson = False,
) -> None:
    """List towns and ground that changed hands, with the fighting near the towns; each source by itself."""
    wanted = WantedChanges(
        actors=tuple(actor or ()), since=day(since, "--from"), until=day(until, "--until"), km=km, days=days
    )
    found = list_changes(the_case(context), wanted)
    if as_json:
        print_json(found)
    else:
        _tell_changes(found)


def _tell_changes(found: Changes) -> None:
    if not found.towns and not found.ground:
        say("nothing changed hands on the maps and tables of this case")
        return
    near = f"within {found.km:g} km and {counted(found.days, 'day')}"
    headings = ("place", "from", "to", "days", "people", "source", f"fights of the two {near}", "of anybody")
    _long_table(headings, [_town(one) for one in found.towns])
    ground = sorted(found.ground, key=lambda one: (one.source, one.day, -one.km2))
    _long_table(
        ("source", "day", "ground of", "becomes", "km²"),
        [(g.source, g.day, g.loser or "nobody", g.taker or "nobody", _amount(g.km2)) for g in ground],
    )


def _town(one: TownChange) -> tuple[str, ...]:
    days = one.last if one.first == one.last else f"{one.first} to {one.last}"
    fights = one.fighting
    low, best, high = (0, 0, 0) if fights is None else fights.deaths
    return (
        one.place + (", negotiated" if one.negotiated else ""),
        one.loser,
        one.taker,
        days,
        "" if one.population is None else count(one.population),
        one.source or one.basis,
        "no events" if fights is None else f"{counted(fights.between, 'event')}, {best} dead ({low}–{high})",
        "" if fights is None else count(fights.anybody),
    )


def _long_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if rows:
        print_table(headings, rows[:SHOWN])
    if len(rows) > SHOWN:
        say(f"{len(rows) - SHOWN:,} more rows; --json has all")


def _amount(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}"


def _people(number: int | None, ends: tuple[int, int] | None) -> str:
    if number is None:
        return ""
    return count(number) if ends is None else f"{count(number)} ({count(ends[0])}–{count(ends[1])})"


def _ranged(value: float, ends: tuple[float, float] | None) -> str:
    return _amount(value) if ends is None else f"{_amount(value)} ({_amount(ends[0])}–{_amount(ends[1])})"
