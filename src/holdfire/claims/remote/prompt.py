"""What a model is asked: the instruction, the form of its answer and the part of a document, as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from holdfire.model.ids import digest

VERSION = "1"
"""The folder of data/ with the prompt and the schema; another text is another version."""

_BYTES_A_TOKEN = 4  # of English; what an endpoint counts is used wherever it says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """The instruction with the schema in it, and the schema itself; digest: of both."""

    instruction: str
    schema: Mapping[str, object]
    digest: str


@cache
def prompt() -> Prompt:
    """Read the prompt of this version."""
    folder = files("holdfire.claims.remote").joinpath(f"data/{VERSION}")
    text = folder.joinpath("prompt.md").read_text(encoding="utf-8")
    schema = cast("dict[str, object]", json.loads(folder.joinpath("schema.json").read_text(encoding="utf-8")))
    instruction = text.replace("SCHEMA", json.dumps(schema, separators=(",", ":")))
    return Prompt(instruction=instruction, schema=schema, digest=digest(text, json.dumps(schema)))


def material(text: str, names: Sequence[str]) -> str:
    """Write a part of a document and the names in it as one JSON object: no text can end it from inside."""
    return json.dumps({"names": list(names), "text": text}, ensure_ascii=False)


def messages(text: str, names: Sequence[str]) -> list[Mapping[str, str]]:
    """Write the conversation that a part of a document is sent in."""
    return [
        {"role": "system", "content": prompt().instruction},
        {"role": "user", "content": material(text, names)},
    ]


def estimated_tokens(text: str, names: Sequence[str]) -> int:
    """Estimate how many tokens asking about a text takes, the instruction included."""
    return tokens_of(prompt().instruction + material(text, names))


def tokens_of(text: str) -> int:
    """Estimate the tokens of a text by its bytes."""
    return len(text.encode(errors="replace")) // _BYTES_A_TOKEN + 1
