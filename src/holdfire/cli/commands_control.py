"""The commands `control …`: the control maps of a case."""

import typer

from holdfire.cli.application import AsJson, print_json, print_table, say, the_case
from holdfire.cli.commands_ground import show_changes, show_exposure, show_held, show_reach
from holdfire.dossier.words import count, listed
from holdfire.inquiry.maps import ControlSource, control_maps

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
