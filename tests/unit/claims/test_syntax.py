"""Sentences read by their tree: constructions that word order gets wrong, and what holds for any parser."""

import shutil

import pytest

from holdfire.claims import rules
from holdfire.claims.mentions import merge
from holdfire.claims.segments import segments
from holdfire.claims.syntax import Parser, parser
from holdfire.claims.syntax.model import chosen, examined, fits
from holdfire.claims.syntax.status import comparison, hashes, reading_by, remark
from holdfire.claims.tokens import Token, name_tokens, tokenise, words_of
from holdfire.lexicon import Lexicon
from holdfire.lexicon.normal import normalise
from holdfire.model.actor import Actor
from holdfire.model.document import Document

pytestmark = pytest.mark.skipif(chosen() is None, reason="no parser is installed (extra [parser])")

CONSTRUCTIONS = (
    ("Having taken Drem from Kestrel, the League attacked the junta.", "capture", "league", "kestrel"),
    (
        "The League, which Kestrel had attacked in May, attacked the junta at Osk.",
        "attack",
        "kestrel",
        "league",
    ),
    (
        "The League, which Kestrel had attacked in May, attacked the junta at Osk.",
        "attack",
        "league",
        "junta",
    ),
    ("The League managed to encircle and bomb Kestrel positions near Osk.", "strike", "league", "kestrel"),
    ("Encircled by the Marshmen, the Kestrel Front abandoned Osk.", "attack", "marsh", "kestrel"),
    ("The junta ordered the Palace Guard to attack Kestrel.", "attack", "guard", "kestrel"),
    ("Not once did the junta fight the Order of the Night.", "no_clash", "junta", "order"),
    ("The League did not attack or bomb the Kestrel Front.", "less_targeting", "league", "kestrel"),
    ("Kestrel fighters shelled by the Palace Guard near Osk left the town.", "strike", "guard", "kestrel"),
    ("Hundreds of League fighters stormed the Kestrel Front's base.", "attack", "league", "kestrel"),
    ("It was the Marshmen who attacked the League.", "attack", "marsh", "league"),
)


@pytest.mark.parametrize(
    ("sentence", "kind", "one", "other"), CONSTRUCTIONS, ids=lambda value: str(value)[:50]
)
def test_a_tree_says_who_did_what_to_whom(
    lexicon: Lexicon, sentence: str, kind: str, one: str, other: str
) -> None:
    found = claimed(sentence, lexicon)
    assert (kind, (one,), (other,)) in found, found


@pytest.mark.parametrize(
    "sentence",
    [
        "If the junta attacks Kestrel and bombs Osk, the League will leave.",
        "The junta wants the Palace Guard to degrade and defeat Kestrel.",
        "The League could attack Kestrel and seize Osk.",
    ],
)
def test_an_aim_or_a_condition_that_two_verbs_share_is_no_claim(lexicon: Lexicon, sentence: str) -> None:
    assert claimed(sentence, lexicon) == []


def claimed(text: str, lexicon: Lexicon) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    document = Document(folder="x", filename="x.txt", sha256="x", text_sha256="x", media_type="text/plain")
    coded = rules.coder(parser()).code(document, text, lexicon)
    return [(claim.kind, claim.side_a, claim.side_b) for claim in coded.claims]


def sentences(text: str, lexicon: Lexicon) -> tuple[list[list[Token]], str]:
    names = lexicon.read(text, None)
    spans = name_tokens(names)
    cut = [tokenise(names, segment, spans) for segment in segments(normalise(text))]
    read = [merge(tokens, words_of(tokens), names.plain, names.metonyms) for tokens in cut]
    return [tokens for tokens in read if tokens], names.plain


def the_parser() -> Parser:
    found = parser()
    assert found is not None
    return found


def test_a_batch_parses_as_each_sentence_alone_does(lexicon: Lexicon) -> None:
    text = " ".join(sentence for sentence, *_ in CONSTRUCTIONS) * 9
    read, plain = sentences(text, lexicon)
    assert len(read) > 64
    alone = [the_parser().parse([tokens], plain)[0] for tokens in read]
    assert the_parser().parse(read, plain) == alone


def test_other_names_have_the_same_trees() -> None:
    text = "The {} and the {} attacked the {}'s men, letting the {} withdraw. (3)"
    trees = []
    for names in (
        ("Kestrel Front", "League", "Palace Guard", "Night Order"),
        ("Jund al-Muhammara wal-Shuhada", "Free Attackers of Upper Osk", "Zrdnk Corps", "Withdrawal Party"),
    ):
        known = Lexicon(tuple(Actor(id=name, name=name) for name in names))
        trees.append(the_parser().parse(*sentences(text.format(*names), known))[0])
    assert trees[0] == trees[1]


def test_a_model_whose_files_differ_from_the_record_is_not_used(tmp_path) -> None:
    package = chosen()
    assert package is not None
    folder = tmp_path / "model-3.8.0"
    shutil.copytree(package.folder, folder)
    assert examined("copy", folder, "3.8.0").model == package.model
    with (folder / "tagger" / "cfg").open("ab") as file:
        file.write(b" ")
    altered = examined("copy", folder, "3.8.0")
    assert altered.model is None
    assert altered.differing == ("tagger/cfg",)
    assert "tagger/cfg" in remark(altered)
    shown = hashes(altered)["tagger/cfg"]
    assert shown["recorded"] == package.files["tagger/cfg"] != shown["found"]
    with pytest.raises(ValueError, match="tagger/cfg"):
        Parser(altered)


@pytest.mark.parametrize(
    ("spacy", "right"), [("3.8.18", True), ("3.7.5", False), ("4.0.0", False), (None, False)]
)
def test_only_the_spacy_of_the_model_is_used(spacy: str | None, right: bool) -> None:
    assert fits(spacy) is right


def test_a_reader_is_told_which_parser_reads() -> None:
    package = chosen()
    assert package is not None
    assert f"{package.model}" in reading_by()
    assert rules.coder(parser()).name == f"rules/2+{package.model}"
    assert rules.coder(None).name == "rules/2"
    assert comparison() is None or "hold the same files" in comparison() or "differ in" in comparison()


def test_note_marks_alone_are_parsed_as_they_stand() -> None:
    tokens = [
        Token(start=k, end=k + 1, word=w, tag=t) for k, (w, t) in enumerate(zip("(3)", ".#.", strict=True))
    ]
    assert len(the_parser().parse([tokens], "(3)")[0].heads) == 3
