"""Deals of an invented war, read from claims that the tests state themselves: no coder stands between."""

from collections.abc import Callable
from datetime import date

import pytest

from holdfire.claims.dealing import Mention, read_mentions
from holdfire.lexicon import Lexicon
from holdfire.model.actor import Actor
from holdfire.model.claim import Attribution, Claim, Modality
from holdfire.model.ids import claim_id

ACTORS = (
    Actor(id="velm", name="Velm", aliases=("Velm Army",)),
    Actor(id="taro", name="Taro", aliases=("Taro Front",)),
    Actor(id="kesh", name="Kesh"),
    Actor(id="ostrany", name="Ostrany", kind="state"),
)

Says = tuple[str, tuple[str, ...], tuple[str, ...], str]
Tell = Callable[..., tuple[Mention, ...]]


def claim_of(text: str, says: Says, **other: object) -> Claim:
    """State a claim: kind, sides and the words of the text that it stands on."""
    kind, side_a, side_b, quote = says
    start = text.index(quote)
    fields: dict[str, object] = {
        "id": claim_id("f" * 64, start, start + len(quote), kind, 0),
        "document": "f" * 64,
        "text_sha256": "f" * 64,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "prefix": "",
        "suffix": "",
        "kind": kind,
        "side_a": side_a,
        "side_b": side_b,
        "coder": "test",
    }
    return Claim(**{**fields, **other})  # pyright: ignore[reportArgumentType]  fields by name


@pytest.fixture
def tell() -> Tell:
    """Read what a text says of the deals that these claims tell of; every passage is checked in it."""

    def read(text: str, *claims: Says, denied: bool = False, said_by: str = "") -> tuple[Mention, ...]:
        modality = Modality.DENIED if denied else Modality.ASSERTED
        chain = (
            (
                Attribution(
                    source=said_by, relation="said", start=text.index(said_by), end=text.index(said_by) + 1
                ),
            )
            if said_by
            else ()
        )
        names = Lexicon(ACTORS).read(text, date(2031, 4, 1))
        found = read_mentions(
            [claim_of(text, one, modality=modality, attribution=chain) for one in claims], text, names
        )
        for mention in found:
            pieces = [*mention.terms, *mention.guarantors, *mention.returns, *mention.fates]
            for words in (piece.words for piece in pieces):
                assert text[words.start : words.end] == words.quote
        return found

    return read
