"""The commands `control …`: the control maps of a case, and pictures of maps that become one."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from holdfire.cli.application import (
    AsJson,
    DryRun,
    day,
    print_json,
    print_table,
    say,
    tell,
    the_case,
    this_act,
)
from holdfire.cli.commands_ground import show_changes, show_exposure, show_held, show_reach
from holdfire.dossier.words import count, listed
from holdfire.errors import UsageError
from holdfire.inquiry.maps import ControlSource, control_maps
from holdfire.intake.digitising import PictureOf, digitise_map

SHOWN = 6  # holders in the table; --json has all

control = typer.Typer(no_args_is_help=True, help="Who held which ground when: the control maps of the case.")


@control.command("list")
def list_maps(context: typer.Context, as_json: AsJson = False) -> None:
    """List the sources of the control maps, and on what share of ground and days each two disagree.

    Shares are of the area and days that both draw. No source is averaged with another.
    """
    maps = control_maps(the_case(context))
    if as_json:
        print_json(maps)
        return
    if not maps.sources:
        say("this case has no control map; import one with: holdfire import control FILE")
        return
    headings = ("source", "areas", "marks", "layers", "from", "until", "error km", "holders")
    print_table(headings, map(_row, maps.sources))
    if maps.agreement:
        headings = ("source", "and", "both draw km²", "days", "other holder", "one says nobody")
        print_table(
            headings,
            (
                (a.one, a.other, count(a.drawn_km2), count(a.days), f"{a.differ:.1%}", f"{a.half:.1%}")
                for a in maps.agreement
            ),
        )


class Transform(StrEnum):
    """How pixels become degrees; the first lets the control points decide."""

    AUTO = "auto"
    AFFINE = "affine"
    THIN_PLATE = "thin-plate"


@control.command("digitise")
def digitise(
    context: typer.Context,
    image: Annotated[
        Path, typer.Argument(metavar="IMAGE", help="A map as PNG, JPEG or GIF.", show_default=False)
    ],
    points: Annotated[
        Path, typer.Option(metavar="FILE", help="Control points: x, y (pixels from the top left), lon, lat.")
    ],
    date: Annotated[str, typer.Option(metavar="DAY", help="The first day that the map is of.")],
    legend: Annotated[
        Path | None, typer.Option(metavar="FILE", help="colour (#rrggbb), holder; no holder: background.")
    ] = None,
    holder: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Without --legend: whose its colours are, from the top; “” for none."
        ),
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="First day that no longer counts.")] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="What to call the map in the case.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who drew it; maps of one source follow each other.")
    ] = None,
    overlay: Annotated[
        Path | None,
        typer.Option(metavar="OUT.png", help="Write the picture with the borders that were read."),
    ] = None,
    transform: Annotated[
        Transform, typer.Option(help="How pixels become degrees; auto lets the points decide.")
    ] = Transform.AUTO,
    speck_km2: Annotated[
        float | None, typer.Option(metavar="KM2", help="Smaller pieces go to what is around them.")
    ] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Turn a picture of a map into ground per holder, with its error, and a picture to check it by eye.

    The case keeps the picture, the points and the legend beside the map. Without --legend the colours of the
    picture's own legend are told, and taken if --holder says whose each is.
    """
    if speck_km2 is not None and not speck_km2 >= 0:
        raise UsageError(f"--speck-km2 takes 0 km² or more, not {speck_km2:g}")
    if legend is not None and holder:
        raise UsageError("--holder is for pictures without --legend; the legend file names the holders")
    since = day(date, "--date")
    if since is None:
        raise UsageError("--date takes a date such as 2017-10-01")
    asked = PictureOf(
        image=image,
        points=points,
        legend=legend,
        holders=tuple(holder or ()),
        since=since,
        until=day(until, "--until"),
        name=name,
        source=source,
        transform=transform.value,
        speck_km2=speck_km2,
    )
    case = the_case(context, dry_run=dry_run)
    report, drawn = digitise_map(case, asked, act=this_act())
    if overlay is not None:
        overlay.write_bytes(drawn)
    if as_json:
        print_json(report)
        return
    lead = "without --dry-run: " if dry_run else ""
    for line in report.sentences():
        tell(f"{lead}{line}")
        lead = ""
    where = overlay if overlay is not None else f"control/pictures/{report.name}/overlay.png in the case"
    if overlay is not None or not dry_run:
        tell(f"look at {where}: borders as read are magenta, what is nobody's is faded")


def _row(source: ControlSource) -> tuple[str, ...]:
    errors = source.error_km
    more = len(source.holders) - SHOWN
    return (
        source.source,
        count(source.areas),
        count(source.points),
        count(source.layers),
        source.first,
        source.last,
        "not stated" if errors is None else f"{errors[0]:g}–{errors[1]:g}",
        listed((*source.holders[:SHOWN], *((f"{more} more",) if more > 0 else ()))) or "none",
    )


control.command("exposure")(show_exposure)
control.command("held")(show_held)
control.command("reach")(show_reach)
control.command("changes")(show_changes)
