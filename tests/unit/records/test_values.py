"""JSON of values: layout, exactness, and errors that name where."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
import pytest

from holdfire.errors import InputError, QuestionError
from holdfire.model.allegation import Period, Triple
from holdfire.model.answer import Effect, IntervalKind
from holdfire.records.values import decode, encode, line_of, lines, read_lines, to_builtins


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    name: str
    days: tuple[date, date] | None = None
    effect: Effect | None = None
    counts: Mapping[str, int] | None = None


SHEET = Sheet(
    name="Ḥamāh – حماة",
    days=(date(2017, 10, 1), date(2017, 12, 1)),
    effect=Effect(name="rate ratio", value=0.21, interval=(0.09, None)),
    counts={"1": 3, "2": 0},
)


def test_json_has_one_scalar_a_line_and_keeps_letters():
    text = encode(SHEET).decode()
    assert '"name": "Ḥamāh – حماة"' in text
    assert text.endswith("}\n")
    assert all(row.count(",") <= 1 for row in text.splitlines())
    assert json.loads(text)["days"] == ["2017-10-01", "2017-12-01"]
    assert json.loads(text)["effect"]["interval_kind"] == "confidence"


def test_what_was_written_reads_back_equal():
    assert decode(encode(SHEET), Sheet, source="sheet.json") == SHEET
    assert read_lines(lines([SHEET, SHEET]), Sheet, source="sheets.jsonl") == (SHEET, SHEET)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), np.float64("-inf")])
def test_a_number_that_is_not_finite_is_never_written(number: float):
    with pytest.raises(ValueError, match="Out of range float"):
        encode({"value": number})
    with pytest.raises(ValueError, match="Out of range float"):
        lines([{"value": number}])


@pytest.mark.parametrize("text", [b"NaN", b"Infinity", b"1e999"])
def test_a_number_that_is_not_finite_is_never_read(text: bytes):
    with pytest.raises(InputError, match=r"effect\.json"):
        decode(b'{"name": "x", "interval": [null, null], "value": %s}' % text, Effect, source="effect.json")


def test_numbers_of_array_libraries_and_read_only_maps_become_plain():
    value = {"p": np.float64(0.5), "n": np.int64(3), "map": MappingProxyType({"b": np.bool_(True)})}
    assert to_builtins(value) == {"p": 0.5, "n": 3, "map": {"b": True}}
    assert json.loads(encode(value)) == {"p": 0.5, "n": 3, "map": {"b": True}}


def test_what_has_no_form_in_json_is_refused():
    with pytest.raises(TypeError, match="object has no form in JSON"):
        encode({"x": object()})


def test_a_wrong_field_is_named_with_its_source_and_path():
    broken = b'{"name": "x", "effect": {"name": "r", "value": "much", "interval": [1, 2]}}'
    with pytest.raises(InputError, match=r"sheet\.json: .*`\$\.effect\.value`"):
        decode(broken, Sheet, source="sheet.json")


def test_a_wrong_line_is_named_by_its_number():
    with pytest.raises(InputError, match=r"sheets\.jsonl, line 3"):
        read_lines(b'{"name": "a"}\n\n{"name": 4}\n', Sheet, source="sheets.jsonl")


def test_an_error_of_the_value_itself_keeps_its_kind_and_gains_its_source():
    with pytest.raises(QuestionError, match=r"q\.json: the period ends"):
        decode(b'{"since": "2017-02-01", "until": "2017-01-01"}', Period, source="q.json")
    with pytest.raises(QuestionError, match=r"q\.json: one actor stands on two sides"):
        decode(b'{"a": ["x"], "b": ["x"]}', Triple, source="q.json")


def test_fields_that_are_not_known_are_left_out():
    assert decode(b'{"name": "x", "added_later": [1]}', Sheet, source="s") == Sheet(name="x")


def test_enums_read_back_as_enums():
    effect = Effect(name="r", value=1.0, interval=(None, None), interval_kind=IntervalKind.PREDICTION)
    assert decode(encode(effect), Effect, source="e").interval_kind is IntervalKind.PREDICTION


def test_the_line_of_a_field_is_the_line_an_editor_shows():
    data = encode({"empty": {}, "effect": {"interval": [0.1, [], 0.3], "value": 2}, "pvalue": 0.0167})
    rows = data.decode().splitlines()
    assert rows[line_of(data, "pvalue") - 1].strip() == '"pvalue": 0.0167'
    assert rows[line_of(data, "effect", "interval", 2) - 1].strip() == "0.3"
    assert rows[line_of(data, "effect", "value") - 1].strip() == '"value": 2'
    assert rows[line_of(data, "effect") - 1].strip() == '"effect": {'


def test_no_line_is_named_where_none_can_be():
    data = encode({"pvalue": 0.5})
    assert line_of(data, "missing") is None
    assert line_of(data, "pvalue", "deeper") is None
    assert line_of(b'{"pvalue": 0.5, "n": 1}\n', "pvalue") is None
    assert line_of(b"no json", "pvalue") is None


def test_json_that_nests_too_deep_is_refused_in_words():
    deep = b"[" * 100_000 + b"]" * 100_000
    with pytest.raises(InputError, match="nest too deep"):
        decode(deep, object, source="x.json")
    assert line_of(deep, 0) is None
