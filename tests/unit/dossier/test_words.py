"""Numbers, dates and names as a reader meets them."""

from datetime import date

import pytest

from holdfire.dossier import words
from holdfire.model.allegation import Area, AreaKind, Period, Question
from holdfire.model.answer import Effect
from holdfire.model.claim import Modality
from holdfire.model.verdict import Verdict


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.44, "0.44×"),
        (6.4, "6.4×"),
        (0.02, "0.02×"),
        (0.0044, "0.0044×"),
        (1234.0, "1,234×"),
        (0.0, "0.00×"),
    ],
)
def test_a_ratio_has_two_digits_and_a_times_sign(value: float, written: str) -> None:
    assert words.ratio(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0, "p < 0.001"), (0.00099, "p < 0.001"), (0.004, "p = 0.004"), (0.36, "p = 0.36")],
)
def test_a_p_value_is_never_zero(value: float, written: str) -> None:
    assert words.pvalue(value) == written


@pytest.mark.parametrize(
    ("ends", "written"),
    [
        ((0.02, 6.4), "0.02 to 6.4"),
        ((None, 0.5), "below 0.50"),
        ((2.0, None), "above 2.0"),
        ((None, None), "without bounds"),
    ],
)
def test_an_interval_without_an_end_says_so(ends: tuple[float | None, float | None], written: str) -> None:
    assert words.interval(Effect(name="rate ratio", value=1.0, interval=ends)) == written


@pytest.mark.parametrize(
    ("since", "until", "written"),
    [
        (date(2017, 10, 1), date(2017, 12, 1), "October to November 2017"),
        (date(2017, 10, 1), date(2017, 11, 1), "October 2017"),
        (date(2016, 12, 1), date(2017, 2, 1), "December 2016 to January 2017"),
        (date(2017, 10, 9), date(2017, 11, 26), "9 October 2017 to 25 November 2017"),
    ],
)
def test_a_period_ends_on_its_last_day_in_prose(since: date, until: date, written: str) -> None:
    assert words.span(Period(since=since, until=until)) == written


def test_a_question_asks_for_a_trace_and_uses_the_registrys_names(question: Question) -> None:
    sentence = words.question_sentence(question, {"gov": "Government", "order": "Order"})
    assert sentence == (
        "Is there a trace of cooperation between Government and Order against front in Eastmarch, "
        "October to November 2031?"
    )


@pytest.mark.parametrize(
    ("box", "written"),
    [
        ((-10.5, 34.0, 36.0, 35.0), "the box 10.5° W–36° E, 34–35° N"),
        ((35.0, -2.5, 36.25, 1.0), "the box 35–36.25° E, 2.5° S–1° N"),
        ((-70.0, -20.0, -60.0, -10.0), "the box 70–60° W, 20–10° S"),
        ((0.0, 0.0, 5.0, 5.0), "the box 0–5° E, 0–5° N"),
        ((-5.0, -5.0, 0.0, 0.0), "the box 5–0° W, 5–0° S"),
    ],
)
def test_a_box_is_named_by_its_edges(box: tuple[float, float, float, float], written: str) -> None:
    area = Area(kind=AreaKind.BOX, name="1,2,3,4", asked="1,2,3,4", box=box)
    assert words.area_name(area) == written


def test_a_drawn_area_is_named_by_its_file_and_a_place_by_its_name() -> None:
    drawn = Area(kind=AreaKind.POLYGON, name="valley", asked="maps/valley.geojson", polygon="{}")
    assert words.area_name(drawn) == "the drawn area “valley”"
    assert words.area_name(Area(kind=AreaKind.ADM_1, name="Eastmarch", asked="eastmarch")) == "Eastmarch"


def test_a_merged_party_is_named_by_all_its_members() -> None:
    assert words.party_of_label("a+b", {"a": "One", "b": "Two"}) == "One and Two"


def test_words_that_say_more_than_data_can_are_found_outside_quotation_marks_only() -> None:
    assert words.forbidden_words("This is Proof of guilt.") == ("proof",)
    assert words.forbidden_words("He said “this is proof”.") == ()
    assert words.forbidden_words("to believe, a liege, proofreading, the town lies east") == ()
    assert words.forbidden_words("It was a lie.") == ("a lie",)


def test_no_verdict_sentence_holds_a_word_that_is_never_written() -> None:
    every = [*words.VERDICT_HEADING.values(), *words.VERDICT_SHORT.values(), words.NO_INTENT]
    assert [words.forbidden_words(text) for text in every] == [()] * len(every)
    assert set(words.VERDICT_HEADING) == set(Verdict)


def test_sentences_are_kept_whole_up_to_the_number_of_words() -> None:
    text = "One two three. Four five six. Seven."
    assert words.within(text, 6) == "One two three. Four five six."
    assert words.within(text, 2) == "One two three."


def test_the_chain_of_speakers_starts_at_the_reader_and_never_leaves_out_the_unknown(
    content, make_claim
) -> None:
    assert words.said_by(content.quotes[1].claim) == "said by “Hill Radio” ← “a field source”"
    assert words.said_by(make_claim()) == "by whom: not stated"
    assert words.said_by(make_claim(modality=Modality.ASSERTED)) == "the author’s own voice"
