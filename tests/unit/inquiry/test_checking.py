"""Checking a case: what is wanted, what is left out, in which order."""

import pathlib

import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import InputError
from holdfire.inquiry.checking import Wanted, check
from holdfire.intake.documents import About, add_documents
from holdfire.intake.opening import new_case
from holdfire.lexicon import KnownPlace
from holdfire.model.check import CheckKind, CheckStatus

ACT = Act(by="test", at="2026-01-01T00:00:00+00:00")
PLACES = (
    KnownPlace(name="Osk", lat=41.0, lon=12.0, radius_km=3.0),
    KnownPlace(name="Tarn", lat=41.9, lon=12.0, radius_km=3.0),
)
TEXTS = {
    "a.txt": "Some 13 % of its 923 raids hit the army. Tarn lies 30 km north of Osk, as maps show.\n",
    "b.txt": "Osk and Tarn are 100 km apart, which is a long way for a man on foot.\n",
    "c.txt": "Осквила лежит в 30 км к северу от города Тарн, как показывают карты этой страны.\n",
}


@pytest.fixture
def case(tmp_path: pathlib.Path) -> Case:
    made = new_case(tmp_path / "case", title="", actors=None, act=ACT)
    for name, text in TEXTS.items():
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        add_documents(made, [file], About(), ACT)
    return made


def test_findings_come_in_the_order_of_documents_and_texts(case: Case) -> None:
    found = check(case, PLACES)
    assert [(f.check, f.status) for f in found] == [
        (CheckKind.SHARE, CheckStatus.CONSISTENT),
        (CheckKind.DISTANCE, CheckStatus.INCONSISTENT),
        (CheckKind.DISTANCE, CheckStatus.CONSISTENT),
    ]


def test_only_what_is_wanted_is_given(case: Case) -> None:
    def reasons(**wanted: str) -> list[str]:
        return [f.reason for f in check(case, PLACES, Wanted(**wanted))]

    every = [f.reason for f in check(case, PLACES)]
    assert reasons(document="b.txt") == every[2:]
    assert reasons(kind="distance") == every[1:]
    assert reasons(status="inconsistent") == reasons(kind="Distance", document="a.txt") == every[1:2]
    assert reasons(status="cannot be checked") == []


@pytest.mark.parametrize(
    ("wanted", "listed"), [({"kind": "weather"}, "distance"), ({"status": "wrong"}, "consistent")]
)
def test_an_unknown_word_is_refused_with_what_there_is(case: Case, wanted, listed) -> None:
    with pytest.raises(InputError, match=f"there are: .*{listed}"):
        check(case, PLACES, Wanted(**wanted))


def test_without_a_gazetteer_the_places_are_named_as_unknown(case: Case) -> None:
    distances = [f for f in check(case) if f.check is CheckKind.DISTANCE]
    assert {f.status for f in distances} == {CheckStatus.CANNOT_BE_CHECKED}
    assert all("holdfire import places" in f.reason for f in distances)
