"""Whatever a model answers about whatever text, a claim has the text's own characters and named sides."""

import hashlib
import time
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.claims.anchored import AnchoredReading
from holdfire.claims.building import Source
from holdfire.claims.remote.anchoring import Passage, canonical
from holdfire.claims.remote.answers import quoted_in
from holdfire.lexicon import Lexicon
from holdfire.model.actor import Actor
from holdfire.model.claim import KINDS
from holdfire.model.document import Document
from holdfire.model.layout import NO_LAYOUT
from holdfire.records.values import line

ACTORS = (Actor(id="orla", name="Orla Union"), Actor(id="brask", name="Brask League"))
LEXICON = Lexicon(ACTORS)
PIECES = (
    *("Orla Union", "Brask League", "attacked", "clashes", "no", "“said”", "the", "and", "between", "15"),
    *(".", ",", " ", "\n", "\r\n", "\n\n", "😀", "e\u0301", "دير", "\u00a0", "İ", "ﬁ", "'", '"', "(3)", "—"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)


@st.composite
def answers(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a text and an answer about it: claims that quote it rightly, roughly or not at all."""
    text = draw(TEXTS)
    cut = st.tuples(st.integers(0, len(text)), st.integers(0, 80)).map(lambda at: text[at[0] : at[0] + at[1]])
    words = st.one_of(cut, cut.map(canonical), st.sampled_from(PIECES), st.text(max_size=8))
    names = st.lists(words, max_size=3)
    claim = st.fixed_dictionaries(
        {"quote": words, "act": words, "kind": st.sampled_from((*KINDS, "betray")), "side_a": names},
        optional={"side_b": names, "context": names, "before": words, "places": names, "figures": names},
    )
    return text, line({"claims": draw(st.lists(claim, max_size=6))}).decode()


def read(text: str, content: str) -> tuple[int, int]:
    """Read an answer; says how many claims came of it and how many fell."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    document = Document(folder=sha, filename="x.txt", sha256=sha, text_sha256=sha, media_type="text/plain")
    reading = AnchoredReading(Source(document=document, text=text, coder="model/1"), LEXICON, None)
    dropped = Counter[str]()
    quoted = list(quoted_in(content, Passage(text=canonical(text), start=0), dropped))
    coded = reading.coded(NO_LAYOUT, quoted, rule="model.1", dropped=dropped)
    for claim in coded.claims:
        assert claim.quote == text[claim.start : claim.end]
        assert claim.kind in KINDS
        assert claim.side_a or claim.side_b
    return len(coded.claims), sum(coded.dropped.values())


@settings(max_examples=200, deadline=None)
@given(answers())
def test_no_answer_makes_a_claim_that_the_text_does_not_hold(drawn: tuple[str, str]) -> None:
    text, content = drawn
    read(text, content)


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_canonical_text_keeps_every_offset(text: str) -> None:
    assert len(canonical(text)) == len(text)


def test_an_answer_made_to_be_slow_is_read_in_time() -> None:
    text = ("a " * 2_900).strip()
    many = {"quote": "a", "act": "a", "kind": "attack", "side_a": ["a"] * 500_000}
    assert read(text, line({"claims": [many]}).decode()) == (0, 1)
    claim = {"quote": "a", "act": "a", "kind": "attack", "before": "a " * 100, "after": "a " * 100}
    began = time.process_time()
    assert read(text, line({"claims": [claim] * 10_000}).decode()) == (0, 10_000)
    assert time.process_time() - began < 10
