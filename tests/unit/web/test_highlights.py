"""Marks over a text that never changes."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from holdfire.model.claim import Claim
from holdfire.model.layout import Block, BlockRole, Layout, Page
from holdfire.web import highlights
from holdfire.web.highlights import LAYERS, chunked, marked

TEXT = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Place:
    start: int
    end: int


def claim(start: int, end: int, number: int = 0, kind: str = "clash") -> Claim:
    return Claim(
        id=f"c_{number:016x}",
        document="d" * 64,
        text_sha256="t" * 64,
        start=start,
        end=end,
        quote=TEXT[start:end],
        prefix="",
        suffix="",
        kind=kind,
        side_a=("a",),
        side_b=("b",),
        coder="rules/1",
    )


def test_a_text_without_claims_is_one_piece() -> None:
    (piece,) = marked(TEXT, [])
    assert (piece.text, piece.marks) == (TEXT, ())


def test_overlapping_claims_stand_below_each_other() -> None:
    pieces = marked(TEXT, [claim(2, 10, 1), claim(5, 12, 2), claim(12, 15, 3)])
    layers = {mark.claim: mark.layer for piece in pieces for mark in piece.marks}
    assert list(layers.values()) == [0, 1, 0]
    assert [piece.text for piece in pieces] == ["ab", "cde", "fghij", "kl", "mno", "pqrstuvwxyz"]


def test_the_first_piece_of_a_claim_is_told_apart() -> None:
    pieces = marked(TEXT, [claim(2, 10, 1), claim(5, 12, 2)])
    firsts = [(piece.text, mark.claim) for piece in pieces for mark in piece.marks if mark.is_first]
    assert firsts == [("cde", f"c_{1:016x}"), ("fghij", f"c_{2:016x}")]


def test_claims_without_room_for_a_line_are_counted_where_they_begin() -> None:
    pieces = marked(TEXT, [claim(0, 5, n) for n in range(LAYERS + 2)])
    assert pieces[0].more == 2
    assert len(pieces[0].marks) == LAYERS + 2


@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(
            lambda ends: ends[0] < ends[1]
        ),
        max_size=12,
    )
)
def test_the_pieces_joined_are_the_text_and_each_claim_covers_its_quote(ends: list[tuple[int, int]]) -> None:
    claims = [claim(start, end, number) for number, (start, end) in enumerate(ends)]
    pieces = marked(TEXT, claims)
    assert "".join(piece.text for piece in pieces) == TEXT
    for one in claims:
        assert "".join(p.text for p in pieces if one.id in {m.claim for m in p.marks}) == one.quote
    for piece in pieces:
        layers = [mark.layer for mark in piece.marks]
        assert len(layers) == len(set(layers))


def test_pages_and_blocks_cut_the_text_and_add_nothing() -> None:
    text = "News\n\nThe League left.\n\nI saw it!"
    layout = Layout(
        pages=(Page(number=1, start=0, end=6), Page(number=2, start=6, end=len(text))),
        blocks=(
            Block(start=0, end=4, role=BlockRole.MENU),
            Block(start=6, end=22, role=BlockRole.QUOTE, depth=1),
            Block(start=24, end=33, role=BlockRole.COMMENT),
        ),
    )
    pieces = marked(text, [], layout)
    assert "".join(piece.text for piece in pieces) == text
    assert [(p.text, p.use, p.page) for p in pieces if p.text.strip()] == [
        ("News", "menu", 1),
        ("The League left.", "quote", 2),
        ("I saw it!", "comment", None),
    ]


def test_blocks_end_with_lines_and_keep_text_and_marks(monkeypatch) -> None:
    monkeypatch.setattr(highlights, "BLOCK", 20)
    text = "one two\nthree four five\n\nsix seven eight nine ten eleven twelve\nthirteen\n" * 3
    claims = [claim(4, 30, 1), claim(10, 14, 2), claim(40, 150, 3)]
    blocks = list(chunked(marked(text, claims)))
    assert "".join(piece.text for block in blocks for piece in block) == text
    assert len(blocks) > 5
    assert all("".join(piece.text for piece in block).endswith("\n") for block in blocks[:-1])
    begun = [mark.claim for block in blocks for piece in block for mark in piece.marks if mark.is_first]
    assert sorted(begun) == sorted(one.id for one in claims)
    for one in claims:
        covered = [p.text for b in blocks for p in b if any(mark.claim == one.id for mark in p.marks)]
        assert "".join(covered) == text[one.start : one.end]
