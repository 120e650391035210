"""A small case made by hand, and a client that speaks to the app without a network."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.inquiry.reading import current_inputs
from holdfire.model.actor import Actor
from holdfire.model.allegation import Area, AreaKind, Detectable, Period, Question, Triple
from holdfire.model.answer import Answer, Effect, Exposure, Numbers, Power
from holdfire.model.claim import Attribution, Claim, Modality
from holdfire.model.document import Document
from holdfire.model.ids import claim_id
from holdfire.model.record import RecordRow
from holdfire.records.questions import write_question
from holdfire.records.registry import write_registry
from holdfire.records.settings import Settings, write_settings
from holdfire.records.values import encode, lines
from holdfire.web.app import create_app

ACT = Act(by="tester", at="2026-11-21T04:00:00+00:00")
PORT, TOKEN = 8000, "a-token-of-this-session"
HOSTILE = "<script>alert(1)</script>"
TEXT = (
    "A quiet front\n\nNo clashes between the government and the order have been reported. "
    "A commander said they made a deal in the east. <script>alert(1)</script> & more."
)


@dataclass(frozen=True)
class Client:
    """Speaks HTTP to an app in this process; headers of a browser that shows the app's own page."""

    app: FastAPI

    def request(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://127.0.0.1:{PORT}") as client:
                return await client.request(method, path, headers=headers, **more)

        return asyncio.run(send())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.request("POST", path, **more)


def make_document(text: str, *, title: str, outlet: str | None = None) -> Document:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        folder=sha,
        filename="report.txt",
        sha256=sha,
        text_sha256=sha,
        media_type="text/plain",
        title=title,
        outlet=outlet,
        published=date(2031, 11, 25),
        language="en",
    )


def make_claim(document: Document, text: str, quote: str, kind: str, **changes: Any) -> Claim:
    start = text.index(quote)
    claim = Claim(
        id=claim_id(document.folder, start, start + len(quote), kind, 0),
        document=document.folder,
        text_sha256=document.text_sha256,
        start=start,
        end=start + len(quote),
        quote=quote,
        prefix="",
        suffix="",
        kind=kind,
        side_a=("gov",),
        side_b=("order",),
        modality=Modality.REPORTED,
        coder="rules/1",
    )
    return replace(claim, **changes)


def files_of(document: Document, text: str, claims: list[Claim]) -> dict[str, bytes]:
    folder = f"documents/{document.folder}"
    return {
        f"{folder}/original.txt": text.encode(),
        f"{folder}/text.txt": text.encode(),
        f"{folder}/meta.json": encode(document),
        f"{folder}/claims.jsonl": lines(claims),
    }


@pytest.fixture
def document() -> Document:
    return make_document(TEXT, title=f"A quiet front {HOSTILE}", outlet=f"Hill Gazette {HOSTILE}")


@pytest.fixture
def claims(document: Document) -> list[Claim]:
    deal = "A commander said they made a deal in the east"
    at = TEXT.index("A commander")
    speaker = Attribution(source="A commander", relation="said", start=at, end=at + 11)
    return [
        make_claim(
            document, TEXT, "No clashes between the government and the order have been reported", "no_clash"
        ),
        make_claim(document, TEXT, deal, "deal", attribution=(speaker,), modality=Modality.ALLEGED),
        make_claim(document, TEXT, "they made a deal", "cooperate"),
        make_claim(document, TEXT, "<script>alert(1)</script>", "say"),
    ]


@pytest.fixture
def question() -> Question:
    return Question(
        id="q_1a2b3c4d5e6f",
        triple=Triple(a=("gov",), b=("order",), against=("front",)),
        area=Area(kind=AreaKind.ADM_1, name="Eastmarch", asked="Eastmarch"),
        period=Period(since=date(2031, 10, 1), until=date(2031, 12, 1)),
        forms=("silent-front",),
        seed=7,
        registered=ACT.at,
        detectable=(
            Detectable(form="silent-front", minimum_detectable=0.3, sentence="Could find 0.3× or less."),
        ),
        version="0.1.0",
    )


@pytest.fixture
def answer(question: Question) -> Answer:
    return Answer(
        question=question.id,
        form="silent-front",
        status="done",
        verdict="cannot_tell",
        reason="The interval holds both no effect and an effect of the size that matters (0.5×).",
        sentence="gov and order: 9 clashes over 988 cell-days; 20.4 would be usual.",
        effect=Effect(name="rate ratio", value=0.44, interval=(0.02, 6.4)),
        towards="less",
        smallest_effect=0.5,
        exposure=Exposure(unit="cell-days", value=988.0, basis="co-presence"),
        null="the alleged front is exchangeable with the reference fronts",
        null_keeps=(),
        null_shuffles=(),
        statistic=1.0,
        pvalue=0.36,
        pvalue_family=0.36,
        family=1,
        reference=None,
        n=Numbers(events=9, cells=3),
        power=Power(minimum_detectable=0.3),
        placebos=None,
        robustness=None,
        tipping_point=None,
        tipping_ratio=None,
        zero=None,
        valid={},
        strict={},
        explain={},
        caveats=(),
        seed=7,
        inputs={},
        references=(),
        version="0.1.0",
        details={},
    )


@pytest.fixture
def empty_case(tmp_path: Path) -> Case:
    settings = Settings(title=f"The valleys {HOSTILE}", simulated=True)
    return Case.create(tmp_path / "case", {"holdfire.toml": write_settings(settings).encode()}, ACT)


@pytest.fixture
def case(
    empty_case: Case, document: Document, claims: list[Claim], question: Question, answer: Answer
) -> Case:
    actors = (
        Actor(id="gov", name="Government"),
        Actor(id="order", name=f"Order {HOSTILE}"),
        Actor(id="front", name="Front"),
    )
    row = RecordRow(
        dyad=("gov", "order"),
        month="2031-10",
        area="asked",
        events=9,
        deaths_best=4,
        by_precision={"1": 9},
        sources={"Valley Monitor": 9},
        rows=("sim:1",),
    )
    empty_case.commit(
        ACT,
        "add",
        write={
            "actors.toml": write_registry(actors).encode(),
            **files_of(document, TEXT, claims),
            f"questions/{question.id}.toml": write_question(question).encode(),
            f"answers/{question.id}/record.json": encode(
                (row, replace(row, month="2031-11", events=0, deaths_best=0))
            ),
        },
    )
    fresh = replace(answer, inputs=current_inputs(empty_case))
    empty_case.commit(ACT, "ask", write={f"answers/{question.id}/silent-front.json": encode(fresh)})
    return empty_case


def client_of(case: Case) -> Client:
    return Client(create_app(case.path, token=TOKEN, port=PORT, user="tester", clock=lambda: ACT.at))


@pytest.fixture
def make() -> SimpleNamespace:
    """Hand the ways to make documents, claims, their files and a client to tests with cases of their own."""
    return SimpleNamespace(document=make_document, claim=make_claim, files=files_of, client=client_of)


@pytest.fixture
def client(case: Case) -> Client:
    return client_of(case)


@pytest.fixture
def empty_client(empty_case: Case) -> Client:
    return client_of(empty_case)


@pytest.fixture
def long_case(empty_case: Case) -> tuple[Case, str]:
    """One document of a thousand sentences with a claim in each, every tenth overlapping the next."""
    text = "".join(f"In week {n} the army and the order met near village number {n}. " for n in range(1000))
    document = make_document(text, title="A long one")
    claims = [
        make_claim(document, text, f"week {n} the army and the order met near village number {n}.", "clash")
        for n in range(1000)
    ]
    empty_case.commit(ACT, "add", write=files_of(document, text, claims))
    return empty_case, document.folder


@pytest.fixture
def long_client(long_case: tuple[Case, str]) -> tuple[Client, str]:
    case, folder = long_case
    return client_of(case), folder


@pytest.fixture
def parsed() -> Callable[[httpx.Response], Any]:
    return lambda response: json.loads(response.content)
