"""What an answer says for anyone and for a statistician."""

from dataclasses import replace

from holdfire.dossier.explanations import for_anyone, for_statistician
from holdfire.dossier.wishes import what_would_help
from holdfire.dossier.words import forbidden_words
from holdfire.model.answer import Answer, Power
from holdfire.model.record import RecordRow

Record = tuple[RecordRow, ...]


def test_the_explanation_for_anyone_has_at_most_45_words_and_begins_with_a_count(
    silent_answer: Answer,
) -> None:
    words = for_anyone(silent_answer).split()
    assert len(words) <= 45
    assert words[0] == "9"


def test_an_explanation_for_anyone_that_is_too_long_ends_with_a_whole_sentence(silent_answer: Answer) -> None:
    long = replace(silent_answer, sentence=silent_answer.sentence + " " + "And so on and so forth. " * 9)
    told = for_anyone(long)
    assert len(told.split()) <= 45
    assert told.endswith(".")


def test_an_undefined_answer_gives_its_reason(silent_answer: Answer) -> None:
    undefined = replace(silent_answer, status="undefined", reason="No contact.", effect=None, sentence="")
    assert for_anyone(undefined) == "No contact."


def test_the_statistician_gets_every_number_that_decides(silent_answer: Answer) -> None:
    told = dict(for_statistician(silent_answer))
    assert told["Effect"].startswith("rate ratio 0.44, 95\u00a0% range among references 0.02 to 6.4")
    assert told["Null"] == silent_answer.null
    assert told["p, alleged side"] == "p = 0.36; times 2 registered forms: p = 0.72"
    assert told["Reference"] == "rank among references, rank 9 of 21"
    assert told["Seed"] == "20260101"
    assert told["Power"] == "no effect of any size could be told from chance"


def test_the_statistician_gets_the_draws_and_the_largest_count(concerted_answer: Answer) -> None:
    answer = replace(concerted_answer, power=Power(minimum_detectable=0.3, largest_count=12))
    told = dict(for_statistician(answer))
    assert told["Reference"] == "simulated draws, 9,999 draws, 2,099 at least as extreme"
    assert (
        told["Power"] == "could find 0.30× with power 0.8; a count above 12 could not support the allegation"
    )


def test_no_explanation_holds_a_word_that_is_never_written(
    silent_answer: Answer, concerted_answer: Answer, record: Record
) -> None:
    for answer in (silent_answer, concerted_answer):
        told = [for_anyone(answer), *what_would_help(answer, record)]
        told += [part for pair in for_statistician(answer) for part in pair]
        assert forbidden_words(" ".join(told)) == ()
