"""Do the spellings of one name meet under one key, and do other names stay apart?"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.lexicon.keys import name_key, spelled_alike

SPELLINGS = [
    ("Hay'at Tahrir al-Sham", "Hayyat Tahrir al-Sham", "Hayat Tahrir Ash-Sham", "هيئة تحرير الشام"),
    ("Deir ez-Zor", "Deir Ezzor", "Deir Zour", "Dayr az Zawr", "دير الزور", "Дейр-эз-Зор"),
    ("Jabhat al-Nusra", "Jebhat an-Nusra", "Jabhat en Nusrah", "جبهة النصرة", "Джабхат ан-Нусра"),
    ("Hezbollah", "Hizbullah", "Hizb Allah", "حزب الله"),
    ("Qunaytirah", "Kuneitra", "al-Quneitra", "القنيطرة"),
    ("Ahrar al-Sham", "Ahrar ash-Sham", "Ahrar Alsham", "أحرار الشام"),
    ("Abu Dhuhur", "Abu al-Duhur", "Abu Zuhour", "أبو الظهور"),
    ("Liwa Dawoud", "Liwa Daoud", "Liwa Dawud", "لواء داود"),
    ("Wadi Yarmouk", "Ouadi Yarmuk", "وادي يرموك", "вади Ярмук"),
    ("Kharkiv", "Харків"),
]


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda names: names[0])
def test_spellings_of_one_name_meet(spellings: tuple[str, ...]) -> None:
    assert len({name_key(name) for name in spellings}) == 1
    assert all(spelled_alike(spellings[0], name) for name in spellings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jabhat al-Nusra", "Jaysh al-Nasr"),
        ("Homs", "Hamas"),
        ("17th Division", "1st Division"),
        ("Liwa al-Haqq", "Liwa al-Quds"),
        ("Army of Osk", "Army of Tarn"),
        ("Northern Front", "Southern Front"),
    ],
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert not spelled_alike(one, other)


def test_a_key_is_of_the_name_not_of_its_case_or_quotation_marks() -> None:
    assert name_key("HAY’AT TAHRIR AL-SHAM") == name_key("hayat tahrir al sham")


@given(st.text(max_size=60))
def test_any_text_has_a_key_and_is_spelled_like_itself(text: str) -> None:
    assert spelled_alike(text, text)
    assert name_key(text) == name_key(text.replace("'", ""))
    assert name_key(text) or not any(sign.isalnum() for sign in text)


def test_a_key_of_a_long_line_costs_no_more_than_one_of_a_long_name() -> None:
    started = time.process_time()
    name_key("al-" * 2_000_000)
    assert time.process_time() - started < 0.5
