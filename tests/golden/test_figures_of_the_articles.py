"""The figures of the three shared articles, each with its answer and the reason."""

import pathlib

import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.inquiry.checking import check
from holdfire.intake.coding import code_claims
from holdfire.intake.documents import About, add_documents
from holdfire.intake.gazetteer import gazetteer
from holdfire.intake.opening import new_case
from holdfire.intake.places import import_gazetteer
from holdfire.model.check import CheckKind, CheckStatus

ACT = Act(by="test", at="2026-01-01T00:00:00+00:00")
FIGURES = frozenset(CheckKind) - {CheckKind.CONTRADICTION, CheckKind.EVENTS}


@pytest.fixture(scope="module")
def case(shared: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("articles") / "case"
    case = new_case(folder, title="", actors=shared / "cases" / "syria" / "actors.toml", act=ACT)
    add_documents(case, [shared / "cases" / "syria" / "documents"], About(), ACT)
    places = [shared / "data" / "gazetteer" / "geonames_cities500.csv.gz"]
    import_gazetteer(case, places, name=None, columns={}, skip_bad=False, act=ACT)
    code_claims(case, ACT)
    return case


def test_every_figure_of_the_articles_has_its_answer_and_reason(case: Case) -> None:
    found = [f for f in check(case, gazetteer(case)) if f.check in FIGURES]
    said = [(f.stated, f.unit, f.computed, f.status) for f in found]
    unknown = CheckStatus.CANNOT_BE_CHECKED
    assert said == [
        (15, "villages", 7, CheckStatus.CONSISTENT),
        (1500, "people", None, unknown),
        (300, "fighters", None, unknown),
        (4000, "fighters", None, unknown),
    ]
    listed, *others = found
    assert listed.used["names"] == (
        *("Talhan", "Ateeq", "Tahtouh", "Abu Al-Kassor", "Abu Hareq", "Maasran", "Alia"),
    )
    assert "as some of more than 15 villages" in listed.reason
    assert all("gives no names, parts or share" in one.reason for one in others)
    assert all(one.claim is not None for one in found)
