"""The ledger of deals on screen and as JSON, from claims of a case of its own."""

import html
import re
from datetime import date

import pytest

from holdfire.case.act import Act
from holdfire.model.actor import Actor
from holdfire.model.claim import Attribution, Modality, Speaker
from holdfire.records.registry import write_registry

HOSTILE = "<script>alert(1)</script>"
TEXT = (
    "The army let the order leave Marrow in exchange for twelve prisoners, two residents said. "
    f"The order denied a truce with the army at Pell. {HOSTILE}"
)
ACTORS = (Actor(id="gov", name="Army"), Actor(id="order", name=f"Order {HOSTILE}"))


@pytest.fixture
def dealing(empty_case, make):
    document = make.document(TEXT, title=f"A deal {HOSTILE}", outlet="Hill Gazette")
    speaker = TEXT.index("two residents")
    residents = Attribution(
        source="two residents",
        relation="said",
        start=speaker,
        end=speaker + len("two residents"),
        speaker=Speaker.ANONYMOUS_PLURAL,
    )
    found = [
        make.claim(
            document,
            TEXT,
            "The army let the order leave Marrow in exchange for twelve prisoners",
            "evacuate",
            attribution=(residents,),
            date=(date(2031, 3, 1), date(2031, 3, 2)),
        ),
        make.claim(
            document,
            TEXT,
            "a truce with the army at Pell",
            "truce",
            modality=Modality.DENIED,
            date=(date(2031, 9, 1), date(2031, 9, 2)),
        ),
    ]
    act = Act(by="tester", at="2026-11-21T05:00:00+00:00")
    files = {"actors.toml": write_registry(ACTORS).encode(), **make.files(document, TEXT, found)}
    empty_case.commit(act, "add", write=files)
    return empty_case, found, make.client(empty_case)


def test_each_deal_has_a_card_with_what_is_said_and_what_is_not(dealing) -> None:
    _, found, client = dealing
    page = client.get("/deals").text
    assert "2 shown of 2" in page
    assert "<script>" not in page
    for words in (
        "Evacuate: Army and Order",
        "denied by all who tell of it",
        "none mentioned",
        "not mentioned",
    ):
        assert words in page, words
    assert "said by “two residents” in Hill Gazette" in html.unescape(page)
    assert '<th scope="col">gives</th>' in page
    for claim in found:
        assert f'href="/documents/{claim.document}#{claim.id}"' in page


def test_every_quote_of_a_card_stands_in_the_text_and_leads_to_a_claim_of_the_deal(dealing) -> None:
    _, found, client = dealing
    page = client.get("/deals").text
    links = re.findall(
        r'<a class="quoted" href="/documents/([0-9a-f]{64})#(c_[0-9a-f]+)"[^>]*>“(.*?)”</a>', page
    )
    assert len(links) >= 3
    for folder, claim, quote in links:
        assert folder == found[0].document
        assert claim in {one.id for one in found}
        assert html.unescape(quote) in TEXT


def test_the_ledger_as_json_is_that_of_the_command_line(dealing, parsed) -> None:
    client = dealing[-1]
    every = parsed(client.get("/api/deals"))
    assert {one["kind"] for one in every} == {"evacuate", "truce"}
    assert {"parties", "terms", "sides", "return", "kept", "because"} <= set(every[0])
    assert [one["kind"] for one in parsed(client.get("/api/deals?kind=truce"))] == ["truce"]
    assert len(parsed(client.get("/api/deals?party=gov"))) == 2


def test_deals_can_be_filtered_and_what_is_unknown_is_not_found(dealing) -> None:
    client = dealing[-1]
    assert "1 shown of 2" in client.get("/deals?kind=truce&party=gov").text
    assert "No deal fits" in client.get("/deals?kind=trade").text
    for wrong in ("kind=attack", "kind=<script>", "party=nobody", "party=<script>"):
        for path in ("/deals", "/api/deals"):
            response = client.get(f"{path}?{wrong}")
            assert response.status_code == 404, wrong
            if path == "/deals":
                assert "<script>" not in response.text


def test_a_rejected_claim_leaves_the_ledger_and_the_page_says_so(dealing) -> None:
    _, found, client = dealing
    data = {"token": "a-token-of-this-session", "decision": "reject"}
    assert client.post(f"/claims/{found[1].id}/review", data=data).status_code == 303
    page = client.get("/deals").text
    assert "1 shown of 1" in page
    assert "Left out: 1 claim that reviewers rejected" in page


def test_an_empty_ledger_says_what_to_do(empty_client) -> None:
    page = empty_client.get("/deals").text
    assert "No deals yet" in page
    assert "<code>holdfire add " in page


def test_documents_without_a_deal_are_told_from_no_documents(long_client) -> None:
    assert "No deals in these documents" in long_client[0].get("/deals").text
