import pytest

from holdfire.claims.segments import Role, segments


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in segments(text)]


@pytest.mark.parametrize(
    "text",
    [
        "They took villages (incl. Osk and Drem) on Monday.",
        "They left, i.e. Gen. Marr and Col. Vane of the U.S. Army left.",
        "It fell at 5 a.m. Eastern time.",
        "A hard-wrapped mail line that goes on\nand on over several lines of\nmuch the same width here.",
    ],
)
def test_a_sentence_is_not_broken_inside(text: str) -> None:
    assert sentences(text) == [text]


def test_a_note_mark_belongs_to_the_sentence_before_it() -> None:
    assert sentences("They left. (3) Others stayed. [12] All ended.") == [
        "They left. (3)",
        "Others stayed. [12]",
        "All ended.",
    ]


def test_blank_lines_and_list_items_part_paragraphs() -> None:
    found = segments("One thing.\n\n- Two things\n- Three things\n")
    assert [s.paragraph for s in found] == [0, 1, 2]


def test_a_long_line_is_a_paragraph_of_its_own() -> None:
    line = "word " * 30 + "end."
    assert [s.paragraph for s in segments(f"{line}\n{line}")] == [0, 1]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("They left Osk.", Role.SENTENCE),
        ("Did they leave Osk?", Role.QUESTION),
        ("“Who left?”".replace("“", '"').replace("”", '"'), Role.QUESTION),
        ("The Fall of Osk", Role.HEADING),
        ("Green: ground of the League", Role.LEGEND),
    ],
)
def test_a_segment_has_a_role(text: str, role: Role) -> None:
    assert [s.role for s in segments(text)] == [role]


def test_an_endless_sentence_is_cut_at_blanks_and_keeps_all_its_words() -> None:
    text = "the League and " * 1_000
    found = sentences(text)
    assert max(map(len, found)) <= 3_000
    assert " ".join(found).split() == text.split()


def test_a_sentence_beyond_all_length_is_cut_between_clauses_and_says_so() -> None:
    text = "the League left Osk near the river and its old bridge, " * 100 + "and that was all."
    found = segments(text)
    assert [s.cut for s in found] == [True] * (len(found) - 1) + [False]
    assert len(found) > 1
    assert all(text[s.start : s.end].endswith(",") for s in found[:-1])
    assert {s.paragraph for s in found} == {0}
