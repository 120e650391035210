"""Truths of reading any text, even a hostile one: quotes hold, time and memory grow with the length."""

import hashlib
import time
import tracemalloc
from collections.abc import Callable
from functools import cache
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.claims import Coded, Coder
from holdfire.claims.rules import coder
from holdfire.claims.syntax import parser
from holdfire.documents import read_document
from holdfire.errors import DocumentError
from holdfire.lexicon import KnownPlace, Lexicon
from holdfire.model.actor import Actor
from holdfire.model.document import Document, Reading

LEXICON = Lexicon(
    (
        Actor(id="one", name="Kestrel Front"),
        Actor(id="other", name="League"),
        Actor(id="state", name="Ruritania", kind="state"),
    ),
    (KnownPlace(name="Osk", lat=50.0, lon=20.0, radius_km=12.0),),
)
REAL = (
    "On Monday the League attacked the Kestrel Front near Osk, killing 15 fighters, while two officials "
    "told the agency that its convoys would retreat and "
)
UNITS = (
    "A-",
    "League-",
    "5 may ",
    "Monday ",
    "and and ",
    "(",
    '"',
    "“",
    "“ ”",
    "'",
    "1",
    "1 ",
    ".",
    ". ",
    ",",
    "Osk, ",
    "in Osk, ",
    "villages of Aaa, ",
    "the League, ",
    "the League and ",
    "League/",
    "the League said that ",
    "Kestrel Front said that the League said that ",
    "according to ",
    "told the League that ",
    "attacked ",
    "clashes between the League and the Kestrel Front ",
    "was attacked by the League ",
    "a deal with the League ",
    "the evacuation of the League by ",
    "withdrew from Osk so that the League could enter ",
    "15 villages and ",
    "two hundred ",
    "🚩",
    "e\u0301",
    "\u0301",
    "الجبهة ",
    "الجبهة",
    "\u200f",
    "\r\n",
    "The League attacked Osk.\r\n\r\n",
    "> ",
    "(17) ",
    "Red: the League; ",
    "; ",
    " – ",
    REAL,
)
PATTERNS = coder(None)
LEAST = 0.1  # s; a shorter run is measured too roughly to be compared


@cache
def parsing() -> Coder:
    if (syntax := parser()) is None:
        pytest.skip("no parser on this machine: install the extra [parser]")
    return coder(syntax)


def read(text: str, by: Coder = PATTERNS) -> Coded:
    """Read a text as a file is read, from its bytes on."""
    return code(read_document(text.encode("utf-8"), "x.txt"), by)


def code(reading: Reading, by: Coder = PATTERNS) -> Coded:
    """Code a text layer and check every quote."""
    sha = hashlib.sha256(reading.text.encode()).hexdigest()
    document = Document(folder=sha, filename="x.txt", sha256=sha, text_sha256=sha, media_type="text/plain")
    coded = by.code(document, reading.text, LEXICON, reading.layout)
    assert all(claim.quote == reading.text[claim.start : claim.end] for claim in coded.claims)
    return coded


def seconds(text: str, by: Coder = PATTERNS) -> float:
    began = time.process_time()
    read(text, by)
    return time.process_time() - began


def grows_evenly(of_length: Callable[[int], str], length: int, by: Coder = PATTERNS) -> None:
    """Compare a length with four times it: 4 where the cost is linear, 16 where it is quadratic.

    The shorter text is long enough that its sentences have reached their greatest length already. What takes
    less than 9 * LEAST needs no comparison; a long run is repeated where other work may have slowed it.
    """
    if (first := seconds(of_length(4 * length), by)) < 9 * LEAST:
        return
    short = min(seconds(of_length(length), by) for _ in range(2))
    runs = chain([first], (seconds(of_length(4 * length), by) for _ in range(2)))
    assert any(run < 9 * max(short, LEAST) for run in runs), f"{first:.2f} s after {short:.2f} s"


def run_of(unit: str) -> Callable[[int], str]:
    return lambda length: unit * (length // len(unit)) + "x"


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Load tables and the language model before anything is timed."""
    read(REAL * 4)


@pytest.mark.parametrize("unit", UNITS)
def test_the_time_of_one_run_grows_with_its_length(unit: str) -> None:
    grows_evenly(run_of(unit), 12_000)


@pytest.mark.parametrize(
    "unit",
    ["Osk, ", "the League and ", "the League said that ", "“", "clashes between the League and ", REAL],
)
def test_the_parser_too_takes_time_by_the_length(unit: str) -> None:
    grows_evenly(run_of(unit), 8_000, parsing())


def _name(k: int) -> str:
    return "Q" + "".join(chr(ord("a") + k // 26**place % 26) for place in range(4))


MANY: dict[str, Callable[[int], str]] = {
    "places in one sentence": lambda n: "The League attacked " + ", ".join(_name(k) for k in range(n)),
    "sides in one sentence": lambda n: "X, " + ", ".join(f"the {_name(k)} Brigade" for k in range(n)),
    "sides in one paragraph": lambda n: " ".join(f"The {_name(k)} Front attacked Osk." for k in range(n)),
    "acronyms in one paragraph": lambda n: " ".join(f"{_name(k).upper()} attacked Osk." for k in range(n)),
    "speakers in one paragraph": lambda n: " ".join(
        f"“The League attacked Osk,” {_name(k)} Marl said." for k in range(n)
    ),
    "speakers one in the other": lambda n: "".join(f"{_name(k)} Marl said that " for k in range(n)),
    "notes": lambda n: (
        " ".join(f"The League attacked Osk ({k})." for k in range(n))
        + "\n\n"
        + "\n\n".join(f"({k}) See page {k}." for k in range(n))
    ),
    "days": lambda n: " ".join(f"On {k % 28 + 1} May {1900 + k % 120} the League left." for k in range(n)),
    "mails in mails": lambda n: "\n".join(f"{'>' * (k % 200)} The League attacked Osk." for k in range(n)),
    "brackets in brackets": lambda n: "(" * 9 * n + "The League attacked Osk" + ")" * 9 * n,
}


@pytest.mark.parametrize("name", MANY)
def test_many_different_things_cost_no_more_each_than_few(name: str) -> None:
    grows_evenly(MANY[name], 500)


def test_twenty_thousand_places_in_one_sentence_are_read() -> None:
    text = "The League attacked the Kestrel Front in " + ", ".join(["Osk"] * 20_000) + "."
    assert seconds(text) < 12


def test_twenty_thousand_notes_are_read() -> None:
    body = "The League attacked Osk. " + " ".join(f"({k})" for k in range(20_000))
    text = f"{body}\n\n" + "\n\n".join(f"({k}) See page {k}." for k in range(20_000))
    assert seconds(text) < 48


def test_a_line_of_a_million_characters_is_read_in_seconds() -> None:
    assert seconds("The villagers went to the market and came back in the evening " * 16_200) < 48


def test_a_sentence_of_200_kb_is_read_with_its_claims() -> None:
    text = REAL * (200_000 // len(REAL))
    began = time.process_time()
    coded = read(text)
    assert time.process_time() - began < 24
    assert len(coded.claims) > 1_200


def test_a_long_sentence_is_read_by_the_parser_in_bounded_time() -> None:
    text = REAL * (100_000 // len(REAL))
    by = parsing()
    began = time.process_time()
    coded = read(text, by)
    assert time.process_time() - began < 60
    assert len(coded.claims) > 600


@pytest.mark.parametrize("text", ["", " ", "\ufeff", "\r\n\r\n", "\u2029", "\u0301"])
def test_a_text_of_nothing_says_nothing(text: str) -> None:
    assert code(_layer(text)) == Coded(claims=())


@pytest.mark.parametrize("data", [b"", b" ", b"\r\n\r\n"])
def test_a_file_of_nothing_is_refused_with_its_name(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"x\.txt: the file holds no text"):
        read_document(data, "x.txt")


def test_fifty_copies_cost_what_fifty_single_ones_do() -> None:
    text = "".join(f"{REAL} stay near Osk.\n\nThe League left on {day} May.\n\n" for day in range(1, 29))
    one = min(seconds(text) for _ in range(3))
    assert seconds(text * 50) < 2.5 * 50 * max(one, 0.01)


def test_memory_stays_flat_over_many_documents() -> None:
    def held(first: int, last: int) -> int:
        for k in range(first, last):
            read(f"The {_name(k)} Front attacked the League near {_name(k + 9)} on {k % 28 + 1} May 2030.")
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        begun = held(0, 100)
        assert held(100, 500) - begun < 2_000_000
    finally:
        tracemalloc.stop()


def _layer(text: str) -> Reading:
    return Reading(text=text, media_type="text/plain")


ODD = st.text(alphabet="🚩𐍈e\u0301İßالجبهة\r\n\t\f.,;:“”'\"()[]–-\u00a0\u200b\u200f\u2028", max_size=30)
SENTENCES = st.sampled_from(
    ("The Kestrel Front attacked the League near Osk.", "“The League left Osk (3),” said Jon Marl.")
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(ODD, SENTENCES), max_size=8))
def test_quotes_hold_among_any_characters(parts: list[str]) -> None:
    code(_layer("".join(parts)))


@settings(max_examples=40, deadline=None)
@given(ODD.filter(lambda text: not text.strip(" \r\n\t\f\u2028")), SENTENCES)
def test_blanks_and_line_ends_hide_no_claim(blanks: str, sentence: str) -> None:
    assert len(read(f"{blanks}\n\n{sentence}").claims) == len(read(sentence).claims)
