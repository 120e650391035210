"""Sentences to trees, in batches, with the model of `model.py`."""

import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias

from holdfire.claims.syntax.model import Package, chosen
from holdfire.claims.syntax.trees import Tree, shown, tree
from holdfire.claims.tokens import Token

_UNUSED = ("senter", "attribute_ruler", "lemmatizer", "ner")
_NEW_WORDS = 100_000  # spaCy keeps every word it has seen; so many on, the model is loaded anew
_BATCH, _BATCH_WORDS = 64, 4_000  # sentences, words; more costs memory and is no faster
_Shown: TypeAlias = tuple[list[str], list[int], int]  # words, the token of each, how many tokens
_UNSIGNED = 0xFFFFFFFFFFFFFFFF  # spaCy's keys of strings are unsigned, its table of them is not


class Parser:
    """A loaded model; model: its name on record."""

    def __init__(self, package: Package) -> None:
        if package.model is None:
            raise ValueError(f"{package.name}: {', '.join(package.differing)} differ from the record")
        self.model = package.model
        self._package = package
        self._nlp: Any = None
        self._most_words = 0
        self._lock = threading.Lock()

    def parse(self, sentences: Iterable[Sequence[Token]], plain: str) -> list[Tree]:
        """Parse each sentence for itself; plain: the text that the tokens are cut from."""
        with self._lock:
            if self._nlp is None or len(self._nlp.vocab.strings) > self._most_words:
                self._nlp = _loaded(self._package)
                self._most_words = len(self._nlp.vocab.strings) + _NEW_WORDS
            return self._parsed([_words(tokens, plain) for tokens in sentences])

    def _parsed(self, sentences: Sequence[_Shown]) -> list[Tree]:
        from spacy.attrs import DEP, HEAD, TAG
        from spacy.tokens import Doc

        @cache
        def names(key: int) -> str:
            return str(self._nlp.vocab.strings[key & _UNSIGNED])

        trees: list[Tree] = []
        for some in _batches(sentences):
            batch = [
                Doc(self._nlp.vocab, words=words, sent_starts=[True, *[False] * (len(words) - 1)])
                for words, _, _ in some
            ]
            for _, component in self._nlp.pipeline:
                component.set_annotations(batch, component.predict(batch))
            for doc, (_, owners, size) in zip(batch, some, strict=True):
                columns = doc.to_array([HEAD, DEP, TAG]).astype("int64").T.tolist()
                trees.append(_tree(columns, owners, size, names))
        return trees


def _batches(sentences: Sequence[_Shown]) -> Iterator[list[_Shown]]:
    """Put sentences together so that a batch of long ones takes no more memory than one of short ones."""
    batch: list[_Shown] = []
    words = 0
    for sentence in sentences:
        if batch and (len(batch) == _BATCH or words + len(sentence[0]) > _BATCH_WORDS):
            yield batch
            batch, words = [], 0
        batch.append(sentence)
        words += len(sentence[0])
    if batch:
        yield batch


def _words(tokens: Sequence[Token], plain: str) -> _Shown:
    """List the words that the parser is shown, the token that each belongs to, and how many tokens there are.

    Note marks are not shown: they break a sentence's end.
    """
    words: list[str] = []
    owners: list[int] = []
    hidden = _note_marks(tokens)
    for i, token in enumerate(tokens):
        for word in () if i in hidden else shown(token, plain):
            words.append(word)
            owners.append(i)
    return words, owners, len(tokens)


def _note_marks(tokens: Sequence[Token]) -> set[int]:
    """Find "(3)" and "[12]" among the tokens, unless there is nothing else."""
    opening = [
        i
        for i in range(len(tokens) - 2)
        if tokens[i].word in "([" and tokens[i + 1].tag == "#" and tokens[i + 2].word in ")]"
    ]
    hidden = {k for i in opening for k in range(i, i + 3)}
    return hidden if len(hidden) < len(tokens) else set()


def _tree(columns: list[list[int]], owners: list[int], size: int, names: Callable[[int], str]) -> Tree:
    """Carry the tree over words to one over tokens: a token's first word speaks for it.

    A token that was not shown hangs on the one before it, as punctuation does.
    """
    offsets, relations, tags = columns
    heads = list(range(-1, size - 1))
    labels, parts = ["punct"] * size, ["-LRB-"] * size
    for word, owner in enumerate(owners):
        if word and owners[word - 1] == owner:
            continue
        above = word
        while offsets[above] and owners[above] == owner:
            above += offsets[above]
        heads[owner] = -1 if owners[above] == owner else owners[above]
        labels[owner] = names(relations[word])
        parts[owner] = names(tags[word])
    return tree(heads, labels, parts)


def _loaded(package: Package) -> Any:  # noqa: ANN401 - spaCy is imported here, not by who reads this module
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # spaCy's remarks on versions and GPUs are no business of a reader
        from spacy.util import load_model_from_path

        return load_model_from_path(package.folder, exclude=list(_UNUSED))


@cache
def parser() -> Parser | None:
    """Give the parser of this machine, None where there is none; nothing is loaded until it is used."""
    package = chosen()
    return None if package is None else Parser(package)
