"""The case as JSON."""

HOSTILE = "<script>alert(1)</script>"


def test_documents_have_id_title_and_the_path_of_a_screen_that_exists(client, document, parsed) -> None:
    response = client.get("/api/documents")
    assert response.headers["content-type"] == "application/json"
    (found,) = parsed(response)
    assert found["id"] == document.folder
    assert found["title"] == document.title
    assert found["published"] == "2031-11-25"
    assert client.get(found["page"]).status_code == 200


def test_claims_come_in_the_form_of_the_contract(client, claims, parsed) -> None:
    found = parsed(client.get("/api/claims"))
    assert [claim["id"] for claim in found] == [claim.id for claim in claims]
    first = found[0]
    assert first["side_a"] == ["gov"]
    assert first["status"] == "proposed"
    assert first["quote"] == claims[0].quote
    assert (first["start"], first["end"]) == (claims[0].start, claims[0].end)


def test_claims_can_be_asked_for_by_kind_and_document(client, document, parsed) -> None:
    assert [c["kind"] for c in parsed(client.get("/api/claims?kind=deal"))] == ["deal"]
    assert len(parsed(client.get(f"/api/claims?document={document.folder}"))) == 4
    assert client.get("/api/claims?kind=nothing").status_code == 404
    assert client.get("/api/claims?document=" + "0" * 64).status_code == 404
    assert client.get("/api/claims?document=../etc").status_code == 400


def test_a_question_comes_with_its_record_before_its_answers(client, parsed) -> None:
    reply = parsed(client.get("/api/questions/q_1a2b3c4d5e6f"))
    assert list(reply) == ["question", "record", "answers", "one_findings", "weighing", "verdict"]
    assert reply["record"][0]["events"] == 9
    assert reply["answers"][0]["effect"]["interval"] == [0.02, 6.4]
    assert reply["answers"][0]["stale"] is False
    assert reply["verdict"] == "cannot_tell"


def test_an_unknown_question_is_not_found_and_a_malformed_one_is_a_bad_request(client) -> None:
    assert client.get("/api/questions/q_0000").status_code == 404
    bad = client.get("/api/questions/q_%3Cscript%3E")
    assert bad.status_code == 400
    assert HOSTILE not in bad.text
    assert bad.headers["content-type"] == "application/json"


def test_the_interface_describes_every_address_of_the_api(client, parsed) -> None:
    described = parsed(client.get("/api/openapi.json"))
    assert described["info"]["title"] == "holdfire"
    assert set(described["paths"]) >= {
        "/api/documents",
        "/api/claims",
        "/api/claims/{claim}/review",
        "/api/checks",
        "/api/why/{wanted}",
        "/api/deals",
        "/api/actors",
        "/api/allegations",
        "/api/detectable",
        "/api/questions",
        "/api/questions/{qid}",
        "/api/questions/{qid}/ask",
        "/api/questions/{qid}/run",
        "/api/runs/{key}",
        "/api/hypotheses",
        "/api/hypotheses/{qid}",
        "/api/log",
    }


def test_no_page_that_loads_from_elsewhere_is_served(client) -> None:
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


def test_asking_a_question_of_a_case_without_events_says_what_is_missing(client, parsed) -> None:
    response = client.post(
        "/api/questions/q_1a2b3c4d5e6f/ask", headers={"x-holdfire-token": "a-token-of-this-session"}
    )
    assert response.status_code == 409
    assert "holdfire import" in parsed(response)["detail"]


def test_hostile_text_in_json_stays_text(client) -> None:
    response = client.get("/api/documents")
    assert HOSTILE in response.text
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-type"].startswith("application/json")
