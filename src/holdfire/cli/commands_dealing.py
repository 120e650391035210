"""The command `deals`: the ledger of what armed sides are said to have given one another."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

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
from holdfire.dossier.words import counted, kind_name, party
from holdfire.inquiry.dealing import deals as read_deals
from holdfire.inquiry.reading import claims as read_claims
from holdfire.inquiry.reading import documents as read_documents
from holdfire.inquiry.reading import names_of
from holdfire.intake.coding import code_claims
from holdfire.model.claim import ClaimStatus
from holdfire.model.deal import Account, Deal, InReturn, Kept, Standing, Term
from holdfire.records.deals import deal_record

QUOTE_SHOWN = 110  # characters of a passage in the table; --json and why have all of it


def deals(
    context: typer.Context,
    document: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only deals of this document (file name or folder).")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only this kind, such as evacuate, truce or trade.")
    ] = None,
    party: Annotated[
        str | None, typer.Option(metavar="ACTOR", help="Only deals of this side (id, name or alias).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List deals: who gives what to whom, under whom, what is said of a return, whether they were kept."""
    case = the_case(context)
    progress("reading the documents that are not coded yet")
    kept = code_claims(case, this_act(), engine=None, told=progress_of).kept
    if kept.changes:
        say(f"kept, though the coders read them otherwise now (holdfire claims): {kept.summary()}")
    rejected = sum(claim.status is ClaimStatus.REJECTED for claim in read_claims(case))
    if rejected:
        say(f"left out: {counted(rejected, 'claim')} that reviewers rejected")
    found = read_deals(case, document=document, kind=kind, party=party)
    files = {d.folder: d.filename for d in read_documents(case)}
    if as_json:
        print_json([deal_record(one, files) for one in found])
        return
    if not found:
        say(_nothing(bool(files), filtered=any((document, kind, party))))
        return
    names = names_of(case)
    print_table(
        ("id", "deal", "what is said of it"),
        (
            (one.id, "\n".join(_deal_lines(one, names)), "\n".join(_said_lines(one, names)) + "\n")
            for one in found
        ),
    )
    say(_summary(found))


def _nothing(documents: bool, *, filtered: bool) -> str:
    if not documents:
        return "no deals: the case has no documents yet; add some: holdfire add FILE…"
    if filtered:
        return "no deal fits; holdfire deals without options lists all"
    return (
        "no deals: no claim of an evacuation, truce, exchange, trade, passage or release; see holdfire claims"
    )


def _deal_lines(one: Deal, names: Mapping[str, str]) -> Iterable[str]:
    """Say what kind of deal, of whom, when, where, under whom."""
    standing = "" if one.standing is Standing.PUT_FORWARD else f" ({one.standing.value})"
    yield f"{kind_name(one.kind)}{standing}"
    yield party(one.parties, names)
    if one.date is None:
        yield "no date"
    else:
        since, until = one.date
        yield f"{since}" if (until - since).days == 1 else f"{since} until {until}"
    if one.places:
        yield ", ".join(place.name for place in one.places)
    for guarantor in one.guarantors:
        yield f"{guarantor.role}: {guarantor.words.quote}"


def _said_lines(one: Deal, names: Mapping[str, str]) -> Iterable[str]:
    """Say the terms, then what is said of a return and of how it went, then the claims behind."""
    for words in one.told[:1] if not one.terms else ():
        yield _quoted(words.quote).removeprefix(": ")
    for term in one.terms:
        what = f"{kind_name(term.what)}{' (agreed)' if term.agreed else ''}"
        yield f"{_way(term, names)}: {what}{_quoted(term.words.quote)}"
    yield f"return {kind_name(one.in_return)}{_accounts(one.return_said, one.in_return is InReturn.DISPUTED)}"
    if one.kept is not Kept.UNKNOWN:
        yield f"{one.kept.value}{_accounts(one.kept_said, one.kept is Kept.DISPUTED)}"
    behind = f"{counted(len(one.claims), 'claim')} in {counted(len(one.documents), 'document')}"
    yield f"{behind}: {' '.join(one.claims)}"
    if one.because:
        yield f"one deal, as {'; '.join(one.because)}"


def _way(term: Term, names: Mapping[str, str]) -> str:
    giver, receiver = (party(side, names) if side else "?" for side in (term.giver, term.receiver))
    return giver if term.giver == term.receiver else f"{giver} → {receiver}"


def _accounts(accounts: Sequence[Account], disputed: bool) -> str:
    """Quote the accounts side by side; where they differ, each says what it says, and who."""
    lines = (
        f"{f'{a.says}, ' if disputed else ''}{f'by {a.words.said_by[0]}, ' if a.words.said_by else ''}"
        f"{_quoted(a.words.quote).removeprefix(': ')}"
        for a in accounts
    )
    together = "; ".join(lines)
    return f": {together}" if together else ""


def _quoted(quote: str) -> str:
    one_line = " ".join(quote.split())
    return f": “{one_line if len(one_line) <= QUOTE_SHOWN else one_line[: QUOTE_SHOWN - 1] + '…'}”"


def _summary(found: Sequence[Deal]) -> str:
    kinds = Counter(one.kind for one in found)
    returns = Counter(one.in_return for one in found)
    kinds_said = ", ".join(f"{n} {kind_name(k)}" for k, n in kinds.most_common())
    returns_said = ", ".join(f"{n} {kind_name(r)}" for r, n in returns.most_common())
    return f"{counted(len(found), 'deal')} ({kinds_said}); a return: {returns_said}. Next: holdfire why ID"
