"""Deals read from the bench's own texts: every passage is its text's characters, order decides nothing."""

import pathlib

import pytest

from holdfire.claims.dealing import Mention, read_mentions
from holdfire.claims.rules import coder
from holdfire.lexicon import Lexicon
from holdfire.model.document import Document
from holdfire.records.registry import read_registry

GOLD = pathlib.Path(__file__).resolve().parents[2] / "bench" / "gold"
FILES = sorted(p for p in GOLD.glob("*/dev/documents/*.txt") if (p.parents[2] / "actors.toml").is_file())


def mentions(path: pathlib.Path, *, turned: bool = False) -> tuple[str, tuple[Mention, ...]]:
    """Read a text with the patterns; turned: registry and claims the other way round."""
    text = path.read_bytes().decode("utf-8-sig")
    registry = path.parents[2] / "actors.toml"
    actors = read_registry(registry.read_text(encoding="utf-8"), source=registry.name)
    lexicon = Lexicon(actors[::-1] if turned else actors)
    sha = "0" * 64
    document = Document(folder=sha, filename=path.name, sha256=sha, text_sha256=sha, media_type="text/plain")
    claims = coder(None).code(document, text, lexicon).claims
    return text, read_mentions(claims[::-1] if turned else claims, text, lexicon.read(text, None))


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parents[2].name}-{p.stem}")
def test_every_passage_is_anchored_and_order_changes_nothing(path: pathlib.Path) -> None:
    text, found = mentions(path)
    for mention in found:
        for piece in (*mention.terms, *mention.guarantors, *mention.returns, *mention.fates):
            assert text[piece.words.start : piece.words.end] == piece.words.quote
    assert mentions(path, turned=True)[1] == found


def test_the_armistice_of_the_invented_war_is_told_in_full() -> None:
    _, found = mentions(GOLD / "fictional" / "dev" / "documents" / "mission_release.txt")
    truce = next(m for m in found if m.claim.kind == "truce")
    assert [(g.actors, g.role) for g in truce.guarantors] == [(("ostrany",), "guarantor")]
    assert [a.says for a in truce.fates] == ["broken"]
