"""The screens: what they show, that they escape, and that they are quick."""

import html
import html.parser
import re
import time

import pytest

from holdfire.case.act import Act
from holdfire.dossier.words import forbidden_words
from holdfire.intake.review import review_claim

SCREENS = (
    "/",
    "/documents",
    "/claims",
    "/claims?kind=deal",
    "/deals",
    "/actors",
    "/allegations",
    "/questions",
    "/questions/q_1a2b3c4d5e6f",
    "/questions/q_1a2b3c4d5e6f/dossier",
    "/questions/new",
    "/hypotheses",
    "/hypotheses/q_1a2b3c4d5e6f",
    "/contradictions",
    "/why/q_1a2b3c4d5e6f",
    "/dossiers",
    "/activity",
)
HOSTILE = "<script>alert(1)</script>"
ACT = Act(by="tester", at="2026-11-21T05:00:00+00:00")


class Reader(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.layer: list[str] = []
        self._in_layer = 0

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if self._in_layer:
            self._in_layer += 1
        elif "layer" in (dict(attrs).get("class") or "").split():
            self._in_layer = 1

    def handle_endtag(self, _tag):
        self._in_layer = max(0, self._in_layer - 1)

    def handle_data(self, data):
        if self._in_layer:
            self.layer.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def screens(document) -> tuple[str, ...]:
    return (*SCREENS, f"/documents/{document.folder}")


def test_every_screen_has_landmarks_one_heading_and_a_way_past_them(client, document) -> None:
    for path in screens(document):
        response = client.get(path)
        assert response.status_code == 200, path
        tags = [tag for tag, _ in read(response.text).tags]
        assert [tags.count(name) for name in ("h1", "main", "nav", "header")] == [1, 1, 1, 1], path
        assert '<a class="skip" href="#main">' in response.text


def test_no_screen_holds_inline_script_or_style_or_an_address_elsewhere(client, document) -> None:
    for path in screens(document):
        page = client.get(path).text
        for tag, attributes in read(page).tags:
            assert tag != "style", path
            assert "style" not in attributes, path
            assert not [name for name in attributes if name.startswith("on")], path
            if tag == "script":
                assert re.fullmatch(r"/static/[a-z_]+\.js", attributes["src"])
                assert attributes["type"] == "module"
            for name in ("href", "src", "action"):
                assert (attributes.get(name) or "/").startswith(("/", "#")), path
                assert not (attributes.get(name) or "").startswith("//"), path


def test_words_of_documents_actors_and_titles_cannot_become_markup(client, document) -> None:
    for path in screens(document):
        page = client.get(path).text
        assert "<script>" not in page, path
        assert html.escape(HOSTILE, quote=False) in page, path


def test_the_text_layer_is_unchanged_by_its_marks(client, document, case) -> None:
    page = client.get(f"/documents/{document.folder}").text
    text = (case.path / "documents" / document.folder / "text.txt").read_text()
    assert "".join(read(page).layer) == text


def test_a_document_shows_a_card_for_each_claim_with_quote_sides_date_and_speaker(
    client, document, claims
) -> None:
    page = client.get(f"/documents/{document.folder}").text
    for claim in claims:
        assert f'id="{claim.id}"' in page
        assert f'data-claim="{claim.id}"' in page
    assert "A commander" in page
    assert "by whom: not stated" in page
    assert "fighting" not in page
    assert 'class="u-absence l-0 first"' in page


def test_a_text_has_a_map_beside_it_where_it_has_claims(client, document, case, make) -> None:
    assert 'class="where-pane"' in client.get(f"/documents/{document.folder}").text
    quiet = make.document("Nothing was said.", title="Quiet")
    case.commit(ACT, "add", write=make.files(quiet, "Nothing was said.", []))
    page = client.get(f"/documents/{quiet.folder}").text
    assert "where-pane" not in page
    assert "leaflet" not in page


def test_claims_can_be_filtered_by_kind(client) -> None:
    page = client.get("/claims?kind=deal").text
    assert "1 shown of 4" in page
    assert "made a deal in the east" in page
    assert "No clashes between" not in page
    assert "4 shown of 4" in client.get("/claims?kind=").text


def test_the_question_page_shows_power_then_record_then_verdict(client) -> None:
    page = client.get("/questions/q_1a2b3c4d5e6f").text
    order = [
        page.index(words)
        for words in ("What could be detected", "First the record", "The verdict", "For anyone")
    ]
    assert order == sorted(order)
    assert "9 events, 4 deaths" in page
    assert "This says nothing about intent." in page
    assert "Government and Order" in page


def test_an_answer_older_than_its_data_is_marked_and_can_be_asked_again(client, case) -> None:
    assert "Ask again" not in client.get("/questions/q_1a2b3c4d5e6f").text
    case.commit(ACT, "import", write={"actors.toml": case.read("actors.toml") + b"\n# changed\n"})
    page = client.get("/questions/q_1a2b3c4d5e6f").text
    assert "Made before the data changed." in page
    assert '<form class="again" method="post" action="/questions/q_1a2b3c4d5e6f/ask">' in page
    assert "made before the data changed" in client.get("/questions").text


def test_the_dossier_is_handed_over_as_a_file_that_stands_alone(client) -> None:
    response = client.get("/questions/q_1a2b3c4d5e6f/dossier.html")
    assert response.headers["content-disposition"] == "attachment; filename=dossier-q_1a2b3c4d5e6f.html"
    assert "default-src 'none'" in response.text
    assert "made 2026-11-21" in response.text


@pytest.mark.parametrize(
    "path", ["/", "/documents", "/claims", "/deals", "/actors", "/allegations", "/questions", "/hypotheses"]
)
def test_an_empty_case_says_what_to_do_next(empty_client, path: str) -> None:
    response = empty_client.get(path)
    assert response.status_code == 200
    assert "<code>holdfire " in response.text


def test_a_simulated_war_is_called_one_on_the_start_page(client) -> None:
    assert "Simulated war." in client.get("/").text


@pytest.mark.parametrize(
    "path",
    [
        "/documents/nothing",
        "/documents/" + "0" * 64,
        "/documents/..%2f..%2fetc%2fpasswd",
        "/questions/q_0000",
        "/questions/<script>",
        "/questions/q_0000/dossier.html",
        "/claims?kind=<script>",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/nowhere",
    ],
)
def test_an_address_that_names_nothing_is_not_found_and_not_echoed_as_markup(client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "<script>" not in response.text


def test_a_broken_file_is_named_in_plain_words(client, case, document) -> None:
    (case.path / "documents" / document.folder / "text.txt").write_text("another text")
    response = client.get(f"/documents/{document.folder}")
    assert response.status_code == 409
    assert "holdfire verify" in response.text
    assert "Traceback" not in response.text


def test_no_word_that_is_never_written_stands_in_a_screen_outside_quotation_marks(client) -> None:
    for path in SCREENS:
        words = re.sub(r"<[^>]*>", " ", client.get(path).text)
        assert forbidden_words(html.unescape(words)) == (), path


def test_a_thousand_claims_need_less_than_a_second_of_processor_time(long_client) -> None:
    client, folder = long_client
    client.get("/")  # templates are compiled once
    for path in (f"/documents/{folder}", "/claims", "/documents", "/api/claims"):
        began = time.process_time()
        response = client.get(path)
        took = time.process_time() - began
        assert response.status_code == 200
        assert took < 1, f"{path} took {took:.2f} s"


def test_what_people_decided_is_shown_where_the_claim_is(client, case, claims):
    first = claims[0]
    review_claim(case, first.id, "accept", ACT)
    review_claim(case, first.id, "reject", Act(by="<b>ben</b>", at=ACT.at))
    for path in ("/claims", f"/documents/{first.document}"):
        assert (
            "reviewers differ: tester accepts it, &lt;b&gt;ben&lt;/b&gt; rejects it" in client.get(path).text
        )
    (api,) = [c for c in client.get("/api/claims").json() if c["id"] == first.id]
    assert (api["status"], api["review_note"][:16]) == ("proposed", "reviewers differ")
