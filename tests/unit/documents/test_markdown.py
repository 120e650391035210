from datetime import date

import pytest

from holdfire.documents import read_document
from holdfire.errors import DocumentError

SOURCE = """---
title: "The bridge of Osk"
author: Ilya Marr
date: 2031-03-12
---
# The bridge

The **Northern
League** took [Osk](https://example.org).[^1]

> The junta *said* no.
>
> > Kestrel agreed.

- One village
- Two villages

| place | holder |
|---|---|
| Osk | League |

```
> raw  text
```

<div class="menu">Home</div>

[^1]: A monitor said so.
"""


def test_markdown_is_read_as_it_is_shown() -> None:
    reading = read_document(SOURCE.encode(), "a.md")
    found = [(reading.text[b.start : b.end], b.role.value, b.depth) for b in reading.layout.blocks]
    assert found == [
        ("The bridge", "heading", 0),
        ("The Northern League took Osk.(1)", "paragraph", 0),
        ("The junta said no.", "quote", 1),
        ("Kestrel agreed.", "quote", 2),
        ("One village", "list", 0),
        ("Two villages", "list", 0),
        ("place", "table", 0),
        ("holder", "table", 0),
        ("Osk", "table", 0),
        ("League", "table", 0),
        ("> raw  text", "pre", 0),
        ("Home", "paragraph", 0),
        ("(1) A monitor said so.", "paragraph", 0),
    ]
    assert (reading.title, reading.author, reading.published) == (
        "The bridge of Osk",
        "Ilya Marr",
        date(2031, 3, 12),
    )


@pytest.mark.parametrize(
    "source", [">" * 10_000_000, "> " * 200 + "x", "[" * 100_000, "*" * 1_000 + "a"], ids=lambda s: s[:3]
)
def test_marks_without_end_are_refused(source: str) -> None:
    with pytest.raises(DocumentError, match="more than"):
        read_document(source.encode(), "a.md")
