"""Commands that say what the documents say: claims, allegations."""

from collections import Counter
from typing import Annotated

import typer

from holdfire.cli.application import (
    AsJson,
    print_json,
    print_table,
    progress,
    say,
    the_case,
    this_act,
)
from holdfire.dossier.words import kind_name
from holdfire.inquiry.grouping import allegations as grouped
from holdfire.inquiry.reading import claims as read_claims
from holdfire.inquiry.reading import documents as read_documents
from holdfire.inquiry.why import names_of, sides
from holdfire.intake.coding import code_claims
from holdfire.records.values import fields_of

QUOTE_SHOWN = 90  # characters of a quote in a list; --json has all of it


def claims(
    context: typer.Context,
    document: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this document (file name or folder).")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only claims of this kind, such as deal or no_clash.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Code every document again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Code what is not coded yet, and list what the documents claim."""
    case = the_case(context)
    progress("reading the documents")
    report = code_claims(case, this_act(), again=again)
    found = read_claims(case, document=document, kind=kind)
    names = {d.folder: d.filename for d in read_documents(case)}
    if as_json:
        print_json(
            [
                {**fields_of(claim), "document": names[claim.document], "folder": claim.document}
                for claim in found
            ]
        )
        return
    for line in report.sentences():
        say(line)
    actors = names_of(case)
    print_table(
        ("id", "kind", "sides", "said by", "quote"),
        (
            (
                claim.id,
                kind_name(claim.kind),
                sides(claim, actors),
                " via ".join(link.source for link in claim.attribution) or "the author",
                _short(claim.quote),
            )
            for claim in found
        ),
    )
    kinds = Counter(claim.kind for claim in found)
    say(f"{len(found)} claims: " + ", ".join(f"{n} {k}" for k, n in kinds.most_common()))


def allegations(context: typer.Context, as_json: AsJson = False) -> None:
    """List what the documents allege: by triple, area and period, with the forms that could test it."""
    case = the_case(context)
    progress("reading the documents that are not coded yet")
    code_claims(case, this_act())
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
    say(f"{len(found)} allegations; none is taken as fact, nor as false. Next: holdfire register ID")


def _short(quote: str) -> str:
    one_line = " ".join(quote.split())
    return one_line if len(one_line) <= QUOTE_SHOWN else one_line[: QUOTE_SHOWN - 1] + "…"
