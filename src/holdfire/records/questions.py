"""questions/<id>.toml: a question as it was registered."""

from collections.abc import Mapping
from typing import cast

import tomlkit

from holdfire.model.allegation import Question
from holdfire.model.ids import question_id
from holdfire.records.toml import read_toml, without_none
from holdfire.records.values import convert, line, to_builtins

NOT_IDENTITY = ("id", "allegation", "registered", "detectable", "inputs", "version")
"""What a question carries but is not: two people who ask the same have one question, whenever they ask."""


def identity(question: Question) -> str:
    """Name a question by triple, area, period, forms, choices and seed; the id that it holds is not read."""
    stored = convert(to_builtins(question), Question, source=question.id)  # 1 and 1.0 are one coordinate
    parts = cast("dict[str, object]", to_builtins(stored))
    return question_id(
        line({key: value for key, value in sorted(parts.items()) if key not in NOT_IDENTITY}).decode()
    )


def read_question(text: str, *, source: str) -> Question:
    """Read a question; raise InputError naming source and key, QuestionError where it makes no sense."""
    keys = read_toml(text, source=source)
    period = keys.get("period")
    if isinstance(period, dict):
        ends = cast("dict[str, object]", period)
        keys["period"] = {"since": ends.get("from"), "until": ends.get("until")}
    detectable = keys.get("detectable")
    if isinstance(detectable, list):  # what is None has no word in TOML and is left out there
        found = cast("list[Mapping[str, object]]", detectable)
        keys["detectable"] = [{"minimum_detectable": None, **entry} for entry in found]
    return convert(keys, Question, source=source)


def write_question(question: Question) -> str:
    """Write a question: scalars first, then its parts as tables."""
    keys = cast("dict[str, object]", without_none(to_builtins(question)))
    keys["period"] = {"from": question.period.since, "until": question.period.until}
    scalars = {key: value for key, value in keys.items() if not _is_table(value)}
    tables = {key: value for key, value in keys.items() if _is_table(value)}
    return tomlkit.dumps(scalars | tables)


def _is_table(value: object) -> bool:
    entries = cast("list[object]", value) if isinstance(value, list) else []
    return isinstance(value, dict) or any(isinstance(entry, dict) for entry in entries)
