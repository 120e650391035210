"""What every document reader and every coder keeps to, those to come included."""

import hashlib

import pytest

from holdfire.claims import CODERS, Coder
from holdfire.documents import READERS, Reader
from holdfire.errors import DocumentError
from holdfire.lexicon import Lexicon
from holdfire.model.actor import Actor
from holdfire.model.claim import KINDS
from holdfire.model.document import Document

TEXT = (
    "The Orla Union attacked the Brask League near Osk on 3 March 2031. The Brask League later struck a deal "
    "with the Orla Union, a monitor said."
)


@pytest.mark.parametrize("reader", READERS, ids=lambda r: r.name)
def test_a_reader_refuses_an_empty_file_by_its_name(reader: Reader) -> None:
    with pytest.raises(DocumentError, match="void"):
        reader.read(b"", "void")


@pytest.mark.parametrize("reader", READERS, ids=lambda r: r.name)
def test_a_reader_names_its_suffixes_in_small_letters_and_its_media_type(reader: Reader) -> None:
    assert reader.suffixes
    assert all(s.startswith(".") and s == s.lower() for s in reader.suffixes)


def test_no_two_readers_take_the_same_suffix() -> None:
    suffixes = [s for reader in READERS for s in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))


@pytest.mark.parametrize("coder", CODERS, ids=lambda c: c.name)
def test_a_coder_gives_anchored_claims_of_known_kinds_that_name_it(coder: Coder) -> None:
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    document = Document(folder=sha, filename="x.txt", sha256=sha, text_sha256=sha, media_type="text/plain")
    lexicon = Lexicon((Actor(id="orla", name="Orla Union"), Actor(id="brask", name="Brask League")))
    coded = coder.code(document, TEXT, lexicon)
    assert coded.claims
    for claim in coded.claims:
        assert claim.quote == TEXT[claim.start : claim.end]
        assert claim.kind in KINDS
        assert claim.coder == coder.name
        assert claim.rules
        assert (claim.document, claim.text_sha256) == (document.folder, document.text_sha256)
        assert {*claim.side_a, *claim.side_b} <= {"orla", "brask"}


def test_coder_names_differ() -> None:
    assert len({coder.name for coder in CODERS}) == len(CODERS)
