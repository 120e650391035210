"""Truths of the coder on any text."""

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.claims import CODERS, Coded
from holdfire.lexicon import Lexicon
from holdfire.model.actor import Actor
from holdfire.model.document import Document

WORDS = (
    "The Kestrel Front attacked|League|the League|withdrew from|Osk|a deal between|and|clashes|no|with|"
    "15 villages|on Monday|according to|said that|they|its territory|allowed|to|.|,|"
    "(3)|\n\n|\r\n|“|”|’s|–|الجبهة|🚩|e\u0301|İ|ß|?|"
    "24.11.2030|\t"
)
PIECES = WORDS.split("|")
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map("".join),
)
NAMES = st.lists(
    st.sampled_from(("Orla", "Brask Union", "Vell Column", "Quor")), min_size=2, max_size=2, unique=True
)
SENTENCES = st.sampled_from(
    (
        "{a} attacked {b} near Osk.",
        "{b} was attacked by {a}.",
        "Clashes between {a} and {b} broke out in Osk.",
        "{a} let {b} march through its territory.",
        "{a} struck a deal with {b}.",
        "{a} did not attack {b}.",
    )
)


def code(text: str, one: str = "Kestrel Front", other: str = "League") -> Coded:
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    document = Document(folder=sha, filename="x.txt", sha256=sha, text_sha256=sha, media_type="text/plain")
    lexicon = Lexicon((Actor(id="one", name=one), Actor(id="other", name=other)))
    return CODERS[0].code(document, text, lexicon)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_a_quote_is_the_characters_that_stand_at_its_offsets(text: str) -> None:
    for claim in code(text).claims:
        assert claim.quote == text[claim.start : claim.end]
        assert text[: claim.start].endswith(claim.prefix)
        assert text[claim.end :].startswith(claim.suffix)
        assert claim.quote.strip()


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_claims(text: str) -> None:
    assert code(text) == code(text)


@settings(max_examples=60, deadline=None)
@given(NAMES, NAMES, SENTENCES)
def test_other_names_give_the_same_claims_of_the_same_sides(
    first: list[str], second: list[str], form: str
) -> None:
    one, two = (
        [(c.kind, c.side_a, c.side_b, c.rules) for c in code(form.format(a=a, b=b), a, b).claims]
        for a, b in (first, second)
    )
    assert one == two
    assert one


@settings(max_examples=60, deadline=None)
@given(NAMES, SENTENCES)
def test_exchanging_two_names_exchanges_the_sides(names: list[str], form: str) -> None:
    swap = {"one": "other", "other": "one"}
    one = code(form.format(a=names[0], b=names[1]), *names).claims
    two = code(form.format(a=names[1], b=names[0]), *names).claims
    assert [(c.side_a, c.side_b) for c in two] == [
        (tuple(swap[x] for x in c.side_a), tuple(swap[x] for x in c.side_b)) for c in one
    ]


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_no_two_claims_have_one_id(text: str) -> None:
    ids = [claim.id for claim in code(text).claims]
    assert len(ids) == len(set(ids))
