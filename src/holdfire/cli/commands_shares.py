"""The command `shares`: who an actor's events are with, and published shares beside that."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from holdfire.cli.application import AsJson, day, print_json, print_table, say, tell, the_case
from holdfire.dossier.figures.shares import shares_figure
from holdfire.dossier.picture import picture
from holdfire.dossier.words import count, counted, share_interval
from holdfire.dossier.words import share as percent
from holdfire.errors import InputError, UsageError
from holdfire.inquiry.published_shares import read_published, stated_shares
from holdfire.inquiry.share_comparisons import compare
from holdfire.inquiry.share_ground import Wanted, load_ground
from holdfire.inquiry.shares import main_opponents, shares_of
from holdfire.model.share import PERIODS, ActorShares, ShareComparison, ShareGroup

AREA, NONE = "area", "none"
SHOWN = 3  # main opponents in the table of all actors

Names = Annotated[
    list[str] | None,
    typer.Option("--actor", metavar="NAME", help="Whose events: id, name or alias; several are one party."),
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="WHAT",
        help=f"{', '.join(PERIODS)}, {AREA}, {NONE}, or a time and {AREA}: year,{AREA}.",
    ),
]
LeftOut = Annotated[
    list[str] | None,
    typer.Option(
        "--leave-out",
        metavar="NAME",
        help="An opponent to show beside the sum: an actor, or mixed, proposed, states, foreign-states.",
    ),
]
Stated = Annotated[
    str | None,
    typer.Option(
        metavar="SHARES", help='Published shares of the asked time: "gov=13%,non-state=64% of 923".'
    ),
]
Published = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="CSV of published shares: of, share, n, from, until, area, source."),
]


def shares(
    context: typer.Context,
    actor: Names = None,
    area: Annotated[
        str | None,
        typer.Option(metavar="PLACE", help="A place or region of the data, a box or GeoJSON."),
    ] = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="First day that no longer counts.")
    ] = None,
    by: By = "year",
    kinds: Annotated[
        str | None,
        typer.Option(metavar="KINDS", help="Only these kinds of event: state_based,non_state."),
    ] = None,
    civilians: Annotated[
        bool, typer.Option("--with-civilians/--without-civilians", help="Civilians in the sum or beside it.")
    ] = False,
    leave_out: LeftOut = None,
    burst_days: Annotated[
        int, typer.Option(metavar="N", help="Rows at one place within N days are one burst for the interval.")
    ] = 1,
    stated: Stated = None,
    published: Published = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the picture there, as SVG.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say who an actor's events are with, by year and area, with intervals; without --actor, everybody's."""
    period, by_area = _by(by)
    wanted = Wanted(
        area=area,
        since=day(since, "--from"),
        until=day(until, "--until"),
        period=period,
        by_area=by_area,
        kinds=tuple(kind.strip() for kind in kinds.split(",")) if kinds else (),
        civilians=civilians,
        left_out=tuple(leave_out or ()),
        burst_days=burst_days,
    )
    statements = (
        *(stated_shares(stated) if stated else ()),
        *(read_published(published) if published else ()),
    )
    case = the_case(context)
    if not actor:
        if statements or out is not None:
            raise UsageError("published shares and a picture are of one actor; give --actor")
        found = main_opponents(load_ground(case, wanted))
        print_json(found) if as_json else _tell_all(found)
        return
    ground = load_ground(case, wanted, actor)
    counted_shares = compare(case, ground, actor, statements, shares_of(ground))
    if out is not None:
        write_picture(out, picture(shares_figure(counted_shares)))
    if as_json:
        print_json(counted_shares)
    else:
        _tell(counted_shares)


def _by(text: str) -> tuple[str | None, bool]:
    """Read what to count by: at most one period, and area."""
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    periods = [word for word in words if word in PERIODS]
    if not words or len(periods) > 1 or set(words) - {*PERIODS, AREA, NONE}:
        raise UsageError(
            f"--by takes one of {', '.join((*PERIODS, AREA, NONE))}, or a time and {AREA}; not {text!r}"
        )
    return (periods[0] if periods else None), AREA in words


def write_picture(out: Path, text: str) -> None:
    """Write a picture to a file and say so."""
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}") from None
    say(f"picture: {out}")


def _tell(found: ActorShares) -> None:
    tell(f"{found.name}: whom its events are with; {found.area}, {found.since} until {found.until}")
    tell(f"The data there reach from {found.data_since} until {found.data_until}; an end day is not counted.")
    print_table(
        (
            "period",
            "opponent",
            "events",
            "of",
            "share",
            f"{percent(found.level)} interval",
            "deaths",
            "design effect",
        ),
        (row for group in found.groups for row in _rows(group, found.area)),
    )
    for note in found.notes:
        say(note)
    for comparison in found.comparisons:
        _tell_comparison(comparison)


def _rows(group: ShareGroup, area: str) -> Iterable[Sequence[str]]:
    name = group.period if group.area == area else f"{group.area}, {group.period}"
    if group.coverage == "no_events":
        others = f"{counted(group.anybody, 'event')} of others" if group.anybody else "nor of anybody else"
        yield name, f"no events; {others}", "0", "", "", "", "", ""
    elif group.coverage == "not_covered":
        yield name, "not covered by the data", "", "", "", "", "", ""
    for o in group.opponents:
        sort = "" if o.sort in ("actor", "civilians") else f" ({o.sort})"
        sums = (
            ("beside the sum", "", "", "")
            if o.share is None
            else (count(group.n), percent(o.share), share_interval(o.interval), f"{o.design_effect:.2f}")
        )
        yield name, o.name + sort, count(o.events), sums[0], sums[1], sums[2], count(o.deaths), sums[3]


def _tell_comparison(found: ShareComparison) -> None:
    source = f" ({found.stated.source})" if found.stated.source else ""
    of = f" of {count(found.stated.n)}" if found.stated.n else ""
    when = f"{found.since} until {found.until}"
    tell(f"\nPublished{source}: {found.stated.of} {percent(found.stated.share)}{of}, {when}")
    tell(f"  counted as {', '.join(found.counted_as)}: {count(found.events)} of {counted(found.n, 'event')}")
    if found.stated_interval is not None:
        tell(f"  interval of the stated share: {share_interval(found.stated_interval)}")
    if found.share is not None:
        tell(f"  share in the data: {percent(found.share)}, interval {share_interval(found.interval)}")
    if found.difference is not None:
        ends = found.difference_interval
        around = "" if ends is None else f", interval {_points(ends[0])} to {_points(ends[1])}"
        tell(f"  data minus stated, in points of per cent: {_points(found.difference)}{around}")
    tell(f"  {found.reading}")
    for why in found.why:
        tell(f"  why they may differ: {why}")
    for other in found.other_readings:
        told = "nothing to count" if other.share is None else percent(other.share)
        tell(f"  {other.choice}: {told} ({count(other.events)} of {count(other.n)})")


def _points(difference: float) -> str:
    return f"{100 * difference:+.1f}".replace("-", "−")


def _tell_all(found: Sequence[ActorShares]) -> None:
    def rows() -> Iterable[Sequence[str]]:
        for one in found:
            main = [o for o in one.groups[0].opponents if o.share is not None][:SHOWN]
            told = "; ".join(f"{o.name} {percent(o.share or 0)} ({share_interval(o.interval)})" for o in main)
            yield one.actor, one.name, count(one.groups[0].n), told

    print_table(("id", "actor", "events", f"main opponents, with {percent(0.95)} intervals"), rows())
