"""Which characters stand in quotation marks."""

import pytest

from holdfire.claims.quotations import quotations


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, [(0, len(text))]).all]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('He said: "A b." Then "c d".', ['"A b."', '"c d"']),
        ("“A ‘b’ c,” he said.", ["“A ‘b’ c,”"]),
        ("«A b», dit-il", ["«A b»"]),
        ("„A b“, sagte er", ["„A b“"]),
        ("»A b«, sagte er", ["»A b«"]),
        ("”A b”, sade han", ["”A b”"]),
        ("The rebels' camp and don't 'A said b' there", ["'A said b'"]),
        ("‘The rebels’ camp burned,’ he said. It's so.", ["‘The rebels’ camp burned,’"]),
        ("O’Brien’s men don’t talk", []),
        ('"A b c', ['"A b c']),
        ("“Open. “Closed” end", ["“Open. ", "“Closed”"]),
        ('5" gun and "x y"', ['"x y"']),
        ("‹a› b", ["‹a›"]),
        ('She said, "He told me ‘no, "never"’ twice."', ['"He told me ‘no, "never"’ twice."']),
    ],
)
def test_marks_of_all_kinds_are_paired(text: str, wanted: list[str]) -> None:
    assert quoted(text) == wanted


def test_a_forgotten_mark_ends_with_its_paragraph() -> None:
    text = "“A b.\nC d."
    found = quotations(text, [(0, 5), (6, len(text))])
    assert [(q.start, q.end, q.closed) for q in found.all] == [(0, 5, False)]
    assert (found.at(2), found.at(7)) == (0, None)


def test_an_open_quotation_goes_on_where_the_next_paragraph_opens_with_a_mark() -> None:
    text = "“A b.\n“C d.”\n“E f.”"
    found = quotations(text, [(0, 5), (6, 12), (13, len(text))])
    assert list(found.begun) == [0, 0, 2]
