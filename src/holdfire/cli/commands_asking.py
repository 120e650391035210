"""Commands that turn allegations into questions and questions into answers: register, ask."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from holdfire.case.folder import Case
from holdfire.cli.application import (
    AsJson,
    DryRun,
    day,
    print_json,
    print_table,
    progress,
    say,
    tell,
    the_case,
    this_act,
)
from holdfire.cli.weighing_lines import reader_of, tell_weighing
from holdfire.cli.wording import answer_lines, detectable_lines, question_lines, record_table
from holdfire.dossier.words import NO_INTENT, VERDICT_SHORT
from holdfire.errors import UsageError
from holdfire.inquiry.asking import Inquiry, reply
from holdfire.inquiry.asking import ask as run
from holdfire.inquiry.detectable import smallest_effects
from holdfire.inquiry.form_choices import with_given
from holdfire.inquiry.passing import FORM as PASSAGE
from holdfire.inquiry.passing import FrozenRoads
from holdfire.inquiry.reading import names_of, questions
from holdfire.inquiry.reading import question as stored_question
from holdfire.inquiry.registration import DEFAULT_SEED, Asked, Registration
from holdfire.inquiry.registration import register as fix
from holdfire.model.allegation import Question
from holdfire.model.verdict import Verdict

Alleged = Annotated[
    str | None, typer.Argument(metavar="ALLEGATION", help="An allegation (a_…).", show_default=False)
]
Named = Annotated[
    str | None,
    typer.Argument(
        metavar="QUESTION", help="A registered question (q_…) or an allegation (a_…).", show_default=False
    ),
]
PartyA = Annotated[
    list[str] | None,
    typer.Option(
        "--a", metavar="NAME", help="A: id, name, alias or name in the event data; may be repeated."
    ),
]
PartyB = Annotated[list[str] | None, typer.Option("--b", metavar="NAME", help="B, said to cooperate with A.")]
Against = Annotated[
    list[str] | None, typer.Option("--against", metavar="NAME", help="C, whom they are said to act against.")
]
AreaText = Annotated[
    str | None,
    typer.Option(
        "--area",
        metavar="PLACE",
        help="A place or region of the data, west,south,east,north, or a GeoJSON file.",
    ),
]
Since = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day, such as 2017-10-01.")]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="First day that no longer counts.")
]
On = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="The day of an alleged deal (truce-break) or passage (safe-passage)."
    ),
]
Mover = Annotated[
    list[str] | None, typer.Option("--mover", metavar="NAME", help="Who moved, for safe-passage; as --a.")
]
Through = Annotated[
    list[str] | None, typer.Option("--through", metavar="NAME", help="Through whose ground; as --a.")
]
FromPlace = Annotated[
    str | None, typer.Option("--from-place", metavar="PLACE", help="From where: a place's name, or lon,lat.")
]
ToPlace = Annotated[
    str | None, typer.Option("--to-place", metavar="PLACE", help="To where: a place's name, or lon,lat.")
]
RoadFile = Annotated[
    Path | None,
    typer.Option(
        "--roads",
        metavar="FILE",
        help="Lines (GeoJSON, KML) that ways of safe-passage follow, kept with the question. Without it, "
        "open ground.",
    ),
]
RangeKm = Annotated[
    float, typer.Option("--range-km", metavar="KM", help="How long such a way may be; 0: any length.")
]
KmPerDay = Annotated[
    float,
    typer.Option(
        "--km-per-day",
        metavar="KM",
        help="How far the mover gets in a day: with it, days of travel count. 0: not asked.",
    ),
]
WayDays = Annotated[
    str,
    typer.Option(
        "--days",
        metavar="any|each",
        help="Over --from --until a way must be there on some day (any), or on every one (each).",
    ),
]
FormChoices = Annotated[
    list[str] | None,
    typer.Option(
        "--choice",
        metavar="FORM.NAME=VALUE",
        help="A choice of a form, such as hand-over.radius_km=5; may be repeated.",
    ),
]
FormNames = Annotated[
    list[str] | None,
    typer.Option(
        "--form", metavar="FORM", help="A form to test; may be repeated. Without it, all that can be."
    ),
]
Seed = Annotated[
    int, typer.Option("--seed", metavar="N", help="Seed of every draw; registered with the question.")
]
Smallest = Annotated[
    list[str] | None,
    typer.Option(
        "--smallest-effect",
        metavar="RATIO",
        help="The smallest effect that matters, such as 0.4 or 1.5, for all forms that look to that side of "
        "1; FORM=RATIO for one form. Without it, each form's own.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        help="Processes for other choices and placebos; without it, as many as there are cores.",
        show_default=False,
    ),
]


def register(
    context: typer.Context,
    allegation: Alleged = None,
    a: PartyA = None,
    b: PartyB = None,
    against: Against = None,
    area: AreaText = None,
    since: Since = None,
    until: Until = None,
    on: On = None,
    mover: Mover = None,
    through: Through = None,
    from_place: FromPlace = None,
    to_place: ToPlace = None,
    roads: RoadFile = None,
    range_km: RangeKm = 0.0,
    km_per_day: KmPerDay = 0.0,
    days: WayDays = "any",
    forms: FormNames = None,
    choices: FormChoices = None,
    seed: Seed = DEFAULT_SEED,
    smallest: Smallest = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Make an allegation a question, fixed before any result; prints what could be detected."""
    asked = _asked(a, b, against, area, since, until, on)
    effects = smallest_effects(smallest or ())
    asked = _passing(asked, mover, through, from_place, to_place)
    asked = _along(asked, roads, range_km, km_per_day, days)
    asked = replace(asked, choices=with_given(asked.choices, choices or ()))
    asked = replace(
        asked, forms=tuple(forms or ()), seed=seed, allegation=allegation, smallest_effects=effects
    )
    case = the_case(context, dry_run=dry_run)
    progress("computing what could be detected")
    registration = fix(case, asked, this_act())
    if dry_run:
        say("dry run: registered nothing")
    if as_json:
        print_json(registration.question)
        return
    _tell_registration(case, registration)


def ask(
    context: typer.Context,
    question: Named = None,
    a: PartyA = None,
    b: PartyB = None,
    against: Against = None,
    area: AreaText = None,
    since: Since = None,
    until: Until = None,
    on: On = None,
    mover: Mover = None,
    through: Through = None,
    from_place: FromPlace = None,
    to_place: ToPlace = None,
    roads: RoadFile = None,
    range_km: RangeKm = 0.0,
    km_per_day: KmPerDay = 0.0,
    days: WayDays = "any",
    forms: FormNames = None,
    choices: FormChoices = None,
    seed: Seed = DEFAULT_SEED,
    smallest: Smallest = None,
    workers: Workers = None,
    prior: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=P",
            help="Your own probability of an explanation before the data; may be repeated, the others share "
            "what is left. “even” gives all the same. Without it none gets a probability.",
        ),
    ] = None,
    assume: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE",
            help="Weigh as if an unknown of the tipping table had this value, such as reporting=0.5 (of the "
            "clashes of the two the source sees half as many as of others'); may be repeated.",
        ),
    ] = None,
    rivals: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Further explanations of your own, written as rivals.toml is."),
    ] = None,
    simulate: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=0,
            help="Where no table of simulated wars has the question's size: simulate N for each explanation "
            "and set of strengths (100: half an hour on one core).",
        ),
    ] = 0,
    fail_on: Annotated[
        str | None, typer.Option(metavar="VERDICT", help="Exit with 1 if the verdict is this one.")
    ] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Register if needed, then run the forms and their placebos; the record comes before any verdict."""
    if fail_on is not None and fail_on not in set(Verdict):
        raise UsageError(f"--fail-on takes one of {', '.join(Verdict)}, not {fail_on!r}")
    asked = _asked(a, b, against, area, since, until, on)
    effects = smallest_effects(smallest or ())
    asked = _passing(asked, mover, through, from_place, to_place)
    asked = _along(asked, roads, range_km, km_per_day, days)
    asked = replace(asked, choices=with_given(asked.choices, choices or ()))
    asked = replace(asked, forms=tuple(forms or ()), seed=seed, smallest_effects=effects)
    case = the_case(context, dry_run=dry_run)
    registered = _the_question(case, question, asked, told=not as_json)
    if dry_run:
        say("dry run: registered nothing, asked nothing")
        if as_json:
            print_json(registered)
        return
    at_once = workers or os.cpu_count() or 1
    reader = reader_of(prior or (), assume or (), rivals, simulate, at_once)
    found = run(case, registered, this_act(), workers=at_once, progress=progress, reader=reader)
    if as_json:
        print_json(reply(found))
    else:
        _tell_inquiry(case, found)
    if fail_on is not None and found.verdict == fail_on:
        raise typer.Exit(1)


def _asked(
    a: list[str] | None,
    b: list[str] | None,
    against: list[str] | None,
    area: str | None,
    since: str | None,
    until: str | None,
    on: str | None,
) -> Asked:
    return Asked(
        a=tuple(a or ()),
        b=tuple(b or ()),
        against=tuple(against or ()),
        area=area,
        since=day(since, "--from"),
        until=day(until, "--until"),
        on=day(on, "--on"),
    )


def _passing(
    asked: Asked,
    mover: list[str] | None,
    through: list[str] | None,
    from_place: str | None,
    to_place: str | None,
) -> Asked:
    return replace(
        asked,
        mover=tuple(mover or ()),
        through=tuple(through or ()),
        from_place=from_place,
        to_place=to_place,
    )


def _along(asked: Asked, roads: Path | None, range_km: float, km_per_day: float, days: str) -> Asked:
    """Let what was said of the ways be choices of their form; a question without any has none of these."""
    said = {"range_km": range_km, "km_per_day": km_per_day} | ({"days": days} if days != "any" else {})
    own = {name: value for name, value in said.items() if value}
    frozen = None if roads is None else FrozenRoads.read(roads)
    return replace(asked, roads=frozen, choices={PASSAGE: own} if own else {})


def _the_question(case: Case, named: str | None, asked: Asked, *, told: bool) -> Question:
    """Find the registered question that is meant, or register it now."""
    flags = Asked(forms=asked.forms, seed=asked.seed)
    if named is not None and named.startswith("q_"):
        if asked != flags or asked.forms:
            raise UsageError(
                f"{named} is registered and cannot be changed; ask without it to register another question"
            )
        return stored_question(case, named)
    progress("registering")
    if named is None and asked == flags and not asked.forms and len(known := questions(case)) == 1:
        return known[0]
    registration = fix(case, replace(asked, allegation=named), this_act())
    if told:
        _tell_registration(case, registration)
    return registration.question


def _tell_registration(case: Case, registration: Registration) -> None:
    names = names_of(case)
    for actor in registration.proposed:
        say(f"{actor.name} is not in the registry; added as a proposed actor ({actor.id})")
    for line in question_lines(registration.question, names):
        tell(line)
    for line in detectable_lines(registration.question):
        tell(line)


def _tell_inquiry(case: Case, found: Inquiry) -> None:
    names = names_of(case)
    headings, rows = record_table(found.record, names)
    tell("\nThe record")
    print_table(headings, rows)
    for stored in found.answers:
        tell("")
        for line in answer_lines(stored.answer, stale=stored.stale):
            tell(line)
    for group in found.one_findings:
        tell(f"\n{group.sentence}")
    if found.verdict is not None:
        tell(f"\nThe question's verdict: {VERDICT_SHORT[found.verdict]}. {NO_INTENT}")
    tell_weighing(found.weighed)
    say(f"The whole of it on one page: holdfire dossier {found.question.id} OUT.html")
