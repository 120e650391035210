"""What a passage is for: told by the layout where there is one, by its words and neighbours where not."""

import pytest

from holdfire.claims.segments import Role, Segment, segments, unmarked
from holdfire.model.layout import Block, BlockRole, Layout


def roles(text: str, layout: Layout | None = None) -> list[tuple[str, Role]]:
    found = segments(text) if layout is None else segments(text, layout)
    return [(text[s.start : s.end], s.role) for s in found]


def only(text: str, role: Role) -> list[str]:
    return [words for words, found in roles(text) if found is role]


def test_quoted_mail_is_one_wrapped_paragraph_a_depth() -> None:
    text = "He asked:\n\n> > Did they leave?\n> The Northern\n> League left\n> Osk.\n\nI doubt it.\n"
    found = segments(text)
    assert [(text[s.start : s.end], s.quoted) for s in found] == [
        ("He asked:", 0),
        ("Did they leave?", 2),
        ("The Northern\n> League left\n> Osk.", 1),
        ("I doubt it.", 0),
    ]
    assert unmarked("> The\n>> League\na > b") == "  The\n   League\na > b"


def test_more_than_a_number_is_no_quotation() -> None:
    (found,) = segments("The League lost\n>200 men there.")
    assert found.quoted == 0
    assert unmarked(">200 men") == ">200 men"


def test_the_head_of_a_mail_is_told_and_a_date_line_of_a_report_is_not() -> None:
    mail = (
        "From: Ilya Marr <marr@example.org>\nTo: list@example.org\nSubject: Osk\n set in\n\nThey left Osk.\n"
    )
    assert [role for _, role in roles(mail)] == [Role.MAIL_HEADER, Role.SENTENCE]
    assert Role.MAIL_HEADER not in [role for _, role in roles("Date: 3 March 2031\nPlace: Osk\n\nThey left.")]
    archived = "Ilya Marr marr at example.org\nSun Mar 12 09:05:09 MDT 2031\n\nThey left Osk.\n"
    assert only(archived, Role.MAIL_HEADER) == ["Ilya Marr marr at example.org\nSun Mar 12 09:05:09 MDT 2031"]


def test_a_signature_ends_a_mail_and_a_dash_between_paragraphs_is_none() -> None:
    mail = "They left Osk.\n-- \nIlya Marr\nNot my employer's view\n"
    assert only(mail, Role.SIGNATURE) == ["-- \nIlya Marr\nNot my employer's view"]
    article = "They left Osk.\n--\n" + "The League took a village that day.\n\n" * 20
    assert only(article, Role.SIGNATURE) == []
    foot = "They left Osk.\n\n________________\nFront mailing list\nhttps://example.org/list\n"
    assert len(only(foot, Role.SIGNATURE)) == 1
    ruled = "They left Osk.\n\n________________\nThe League came back.\n"
    assert only(ruled, Role.SIGNATURE) == []


@pytest.mark.parametrize(
    "line",
    [
        "Dark green: ground of the League",
        "Blue arrows: advance of the Kestrel Front",
        "Red = the junta",
        "Grey/hatched: contested",
    ],
)
def test_a_sign_with_its_meaning_is_a_legend(line: str) -> None:
    assert [role for _, role in roles(line)] == [Role.LEGEND]


def test_the_entries_of_a_legend_in_one_line_are_parted() -> None:
    text = "Black: the Order; Red: the junta; light green: the League."
    assert only(text, Role.LEGEND) == ["Black: the Order;", "Red: the junta;", "light green: the League."]


def test_under_a_legends_heading_any_sign_counts() -> None:
    text = "Legend of the map:\n\nCheckered: the Order\n\nThick border: the junta\n\nThey left Osk."
    assert only(text, Role.LEGEND) == ["Checkered: the Order", "Thick border: the junta"]


@pytest.mark.parametrize("line", ["Osk: The League took the bridge.", "Update: The League took Osk today."])
def test_a_dateline_is_no_legend(line: str) -> None:
    assert roles(line) == [(line, Role.SENTENCE)]


@pytest.mark.parametrize(
    "line",
    [
        "Map 2: Advance of the League near Osk",
        "Figure 3. The front in May.",
        "Photo by Ilya Marr",
        "(Photo: Ilya Marr)",
        "Map: ground of the League",
    ],
)
def test_a_caption_is_told(line: str) -> None:
    assert [role for _, role in roles(line)] == [Role.CAPTION]


@pytest.mark.parametrize(
    "line", ["Maps show that they left.", "Photographers saw them leave.", "Map makers said so."]
)
def test_a_sentence_about_maps_is_none(line: str) -> None:
    assert [role for _, role in roles(line)] == [Role.SENTENCE]


def test_notes_are_told_by_marks_that_the_text_has_set() -> None:
    text = (
        "They left. (3) The League stayed [4].\n\n(3) A monitor said so.\n\n[4] See the League's statement.\n"
    )
    found = [s for s in segments(text) if s.role is Role.NOTE]
    assert [s.note for s in found] == ["3", "4"]
    articles = "The parties agree.\n\n(1) The League leaves Osk.\n\n(2) The junta stays.\n"
    assert only(articles, Role.NOTE) == []


def test_what_stands_under_notes_is_a_note_until_a_heading() -> None:
    notes = "Notes:\n\n1. See https://example.org/1\n\n2. A monitor said so."
    text = f"They left.\n\n{notes}\n\nOther News\n\nIt fell."
    assert [s.note for s in segments(text) if s.role is Role.NOTE] == ["1", "2"]
    assert only(text, Role.NOTE) == ["1. See https://example.org/1", "2. A monitor said so."]
    assert only(text, Role.SENTENCE) == ["They left.", "It fell."]


def test_comments_that_end_a_page_are_told_and_a_link_to_them_is_not_all_of_it() -> None:
    article = "The League took Osk.\n\n" * 6
    thread = (
        f"{article}12 Comments\n\njay says:\n\nThe junta let them!\n\nReply\n\nNo, Kestrel attacked them.\n"
    )
    assert len(only(thread, Role.SENTENCE)) == 6
    assert "No, Kestrel attacked them." in only(thread, Role.COMMENT)
    link = f"The bridge\n\n3 Comments\n\n{article}"
    assert only(link, Role.COMMENT) == ["3 Comments"]
    assert len(only(link, Role.SENTENCE)) == 6


def test_buttons_and_bars_of_links_are_a_menu() -> None:
    text = "Home | World News | About us\n\nShare this:\n\nThey left Osk.\n\nTweet\n"
    assert only(text, Role.MENU) == ["Home | World News | About us", "Share this:", "Tweet"]


def test_a_bulleted_line_without_a_full_stop_is_a_sentence() -> None:
    assert only("- The League took Osk on Monday\n- Kestrel left\n", Role.SENTENCE) == [
        "- The League took Osk on Monday",
        "- Kestrel left",
    ]


def test_a_layout_wins_over_the_lines() -> None:
    text = "News\n\nThe League left.\n\nThey lie. They came back.\n\nI saw it!"
    at = [text.index(part) for part in ("News", "The", "They", "I saw")]
    layout = Layout(
        blocks=(
            Block(start=at[0], end=at[0] + 4, role=BlockRole.MENU),
            Block(start=at[1], end=at[1] + 16, role=BlockRole.HEADING),
            Block(start=at[2], end=at[2] + 25, role=BlockRole.QUOTE, depth=1),
            Block(start=at[3], end=len(text), role=BlockRole.COMMENT),
        )
    )
    found = segments(text, layout)
    assert [(s.role, s.quoted, s.paragraph) for s in found] == [
        (Role.MENU, 0, 0),
        (Role.HEADING, 0, 1),
        (Role.SENTENCE, 1, 2),
        (Role.SENTENCE, 1, 2),
        (Role.COMMENT, 0, 3),
    ]


def test_lines_inside_a_preformatted_block_are_read_as_mail() -> None:
    text = "> The League\n> left Osk.\n\n-- \nIlya"
    layout = Layout(blocks=(Block(start=0, end=len(text), role=BlockRole.PRE),))
    assert [(s.role, s.quoted) for s in segments(text, layout)] == [(Role.SENTENCE, 1), (Role.SIGNATURE, 0)]


def test_text_that_a_layout_leaves_out_is_read_by_its_lines() -> None:
    text = "One left.\n\nTwo left.\n\nThree left."
    layout = Layout(blocks=(Block(start=11, end=20),))
    assert [words for words, _ in roles(text, layout)] == ["One left.", "Two left.", "Three left."]


def test_a_segment_is_a_value() -> None:
    one = Segment(start=0, end=1, paragraph=0, role=Role.SENTENCE)
    assert (one.quoted, one.note) == (0, "")
