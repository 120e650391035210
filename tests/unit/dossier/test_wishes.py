"""What would help where the data cannot tell: it differs by what was short."""

from dataclasses import replace

import pytest

from holdfire.dossier.wishes import CONTROL_MAPS, EXACT_EVENTS, MOST_WISHES, OF_SHUT_GATE, what_would_help
from holdfire.dossier.words import forbidden_words
from holdfire.model.answer import Answer
from holdfire.model.record import RecordRow
from holdfire.model.verdict import Verdict

Record = tuple[RecordRow, ...]


@pytest.fixture
def mapped(silent_answer: Answer) -> Answer:
    return replace(
        silent_answer,
        exposure=replace(silent_answer.exposure, basis="control map"),
        valid={"visibility": True, "exposure": True, "numbers": True},
        strict={"control_map": True},
    )


@pytest.fixture
def concerted(concerted_answer: Answer) -> Answer:
    return replace(
        concerted_answer,
        verdict=Verdict.CANNOT_TELL.value,
        valid={"numbers": True},
        strict={"scale_curve": True, "imprecise_events": True},
    )


def test_too_few_other_pairs_ask_for_control_maps_and_more_ground_or_time(
    silent_answer: Answer, record: Record
) -> None:
    first, second = what_would_help(silent_answer, record)
    assert "too few other pairs" in first
    assert first.startswith("Dated control maps, a wider area or a longer period")
    assert second == CONTROL_MAPS


def test_control_maps_are_not_asked_for_where_there_are_some(mapped: Answer, record: Record) -> None:
    short = replace(mapped, valid={"numbers": False})
    assert not any("control map" in wish for wish in what_would_help(short, record))
    assert "too few other pairs" in what_would_help(short, record)[0]


def test_a_blind_source_is_named(mapped: Answer, record: Record) -> None:
    blind = replace(mapped, valid={"visibility": False})
    assert "Valley Monitor has not been" in what_would_help(blind, record)[0]


def test_an_undefined_concerted_attack_asks_for_exact_events(concerted: Answer, record: Record) -> None:
    undefined = replace(concerted, status="undefined", valid={}, strict={}, effect=None, pvalue_family=None)
    assert what_would_help(undefined, record)[0] == EXACT_EVENTS


def test_few_events_ask_for_a_longer_period(concerted: Answer, record: Record) -> None:
    few = replace(concerted, valid={"numbers": False})
    wishes = what_would_help(few, record)
    assert wishes[0].startswith("A longer period or a wider area: too few attacks")
    assert not any("longer period" in wish for wish in wishes[1:])


def test_gates_of_support_count_only_where_the_p_value_would_have_supported(
    concerted: Answer, record: Record
) -> None:
    rough = replace(concerted, strict={"imprecise_events": False})
    wish = OF_SHUT_GATE["concerted-attack", "imprecise_events"]
    assert wish not in what_would_help(replace(rough, pvalue_family=0.4), record)
    assert what_would_help(replace(rough, pvalue_family=0.01), record)[0] == wish


def test_a_wide_range_asks_for_more_of_the_same_and_a_second_source(mapped: Answer, record: Record) -> None:
    longer, second = what_would_help(mapped, record)
    assert "narrow the range" in longer
    assert "Valley Monitor" in second


def test_a_record_without_events_asks_for_events(mapped: Answer) -> None:
    assert what_would_help(mapped, ())[0].startswith("Event data")


def test_nothing_is_said_to_help_where_the_data_could_tell(concerted_answer: Answer, record: Record) -> None:
    assert what_would_help(concerted_answer, record) == ()
    assert what_would_help(replace(concerted_answer, verdict=Verdict.SUPPORTS.value), record) == ()


def test_every_wish_is_said_once_in_words_that_may_be_written(
    mapped: Answer, concerted: Answer, record: Record
) -> None:
    for answer in (mapped, concerted):
        for status in ("done", "undefined"):
            for gates in ((), ("visibility", "exposure", "numbers")):
                shut = replace(answer, status=status, valid=dict.fromkeys(gates, False))
                wishes = what_would_help(shut, record)
                assert 1 <= len(wishes) == len(set(wishes)) <= MOST_WISHES
                assert forbidden_words(" ".join(wishes)) == ()
