"""The model coder: a document's parts to a language model, its quotes back to the text, exact or refused."""

import os
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from holdfire.claims import rules
from holdfire.claims.anchored import AnchoredReading, Quoted
from holdfire.claims.building import Source
from holdfire.claims.coder import Coded, Coder
from holdfire.claims.remote.anchoring import Passage, canonical
from holdfire.claims.remote.answers import quoted_in
from holdfire.claims.remote.asking import Asking
from holdfire.claims.remote.cache import Cache, Reply, key_of
from holdfire.claims.remote.chunks import Chunk, chunks
from holdfire.claims.remote.endpoint import Endpoint, endpoint_of
from holdfire.claims.remote.prompt import VERSION, estimated_tokens, prompt
from holdfire.claims.segments import unmarked
from holdfire.claims.syntax import Parser, parser
from holdfire.claims.usage import Usage
from holdfire.errors import CoderError, EndpointError
from holdfire.lexicon import Lexicon
from holdfire.model.document import Document
from holdfire.model.layout import NO_LAYOUT, Layout
from holdfire.records.coders import MODEL, ModelSettings

CACHE = Path(".cache/model")
"""Where a case keeps what a model has answered."""

_KEPT = "what was answered is kept, run it again to go on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unasked:
    """What of a document would be sent: parts without an answer in the cache, tokens as we estimate them."""

    requests: int
    tokens_in: int


class ModelCoder:
    """Reads documents with a language model; one value a run, since the limits are a run's."""

    def __init__(
        self,
        settings: ModelSettings,
        cache: Cache,
        *,
        syntax: Parser | None,
        environment: Mapping[str, str] = os.environ,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings, self._cache, self._syntax = settings, cache, syntax
        self._environment, self._sleep = environment, sleep
        self._asking: Asking | None = None
        self._spent = 0
        self._documents: set[str] = set()
        self.endpoint: Endpoint = endpoint_of(settings.url)

    def coder(self) -> Coder:
        """Give it as a coder, named by its prompt, its model and the rules that read its quotes on."""
        shared = rules.coder(self._syntax)
        name = f"{MODEL}/{VERSION}:{'_'.join(self._settings.model.split())}+{shared.name}"

        def code(document: Document, text: str, lexicon: Lexicon, layout: Layout = NO_LAYOUT) -> Coded:
            """Read the claims of a document; raises EndpointError where the model can't be asked."""
            source = Source(document=document, text=text, coder=name)
            return self._code(source, lexicon, layout)

        return Coder(name=name, code=code, languages=shared.languages)

    def unasked(self, document: Document, text: str, lexicon: Lexicon, layout: Layout) -> Unasked:
        """Say what of a document would be sent; nothing is."""
        names = lexicon.read(unmarked(text), document.published)
        left = [c for c in chunks(text, layout, names, lexicon) if self._cache.get(self._key(c)) is None]
        return Unasked(requests=len(left), tokens_in=sum(estimated_tokens(c.text, c.names) for c in left))

    def _code(self, source: Source, lexicon: Lexicon, layout: Layout) -> Coded:
        reading = AnchoredReading(source, lexicon, self._syntax)
        plain = canonical(source.text)
        quoted: list[Quoted] = []
        used, dropped = Usage(), Counter[str]()
        for chunk in chunks(source.text, layout, reading.names, lexicon):
            reply, paid = self._reply(chunk, source.document.folder)
            used += Usage.of(reply.tokens_in, reply.tokens_out, paid=paid)
            quoted += quoted_in(
                reply.content, Passage(text=plain[chunk.start : chunk.end], start=chunk.start), dropped
            )
        coded = reading.coded(layout, quoted, rule=f"{MODEL}.{VERSION}", dropped=dropped)
        return replace(coded, usage=used)

    def _reply(self, chunk: Chunk, folder: str) -> tuple[Reply, bool]:
        """Take an answer from the cache, or ask; says whether it was asked for now."""
        key = self._key(chunk)
        if (known := self._cache.get(key)) is not None:
            return known, False
        self._refuse_more(chunk, folder)
        if self._asking is None:
            self._asking = Asking(
                endpoint=self.endpoint, settings=self._settings, key=self._secret(), sleep=self._sleep
            )
        reply = self._asking.ask(chunk.text, chunk.names)
        self._spent += reply.tokens_in + reply.tokens_out
        self._cache.put(key, reply)
        return reply, True

    def _refuse_more(self, chunk: Chunk, folder: str) -> None:
        """Stop before a limit of the run."""
        self._documents.add(folder)
        if len(self._documents) > self._settings.max_documents:
            raise EndpointError(
                f"stopped at max_documents = {self._settings.max_documents:,} of [coders.model]; {_KEPT}"
            )
        ahead = estimated_tokens(chunk.text, chunk.names)
        if self._spent + ahead > self._settings.max_tokens:
            raise EndpointError(
                f"stopped before max_tokens = {self._settings.max_tokens:,} of [coders.model]: this run took "
                f"{self._spent:,} tokens and the next request takes about {ahead:,} and its answer; {_KEPT}"
            )

    def _key(self, chunk: Chunk) -> str:
        s = self._settings
        return key_of(
            self.endpoint.host, s.model, s.seed, s.reply_tokens, prompt().digest, chunk.text, *chunk.names
        )

    def _secret(self) -> str | None:
        """Read the key; no message ever holds it."""
        name = self._settings.key_env
        if name is None:
            return None
        key = self._environment.get(name, "").strip()
        if not key:
            raise CoderError(
                f"the environment variable {name} of [coders.model] is not set; nothing was sent"
            )
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise CoderError(
                f"the value of {name} is no key: it holds blanks or signs that no header may have"
            )
        return key


def model_coder(
    settings: ModelSettings, case: Path, *, sleep: Callable[[float], None] = time.sleep
) -> ModelCoder:
    """Make the model coder of a case; nothing is asked before its first document."""
    return ModelCoder(settings, Cache(case / CACHE), syntax=parser(), sleep=sleep)
