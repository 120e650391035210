"""Commands that check: verify a case, doctor the machine."""

from pathlib import Path
from typing import Annotated

import typer

from holdfire.case.folder import Case
from holdfire.cli.application import AsJson, print_json, print_table, tell, the_case
from holdfire.cli.diagnosis import diagnose
from holdfire.cli.model_diagnosis import model_part
from holdfire.errors import CaseError
from holdfire.inquiry.asking import compute
from holdfire.inquiry.verifying import verify as find_faults


def verify(
    context: typer.Context,
    path: Annotated[
        Path | None,
        typer.Argument(metavar="CASE", help="The case, if not the one of -C.", show_default=False),
    ] = None,
    recompute: Annotated[
        bool, typer.Option("--recompute", help="Run every answer again from its seed.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check hashes, offsets, the log and the arithmetic of every answer; name file and line of a fault."""
    if path is not None:
        context.obj.case = path
    case = the_case(context)
    faults = find_faults(case, recompute=compute if recompute else None)
    if as_json:
        print_json(faults)
    else:
        for fault in faults:
            tell(str(fault))
        tell(f"{len(faults)} fault{'s' if len(faults) != 1 else ''} in {case.path}")
    if faults:
        raise typer.Exit(1)


def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Say what works here, which optional part is missing and how to get it; asks no network."""
    found = (*diagnose(), model_part(_case_or_none(context)))
    if as_json:
        print_json(found)
        return
    print_table(
        ("part", "needed for", "state", "how to get it"),
        (
            (p.name, p.needed_for, "works" if p.works else "missing", "" if p.works else p.remedy)
            for p in found
        ),
    )
    for part in found:
        if part.detail:
            tell(f"{part.name}: {part.detail}")


def _case_or_none(context: typer.Context) -> Case | None:
    """Open the case that is named or near; the machine can be looked at without one."""
    try:
        return the_case(context)
    except CaseError:
        if context.obj.case is not None:
            raise
        return None
