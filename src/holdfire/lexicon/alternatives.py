"""Fixed words as one alternative of a regular expression, quick to try where none of them stands.

Written one after the other, a hundred words are tried at every place of a text; written as a tree of their
letters, the first letter already tells that none can follow. The longest word that fits still wins.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache

_Tree = dict[str, "_Tree"]
_END = ""
_ALSO = {"i": "İı", "s": "ſ", "k": "\u212a"}  # what re.IGNORECASE takes for these letters besides


def either(words: Iterable[str]) -> str:
    """Write words as alternatives, the longest first."""
    return _written(_tree(words), re.escape)


def either_case(words: Iterable[str]) -> str:
    """Write words as alternatives in small letters and capitals, as re.IGNORECASE would have them."""
    return _written(_tree(words), _both_cases)


def _tree(words: Iterable[str]) -> _Tree:
    root: _Tree = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return root


def _written(node: _Tree, letter_as: Callable[[str], str]) -> str:
    ways = [
        letter_as(letter) + _written(after, letter_as)
        for letter, after in sorted(node.items())
        if letter != _END
    ]
    if _END in node and ways:
        ways.append("")
    return "".join(ways) if len(ways) < 2 else f"(?:{'|'.join(ways)})"


@cache
def _both_cases(letter: str) -> str:
    cases = {letter, letter.lower(), letter.upper(), *_ALSO.get(letter.lower(), "")}
    return re.escape(letter) if len(cases) == 1 else f"[{''.join(sorted(cases))}]"
