"""The command `scan`: a form over every pair or triple of actors that the data have."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from holdfire.cli.application import (
    AsJson,
    ClusterAddress,
    day,
    print_json,
    print_table,
    progress_of,
    say,
    tell,
    the_case,
)
from holdfire.cli.commands_shares import write_picture
from holdfire.dossier.figures.scan import place, row_name, scan_figure, what
from holdfire.dossier.picture import picture
from holdfire.dossier.words import count, counted, interval, pvalue, ratio
from holdfire.dossier.words import share as percent
from holdfire.errors import QuestionError, UsageError
from holdfire.forms import FORMS
from holdfire.inquiry.reading import names_of
from holdfire.inquiry.registration import DEFAULT_SEED
from holdfire.inquiry.scan import Scanned
from holdfire.inquiry.scan import scan as run
from holdfire.jobs.engines import Engine
from holdfire.model.scan import Scan, ScanRow

SHOWN = 20  # rows of a table; --json has all

Names = Annotated[list[str] | None, typer.Option(metavar="NAME", help="Show where this one lies among all.")]


def scan(
    context: typer.Context,
    forms: Annotated[
        list[str] | None,
        typer.Option(
            "--form", metavar="FORM", help="A form; may be repeated. Without it, all that need no date."
        ),
    ] = None,
    area: Annotated[
        str | None,
        typer.Option(metavar="PLACE", help="Only there; without it, wherever the actors fought."),
    ] = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="First day that no longer counts.")
    ] = None,
    a: Names = None,
    b: Names = None,
    against: Names = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Seed of every draw.")] = DEFAULT_SEED,
    workers: Annotated[int, typer.Option(metavar="N", help="Processes that work at once.")] = 1,
    cluster: ClusterAddress = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the picture there, as SVG.")] = None,
    as_json: AsJson = False,
) -> None:
    """Run a form on every pair or triple of actors, with false discoveries held down; reads no document."""
    asked_more = [
        one for one in FORMS if one.needs_date or one.needs_captures or one.needs_strikes or one.needs_passage
    ]
    chosen = tuple(forms or (one.name for one in FORMS if one not in asked_more))
    if out is not None and len(chosen) > 1:
        raise UsageError("a picture is of one form; give --form once")
    case = the_case(context)
    names, found = names_of(case), []
    engine = Engine(workers=workers, cluster=cluster)
    for name in chosen:
        wanted = Scanned(
            form=name,
            area=area,
            since=day(since, "--from"),
            until=day(until, "--until"),
            seed=seed,
            a=tuple(a or ()),
            b=tuple(b or ()),
            against=tuple(against or ()),
        )
        try:
            found.append(run(case, wanted, engine=engine, progress=progress_of))
        except QuestionError as error:
            if len(chosen) == 1:
                raise
            say(f"{name}: {error}")
    if out is not None:
        drawn = scan_figure(found[0], names)
        if drawn is None:
            raise QuestionError(f"none of {counted(len(found[0].rows), 'row')} could be tested: no picture")
        write_picture(out, picture(drawn))
    if as_json:
        print_json(found)
        return
    for one in found:
        _tell(one, names)


def _tell(found: Scan, names: Mapping[str, str]) -> None:
    tell(f"{found.form}: {found.area}, {found.since} until {found.until}; seed {found.seed}")
    tell(f"  null: {found.null}")
    tell(f"  {_numbers(found)}")
    if found.marked is not None:
        row = found.rows[found.marked]
        tell(f"  {row_name(row, names)}: {place(row, found)}{'; ' if row.reason else ''}{row.reason}")
    for note in found.notes:
        say(f"  {note}")
    tested = [row for row in found.rows if row.rank is not None]
    print_table(
        ("rank", "actors", "events", "effect", "range", "p", "adjusted p", "gates"),
        (_cells(row, names) for row in tested[:SHOWN]),
    )
    if len(tested) > SHOWN:
        tell(f"… and {count(len(tested) - SHOWN)} more; --json has all")


def _numbers(found: Scan) -> str:
    """Say how much was tested, how often p is small, and what is left of that."""
    tested = f"{counted(found.tested, what(found))} tested, {count(len(found.rows) - found.tested)} left out"
    if found.small_p is None:
        return f"{tested} (why: --json)"
    return (
        f"{tested} (why: --json); p ≤ {found.level:g} in {percent(found.small_p)}, adjusted p ≤ "
        f"{found.level:g} in {found.small_q}; the whole rule is met by {found.meet_rule}; no "
        f"allegation is read\n  adjusted after {found.correction}"
    )


def _cells(row: ScanRow, names: Mapping[str, str]) -> Sequence[str]:
    return (
        str(row.rank),
        row_name(row, names),
        count(row.events),
        "" if row.effect is None else ratio(row.effect.value),
        "" if row.effect is None else interval(row.effect),
        pvalue(row.pvalue or 0.0),
        pvalue(row.qvalue or 0.0),
        "shut" if row.reason else "open",
    )
