"""A registry comes in as it is, and a hand-made change of it becomes an act of the case."""

import pathlib

import pytest

from holdfire.case.act import Act
from holdfire.case.checking import check_files
from holdfire.case.contents import actors
from holdfire.errors import RegistryError
from holdfire.intake.actors import edited_by_hand, import_actors
from holdfire.intake.opening import new_case

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")
REGISTRY = '# mine\n[[actor]]\nid = "gov"\nname = "Government"\n'


def test_a_registry_that_was_edited_by_hand_can_be_taken_in(tmp_path: pathlib.Path):
    case = new_case(tmp_path / "case", title="x", actors=None, act=ACT)
    own = case.path / "actors.toml"
    own.write_text(REGISTRY)
    assert [fault.file for fault in check_files(case)] == ["actors.toml"]
    assert edited_by_hand(case)
    report = import_actors(case, own, ACT)
    assert report.actors == 1
    assert report.sentences()[0].startswith("the registry has 1 actor;")
    assert check_files(case) == ()
    assert not edited_by_hand(case)
    assert [a.id for a in actors(case)] == ["gov"]


def test_a_registry_with_problems_changes_nothing(tmp_path: pathlib.Path):
    case = new_case(tmp_path / "case", title="x", actors=None, act=ACT)
    bad = tmp_path / "bad.toml"
    shared = '[[actor]]\nid = "{0}"\nname = "{0}"\nucdp_names = ["R"]\n'
    for text, says in (
        (REGISTRY + REGISTRY, "gov stands twice"),
        (
            shared.format("red") + shared.format("rose"),
            r"bad\.toml: .* red and rose share the name 'r' in event data",
        ),
        (f'{REGISTRY}aliases = [" "]\n', "one of its other names is empty"),
    ):
        bad.write_text(text)
        with pytest.raises(RegistryError, match=says):
            import_actors(case, bad, ACT)
    assert actors(case) == ()
    assert check_files(case) == ()
