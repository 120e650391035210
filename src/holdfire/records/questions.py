"""questions/<id>.toml: a question as it was registered."""

from collections.abc import Mapping
from typing import cast

import tomlkit

from holdfire.model.allegation import Question
from holdfire.records.toml import read_toml, without_none
from holdfire.records.values import convert, to_builtins


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
