"""A request to an endpoint for chat completions: the form of answer asked for, the reply read."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from holdfire.claims.remote.cache import Reply
from holdfire.claims.remote.endpoint import Endpoint
from holdfire.claims.remote.http import Answer, post
from holdfire.claims.remote.prompt import messages, prompt, tokens_of
from holdfire.claims.remote.retrying import answered
from holdfire.errors import EndpointError, InputError
from holdfire.records.coders import ModelSettings
from holdfire.records.values import decode

_REFUSING = frozenset(
    (400, 404, 415, 422, 501)
)  # what endpoints say to a form of answer that they don't know
_SHOWN = 300  # characters of an endpoint's message


@dataclass(frozen=True, slots=True, kw_only=True)
class _Message:
    content: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    message: _Message


@dataclass(frozen=True, slots=True, kw_only=True)
class _Usage:
    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Completion:
    choices: tuple[_Choice, ...]
    usage: _Usage | None = None


@dataclass(slots=True, kw_only=True)
class Asking:
    """One run's requests to one model; forms: the forms of answer left to ask for, the strictest first."""

    endpoint: Endpoint
    settings: ModelSettings
    key: str | None = field(repr=False)
    sleep: Callable[[float], None]
    forms: list[Mapping[str, object] | None] = field(default_factory=lambda: [_by_schema(), _AS_JSON, None])

    def ask(self, text: str, names: Sequence[str]) -> Reply:
        """Ask about a part of a document.

        Raises
        ------
        EndpointError
            Where the endpoint refuses, or answers in no form that can be read.
        """
        conversation = messages(text, names)
        while True:
            answer = self._post(conversation)
            if 200 <= answer.status < 300:
                return self._reply(answer, conversation)
            if answer.status not in _REFUSING or len(self.forms) == 1:
                raise EndpointError(self._refusal(answer))
            self.forms.pop(0)

    def _post(self, conversation: Sequence[Mapping[str, str]]) -> Answer:
        asked: dict[str, object] = {
            "model": self.settings.model,
            "messages": conversation,
            "temperature": 0,
            "seed": self.settings.seed,
            "max_tokens": self.settings.reply_tokens,
            "stream": False,
        }
        if self.forms[0] is not None:
            asked["response_format"] = self.forms[0]
        body = json.dumps(asked).encode()
        return answered(
            lambda: post(self.endpoint, body, self.key, self.settings.timeout_seconds),
            self.sleep,
            host=self.endpoint.shown,
        )

    def _reply(self, answer: Answer, conversation: Sequence[Mapping[str, str]]) -> Reply:
        try:
            read = decode(answer.body, _Completion, source=self.endpoint.shown)
        except InputError as error:
            raise EndpointError(f"{self.endpoint.shown} gives no answer of a chat completion") from error
        content = (read.choices[0].message.content if read.choices else None) or ""
        usage = read.usage or _Usage()
        return Reply(
            content=content,
            tokens_in=max(usage.prompt_tokens, 0) or sum(tokens_of(part["content"]) for part in conversation),
            tokens_out=max(usage.completion_tokens, 0) or tokens_of(content),
        )

    def _refusal(self, answer: Answer) -> str:
        """Say what the endpoint said; of a refused key nothing, since endpoints like to repeat it."""
        host, status = self.endpoint.shown, answer.status
        if status in (401, 403, 407):
            named = self.settings.key_env or "key_env, which is not set"
            return f"{host} refuses the key (HTTP {status}); look at the environment variable {named}"
        if 300 <= status < 400:
            return f"{host} answers with a redirect (HTTP {status}), which is not followed; mend `url`"
        said = _message(answer.body)
        if self.key:
            said = said.replace(self.key, "[key]")
        return f"{host} refuses the request (HTTP {status}): {said[:_SHOWN] or 'it does not say why'}"


_AS_JSON: Mapping[str, object] = {"type": "json_object"}


def _by_schema() -> Mapping[str, object]:
    named = {"name": "claims", "strict": True, "schema": prompt().schema}
    return {"type": "json_schema", "json_schema": named}


def _message(body: bytes) -> str:
    """Find the message of an error, in the forms that endpoints give it."""
    try:
        value = cast("object", json.loads(body))
    except (ValueError, RecursionError):
        return ""
    for key in ("error", "message"):
        if isinstance(value, dict):
            value = cast("dict[str, object]", value).get(key, cast("object", value))
    return " ".join(value.split()) if isinstance(value, str) else ""
