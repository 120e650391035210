"""Deciding on claims and names on screen: by plain forms with the token, undone by the same person."""

from dataclasses import replace
from datetime import date

import pytest

from holdfire.case.act import Act
from holdfire.case.reviewed import reviews
from holdfire.claims.coder import Context, Proposal
from holdfire.inquiry.reading import claims as read_claims
from holdfire.inquiry.reading import registry
from holdfire.intake.coding import Coding
from holdfire.intake.review import review_claim
from holdfire.model.claim import Attribution, ClaimFigure, ClaimPlace, PlaceChoice, Qualifier, Speaker
from holdfire.model.ids import slug
from holdfire.records.values import encode, lines

HOSTILE = "<script>alert(1)</script>"
TOKEN = "a-token-of-this-session"  # noqa: S105  of the client's app
NAME = f"A commander {HOSTILE}"
PROPOSED = slug(NAME)
HEADER = {"x-holdfire-token": TOKEN}


def send(client, claim, decision: str, **fields: str):
    return client.post(f"/claims/{claim.id}/review", data={"token": TOKEN, "decision": decision, **fields})


def status_of(case, claim) -> str:
    return next(c.status.value for c in read_claims(case) if c.id == claim.id)


def test_a_button_decides_and_undo_takes_it_back(client, case, claims) -> None:
    first = claims[0]
    for decision, status in (("accept", "accepted"), ("reject", "rejected"), ("undo", "proposed")):
        response = send(client, first, decision)
        assert response.status_code == 303
        assert response.headers["location"] == f"/documents/{first.document}#{first.id}"
        assert status_of(case, first) == status
    assert [review.by for review in reviews(case)] == ["tester"] * 3


def test_a_decision_in_the_list_goes_back_to_the_same_list(client, claims) -> None:
    response = send(client, claims[1], "accept", **{"from": "list", "kind": "deal", "status": "proposed"})
    assert response.headers["location"] == f"/claims?kind=deal&status=proposed#{claims[1].id}"
    evil = send(client, claims[1], "undo", **{"from": "list", "kind": "//evil.example/?a=b#"})
    assert evil.headers["location"].startswith("/claims?kind=%2F%2Fevil.example")


def test_a_decision_without_the_token_changes_nothing(client, case, claims) -> None:
    for data in ({"decision": "accept"}, {"decision": "accept", "token": "wrong"}):
        assert client.post(f"/claims/{claims[0].id}/review", data=data).status_code == 401
    assert reviews(case) == ()


@pytest.mark.parametrize("decision", ["", "add", "correct", "<script>", "ACCEPT"])
def test_no_button_sends_another_decision(client, case, claims, decision: str) -> None:
    response = send(client, claims[0], decision)
    assert response.status_code == 404
    assert "<script>" not in response.text
    assert reviews(case) == ()


def test_a_claim_that_nobody_knows_can_not_be_decided(client) -> None:
    for path in ("/claims/c_0000/review", "/claims/..%2f/review", "/api/claims/c_0000/review"):
        response = client.post(path, headers=HEADER, json={"decision": "accept"})
        assert response.status_code == 404, path


def test_undoing_what_one_did_not_decide_is_refused_in_words(client, case, claims) -> None:
    review_claim(case, claims[0].id, "accept", Act(by="ana", at="2026-11-21T05:00:00+00:00"))
    response = send(client, claims[0], "undo")
    assert response.status_code == 409
    assert "tester has decided nothing" in response.text


def test_each_card_shows_who_decided_and_offers_what_is_left(client, case, claims) -> None:
    first = claims[0]
    page = client.get(f"/documents/{first.document}").text
    assert page.count('value="accept"') == page.count('value="reject"') == len(claims)
    assert 'value="undo"' not in page
    review_claim(case, first.id, "reject", Act(by=f"ben {HOSTILE}", at="2026-11-21T05:00:00+00:00"))
    send(client, first, "accept")
    for path in ("/claims", f"/documents/{first.document}"):
        page = client.get(path).text
        assert "Accepted by tester on 2026-11-21" in page
        assert "Rejected by ben &lt;script&gt;" in page
        assert page.count('value="accept"') == len(claims) - 1
        assert page.count('value="undo"') == 1


def test_claims_can_be_listed_by_what_was_decided(client, claims) -> None:
    send(client, claims[0], "accept")
    assert "1 shown of 4" in client.get("/claims?status=accepted").text
    assert "3 shown of 4" in client.get("/claims?status=proposed&kind=").text
    assert "No claim fits" in client.get("/claims?status=rejected").text
    assert client.get("/claims?status=<script>").status_code == 404


def test_the_api_takes_decisions_and_corrections_with_the_token(client, claims, parsed) -> None:
    path = f"/api/claims/{claims[1].id}/review"
    assert client.post(path, json={"decision": "accept"}).status_code == 401
    body = {"decision": "correct", "changes": {"kind": "truce"}, "note": "they lay down arms"}
    made = parsed(client.post(path, headers=HEADER, json=body))
    assert (made["decision"], made["made"]["kind"], made["by"]) == ("correct", "truce", "tester")
    assert (
        "Corrected by tester on 2026-11-21: kind deal → truce “they lay down arms”"
        in client.get("/claims").text
    )
    wrong = client.post(path, headers=HEADER, json={"decision": "correct", "changes": {"colour": "red"}})
    assert wrong.status_code == 409
    assert "colour" in parsed(wrong)["detail"]
    assert client.post(path, headers=HEADER, json={"decision": "no"}).status_code == 400


def test_a_card_shows_how_exact_a_claim_is_and_who_coded_it(client, case, claims, document) -> None:
    quote = claims[1].quote
    at = claims[1].start + quote.index("a deal")
    speaker = replace(claims[1].attribution[0], speaker=Speaker.UNNAMED)
    crowd = Attribution(
        source="commander",
        relation="told",
        start=speaker.start + 2,
        end=speaker.end,
        speaker=Speaker.ANONYMOUS_PLURAL,
    )
    rich = replace(
        claims[1],
        attribution=(speaker, crowd),
        places=(
            ClaimPlace(
                name="east",
                lat=1.0,
                lon=2.0,
                radius_km=5.0,
                basis="nearest",
                alternatives=(PlaceChoice(name="East Ford", lat=3.5, lon=4.25, country="Velmar"),),
            ),
        ),
        figure_details=(
            ClaimFigure(
                unit="trucks", value=30.0, low=30.0, qualifier=Qualifier.MORE_THAN, start=at, end=at + 6
            ),
            ClaimFigure(unit="villages", low=24.0, high=99.0, qualifier=Qualifier.VAGUE, start=0, end=3),
        ),
        coder="rules/9",
        rules=("n.deal", "c.granted"),
        confidence=0.65,
    )
    case.commit(
        Act(by="tester", at="2026-11-21T05:00:00+00:00"),
        "claims",
        write={f"documents/{document.folder}/claims.jsonl": lines([claims[0], rich])},
    )
    page = client.get(f"/documents/{document.folder}").text
    for words in (
        "more than 30 trucks",
        "“a deal”",
        "24 to 99 villages",
        "chosen among several of this name",
        "East Ford (place, Velmar; 3.50, 4.25)",
        "said · not named",
        "told · several, not named",
        "<code>rules/9</code>",
        "<code>n.deal</code> <code>c.granted</code>",
        "its own estimate 0.65",
    ):
        assert words in page, words
    row = client.get("/claims").text
    assert "several, not named ← not named" in row
    assert "more than 30 trucks" in row


def proposing(case, document, **changes) -> None:
    """Let the document propose two names, one of them hostile, one a spelling of an actor."""
    text = (case.path / "documents" / document.folder / "text.txt").read_text()
    at = text.index("A commander")
    place = Context(
        start=at, end=at + 11, quote="A commander", prefix=text[at - 32 : at], suffix=text[at + 11 : at + 43]
    )
    proposals = (
        Proposal(id=PROPOSED, name=NAME, mentions=2, contexts=(place,)),
        Proposal(id="the_goverment", name="the goverment", mentions=1, alias_of="gov"),
    )
    coding = Coding(coders=("rules/9",), inputs="x", claims=4, proposals=proposals, **changes)
    case.commit(
        Act(by="tester", at="2026-11-21T05:00:00+00:00"),
        "claims",
        write={f"documents/{document.folder}/coding.json": encode(coding)},
    )


def test_a_proposed_name_stands_with_its_context_and_goes_where_a_person_says(client, case, document) -> None:
    proposing(case, document)
    page = client.get("/actors").text
    assert "2 names that documents have" in page
    assert "<strong>A commander</strong> said they made a deal" in page
    assert f'href="/documents/{document.folder}#:~:text=A%20commander"' in page
    assert "looks like a spelling of Government" in page
    assert "<script>" not in page

    def word(name: str, decision: str, **more: str):
        return client.post(
            "/actors/proposed", data={"token": TOKEN, "name": name, "decision": decision, **more}
        )

    assert word(PROPOSED, "alias").status_code == 404  # whose name was not chosen
    assert word(PROPOSED, "alias", actor="nobody").status_code == 409
    assert word(PROPOSED, "alias", actor="front").headers["location"] == "/actors"
    assert registry(case).get("front").aliases[-1:] == (NAME,)
    assert word("the_goverment", "refuse").status_code == 303
    assert "No names to decide" in client.get("/actors").text
    assert word("the_goverment", "new").status_code == 409


def test_a_proposed_name_can_be_a_side_of_its_own(client, case, document, parsed) -> None:
    proposing(case, document)
    assert [p["id"] for p in parsed(client.get("/api/actors"))["proposed"]] == [
        PROPOSED,
        "the_goverment",
    ]
    fields = {"name": PROPOSED, "decision": "new"}
    assert client.post("/actors/proposed", data=fields).status_code == 401
    assert client.post("/actors/proposed", data={"token": TOKEN, **fields}).status_code == 303
    assert PROPOSED in [a["id"] for a in parsed(client.get("/api/actors"))["actors"]]


def test_reading_again_codes_with_the_registry_as_it_stands(client, case, document) -> None:
    proposing(case, document)
    response = client.post("/actors/code", data={"token": TOKEN})
    assert (response.status_code, response.headers["location"]) == (303, "/actors")
    assert "Read the documents again" in client.get("/actors").text
    assert client.post("/actors/code").status_code == 401
    log = (case.path / "log.jsonl").read_text().splitlines()
    assert "coding.json" in log[-1]


def test_documents_tell_format_container_remarks_and_why_one_is_uncoded(
    client, case, document, parsed
) -> None:
    folder = f"documents/{document.folder}"
    told = replace(
        document,
        media_type="message/rfc822",
        language="ru",
        part_of="pack.zip",
        path_inside=f"in/{HOSTILE}.eml",
        remarks=("page 3 has no text",),
        published=date(2031, 1, 2),
    )
    case.commit(
        Act(by="tester", at="2026-11-21T05:00:00+00:00"), "add", write={f"{folder}/meta.json": encode(told)}
    )
    for path in ("/documents", f"/documents/{document.folder}"):
        page = client.get(path).text
        for words in ("mail · Russian", "pack.zip", "page 3 has no text", "no coder reads Russian"):
            assert words in page, (path, words)
        assert "<script>" not in page
    (row,) = parsed(client.get("/api/documents"))
    assert row["uncoded"] == "no coder reads Russian"
    assert (row["part_of"], row["language"], row["reviewed"]) == ("pack.zip", "ru", 0)


def test_a_document_that_was_never_coded_says_so(empty_case, make) -> None:
    document = make.document("Quiet.", title="Quiet")
    files = make.files(document, "Quiet.", [])
    del files[f"documents/{document.folder}/claims.jsonl"]
    empty_case.commit(Act(by="tester", at="2026-11-21T05:00:00+00:00"), "add", write=files)
    client = make.client(empty_case)
    assert "uncoded: not coded yet" in client.get("/documents").text
    assert "<code>holdfire claims</code>" in client.get(f"/documents/{document.folder}").text
