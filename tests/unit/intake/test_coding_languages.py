"""Documents in several languages: what a coder reads of them is coded, and the rest is counted."""

import hashlib

import pytest

from holdfire.claims.rules import coder
from holdfire.documents import parts_of, read_document
from holdfire.intake.coding_languages import OTHER_LANGUAGE, code_readable
from holdfire.lexicon import Lexicon
from holdfire.model.actor import Actor
from holdfire.model.document import Document
from holdfire.model.layout import NO_LAYOUT

ENGLISH = (
    "The League attacked the Kestrel Front near Osk on Monday, and the villagers who had left their homes "
    "in the morning said that the fighting went on until it was dark."
)
FRENCH = (
    "Lundi, la Ligue a attaqué le Front près d'Osk, et les villageois qui avaient quitté leurs maisons le "
    "matin ont déclaré que les combats avaient continué jusqu'à la tombée de la nuit dans toute la région."
)
ARABIC = (
    "هاجمت الجبهة يوم الاثنين مواقع قرب المدينة وقال السكان الذين غادروا منازلهم في الصباح "
    "إن القتال استمر حتى المساء "
    "في جميع أنحاء المنطقة وإن الطرق كانت مغلقة أمام المدنيين طوال اليوم."
)
LEXICON = Lexicon((Actor(id="one", name="Kestrel Front"), Actor(id="other", name="League")))
CODER = coder(None)


def code(*paragraphs: str):
    reading = read_document("\n\n".join(paragraphs).encode(), "x.txt")
    sha = hashlib.sha256(reading.text.encode()).hexdigest()
    document = Document(
        folder=sha,
        filename="x.txt",
        sha256=sha,
        text_sha256=sha,
        media_type="text/plain",
        language=reading.language,
    )
    return reading, code_readable(CODER, document, reading.text, LEXICON, reading.layout)


@pytest.mark.parametrize("other", [FRENCH, ARABIC], ids=["French", "Arabic"])
@pytest.mark.parametrize("before", [1, 4], ids=["as much", "most"])
def test_the_paragraphs_that_the_coder_reads_are_coded(other: str, before: int) -> None:
    reading, coded = code(*[other] * before, ENGLISH, other)
    assert coded is not None
    claim = coded.claims[0]
    assert claim.quote == reading.text[claim.start : claim.end]
    assert claim.quote.startswith("The League attacked the Kestrel Front")
    assert reading.text[: claim.start].endswith(claim.prefix)
    assert claim.prefix.strip()[-5:] == other[-5:]
    assert coded.dropped[OTHER_LANGUAGE] == before + 1


def test_a_text_in_other_languages_alone_is_not_coded() -> None:
    assert code(FRENCH, FRENCH, ARABIC)[1] is None


def test_names_of_a_paragraph_that_is_not_read_are_not_proposed() -> None:
    _, coded = code(ENGLISH, ENGLISH, FRENCH.replace("le Front", "le Movement Brigade"))
    assert coded is not None
    assert coded.proposals == ()


def test_a_short_paragraph_has_the_language_of_its_document() -> None:
    _, coded = code(ENGLISH, "La Ligue attaque Osk.", ENGLISH)
    assert coded is not None
    assert OTHER_LANGUAGE not in coded.dropped


def test_a_paragraph_of_names_stays_in_its_documents_language() -> None:
    names = "Osk, Halven, Qarun, Deir al-Tarn, Drem, Marl, Vell, Brask, Quor, Orla, Umbar, Tesk, Ilmar, Sorn"
    text = f"{ENGLISH}\n\n{names}, {names}"
    assert {part.language for part in parts_of(text, "en", NO_LAYOUT)} == {"en"}


def test_in_a_text_of_no_one_language_what_can_be_read_is_coded_and_the_rest_counted() -> None:
    russian = "Армия атаковала позиции Фронта у Оска. По словам жителей, бои продолжались всю ночь напролёт."
    english = "The League attacked the Kestrel Front near Osk on Monday, and it was said that nine had fled."
    reading, coded = code(english, russian, ARABIC)
    assert reading.language is None
    assert coded is not None
    assert [claim.kind for claim in coded.claims][:1] == ["attack"]
    assert coded.dropped[OTHER_LANGUAGE] == 2
