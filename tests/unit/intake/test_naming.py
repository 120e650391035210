"""Does a person's word on a proposed name come into the registry, and last?"""

from pathlib import Path

import pytest

from holdfire.case.act import Act
from holdfire.case.contents import actors, refusals
from holdfire.case.folder import Case
from holdfire.errors import BusyError, RegistryError
from holdfire.inquiry.reading import claims
from holdfire.intake.coding import code_claims
from holdfire.intake.documents import About, add_documents
from holdfire.intake.naming import confirm_name, proposed_names, refuse_name
from holdfire.intake.opening import new_case

ACT = Act(by="tester", at="2031-01-01T00:00:00+00:00")
REGISTRY = """# who is who
[[actor]]
id = "hand"
name = "Hay'at Tahrir al-Tarn"  # since 2030
"""
TEXT = "The Osk Boys militia attacked Hayyat Tahrir at-Tarn. Then gunmen attacked the Osk Boys militia.\n"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    (tmp_path / "actors.toml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    made = new_case(tmp_path / "case", title="T", actors=tmp_path / "actors.toml", act=ACT)
    add_documents(made, [tmp_path / "report.txt"], about=About(), act=ACT)
    code_claims(made, ACT)
    return made


def ids(case: Case) -> set[str]:
    return {p.proposal.id for p in proposed_names(case)}


def test_what_documents_propose_is_listed_with_its_places(case: Case) -> None:
    found = {p.proposal.id: p for p in proposed_names(case)}
    assert found["osk_boys"].proposal.mentions == 2
    assert found["hayyat_tahrir_at_tarn"].proposal.alias_of == "hand"
    places = [c for p in found.values() for contexts in p.places.values() for c in contexts]
    assert all(TEXT[c.start : c.end] == c.quote for c in places)


def test_a_confirmed_spelling_is_an_alias_and_comments_stay(case: Case) -> None:
    confirm_name(case, "hayyat_tahrir_at_tarn", ACT)
    assert actors(case)[0].aliases == ("Hayyat Tahrir at-Tarn",)
    text = case.read("actors.toml").decode()
    assert "# who is who" in text
    assert "# since 2030" in text
    assert "hayyat_tahrir_at_tarn" not in ids(case)


def test_a_confirmed_side_is_an_actor_and_claims_are_coded_with_it(case: Case) -> None:
    confirm_name(case, "osk_boys", ACT, actor="hand")
    assert code_claims(case, ACT).coded
    assert all("osk_boys" not in (*c.side_a, *c.side_b) for c in claims(case))
    with pytest.raises(RegistryError, match="proposed are"):
        confirm_name(case, "osk_boys", ACT)


def test_a_refused_name_survives_coding_again(case: Case) -> None:
    refuse_name(case, "gunmen", ACT)
    code_claims(case, ACT, again=True)
    assert "gunmen" not in ids(case)
    assert [r.name for r in refusals(case)] == ["gunmen"]
    assert all("gunmen" not in (*c.side_a, *c.side_b) for c in claims(case))


def test_a_name_that_is_not_proposed_is_refused_with_the_reason(case: Case) -> None:
    with pytest.raises(
        RegistryError,
        match=r"no document proposes the name 'nobody', and no event has it; proposed are: .*osk_boys",
    ):
        confirm_name(case, "nobody", ACT)
    refuse_name(case, "gunmen", ACT)
    with pytest.raises(RegistryError, match=r"'gunmen' was refused; take its \[\[refused\]\] table out"):
        confirm_name(case, "gunmen", ACT)
    with pytest.raises(RegistryError, match=r"'hand' is in the registry already, as Hay'at Tahrir al-Tarn"):
        confirm_name(case, "hand", ACT)


def test_what_another_wrote_meanwhile_is_never_written_over(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = REGISTRY.encode() + b'aliases = ["HTT"]\n'

    def meanwhile(of: Case) -> object:
        found = proposed_names(of)
        Case(of.path).commit(ACT, "edit", write={"actors.toml": theirs})
        return found

    monkeypatch.setattr("holdfire.intake.naming.proposed_names", meanwhile)
    with pytest.raises(BusyError):
        confirm_name(case, "osk_boys", ACT)
    assert case.read("actors.toml") == theirs
