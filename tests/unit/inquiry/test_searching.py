"""Finding words in a case."""

from datetime import date

import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.inquiry.acts import acts
from holdfire.inquiry.searching import search
from holdfire.intake.documents import About, add_documents
from holdfire.intake.opening import new_case
from holdfire.records.values import encode

ACT = Act(by="tester", at="2031-01-01T00:00:00+00:00")
TEXT = "Heavy shells fell on Qal‘at\nal-Madiq. In Qal'at al-Madiq nobody slept."


@pytest.fixture
def case(tmp_path) -> Case:
    registry = tmp_path / "actors.toml"
    registry.write_text('[[actor]]\nid = "reds"\nname = "Réds"\naliases = ["the crimson"]\n')
    (tmp_path / "a.txt").write_text(TEXT)
    made = new_case(tmp_path / "case", title="t", actors=registry, act=ACT)
    add_documents(made, [tmp_path / "a.txt"], About(outlet="Hill Gazette", published=date(2031, 1, 1)), ACT)
    return made


def test_words_are_found_across_lines_signs_and_accents(case) -> None:
    (found,) = search(case, "QALʼAT   al-madiq").documents
    assert found.quote == "Qal‘at\nal-Madiq"
    assert found.before + found.quote + found.after == TEXT
    assert found.times == 2


def test_names_of_actors_and_documents_are_found_too(case) -> None:
    assert [one.id for one in search(case, "reds").actors] == ["reds"]
    assert [one.id for one in search(case, "Crimson").actors] == ["reds"]
    (by_outlet,) = search(case, "hill").documents
    assert (by_outlet.quote, by_outlet.times) == ("", 0)


@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_no_words_find_nothing(case, words: str) -> None:
    found = search(case, words)
    assert (found.documents_total, found.claims_total, found.actors_total) == (0, 0, 0)


def test_acts_come_latest_first_and_in_pages(case) -> None:
    shown, total = acts(case, limit=1)
    assert (total, [one.act for one in shown]) == (2, ["add"])
    earlier, _ = acts(case, before=shown[-1].n)
    assert [one.act for one in earlier] == ["new"]
    assert acts(case, before=1) == ([], 2)
    case.commit(ACT, "note", write={"note.json": encode([1])})
    assert [one.act for one in acts(case)[0]] == ["note", "add", "new"]
