"""The command that says what the documents allege."""

import typer

from holdfire.cli.application import (
    AsJson,
    print_json,
    print_table,
    progress,
    progress_of,
    say,
    the_case,
    this_act,
)
from holdfire.dossier.words import counted
from holdfire.inquiry.grouping import allegations as grouped
from holdfire.inquiry.reading import claims as read_claims
from holdfire.inquiry.reading import names_of
from holdfire.intake.coding import code_claims
from holdfire.model.claim import ClaimStatus


def allegations(context: typer.Context, as_json: AsJson = False) -> None:
    """List what the documents allege: by triple, area and period, with the forms that could test it."""
    case = the_case(context)
    progress("reading the documents that are not coded yet")
    kept = code_claims(case, this_act(), engine=None, told=progress_of).kept
    if kept.changes:
        say(f"kept, though the coders read them otherwise now (holdfire claims): {kept.summary()}")
    rejected = sum(claim.status is ClaimStatus.REJECTED for claim in read_claims(case))
    if rejected:
        say(f"left out: {counted(rejected, 'claim')} that reviewers rejected")
    found = grouped(case)
    if as_json:
        print_json(found)
        return
    names = names_of(case)
    print_table(
        ("id", "said to cooperate", "against", "area", "from", "until", "claims", "outlets", "forms now"),
        (
            (
                one.id,
                " and ".join(names.get(i, i) for i in (*one.a, *one.b)),
                " and ".join(names.get(i, i) for i in one.against) or "nobody named",
                one.area or "not stated",
                str(one.since or "?"),
                str(one.until or "?"),
                str(len(one.claims)),
                str(len(one.outlets)),
                ", ".join(fit.form for fit in one.forms if fit.possible) or "none",
            )
            for one in found
        ),
    )
    following = " Next: holdfire register ID" if found else ""
    say(f"{counted(len(found), 'allegation')}; none is taken as fact, nor as false.{following}")
