"""The command `review`: decide about a claim, add one, list decisions, measure how reviewers agree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated

import typer
from typer.core import TyperGroup

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.case.reviewed import Orphan, reviewed_claims, reviews
from holdfire.cli.application import (
    AsJson,
    DryRun,
    print_json,
    print_table,
    say,
    tell,
    the_case,
    this_act,
)
from holdfire.dossier.words import counted, kind_name, share
from holdfire.errors import UsageError
from holdfire.inquiry.reviewing import SEED, Precision, ReviewAgreement, review_agreement
from holdfire.intake.review import Missed, add_claim, review_claim
from holdfire.model.claim import ClaimStatus
from holdfire.model.review import Decision, Review, change_in_words, differences, standing
from holdfire.records.values import fields_of
from holdfire.stats.agreement import Agreement

ANY_CLAIM = "CLAIM"  # the name under which the help shows what a claim's id calls
ID = "c_"
DONE: Mapping[Decision, str] = {
    Decision.ACCEPT: "accepted",
    Decision.REJECT: "rejected",
    Decision.CORRECT: "corrected",
    Decision.ADD: "added",
    Decision.UNDO: "undone",
}

By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who decides; without it the user of this computer."),
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why.")]
Names = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="An actor by id or name; repeat for several.")
]


class _ByClaim(TyperGroup):
    """Takes `review c_… accept` for a command of its own, beside `review add` and the others."""

    def resolve_command(self, ctx, args):  # noqa: ANN001, ANN202  # pyright: ignore  as the class above has it
        """Choose the command; the id of a claim stays the first of its arguments."""
        named = [ANY_CLAIM, *args] if args and args[0].startswith(ID) else args
        return super().resolve_command(ctx, named)


review = typer.Typer(
    cls=_ByClaim,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Accept, reject or correct a claim, add one that was missed, and see how reviewers agree.\n\n"
    "holdfire review c_… accept | reject | undo | correct FIELD=VALUE…",
)


@review.command(ANY_CLAIM)
def decide(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id (c_…).", show_default=False)],
    decision: Annotated[
        str, typer.Argument(metavar="DECISION", help="accept, reject, correct or undo.", show_default=False)
    ],
    changes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FIELD=VALUE",
            help="For correct: kind, side_a, side_b, against, places (commas between), date (a day, or "
            "FROM..UNTIL), date_basis, modality, attribution (A via B), figures (unit:number), quote.",
            show_default=False,
        ),
    ] = None,
    by: By = None,
    note: Note = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Decide about a claim by its id.

    A later decision of the same person replaces the earlier one; undo takes it back.
    """
    case = the_case(context, dry_run=dry_run)
    made = review_claim(case, claim, decision, _act(by), changes=_fields(changes or ()), note=note)
    _show(case, made, dry_run=dry_run, as_json=as_json)


@review.command("add")
def add(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="File name or folder.")],
    quote: Annotated[str, typer.Argument(metavar="QUOTE", help="The exact characters of the text.")],
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Such as attack, deal or no_clash.")],
    side_a: Names = None,
    side_b: Names = None,
    against: Names = None,
    place: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Repeat for several.")] = None,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="A day, or FROM..UNTIL with UNTIL not counted.")
    ] = None,
    modality: Annotated[
        str | None,
        typer.Option(metavar="WORD", help="asserted, reported, alleged, inferred, hedged, denied."),
    ] = None,
    said_by: Annotated[
        str | None, typer.Option(metavar="NAME", help="The speaker as the text names them; A via B.")
    ] = None,
    occurrence: Annotated[
        int | None, typer.Option(metavar="N", help="Which one, where the text has the quote several times.")
    ] = None,
    by: By = None,
    note: Note = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Add a claim that the coder missed.

    The quote is the exact characters of the text layer; nothing near to it is taken for it.
    """
    given = {
        "side_a": side_a,
        "side_b": side_b,
        "against": against,
        "places": place,
        "date": date,
        "modality": modality,
        "attribution": said_by,
    }
    fields = {field: value for field, value in given.items() if value is not None}
    case = the_case(context, dry_run=dry_run)
    missed = Missed(document=document, quote=quote, kind=kind, fields=fields, occurrence=occurrence)
    _show(case, add_claim(case, missed, _act(by), note=note), dry_run=dry_run, as_json=as_json)


@review.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """List the decisions, oldest first.

    Also names reviewed claims that no coder proposes any more.
    """
    case = the_case(context)
    every = reviews(case)
    by_claim: defaultdict[str, list[Review]] = defaultdict(list)
    for one in every:
        by_claim[one.claim].append(one)
    stands = {id(one) for group in by_claim.values() for one in standing(group)}
    orphans = reviewed_claims(case).orphans
    if as_json:
        lost = {orphan.decisions[0].claim: orphan.why for orphan in orphans}
        print_json(
            [{**fields_of(one), "stands": id(one) in stands, "orphan": lost.get(one.claim)} for one in every]
        )
        return
    print_table(
        ("id", "decision", "by", "when", "kind", "note"),
        (
            (one.claim, _decision(one), one.by, one.at, kind_name(one.seen.kind), one.note or "")
            for one in every
        ),
    )
    say(
        f"{counted(len(every), 'decision')} on {counted(len(by_claim), 'claim')}, {len(stands)} of them "
        f"{'stands' if len(stands) == 1 else 'stand'}"
    )
    for line in orphan_lines(orphans):
        say(line)


@review.command("agreement")
def agreement(
    context: typer.Context,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Of the draws for the intervals.")] = SEED,
    as_json: AsJson = False,
) -> None:
    """Measure how reviewers agree.

    Also says how often the coder's proposals stand up to them, by kind and by version of the coder.
    """
    found = review_agreement(the_case(context), seed=seed)
    if as_json:
        print_json(found)
        return
    for line in _agreement_lines(found):
        tell(line)


def orphan_lines(orphans: Sequence[Orphan]) -> Iterable[str]:
    """Say which reviewed claims no coder proposes any more, and what becomes of them."""
    if orphans:
        yield f"reviewed and not proposed any more: {counted(len(orphans), 'claim')}"
    for orphan in orphans:
        stays = "stays as a claim of its own" if orphan.shown else "is not listed as a claim"
        decisions = ", ".join(f"{one.by}: {one.decision}" for one in orphan.decisions)
        yield f"  {orphan.decisions[0].claim} ({decisions}): {orphan.why}; {stays}"


def _act(by: str | None) -> Act:
    act = this_act()
    if by is None:
        return act
    if not by.strip():
        raise UsageError("--by takes a name")
    return replace(act, by=by.strip())


def _fields(given: Iterable[str]) -> dict[str, str]:
    pairs = [(field.strip(), sign, value) for field, sign, value in (one.partition("=") for one in given)]
    if wrong := [field for field, sign, _ in pairs if not (field and sign)]:
        raise UsageError(f"a correction is written FIELD=VALUE, such as side_b=NAME, not {wrong[0]!r}")
    fields = {field: value for field, _, value in pairs}
    if len(fields) < len(pairs):
        raise UsageError("a field is given twice; write its values with commas between: side_a=A,B")
    return fields


def _show(case: Case, made: Review, *, dry_run: bool, as_json: bool) -> None:
    if dry_run:
        say("dry run: nothing was written")
    if as_json:
        print_json(made)
        return
    tell(f"{made.claim}: {'would be ' if dry_run else ''}{_decision(made)} by {made.by}")
    shown = next((c for c in reviewed_claims(case).claims if c.id == made.claim), None)
    if shown is not None and shown.review_note and not dry_run:
        say(f"{made.claim} is {shown.status}: {shown.review_note}")
    elif shown is not None and shown.status is ClaimStatus.REJECTED and not dry_run:
        say("rejected claims stay listed, and count in no allegation")


def _decision(one: Review) -> str:
    if one.made is None:
        return DONE[one.decision]
    changed = "; ".join(change_in_words(change) for change in differences(one.seen, one.made))
    return f"{DONE[one.decision]} ({changed})"


def _agreement_lines(found: ReviewAgreement) -> Iterable[str]:
    who = ", ".join(found.reviewers) or "nobody yet"
    yield f"{counted(found.reviews, 'decision')} on {counted(found.claims, 'claim')}, by {who}"
    yield "agreement of reviewers (Krippendorff's alpha: 1 = always, 0 = as often as by chance)"
    parts = (("is it a claim", found.decision), ("its kind", found.kind), ("its sides", found.sides))
    for what, one in parts:
        yield f"  {what}: {_alpha(one)}"
    yield "what the coder proposed, as reviewed (reviewed claims only; people chose which)"
    yield f"  all: {_precision(found.precision)}"
    for name, one in (*found.by_kind.items(), *found.by_coder.items()):
        yield f"  {name}: {_precision(one)}"


def _alpha(found: Agreement) -> str:
    if found.alpha is None:
        why = "all labels are one and the same" if found.units else "no claim was decided by two"
        return f"not defined: {why} ({counted(found.units, 'claim')} decided by two or more)"
    decided = f"{counted(found.units, 'claim')} decided by two or more"
    if found.interval is None:
        return f"{found.alpha:.2f} ({decided}: too few for an interval)"
    low, high = found.interval
    return f"{found.alpha:.2f} ({low:.2f} to {high:.2f} at {share(found.level)}; {decided})"


def _precision(one: Precision) -> str:
    parts = f"{one.right} right, {one.corrected} corrected, {one.rejected} rejected"
    disputed = f", {one.disputed} disputed" if one.disputed else ""
    if one.right_share is None or one.right_interval is None:
        return f"{parts}{disputed}"
    low, high = one.right_interval
    return f"{one.right_share:.2f} right ({low:.2f} to {high:.2f}); {parts}{disputed}"
