"""The whole chain of a claim, an answer or a number, down to characters and rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from holdfire.case.folder import Case
from holdfire.errors import QuestionError
from holdfire.inquiry.grouping import allegation
from holdfire.inquiry.reading import (
    StoredAnswer,
    answers,
    claims,
    documents,
    question,
    questions,
    stored_record,
)
from holdfire.inquiry.war import event_store, label
from holdfire.model.answer import Answer, Reference, ReferenceKind
from holdfire.records.values import to_builtins


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One step of a chain: what is said, where it stands (file, offsets, row), and what it rests on."""

    what: str
    where: str | None = None
    rests_on: tuple["Reason", ...] = ()


def why(case: Case, wanted: str) -> Reason:
    """Explain an id, down to characters and rows.

    c_… is a claim, a_… an allegation, q_… a question, q_…/form an answer, q_…/form/field a number; anything
    else is looked up among the events. Raises QuestionError where nothing has that id.
    """
    head, _, rest = wanted.partition("/")
    kinds: Mapping[str, Callable[[Case, str], Reason]] = {"c_": _claim, "a_": _allegation}
    if explain := kinds.get(wanted[:2]):
        return explain(case, wanted)
    if head.startswith("q_"):
        return _answer_or_number(case, head, rest) if rest else _question(case, head)
    return _event(case, wanted)


def _claim(case: Case, wanted: str) -> Reason:
    found = next((claim for claim in claims(case) if claim.id == wanted), None)
    if found is None:
        raise QuestionError(f"no claim is called {wanted}; holdfire claims lists them")
    document = next(d for d in documents(case) if d.folder == found.document)
    place = f"documents/{document.folder}/text.txt, characters {found.start}–{found.end}"
    chain = tuple(
        Reason(what=f"said by “{link.source}” ({link.relation})", where=f"characters {link.start}–{link.end}")
        for link in found.attribution
    ) or (Reason(what="in the author's own voice"),)
    sides = f"{label(found.side_a) or '?'} → {label(found.side_b) or '?'}"
    return Reason(
        what=f"{found.kind} ({found.modality.value}): {sides}",
        where=f"coder {found.coder}, rules {', '.join(found.rules) or 'none named'}",
        rests_on=(
            Reason(what=f"“{found.quote}”", where=place),
            *chain,
            Reason(
                what=f"{document.title or document.filename}, {document.outlet or 'outlet not stated'}, "
                f"{document.published or 'date not stated'}",
                where=f"SHA-256 {document.sha256}",
            ),
        ),
    )


def _allegation(case: Case, wanted: str) -> Reason:
    found = allegation(case, wanted)
    return Reason(
        what=f"{label(found.a)} with {label(found.b)} against {label(found.against) or 'nobody named'}",
        where=f"{len(found.documents)} documents of {len(found.outlets)} outlets",
        rests_on=tuple(_claim(case, claim) for claim in found.claims),
    )


def _question(case: Case, wanted: str) -> Reason:
    asked = question(case, wanted)
    return Reason(
        what=f"{'+'.join(asked.triple.a)} with {'+'.join(asked.triple.b)} against "
        f"{'+'.join(asked.triple.against) or 'nobody named'}, {asked.area.name}, "
        f"{asked.period.since} to {asked.period.until} (exclusive)",
        where=f"questions/{asked.id}.toml, registered {asked.registered}",
        rests_on=tuple(
            Reason(
                what=f"{stored.answer.form}: {stored.answer.verdict}. {stored.answer.reason}",
                where=stored.path,
            )
            for stored in answers(case, wanted)
        ),
    )


def _answer_or_number(case: Case, qid: str, rest: str) -> Reason:
    form, _, field = rest.partition("/")
    every = answers(case, qid)
    stored = next((s for s in every if s.answer.form == form), None)
    if stored is None:
        names = ", ".join(s.answer.form for s in every) or "none yet; run: holdfire ask " + qid
        raise QuestionError(f"{qid} has no answer called {form}; it has: {names}")
    return _number(case, stored, field) if field else _answer(case, stored)


def _answer(case: Case, stored: StoredAnswer) -> Reason:
    answer = stored.answer
    return Reason(
        what=f"{answer.form}: {answer.verdict}. {answer.reason}",
        where=stored.path + (" (stale: made before the data changed)" if stored.stale else ""),
        rests_on=(
            Reason(what=f"null: {answer.null}"),
            Reason(what=_effect(answer)),
            Reason(what=_pvalue(answer)),
            *(
                Reason(what=f"{name}: {'holds' if ok else 'does not hold'}")
                for name, ok in {**answer.valid, **answer.strict}.items()
            ),
            *_inputs(case, answer),
        ),
    )


def _number(case: Case, stored: StoredAnswer, field: str) -> Reason:
    value: object = to_builtins(stored.answer)
    for part in field.replace("/", ".").split("."):
        if not isinstance(value, Mapping) or part not in value:
            raise QuestionError(f"{stored.path} has no field {field}")
        value = value[part]
    made = {"pvalue": _pvalue, "pvalue_family": _pvalue, "effect": _effect}.get(
        field.split(".", maxsplit=1)[0].split("/", maxsplit=1)[0]
    )
    steps = (Reason(what=made(stored.answer)),) if made else ()
    return Reason(
        what=f"{field} = {value}", where=stored.path, rests_on=(*steps, *_inputs(case, stored.answer))
    )


def _effect(answer: Answer) -> str:
    if answer.effect is None:
        return "no effect could be computed"
    low, high = (("open" if end is None else f"{end:.4g}") for end in answer.effect.interval)
    kind = answer.effect.interval_kind.value
    return f"{answer.effect.name} {answer.effect.value:.4g}, {answer.effect.level:.0%} {kind} {low} to {high}"


def _pvalue(answer: Answer) -> str:
    if answer.pvalue is None or answer.reference is None:
        return "no p value"
    family = f"; times {answer.family} registered forms = {answer.pvalue_family:.4g}"
    return f"p = {answer.pvalue:.4g} {_reference(answer.reference)}{family}"


def _reference(reference: Reference) -> str:
    if reference.draws is not None and reference.extreme_draws is not None:
        return f"= ({reference.extreme_draws:,} + 1)/({reference.draws:,} + 1), {reference.kind.value}"
    if reference.kind is ReferenceKind.PREDICTION:
        return (
            f"from t with {reference.df:g} degrees of freedom"
            if reference.df is not None
            else "from a prediction"
        )
    return f"= {reference.rank}/{reference.of}, {reference.kind.value}"


def _inputs(case: Case, answer: Answer) -> tuple[Reason, ...]:
    """Name the rows of the asked dyads and the hashes of what was read."""
    asked = [row for row in stored_record(case, answer.question) if row.area == "asked"]
    rows = tuple(
        Reason(
            what=f"{'–'.join(row.dyad)} {row.month}: {row.events} events", where=", ".join(row.rows) or None
        )
        for row in asked
    )
    hashes = tuple(Reason(what=f"{name}: {sha}") for name, sha in answer.inputs.items())
    again = Reason(
        what=f"made again by: holdfire verify --recompute (question {answer.question}, seed {answer.seed})"
    )
    return (*rows, *hashes, again)


def _event(case: Case, wanted: str) -> Reason:
    rows = event_store(case).rows([wanted])
    if not rows:
        known = ", ".join(q.id for q in questions(case)) or "none"
        raise QuestionError(
            f"nothing is called {wanted}: no claim, allegation, answer or event (questions: {known})"
        )
    row = rows[0]
    place = row["place"] or row["adm_1"] or row["country"]
    return Reason(
        what=f"{row['side_a']} – {row['side_b']}, {row['date_start']}, best {row['best']}, {place}",
        where=f"events/{row['dataset']}.parquet, line {row['row']} of the source",
        rests_on=tuple(Reason(what=f"{name}: {value}") for name, value in row.items() if value is not None),
    )
