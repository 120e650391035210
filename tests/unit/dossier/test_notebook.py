"""What notebooks and scripts get: words, pictures, frames and dictionaries of the same values."""

import base64
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from holdfire.dossier import frames
from holdfire.dossier.content import DossierContent, GivenAnswer
from holdfire.dossier.figures.answer import answer_figures
from holdfire.dossier.notebook import Plot, explain, plot, to_dict, to_frame
from holdfire.dossier.words import forbidden_words
from holdfire.errors import InputError, UsageError
from holdfire.model.allegation import Question
from holdfire.model.answer import Answer, Effect
from holdfire.model.claim import Claim
from holdfire.model.record import RecordRow
from holdfire.model.scan import Scan, ScanRow
from holdfire.model.share import ActorShares, OpponentShare, ShareGroup
from holdfire.model.verdict import Verdict
from holdfire.records.values import encode

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
NAMES = {"gov": "Government of Velmar", "order": "Grey Order", "front": HOSTILE}
TAGS = {"div", "p", "section", "strong", "br", "table", "thead", "tbody", "tr", "th", "td"} | {
    "details", "summary", "ul", "li", "img", "span",
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """An inquiry as `ask` returns it: the type itself lives a layer above."""

    question: Question
    record: tuple[RecordRow, ...]
    answers: tuple[GivenAnswer, ...]
    verdict: Verdict | None
    labels: dict[str, str]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _tags(text: str | None) -> Tags:
    assert text is not None
    found = Tags()
    found.feed(text)
    found.close()
    return found


@pytest.fixture
def found(question: Question, record: tuple[RecordRow, ...], content: DossierContent) -> Found:
    return Found(
        question=question,
        record=record,
        answers=content.answers,
        verdict=Verdict.CANNOT_TELL,
        labels={"gov": "the government", "order": "Grey Order"},
    )


@pytest.fixture
def scan() -> Scan:
    row = ScanRow(
        number=1,
        a="gov",
        b="order",
        c="front",
        countries=("Velmar",),
        events=70,
        effect=Effect(name="near pairs over expected", value=1.8, interval=(1.1, None)),
        pvalue=0.02,
        qvalue=0.09,
        rank=1,
        reason="",
    )
    return Scan(
        form="concerted-attack",
        area="Velmar",
        since="2031-01-01",
        until="2032-01-01",
        seed=1,
        level=0.05,
        towards="greater",
        smallest_effect=2.0,
        null="A and B choose their days apart.",
        correction="Benjamini–Yekutieli",
        tested=1,
        small_p=1.0,
        small_q=0,
        meet_rule=0,
        rows=(row, replace(row, number=2, a="free", effect=None, pvalue=None, rank=None, reason="Too few.")),
        marked=0,
    )


@pytest.fixture
def shares(question: Question) -> ActorShares:
    since, until = question.period.since, question.period.until
    opponents = (
        OpponentShare(
            opponent="front", name=HOSTILE, sort="actor", events=9, deaths=3, share=0.75, interval=(0.4, 0.9)
        ),
        OpponentShare(opponent="civilians", name="civilians", sort="civilians", events=2, deaths=5),
    )
    group = ShareGroup(
        period="2031",
        since=since,
        until=until,
        area="",
        n=12,
        bursts=8,
        within=0,
        in_mixed=0,
        anybody=20,
        coverage="events",
        opponents=opponents,
    )
    return ActorShares(
        actor="gov",
        name="Government",
        area="",
        since=since,
        until=until,
        data_since=since,
        data_until=until,
        left_out=(),
        level=0.95,
        groups=(group,),
        notes=("Counted once.",),
    )


def test_an_explanation_tells_effect_and_interval_then_null_power_gates_and_caveats(
    silent_answer: Answer,
) -> None:
    told = explain(silent_answer)
    order = ["For anyone", "9 clashes on 988", "Effect ", "0.02 to 6.4", "Null ", "Power ", "p, alleged side"]
    order += ["Gate: visibility", "Gate: numbers", "Gate: control map", "Caveats", "Contact guessed"]
    places = [told.index(words) for words in order]
    assert places == sorted(places)
    flat = " ".join(told.split())
    assert "Gate: numbers shut: Too few reference fronts." in flat
    assert "Gate: control map shut: it does not hold. (for “supports” only)" in flat
    assert told.startswith("Silent front: the data cannot tell\n")
    assert max(len(line) for line in told.splitlines()) <= 100
    assert forbidden_words(told) == ()


def test_what_was_not_registered_is_not_said_to_have_been(silent_answer: Answer) -> None:
    alone = replace(silent_answer, power=replace(silent_answer.power, registered=False))
    assert "registered" in explain(silent_answer)
    assert "registered" not in explain(alone)
    assert "fixed before" not in explain(alone)


def test_a_text_shows_itself_as_it_reads(silent_answer: Answer) -> None:
    told = explain(silent_answer)
    assert repr(told) == str(told) == told
    assert "\n" in told


def test_an_inquiry_is_explained_record_first_and_stale_answers_say_so(found: Found) -> None:
    told = explain(found, names=NAMES)
    assert told.index("Government of Velmar – Grey Order: 11 events") < told.index("The data cannot tell.")
    assert told.index("The data cannot tell.") < told.index("Silent front:") < told.index("Concerted attack:")
    assert told.count("Made before the data changed") == 1
    assert "This says nothing about intent." in told


def test_an_inquiry_calls_its_actors_by_the_names_that_it_holds_unless_told_others(found: Found) -> None:
    assert "the government – Grey Order: 11 events" in explain(found)
    assert "the government" not in explain(found, names=NAMES)


def test_a_question_says_what_each_form_could_find(question: Question) -> None:
    told = explain(question, names=NAMES)
    assert "cooperation between Government of Velmar and Grey Order" in told
    assert "Concerted attack: Could find 1.8× or more." in told
    assert "Concerted attack: Could find 1.8× or more." in (question._repr_html_() or "")
    with pytest.raises(UsageError, match="nothing to draw"):
        plot(question)


def test_a_plot_has_the_pictures_of_the_dossier(concerted_answer: Answer) -> None:
    drawn, figures = plot(concerted_answer, names=NAMES), answer_figures(concerted_answer, NAMES)
    assert drawn.figures == figures
    assert len(drawn) == len(figures) > 2
    root = ET.fromstring(drawn.svg)  # noqa: S314  our own text
    nested = root.findall(".//{http://www.w3.org/2000/svg}svg")
    assert len(nested) == len(figures)
    tops = [
        float(re.findall(r"translate\(\S+ (\S+)\)", part.attrib["transform"])[0])
        for part in root.findall("{http://www.w3.org/2000/svg}g")
    ]
    heights = [float(part.attrib["height"]) for part in nested]
    assert all(top + height < after for top, height, after in zip(tops, heights, tops[1:], strict=False))
    assert tops[-1] + heights[-1] <= float(root.attrib["height"])


def test_one_picture_of_a_plot_is_that_picture_alone(concerted_answer: Answer) -> None:
    drawn = plot(concerted_answer)
    assert drawn[0].figures == drawn.figures[:1]
    assert drawn[0].headings[0] in repr(drawn)
    assert drawn[0]._repr_svg_() == drawn[0].svg


def test_a_plot_is_written_where_it_is_asked_to_be(concerted_answer: Answer, tmp_path: Path) -> None:
    drawn = plot(concerted_answer)
    assert drawn.save(tmp_path / "a.svg").read_text(encoding="utf-8") == drawn.svg
    with pytest.raises(UsageError, match=r"ends in \.svg, not a\.png"):
        drawn.save(tmp_path / "a.png")
    with pytest.raises(InputError, match=r"a\.svg can't be written: No such file"):
        drawn.save(tmp_path / "nowhere" / "a.svg")


def test_a_verdict_keeps_its_colour_in_a_picture_of_its_own(concerted_answer: Answer) -> None:
    svg = plot(concerted_answer).svg
    assert 'class="chart v-does_not_support"' in svg
    assert ".v-does_not_support { color: var(--against)" in svg


def test_without_a_number_to_draw_a_plot_is_refused(silent_answer: Answer) -> None:
    bare = replace(silent_answer, effect=None, details={}, tipping_ratio=None)
    with pytest.raises(UsageError, match="nothing to draw"):
        plot(bare)


@pytest.mark.parametrize("value", [3, "text", [], [1, 2], None, {"a": 1}])
def test_what_holdfire_does_not_return_is_refused(value: object) -> None:
    with pytest.raises(UsageError, match="this takes a question, an answer, an inquiry"):
        explain(value)


def test_html_is_escaped_has_no_script_and_no_style_that_reaches_beyond_it(
    content: DossierContent, scan: Scan, shares: ActorShares, concerted_answer: Answer
) -> None:
    hostile = replace(
        concerted_answer, sentence=HOSTILE, reason=HOSTILE, caveats=(HOSTILE,), explain={"numbers": HOSTILE}
    )
    whole = replace(content, labels=NAMES, answers=(GivenAnswer(answer=hostile, stale=True),))
    for value in (whole, hostile, scan, shares, plot(shares)):
        text = value._repr_html_()
        tags = _tags(text)
        assert {tag for tag, _ in tags.seen} <= TAGS
        assert not [name for _, attrs in tags.seen for name in attrs if name.startswith("on") or name == "id"]
        for source in [attrs["src"] for tag, attrs in tags.seen if tag == "img"]:
            assert source is not None
            head, _, data = source.partition(",")
            assert head == "data:image/svg+xml;base64"
            ET.fromstring(base64.b64decode(data))  # noqa: S314  our own text
    assert HOSTILE in "".join(_tags(hostile._repr_html_()).words)


def test_html_takes_the_notebooks_colours_for_all_words(content: DossierContent) -> None:
    styles = [attrs["style"] or "" for _, attrs in _tags(content._repr_html_()).seen if "style" in attrs]
    assert styles
    assert not [style for style in styles if re.search(r"(?<![-\w])(color|background)", style)]


def test_html_says_what_the_dossier_says(content: DossierContent) -> None:
    words = " ".join(" ".join(_tags(content._repr_html_()).words).split())
    for answer in (given.answer for given in content.answers):
        assert answer.reason in words
    assert "The data cannot tell" in words
    assert words.count("Made before the data changed") == 1
    assert "Government of Velmar – Grey Order: 11 events" in words
    assert forbidden_words(words) == ()


def test_a_scan_and_shares_are_explained(scan: Scan, shares: ActorShares) -> None:
    told = explain(scan, names=NAMES)
    assert "1 test: 100\u00a0% have p at most 0.05, 0 after adjusting for their number" in told
    assert "Government of Velmar – Grey Order" in told
    assert "Counted once." in explain(shares)
    assert plot([shares, shares]).headings == ("Whom events of Government are with",) * 2


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_answers_become_rows_with_the_effect_in_columns(found: Found, library: frames.Library) -> None:
    frame = to_frame(found, library=library)
    assert isinstance(frame, pd.DataFrame if library == "pandas" else pl.DataFrame)
    assert list(frame["form"]) == ["silent-front", "concerted-attack"]
    assert list(frame["effect_low"]) == [0.02, 0.8]
    assert list(frame["effect_high"]) == [6.4, 1.5]
    assert list(frame["placebos_n"]) == [20, 20]
    assert list(frame["stale"]) == [False, True]
    assert "details" not in frame.columns


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_records_scans_shares_and_claims_become_rows(
    record: tuple[RecordRow, ...], scan: Scan, shares: ActorShares, make_claim, library: frames.Library
) -> None:
    rows = to_frame(record, library=library)
    assert len(rows) == len(record)
    assert list(rows["events"]) == [row.events for row in record]
    assert json.loads(rows["sources"][0]) == record[0].sources
    assert list(rows["dyad"][0]) == list(record[0].dyad)
    scanned = to_frame(scan, library=library)
    assert list(scanned["number"]) == [1, 2]
    assert scanned["effect_value"][0] == 1.8
    assert scanned["reason"][1] == "Too few."
    shared = to_frame(shares, library=library)
    assert list(shared["opponent"]) == ["front", "civilians"]
    assert (shared["low"][0], shared["high"][0], shared["n"][1]) == (0.4, 0.9, 12)
    claims: list[Claim] = [make_claim(), make_claim("another", kind="deal")]
    assert list(to_frame(claims, library=library)["kind"]) == ["no_clash", "deal"]


def test_an_empty_list_is_an_empty_frame() -> None:
    assert len(to_frame([])) == 0


def test_a_frame_needs_rows_and_a_library_that_is_there(
    silent_answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match="a str has no rows"):
        to_frame("text")
    with pytest.raises(UsageError, match="pandas or polars, not of dask"):
        to_frame(silent_answer, library="dask")  # pyright: ignore[reportArgumentType]
    monkeypatch.setattr(frames, "LIBRARIES", ("a_library_that_nobody_has",))
    with pytest.raises(UsageError, match="needs a_library_that_nobody_has, which is not installed"):
        to_frame(silent_answer)


def test_a_dictionary_is_what_the_files_hold(silent_answer: Answer, record: tuple[RecordRow, ...]) -> None:
    assert to_dict(silent_answer) == json.loads(encode(silent_answer))
    assert to_dict(record) == json.loads(encode(record))
    assert to_dict(silent_answer)["effect"]["interval"] == [0.02, 6.4]


def test_a_plot_knows_how_many_pictures_it_has() -> None:
    assert len(Plot(figures=())) == 0
