"""Which documents of a case are near-copies of one another, by their texts."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from holdfire.case.folder import Case
from holdfire.inquiry.reading import documents, text_of
from holdfire.sources.near_copies import NearCopy, near_copies

Copies = Mapping[str, tuple[NearCopy, ...]]


def copies_of(case: Case) -> Copies:
    """Map each document that has near-copies, by its folder, to these: in each, `one` is the document itself.

    Texts are compared once for as long as the documents stay the same.
    """
    texts = tuple((one.folder, one.text_sha256) for one in documents(case))
    return _compared(str(case.path), texts, _Reader(case))


class _Reader:
    """Reads texts of a case; all readers are equal, so that what was compared is found again."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Reader)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=4)
def _compared(_path: str, texts: tuple[tuple[str, str], ...], reader: _Reader) -> Copies:
    found = near_copies({folder: text_of(reader.case, folder) for folder, _ in texts})
    by_document: defaultdict[str, list[NearCopy]] = defaultdict(list)
    for pair in found:
        by_document[pair.one].append(pair)
        by_document[pair.other].append(NearCopy(one=pair.other, other=pair.one, share=pair.share))
    return {name: tuple(pairs) for name, pairs in by_document.items()}
