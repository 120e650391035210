"""An invented war: three armed sides, a state and its unit, a village table of one."""

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from holdfire.claims import Coded, rules
from holdfire.claims.syntax import parser
from holdfire.lexicon import KnownPlace, Lexicon
from holdfire.model.actor import Actor
from holdfire.model.claim import SYMMETRIC_KINDS
from holdfire.model.document import Document

ACTORS = (
    Actor(id="league", name="Northern League", aliases=("League", "the League", "NL")),
    Actor(id="kestrel", name="Kestrel Front", aliases=("Kestrel", "KF")),
    Actor(id="marsh", name="Marsh Brigades", aliases=("Marshmen", "marsh rebels")),
    Actor(id="order", name="Order of the Night", aliases=("ON", "Night Order")),
    Actor(id="junta", name="Government of Ruritania", kind="state", aliases=("Ruritanian army", "the junta")),
    Actor(id="guard", name="Palace Guard", kind="unit", part_of="junta"),
    Actor(id="civilians", name="Civilians", kind="civilians", aliases=("civilians",)),
)
PLACES = (KnownPlace(name="Halven", lat=50.1, lon=20.2, radius_km=12.0, country="Ruritania", level="place"),)

Read = Callable[..., Coded]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon(ACTORS, PLACES)


@pytest.fixture(scope="session", params=["word order", "parser"])
def read(lexicon: Lexicon, request: pytest.FixtureRequest) -> Read:
    """Code a text, published on Wednesday 12 March 2031 unless said otherwise; once by each rule coder."""
    syntax = parser() if request.param == "parser" else None
    if request.param == "parser" and syntax is None:
        pytest.skip("no parser is installed (extra [parser])")
    coder = rules.coder(syntax)

    def code(text: str, *, published: date | None = date(2031, 3, 12)) -> Coded:
        sha = hashlib.sha256(text.encode()).hexdigest()
        document = Document(
            folder=sha,
            filename="x.txt",
            sha256=sha,
            text_sha256=sha,
            media_type="text/plain",
            published=published,
        )
        return coder.code(document, text, lexicon)

    return code


@pytest.fixture
def tells(read: Read) -> Callable[[str, str], None]:
    """Assert that a sentence tells a fact, written "kind doer>other", with commas and "!third party"."""

    def check(fact: str, sentence: str) -> None:
        kind, _, sides = fact.partition(" ")
        sides, _, third = sides.partition("!")
        one, _, other = sides.partition(">")
        found = [
            claim
            for claim in read(sentence).claims
            if claim.kind == kind
            and {*claim.side_a, *claim.side_b} == {*one.split(","), *other.split(",")} - {""}
        ]
        assert found, read(sentence).claims
        if kind not in SYMMETRIC_KINDS:
            assert found[0].side_a == tuple(one.split(",")) if one else found[0].side_a == ()
        if third:
            assert found[0].against == (third,)

    return check
