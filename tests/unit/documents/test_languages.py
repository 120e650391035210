import pytest

from holdfire.documents import parts_of, read_document
from holdfire.documents.languages import language_of
from holdfire.model.layout import NO_LAYOUT

SENTENCES = {
    "en": "Two fighters were killed near the bridge on Monday, and the army has left the town again.",
    "fr": "Deux combattants ont été tués près du pont lundi, et l'armée a de nouveau quitté la ville.",
    "es": "Dos combatientes murieron cerca del puente el lunes, y el ejército abandonó otra vez la ciudad.",
    "de": "Zwei Kämpfer wurden am Montag nahe der Brücke getötet, und die Armee verließ wieder die Stadt.",
    "tr": "Pazartesi günü köprünün yakınında iki savaşçı öldürüldü ve ordu şehri yeniden terk etti.",
    "ru": "Двое бойцов были убиты у моста в понедельник, и армия снова покинула город.",
    "uk": "Двоє бійців загинули біля мосту в понеділок, і армія знову залишила місто.",
    "ar": "قتل مقاتلان قرب الجسر يوم الاثنين وغادر الجيش المدينة مرة أخرى.",
    "fa": "دو جنگجو روز دوشنبه نزدیک پل کشته شدند و ارتش دوباره شهر را ترک کرد.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_tells_its_language(code: str) -> None:
    assert language_of(SENTENCES[code]) == code
    assert language_of((SENTENCES[code] + "\n\n") * 500) == code


@pytest.mark.parametrize("text", ["", "Osk", "Halven, Osk, Drem, Talen", "12 + 3 = 15 " * 50, "\n" * 100_000])
def test_too_little_text_tells_none(text: str) -> None:
    assert language_of(text) is None


def test_menus_tell_nothing_and_a_page_that_states_too_much_is_corrected() -> None:
    menu = f"<nav>{SENTENCES['en'] * 5}</nav>"
    page = f"<html lang='en-US'><body>{menu}<p>{SENTENCES['ar']}</p></body></html>"
    assert read_document(page.encode(), "a.html").language == "ar"
    assert read_document(b"<html lang='fr-CA'><body><p>Osk</p></body></html>", "a.html").language == "fr"
    assert read_document(b"<html lang='<x>'><body><p>Osk</p></body></html>", "a.html").language is None


@pytest.mark.parametrize("others", [("ar",), ("ru",), ("ru", "ar"), ("fa", "uk")], ids="+".join)
def test_scripts_side_by_side_are_no_third_language(others: tuple[str, ...]) -> None:
    paragraphs = [SENTENCES["en"], *(SENTENCES[code] for code in others)]
    assert language_of("\n\n".join(paragraphs)) in {"en", *others, None}
    assert language_of("\n\n".join([*paragraphs, *[SENTENCES["en"]] * 3])) == "en"


def test_a_short_paragraph_is_english_only_where_its_small_words_say_so() -> None:
    text = f"{SENTENCES['ru']}\n\n{SENTENCES['en']}\n\n{SENTENCES['es']}\n\nOsk, Halven, Drem, Talen"
    assert [part.language for part in parts_of(text, "ru", NO_LAYOUT)] == ["ru", "en", "ru", "ru"]
