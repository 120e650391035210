"""The whole chain of a claim, an answer or a number, down to characters and rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from holdfire.base.events import EventStore
from holdfire.case.folder import Case
from holdfire.case.reviewed import REVIEWS, reviews
from holdfire.dossier.words import (
    INTERVAL_NAME,
    VERDICT_SHORT,
    counted,
    kind_name,
    party,
    party_of_label,
    question_sentence,
    sides,
)
from holdfire.errors import QuestionError
from holdfire.inquiry.dealing import deal
from holdfire.inquiry.grouping import allegation
from holdfire.inquiry.reading import (
    StoredAnswer,
    answers,
    claims,
    documents,
    names_of,
    question,
    questions,
    stored_record,
)
from holdfire.inquiry.war import event_store
from holdfire.model.answer import Answer, Reference, ReferenceKind
from holdfire.model.claim import Claim
from holdfire.model.deal import Words
from holdfire.model.review import Review, change_in_words, differences
from holdfire.model.verdict import Verdict
from holdfire.records.values import to_builtins


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One step of a chain: what is said, where it stands (file, offsets, row), and what it rests on."""

    what: str
    where: str | None = None
    rests_on: tuple["Reason", ...] = ()


def why(case: Case, wanted: str) -> Reason:
    """Explain an id, down to characters and rows.

    c_… is a claim, a_… an allegation, d_… a deal, q_… a question, q_…/form an answer, q_…/form/field a
    number; anything else is looked up among the events. Raises QuestionError where nothing has that id.
    """
    head, _, rest = wanted.partition("/")
    kinds: Mapping[str, Callable[[Case, str], Reason]] = {"c_": _claim, "a_": _allegation, "d_": _deal}
    if explain := kinds.get(wanted[:2]):
        return explain(case, wanted)
    if head.startswith("q_"):
        return _answer_or_number(case, head, rest) if rest else _question(case, head)
    return _event(case, wanted)


def _claim(case: Case, wanted: str) -> Reason:
    found = next((claim for claim in claims(case) if claim.id == wanted), None)
    decided = [review for review in reviews(case) if review.claim == wanted]
    if found is None and decided:  # nobody stands by it any more, and no coder proposes it
        return Reason(
            what=f"{kind_name(decided[0].seen.kind)}: no coder proposes it, and no reviewer stands by it",
            rests_on=(Reason(what=f"“{decided[0].seen.quote}”"), *map(_decision, decided)),
        )
    if found is None:
        raise QuestionError(f"no claim is called {wanted}; holdfire claims lists them")
    document = next(d for d in documents(case) if d.folder == found.document)
    place = f"documents/{document.folder}/text.txt, characters {found.start}–{found.end}"
    chain = tuple(
        Reason(what=f"said by “{link.source}” ({link.relation})", where=f"characters {link.start}–{link.end}")
        for link in found.attribution
    ) or (Reason(what="in the author's own voice"),)
    return Reason(
        what=f"{kind_name(found.kind)} ({found.modality.value}): {sides(found, names_of(case))}",
        where=f"coder {found.coder}, rules {', '.join(found.rules) or 'none named'}",
        rests_on=(
            Reason(what=f"“{found.quote}”", where=place),
            *chain,
            Reason(
                what=f"{document.title or document.filename}, {document.outlet or 'outlet not stated'}, "
                f"{document.published or 'date not stated'}",
                where=f"SHA-256 {document.sha256}",
            ),
            *_standing(found, len(decided)),
            *map(_decision, decided),
        ),
    )


def _standing(claim: Claim, decisions: int) -> tuple[Reason, ...]:
    if not decisions:
        return ()
    note = f": {claim.review_note}" if claim.review_note else ""
    return (Reason(what=f"{claim.status} after {counted(decisions, 'decision')}{note}", where=REVIEWS),)


def _decision(review: Review) -> Reason:
    """Say what one reviewer decided, and what they changed."""
    changed = differences(review.seen, review.made) if review.made is not None else ()
    parts = "; ".join([*map(change_in_words, changed), *([f"“{review.note}”"] if review.note else [])])
    return Reason(
        what=f"{review.by}: {review.decision}{f' ({parts})' if parts else ''}",
        where=f"{review.at}, seen as coded by {review.seen.coder}",
    )


def _allegation(case: Case, wanted: str) -> Reason:
    found, names = allegation(case, wanted), names_of(case)
    return Reason(
        what=f"{party(found.a, names)} with {party(found.b, names)} against {party(found.against, names)}",
        where=f"{counted(len(found.documents), 'document')} of {counted(len(found.outlets), 'known outlet')}",
        rests_on=tuple(_claim(case, claim) for claim in found.claims),
    )


def _deal(case: Case, wanted: str) -> Reason:
    found, names = deal(case, wanted), names_of(case)
    files = {d.folder: d.filename for d in documents(case)}

    def told(what: str, words: Words) -> Reason:
        by = f", said by {', '.join(words.said_by)}" if words.said_by else ""
        where = f"{files[words.document]}, characters {words.start}–{words.end}{by}"
        return Reason(what=f"{what}: “{words.quote}”", where=where)

    return Reason(
        what=f"{kind_name(found.kind)} ({kind_name(found.standing)}): {party(found.parties, names)}",
        where="; ".join(found.because) or "one claim tells of it",
        rests_on=(
            *(told(g.role, g.words) for g in found.guarantors),
            *(
                told(f"{kind_name(t.what)}, {_side(t.giver, names)} → {_side(t.receiver, names)}", t.words)
                for t in found.terms
            ),
            *(told(f"return {account.says}", account.words) for account in found.return_said),
            *(told(account.says, account.words) for account in found.kept_said),
            *(_claim(case, claim) for claim in found.claims),
        ),
    )


def _side(ids: Sequence[str], names: Mapping[str, str]) -> str:
    return party(ids, names) if ids else "?"


def _question(case: Case, wanted: str) -> Reason:
    asked = question(case, wanted)
    return Reason(
        what=f"{question_sentence(asked, names_of(case))} "
        f"Days: {asked.period.since} to {asked.period.until}, the last one not counted",
        where=f"questions/{asked.id}.toml, registered {asked.registered}",
        rests_on=tuple(Reason(what=_found(s.answer), where=_place(s)) for s in answers(case, wanted)),
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
        what=_found(answer),
        where=_place(stored),
        rests_on=(
            Reason(what=f"null: {answer.null}"),
            Reason(what=_effect(answer)),
            Reason(what=_pvalue(answer)),
            *(
                Reason(what=f"{kind_name(name)}: {'holds' if ok else 'does not hold'}")
                for name, ok in {**answer.valid, **answer.strict}.items()
            ),
            *_inputs(case, answer),
        ),
    )


def _found(answer: Answer) -> str:
    verdict = VERDICT_SHORT[Verdict(answer.verdict)]
    if answer.status == "undefined":
        verdict = "not defined on these data"
    return f"{answer.form}: {verdict}. {answer.reason}"


def _place(stored: StoredAnswer) -> str:
    return stored.path + (" (stale: made before the data changed; ask again)" if stored.stale else "")


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
        what=f"{field} = {value}", where=_place(stored), rests_on=(*steps, *_inputs(case, stored.answer))
    )


def _effect(answer: Answer) -> str:
    if answer.effect is None:
        return "no effect could be computed"
    low, high = (("open" if end is None else f"{end:.4g}") for end in answer.effect.interval)
    kind = INTERVAL_NAME[answer.effect.interval_kind]
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
    if reference.rank is None:
        return f"from the {reference.kind.value} law"
    return f"= {reference.rank}/{reference.of}, {reference.kind.value}"


def _inputs(case: Case, answer: Answer) -> tuple[Reason, ...]:
    """Name the rows of the asked dyads and the hashes of what was read."""
    names = names_of(case)
    asked = [row for row in stored_record(case, answer.question) if row.area == "asked"]
    rows = tuple(
        Reason(
            what=f"{' – '.join(party_of_label(one, names) for one in row.dyad)}, {row.month}: "
            f"{row.events} event{'s' if row.events != 1 else ''}",
            where=", ".join(row.rows) or None,
        )
        for row in asked
    )
    hashes = tuple(Reason(what=f"{name}: {sha}") for name, sha in answer.inputs.items())
    again = Reason(
        what=f"made again by: holdfire verify --recompute (question {answer.question}, seed {answer.seed})"
    )
    return (*rows, *hashes, again)


def _event(case: Case, wanted: str) -> Reason:
    store = event_store(case) if case.names("events/*.parquet") else None
    rows = store.rows([wanted]) if store is not None else ()
    if store is None or not rows:
        known = ", ".join(q.id for q in questions(case)) or "none"
        raise QuestionError(
            f"nothing is called {wanted}: a claim is c_…, an allegation a_…, a deal d_…, a question q_… "
            f"(registered: {known}), and no event has this id"
        )
    row = rows[0]
    sides = " – ".join(str(side) for side in (row["side_a"], row["side_b"]) if side)
    deaths = "" if row["best"] is None else f"best {row['best']}"
    place = row["place"] or row["adm_1"] or row["country"]
    return Reason(
        what=", ".join(str(part) for part in (sides, row["date_start"], deaths, place) if part),
        where=f"events/{row['dataset']}.parquet, row {row['row']} of the source",
        rests_on=(
            *_versions(store, wanted),
            *(Reason(what=f"{name}: {value}") for name, value in row.items() if value is not None),
        ),
    )


def _versions(store: EventStore, wanted: str) -> tuple[Reason, ...]:
    """Name the rows that tell of the same event, and the one of them that is counted."""
    elsewhere = store.counted_elsewhere()
    stands = elsewhere.get(wanted, wanted)
    others = [row for row, counted in elsewhere.items() if counted == stands and row != wanted]
    if stands != wanted:
        counted = "is not counted: this row of another data set tells of the same event"
        return (Reason(what=f"{counted}: {stands}", where="holdfire matches lists the pairs"),)
    return tuple(
        Reason(what=f"counts once with {row}, which tells of the same event", where="holdfire matches")
        for row in others
    )
