"""The model coder of a case, where it is configured, and what a run of it would send."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from holdfire.case.contents import layout_of, settings, text_of
from holdfire.case.folder import SETTINGS, Case
from holdfire.claims.remote import ModelCoder, Unasked, model_coder
from holdfire.errors import CoderError
from holdfire.lexicon import Lexicon
from holdfire.model.document import Document
from holdfire.model.language import reads
from holdfire.records.coders import MODEL, ModelSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What a run would send, and to whom; tokens are estimates, tokens_out and cost are the most it can be.

    documents: those with parts that are not in the cache. key_env: the variable whose value goes along.
    cost: in the currency of the prices; None where a price is not set.
    """

    host: str
    local: bool
    model: str
    key_env: str | None
    documents: int
    requests: int
    tokens_in: int
    tokens_out: int
    cost: float | None
    max_documents: int
    max_tokens: int

    def sentences(self) -> tuple[str, ...]:
        """Say it in lines for a reader."""
        if not self.requests:
            return (f"nothing to send to {self.host}: every answer of {self.model} is in the cache",)
        where = f"{self.host}, on this machine" if self.local else self.host
        key = f", with the key in {self.key_env}" if self.key_env else ""
        cost = "unknown, since no prices are set" if self.cost is None else f"at most {self.cost:.2f}"
        return (
            f"to {where}{key}: the text of {_number(self.documents, 'document')} "
            f"in {_number(self.requests, 'request')} to {self.model}",
            f"about {self.tokens_in:,} tokens in, at most {self.tokens_out:,} out; cost: {cost}; "
            f"a run ends at {_number(self.max_documents, 'document')} or {self.max_tokens:,} tokens",
        )


def the_model(case: Case) -> ModelCoder:
    """Make the model coder of a case; CoderError where it is not configured."""
    return model_coder(_configured(case), case.path)


def what_to_send(case: Case, documents: Iterable[Document], lexicon: Lexicon) -> Sending:
    """Say what coding these documents with the model would send; nothing is sent."""
    configured, model = _configured(case), the_model(case)
    languages = model.coder().languages
    found = [
        model.unasked(document, text_of(case, document.folder), lexicon, layout_of(case, document.folder))
        for document in documents
        if reads(languages, document.language)
    ]
    open_ones = [one for one in found if one.requests]
    return _sending(configured, model, open_ones)


def _sending(configured: ModelSettings, model: ModelCoder, found: Sequence[Unasked]) -> Sending:
    requests = sum(one.requests for one in found)
    tokens_in, tokens_out = sum(one.tokens_in for one in found), requests * configured.reply_tokens
    return Sending(
        host=model.endpoint.shown,
        local=model.endpoint.local,
        model=configured.model,
        key_env=configured.key_env,
        documents=len(found),
        requests=requests,
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        cost=configured.cost(tokens_in, tokens_out),
        max_documents=configured.max_documents,
        max_tokens=configured.max_tokens,
    )


def _configured(case: Case) -> ModelSettings:
    found = settings(case).coders.model
    if found is None:
        raise CoderError(
            f"the coder {MODEL!r} is not configured: {SETTINGS} needs a table [coders.model] with `url` and "
            "`model`, and `key_env` where the endpoint asks for a key"
        )
    return found


def _number(count: int, of: str) -> str:
    return f"1 {of}" if count == 1 else f"{count:,} {of}s"
