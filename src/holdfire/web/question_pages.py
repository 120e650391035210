"""From allegation to question to answer: choose, see what could be detected, register, run, read."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from holdfire.case.folder import Case
from holdfire.dossier import views
from holdfire.dossier.figures.figure import Figure
from holdfire.dossier.figures.power import power_figure
from holdfire.dossier.words import party, question_sentence
from holdfire.errors import HoldfireError
from holdfire.forms import FORMS, form
from holdfire.inquiry import grouping, reading
from holdfire.inquiry.asking import ask
from holdfire.inquiry.composing import compose
from holdfire.inquiry.form_choices import usual_choices
from holdfire.inquiry.registration import Asked, Registration, filled, register
from holdfire.model.allegation import Detectable, Question
from holdfire.web.api import known_question
from holdfire.web.asked import BETWEEN, OF_WAYS, QueryFields, Sent, SentFields, asked_of
from holdfire.web.map_links import map_address
from holdfire.web.runs import Run, Told
from holdfire.web.site import QuestionId, Site, TheCase, TheSite
from holdfire.web.templating import page, part

router = APIRouter(include_in_schema=False)

AS_TYPED = ("on", "mover", "through", "from_place", "to_place", "less", "greater", "roads", "choice")


@router.get("/questions/new")
def new_question(request: Request, case: TheCase, site: TheSite, sent: QueryFields) -> HTMLResponse:
    """Let a person choose who, where, when and which forms; nothing of what A and B did is read here."""
    return _choosing(request, case, site, sent, shows="show" in sent)


@router.get("/questions/new/detectable")
def detectable(request: Request, case: TheCase, site: TheSite, sent: QueryFields) -> HTMLResponse:
    """Show what could be detected, as a part of the page on which forms are chosen."""
    words: dict[str, object] = {"found": None, "problem": None}
    try:
        words["found"] = _rehearsed(case, site, asked_of(sent, site.roads))
    except HoldfireError as error:
        words["problem"] = str(error)
    return part(request, "detectable.html", **_of_detectable(case, words))


@router.post("/questions", response_model=None)
def register_question(request: Request, case: TheCase, site: TheSite, sent: SentFields) -> Response:
    """Register what was chosen, and run it if that was asked; what is wrong is said on the same page."""
    try:
        found = register(case, asked_of(sent, site.roads), site.act()).question
    except HoldfireError as error:
        return _choosing(request, case, site, sent, problem=str(error))
    if sent.get("then") == ["run"]:
        run_question(site, case, found)
    return RedirectResponse(f"/questions/{found.id}", 303)


@router.get("/questions/{qid}")
def question(request: Request, case: TheCase, site: TheSite, qid: QuestionId) -> HTMLResponse:
    """Show one question: what could be detected, the record, then the answers with their pictures."""
    known_question(case, qid)
    content = compose(case, qid, made_at=site.clock())
    return page(
        request,
        case,
        "question.html",
        key="questions",
        content=content,
        sentence=question_sentence(content.question, content.labels),
        panels=views.panels(content, width=360.0),
        record_subline=views.record_subline(content),
        verdict_why=views.verdict_why(content),
        one_finding=views.one_finding(content),
        forms_asked=views.forms_asked(content),
        powers=[_power(found) for found in content.question.detectable],
        answers=[views.answer_view(given, content) for given in content.answers],
        on_map=map_address(content.question, reading.registry(case)),
        run=site.runs.get(qid),
        stale=any(given.stale for given in content.answers),
    )


@router.post("/questions/{qid}/ask")
def ask_again(case: TheCase, site: TheSite, qid: QuestionId) -> RedirectResponse:
    """Run a question on the data as they stand now; its page shows how far it is."""
    run_question(site, case, known_question(case, qid))
    return RedirectResponse(f"/questions/{qid}", 303)


@router.post("/questions/{qid}/cancel")
def cancel(site: TheSite, qid: QuestionId) -> RedirectResponse:
    """End a run; answers that the case has stay as they are."""
    if site.runs.get(qid) is None:
        raise HTTPException(404, "This question is not being run.")
    site.runs.cancel(qid)
    return RedirectResponse(f"/questions/{qid}", 303)


def run_question(site: Site, case: Case, asked: Question) -> Run:
    """Begin to run a question's forms, beside the app, with all the machine's cores."""
    act = site.act()

    def work(told: Told) -> str:
        ask(case, asked, act, workers=os.cpu_count() or 1, progress=told)
        return "Answered."

    return site.runs.start(asked.id, f"/questions/{asked.id}", work)


def _choosing(
    request: Request, case: Case, site: Site, sent: Sent, *, shows: bool = False, problem: str | None = None
) -> HTMLResponse:
    """Render the page of a new question; problem: why what was sent could not be registered."""
    words: dict[str, Any] = {"found": None, "problem": problem}
    given, said = Asked(), None
    try:
        asked = asked_of(sent, site.roads)
        said = grouping.allegation(case, asked.allegation) if asked.allegation else None
        given = filled(case, asked, said)
        if shows:
            words["found"] = _rehearsed(case, site, given)
    except HoldfireError as error:
        words["problem"] = problem or str(error)
    registry = reading.registry(case)
    return page(
        request,
        case,
        "new_question.html",
        key="questions",
        status=422 if problem else 200,
        given=given,
        values=_values(given, sent, registry.names),
        forms=FORMS,
        fits={fit.form: fit for fit in said.forms} if said else {},
        said=said,
        chosen=given.forms,
        actors=registry.actors,
        roads=given.roads.name if given.roads else "",
        usual={one.name: usual_choices(one.name) for one in FORMS},
        **_of_detectable(case, words),
    )


def _rehearsed(case: Case, site: Site, asked: Asked) -> Registration:
    """Compute what could be detected, exactly as registering would, and write nothing."""
    return register(case.rehearsal(), asked, site.act())


def _of_detectable(case: Case, words: Mapping[str, Any]) -> dict[str, object]:
    found: Registration | None = words["found"]
    powers = [(one.form, *_power(one)) for one in found.question.detectable] if found else []
    labels = {a.id: a.name for a in found.proposed} if found else {}
    return {**words, "powers": powers, "labels": {**reading.registry(case).names, **labels}, "party": party}


def _power(found: Detectable) -> tuple[Figure, str, str]:
    chosen = form(found.form)
    return (
        power_figure(found, towards=chosen.towards, smallest=found.smallest_effect or chosen.smallest_effect),
        chosen.trace,
        found.sentence,
    )


def _values(given: Asked, sent: Sent, names: Mapping[str, str]) -> Mapping[str, str]:
    """Write what the fields of the page hold: what a person typed stays as it was typed."""

    def side(ids: Sequence[str]) -> str:
        return f"{BETWEEN} ".join(names.get(one, one) for one in ids)

    held = {
        "a": side(given.a),
        "b": side(given.b),
        "against": side(given.against),
        "area": given.area or "",
        "from": str(given.since or ""),
        "until": str(given.until or ""),
        "seed": str(given.seed),
        **OF_WAYS,
        **dict.fromkeys(AS_TYPED, ""),
    }
    return held | {name: values[0] for name, values in sent.items() if name in held and values[0]}
