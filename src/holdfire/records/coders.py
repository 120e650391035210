"""The table [coders] of holdfire.toml: which coders read a case, and where its model answers, if any."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import cast

from holdfire.errors import InputError
from holdfire.records.values import convert

MODEL = "model"
"""The coder that asks a language model; it is named on the command line each time, never in `use`."""

PER = 1_000_000  # tokens that a price is for, as endpoints publish it
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """Where a language model answers, and how much may be asked of it in one run.

    url: of an endpoint for chat completions, or its base ("…/v1"). key_env: the environment variable with the
    key; None where the endpoint asks for none. max_documents, max_tokens: of one run, tokens in and out
    together. reply_tokens: of one answer. price_in, price_out: for a million tokens, in any currency.
    """

    url: str
    model: str
    key_env: str | None = None
    max_documents: int = 50
    max_tokens: int = 500_000
    reply_tokens: int = 4_096
    timeout_seconds: float = 120.0
    seed: int = 1
    price_in: float | None = None
    price_out: float | None = None

    def cost(self, tokens_in: int, tokens_out: int) -> float | None:
        """Price tokens; None where a price is not set."""
        if self.price_in is None or self.price_out is None:
            return None
        return round((tokens_in * self.price_in + tokens_out * self.price_out) / PER, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderSettings:
    """Which coders read the documents of a case unless a command names others; none: the built-in ones."""

    use: tuple[str, ...] = ()
    model: ModelSettings | None = None


NO_CODERS = CoderSettings()
"""What a case means that says nothing of coders."""


def read_coders(table: object, *, source: str) -> CoderSettings:
    """Read the table [coders].

    Raises
    ------
    InputError
        Where a key is unknown or missing, a limit is no positive number, a secret stands in the file, or
        `use` names the model: what leaves the machine is said on the command line each time.
    """
    if not isinstance(table, dict):
        raise InputError(f"{source}: `coders` is no table; write [coders] and, for a model, [coders.model]")
    keys = cast("dict[str, object]", table)
    _refuse_unknown(keys, CoderSettings, f"{source}, [coders]")
    model = keys.get("model")
    if isinstance(model, dict):
        _refuse_unknown(cast("dict[str, object]", model), ModelSettings, f"{source}, [coders.model]")
    found = convert(keys, CoderSettings, source=f"{source}, [coders]")
    if MODEL in found.use:
        raise InputError(
            f"{source}, [coders]: `use` can't name the model, which sends text to another program; "
            f"say --coder {MODEL} when it may"
        )
    if found.model is not None:
        _refuse_values(found.model, f"{source}, [coders.model]")
    return found


def _refuse_unknown(keys: Mapping[str, object], cls: type, where: str) -> None:
    """Refuse keys that mean nothing: a limit with a slip in its name must not be no limit."""
    known = [field.name for field in fields(cls)]
    for key in keys:
        if key in ("key", "api_key", "token"):
            raise InputError(
                f"{where}: a secret does not belong in the case; put it into an environment variable, and "
                "the variable's name into key_env"
            )
        if key not in known:
            raise InputError(f"{where}: `{key}` is not known; known are {', '.join(known)}")


def _refuse_values(model: ModelSettings, where: str) -> None:
    for name in ("max_documents", "max_tokens", "reply_tokens", "timeout_seconds"):
        if not 0 < float(getattr(model, name)) < 1e12:
            raise InputError(f"{where}: `{name}` must be a number above 0")
    for name in ("price_in", "price_out"):
        value = cast("float | None", getattr(model, name))
        if value is not None and not 0 <= value < 1e9:
            raise InputError(f"{where}: `{name}` must be a price, 0 or more, for {PER:,} tokens")
    if not model.model.strip():
        raise InputError(f"{where}: `model` must name a model")
    if model.key_env is not None and not _VARIABLE.fullmatch(model.key_env):
        raise InputError(f"{where}: `key_env` must be the name of an environment variable, not a key")
