"""Files that come in through the app: their names, their size, what is refused; and pages that only read."""

from urllib.parse import quote

import pytest

from holdfire.inquiry.reading import documents
from holdfire.web import adding
from holdfire.web.adding import harmless_name

HEADER = {"x-holdfire-token": "a-token-of-this-session"}
HOSTILE = "<script>alert(1)</script>"
BODY = b"The army met the order near the ford."


def send(client, name: str, body: bytes = BODY, **more):
    return client.post(f"/api/files?name={quote(name, safe='')}", headers={**HEADER, **more}, content=body)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a.txt", "a.txt"),
        ("../../etc/a.txt", "a.txt"),
        ("..\\..\\a.txt", "a.txt"),
        ("/abs/a.txt", "a.txt"),
        ("C:\\x\\a.txt", "a.txt"),
        ("a\x00\n\u202eb.txt", "ab.txt"),
        ("خبر.txt", "خبر.txt"),
        ("n" * 400 + ".txt", "n" * 200 + ".txt"),
    ],
)
def test_a_sent_name_keeps_its_last_part_without_what_no_file_has(sent: str, kept: str) -> None:
    assert harmless_name(sent) == kept


@pytest.mark.parametrize("sent", ["..", ".", "a/..", "\x00", "///", "  "])
def test_a_name_of_nothing_is_refused(client, sent: str) -> None:
    assert send(client, sent).status_code == 400


def test_a_sent_file_is_a_document_of_that_name_and_nothing_lands_elsewhere(client, case, parsed) -> None:
    before = {path for path in case.path.parent.rglob("*") if case.path not in path.parents}
    response = send(client, "../../../report of a day.txt")
    assert response.status_code == 200, response.text
    assert parsed(response)["sort"] == "documents"
    assert "report of a day.txt" in [one.filename for one in documents(case)]
    assert {path for path in case.path.parent.rglob("*") if case.path not in path.parents} == before


def test_outlet_and_day_go_with_a_document(client, case) -> None:
    path = "/api/files?name=b.txt&outlet=Hill%20Gazette&published=2031-02-03"
    assert client.post(path, headers=HEADER, content=BODY).status_code == 200
    found = next(one for one in documents(case) if one.filename == "b.txt")
    assert (found.outlet, str(found.published)) == ("Hill Gazette", "2031-02-03")
    wrong = client.post("/api/files?name=b.txt&published=soon", headers=HEADER, content=BODY)
    assert wrong.status_code == 400


def test_what_can_not_be_read_is_refused_in_words_without_our_folders(client, case) -> None:
    held = len(documents(case))
    for name, body in (("scan.pdf", b"no pdf"), ("empty.txt", b""), (f"{HOSTILE}.xyz", b"\x00\x01")):
        response = send(client, name, body)
        assert response.status_code == 409, name
        assert "holdfire-sent" not in response.text
        assert response.headers["content-type"] == "application/json"
    assert len(documents(case)) == held


def test_a_file_that_is_too_large_is_refused_before_and_while_it_comes(client, case, monkeypatch) -> None:
    held = len(documents(case))
    announced = send(client, "big.txt", **{"content-length": str(adding.LARGEST + 1)})
    assert announced.status_code == 413
    monkeypatch.setattr(adding, "LARGEST", 1000)

    async def endless():
        for _ in range(5):
            yield b"x" * 400

    assert send(client, "big.txt", endless()).status_code == 413
    assert len(documents(case)) == held


@pytest.mark.parametrize("path", ["/api/files?name=a.txt", "/api/coding", "/api/demonstration"])
def test_nothing_comes_in_without_the_token_or_from_elsewhere(client, path: str) -> None:
    assert client.post(path, content=BODY).status_code == 401
    foreign = {**HEADER, "origin": "http://evil.example"}
    assert client.post(path, headers=foreign, content=BODY).status_code == 403


@pytest.mark.parametrize("area", ["/etc/secret.geojson", "../../x.JSON"])
def test_no_area_of_a_question_opens_a_file(client, area: str, parsed) -> None:
    page = client.get(f"/questions/new/detectable?a=gov&b=order&area={quote(area, safe='')}")
    assert "on the command line" in page.text
    body = {"a": ["gov"], "b": ["order"], "area": area, "from": "2031-01-01", "until": "2031-02-01"}
    refused = client.post("/api/detectable", headers=HEADER, json=body)
    assert refused.status_code == 409
    assert "on the command line" in parsed(refused)["detail"]


@pytest.mark.parametrize(
    "path", ["/questions", "/claims/c_0000/correct", "/documents/x/add", "/demonstration"]
)
def test_forms_that_change_the_case_need_the_token(client, path: str) -> None:
    assert client.post(path, data={"a": "gov"}).status_code == 401


def test_hostile_words_in_addresses_stay_words(client, document) -> None:
    for path in (
        f"/search?q={quote(HOSTILE)}",
        f"/questions/new?a={quote(HOSTILE)}&show=1",
        f"/documents/{document.folder}/add?quote={quote(HOSTILE)}",
        f"/contradictions?status={quote(HOSTILE)}",
        f"/why/{quote(HOSTILE, safe='')}",
    ):
        assert "<script>alert" not in client.get(path).text, path


def test_the_preview_runs_nothing_and_is_framed_by_the_app_alone(client) -> None:
    response = client.get("/questions/q_1a2b3c4d5e6f/preview")
    policy = response.headers["content-security-policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert response.headers["x-frame-options"] == "SAMEORIGIN"


def test_a_run_that_nobody_began_is_not_found(client) -> None:
    assert client.get("/api/runs/coding").status_code == 404
    assert client.get("/api/runs/q_0000").status_code == 404
    assert client.get("/api/runs/..%2fetc").status_code in (400, 404)
    assert client.request("DELETE", "/api/runs/coding", headers=HEADER).status_code == 404
