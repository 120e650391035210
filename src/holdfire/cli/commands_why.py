"""The command that shows what a number rests on: why."""

from typing import Annotated

import typer

from holdfire.cli.application import AsJson, print_json, tell, the_case
from holdfire.inquiry.why import Reason
from holdfire.inquiry.why import why as explain


def why(
    context: typer.Context,
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A claim (c_…), an allegation (a_…), a question (q_…), an answer (q_…/form), "
            "a number (q_…/form/pvalue), or an event.",
            show_default=False,
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Show the whole chain of a claim, an answer or a number, down to characters and rows."""
    reason = explain(the_case(context), wanted)
    if as_json:
        print_json(reason)
    else:
        _tell_reason(reason, 0)


def _tell_reason(reason: Reason, depth: int) -> None:
    where = f"   [{reason.where}]" if reason.where else ""
    tell("  " * depth + reason.what + where)
    for step in reason.rests_on:
        _tell_reason(step, depth + 1)
