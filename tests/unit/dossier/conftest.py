"""A question with its record, answers and quotes, as the pipeline would leave them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from holdfire.dossier.content import DossierContent, GivenAnswer, InputFile, QuotedClaim, Recipe
from holdfire.model.allegation import Area, AreaKind, Detectable, Period, Question, Triple
from holdfire.model.answer import (
    Answer,
    Effect,
    Exposure,
    IntervalKind,
    Numbers,
    Placebos,
    Power,
    Reference,
    ReferenceKind,
)
from holdfire.model.claim import Attribution, Claim, Modality
from holdfire.model.record import RecordRow
from holdfire.model.verdict import Verdict

LABELS = {
    "gov": "Government of Velmar",
    "order": "Grey Order",
    "front": "Hill Front",
    "free": "Free Brigades",
}
MONTHS = [f"2031-{m:02d}" for m in range(1, 13)]
COUNTS = {
    ("gov", "order"): [2, 1, 4, 0, 19, 13, 17, 39, 13, 8, 3],
    ("front", "gov"): [17, 37, 27, 63, 18, 9, 19, 23, 42, 42, 44],
    ("front", "order"): [0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 4],
}
REFERENCES = (
    0.06,
    0.09,
    0.3,
    0.34,
    0.4,
    0.42,
    0.5,
    0.6,
    0.9,
    1.0,
    1.2,
    1.3,
    1.5,
    1.6,
    1.7,
    1.9,
    2.4,
    3.0,
    4.8,
    9.5,
)


@pytest.fixture
def question() -> Question:
    return Question(
        id="q_1a2b3c4d5e6f",
        triple=Triple(a=("gov",), b=("order",), against=("front",)),
        area=Area(kind=AreaKind.ADM_1, name="Eastmarch", asked="Eastmarch", countries=("Velmar",)),
        period=Period(since=date(2031, 10, 1), until=date(2031, 12, 1)),
        forms=("silent-front", "concerted-attack"),
        seed=20260101,
        registered="2026-11-20T10:00:00Z",
        detectable=(
            Detectable(
                form="silent-front", minimum_detectable=None, sentence="No effect could be told from chance."
            ),
            Detectable(form="concerted-attack", minimum_detectable=1.8, sentence="Could find 1.8× or more."),
        ),
        inputs={"events/velmar.parquet": "ab" * 32},
        version="0.1.0",
    )


@pytest.fixture
def record() -> tuple[RecordRow, ...]:
    rows = []
    for dyad, counts in COUNTS.items():
        low, high = sorted(dyad)
        for month, events in zip(MONTHS, counts, strict=False):
            area = "asked" if month >= "2031-10" else "before"
            rows.append(_row((low, high), month, area, events))
            if area == "asked":
                rows.append(_row((low, high), month, "country", events * 3))
    return tuple(rows)


def _row(dyad: tuple[str, str], month: str, area: str, events: int) -> RecordRow:
    return RecordRow(
        dyad=dyad,
        month=month,
        area=area,
        events=events,
        deaths_best=2 * events,
        by_precision={"1": events},
        sources={"Valley Monitor": events} if events else {},
        rows=tuple(f"sim:{dyad[0]}-{month}-{n}" for n in range(events)),
    )


@pytest.fixture
def silent_answer(question: Question) -> Answer:
    return Answer(
        question=question.id,
        form="silent-front",
        status="done",
        verdict=Verdict.CANNOT_TELL.value,
        reason="At this much contact, no number of clashes, not even none, would stand out.",
        sentence=(
            "9 clashes on 988 cell-days of contact: about half as often as two enemies usually clash "
            "with as much contact. But other fronts differ so much that half, double or "
            "the same would all look ordinary."
        ),
        effect=Effect(
            name="rate ratio", value=0.44, interval=(0.02, 6.4), interval_kind=IntervalKind.REFERENCE_RANGE
        ),
        towards="less",
        smallest_effect=0.5,
        exposure=Exposure(unit="cell-days", value=988.0, basis="co-presence"),
        null="the alleged front is exchangeable with the reference fronts",
        null_keeps=("contact",),
        null_shuffles=("which front is the alleged one",),
        statistic=-4.7,
        pvalue=0.36,
        pvalue_family=0.72,
        family=2,
        reference=Reference(kind=ReferenceKind.CONFORMAL, rank=9, of=21),
        n=Numbers(events=9, cells=14),
        power=Power(minimum_detectable=None, registered=True),
        placebos=Placebos(n=20, rank=9, false_alarms=None),
        robustness=None,
        tipping_point=None,
        tipping_ratio=6.4,
        zero=None,
        valid={"visibility": True, "numbers": False},
        strict={"control map": False},
        explain={"numbers": "Too few reference fronts."},
        caveats=("Contact guessed, no control map.", "Rows name pairs, not attackers."),
        seed=question.seed,
        inputs=question.inputs,
        references=("Warner, Kenny, Stoto 1979",),
        version="0.1.0",
        details={
            "ranks": [
                {"dyad": ["gov", "order"], "value": 0.44, "asked": True},
                *(
                    {"dyad": ["front", f"unit_{n}"], "value": v, "asked": False}
                    for n, v in enumerate(REFERENCES)
                ),
            ],
        },
    )


@pytest.fixture
def concerted_answer(silent_answer: Answer) -> Answer:
    return replace(
        silent_answer,
        form="concerted-attack",
        verdict=Verdict.DOES_NOT_SUPPORT.value,
        reason="An effect of the size that matters (2×) is ruled out by the interval.",
        sentence="Of 120 attacks by one, 14 had one of the other within 10 km and 2 days; 12 by chance.",
        effect=Effect(name="excess of near pairs", value=1.1, interval=(0.8, 1.5)),
        towards="greater",
        smallest_effect=2.0,
        exposure=Exposure(unit="days", value=61.0, basis="none"),
        statistic=136.7,
        pvalue=0.21,
        pvalue_family=0.42,
        reference=Reference(kind=ReferenceKind.SIMULATION, draws=9999, extreme_draws=2099),
        power=Power(minimum_detectable=1.8, registered=True),
        tipping_ratio=None,
        details={
            "null": {
                "edges": [0, 20, 40, 60, 80, 100, 120, 140, 160],
                "counts": [12, 300, 1400, 2800, 3000, 1700, 600, 187],
                "observed": 136.7,
                "name": "weighted near pairs",
                "unit": "weighted near pairs",
            },
            "placebos": [
                {"dyads": [["gov", "front"], ["free", "front"]], "pvalue": 0.02 + 0.07 * n} for n in range(12)
            ],
            "designs": [
                {
                    "choices": [f"{r} km", f"{d} days"],
                    "value": 0.9 + 0.05 * i + 0.1 * j,
                    "interval": [0.6, 1.9 + 0.1 * i],
                    "registered": (r, d) == (10, 28),
                }
                for i, r in enumerate((5, 10, 25))
                for j, d in enumerate((14, 28, 56))
            ],
        },
    )


@pytest.fixture
def make_claim() -> Callable[..., Claim]:
    def make(quote: str = "no clashes between the two have been reported", **changes: object) -> Claim:
        claim = Claim(
            id="c_5f0c9d1e2a3b4c5d",
            document="a" * 64,
            text_sha256="b" * 64,
            start=10,
            end=10 + len(quote),
            quote=quote,
            prefix="",
            suffix="",
            kind="no_clash",
            side_a=("gov",),
            side_b=("order",),
            modality=Modality.REPORTED,
            coder="rules/1",
        )
        return replace(claim, **changes)

    return make


@pytest.fixture
def content(
    question: Question,
    record: tuple[RecordRow, ...],
    silent_answer: Answer,
    concerted_answer: Answer,
    make_claim: Callable[..., Claim],
) -> DossierContent:
    said = make_claim(
        "they do so in undisguised collaboration with the army",
        id="c_0000000000000001",
        kind="cooperate",
        attribution=(
            Attribution(source="a field source", relation="according_to", start=1, end=2),
            Attribution(source="Hill Radio", relation="via", start=3, end=4),
        ),
        modality=Modality.ALLEGED,
    )
    return DossierContent(
        title="The war of the three valleys",
        simulated=True,
        question=question,
        labels=LABELS,
        record=record,
        answers=(
            GivenAnswer(answer=silent_answer, stale=False),
            GivenAnswer(answer=concerted_answer, stale=True),
        ),
        verdict=Verdict.CANNOT_TELL,
        quotes=(
            QuotedClaim(
                claim=make_claim(),
                title="Quiet in the east",
                outlet="Hill Gazette",
                published=date(2031, 11, 25),
            ),
            QuotedClaim(claim=said, title="Hand in hand", outlet="Valley Post", published=date(2031, 10, 25)),
        ),
        articles=2,
        outlets=2,
        inputs=(InputFile(name="events/velmar.parquet", sha256="ab" * 32),),
        recipes=(
            Recipe(makes="the record", command=f"holdfire ask {question.id} --json"),
            Recipe(makes="every answer, run again from its seed", command="holdfire verify --recompute"),
        ),
        made_at="2026-11-21T03:40:00Z",
        version="0.1.0",
    )
