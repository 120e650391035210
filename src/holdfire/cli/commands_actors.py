"""The command `actors`: the registry, what data and documents name, and a person's word on the names."""

from collections.abc import Sequence
from typing import Annotated

import typer

from holdfire.case.folder import Case
from holdfire.claims.coder import Context
from holdfire.cli.actor_tables import ACTORS, SIDES, actor_rows, rollup_json, side_rows, totals_lines
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
from holdfire.dossier.words import counted
from holdfire.errors import UsageError
from holdfire.inquiry.reading import registry
from holdfire.inquiry.rollup import roll_up
from holdfire.intake.naming import Bounds, Proposed, confirm_name, proposed_names, refuse_name
from holdfire.model.span import CONTEXT
from holdfire.records.values import fields_of

Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="Id or name of what documents propose, or of a side of events.",
        show_default=False,
    ),
]

actors = typer.Typer(
    invoke_without_command=True,
    help="List the registry and the names that documents propose for it; or what side names were taken for.",
)


@actors.callback()
def listing(
    context: typer.Context,
    rollup: Annotated[
        bool, typer.Option("--rollup", help="What each side name of the events was taken for, and why.")
    ] = False,
    country: Annotated[
        str | None, typer.Option(metavar="NAME", help="With --rollup: events of this country alone.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the registry and the names that documents propose for it; or what side names were taken for."""
    if context.invoked_subcommand is not None:
        return
    if country is not None and not rollup:
        raise UsageError("--country goes with --rollup")
    case = the_case(context)
    if rollup:
        _list_sides(case, country, as_json=as_json)
        return
    known, proposed = registry(case).actors, proposed_names(case)
    if as_json:
        print_json(
            {
                "actors": known,
                "proposed": [{**fields_of(p.proposal), "contexts": p.places} for p in proposed],
            }
        )
        return
    print_table(ACTORS, actor_rows(known))
    if proposed:
        _list_proposed(proposed)
    say(
        f"{counted(len(known), 'actor')}, {counted(len(proposed), 'proposed name')}; "
        "`holdfire claims` reads new documents for more"
    )


def _list_sides(case: Case, country: str | None, *, as_json: bool) -> None:
    found = roll_up(case, country=country)
    if as_json:
        print_json(rollup_json(found))
        return
    print_table(SIDES, side_rows(found.sides))
    for line in totals_lines(found):
        tell(line)


def _list_proposed(proposed: Sequence[Proposed]) -> None:
    print_table(
        ("id", "proposed", "as", "times", "where"),
        (
            (
                p.proposal.id,
                p.proposal.name,
                f"a name of {p.proposal.alias_of}" if p.proposal.alias_of else p.proposal.kind,
                str(p.proposal.mentions),
                next((_line(c) for places in p.places.values() for c in places), ""),
            )
            for p in proposed
        ),
    )


@actors.command()
def confirm(
    context: typer.Context,
    name: Name,
    actor: Annotated[
        str | None, typer.Option("--as", metavar="ACTOR", help="It is another name of this actor.")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="It is an actor of its own.")] = False,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The name means the actor from this day on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="And until this day, not counted.")
    ] = None,
    country: Annotated[str | None, typer.Option(metavar="NAME", help="And in this country alone.")] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Put a proposed name, or a side of events, into the registry; claims are coded again with it."""
    if new and actor is not None:
        raise UsageError("--as says whose name it is, --new that it is an actor of its own; give one of them")
    bounds = Bounds(since=day(since, "--from"), until=day(until, "--until"), country=country)
    case = the_case(context, dry_run=dry_run)
    named = confirm_name(case, name, this_act(), actor=actor, new=new, bounds=bounds)
    if as_json:
        print_json(named)
        return
    tell(f"{'would be' if dry_run else 'now'} in the registry: {named.name} ({named.id})")


@actors.command()
def reject(context: typer.Context, name: Name, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Say for good that a proposed name is no armed side, or no name of that actor."""
    refusal = refuse_name(the_case(context, dry_run=dry_run), name, this_act())
    if as_json:
        print_json(refusal)
        return
    whose = f"name of {refusal.actor}" if refusal.actor else "armed side"
    tell(f"{'would be' if dry_run else 'now'} listed in actors.toml: {refusal.name} is no {whose}")


def _line(place: Context) -> str:
    """Write a name with the words around it; the cut ends of words give way to an ellipsis."""
    before = place.prefix.partition(" ")[2] if len(place.prefix) == CONTEXT else place.prefix
    after = place.suffix.rpartition(" ")[0] if len(place.suffix) == CONTEXT else place.suffix
    start, end = (
        "…" if text != whole else "" for text, whole in ((before, place.prefix), (after, place.suffix))
    )
    return " ".join(f"{start}{before}{place.quote}{after}{end}".split())
