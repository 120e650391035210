"""A new case has its settings and its registry, or is not made at all."""

import pathlib

import pytest

from holdfire.case.act import Act
from holdfire.case.checking import check_files
from holdfire.case.contents import actors, settings
from holdfire.errors import CaseError, RegistryError
from holdfire.intake.opening import new_case

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")
REGISTRY = '# mine\n[[actor]]\nid = "gov"\nname = "Government"\n'


def test_a_new_case_has_a_title_and_no_actors(tmp_path: pathlib.Path):
    case = new_case(tmp_path / "case", title="Hama “2017”", actors=None, act=ACT)
    assert settings(case).title == "Hama “2017”"
    assert not settings(case).simulated
    assert actors(case) == ()
    assert check_files(case) == ()


def test_a_registry_is_taken_over_byte_for_byte(tmp_path: pathlib.Path):
    given = tmp_path / "actors.toml"
    given.write_text(REGISTRY)
    case = new_case(tmp_path / "case", title="x", actors=given, act=ACT)
    assert case.read("actors.toml") == REGISTRY.encode()
    assert [a.id for a in actors(case)] == ["gov"]


def test_a_byte_order_mark_of_a_registry_is_left_out(tmp_path: pathlib.Path):
    given = tmp_path / "actors.toml"
    given.write_bytes(b"\xef\xbb\xbf" + REGISTRY.encode())
    case = new_case(tmp_path / "case", title="x", actors=given, act=ACT)
    assert case.read("actors.toml") == REGISTRY.encode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (None, "can't be read: No such file"),
        (b"\xff\xfe", r"is no UTF-8 text \(byte 0\)"),
        (b'[[actor]]\nid = "a"\n', r"row 1: a: .*`name`"),
    ],
)
def test_a_registry_that_can_not_be_read_makes_no_case(tmp_path: pathlib.Path, data: bytes | None, says: str):
    given = tmp_path / "actors.toml"
    if data is not None:
        given.write_bytes(data)
    with pytest.raises(RegistryError, match=says):
        new_case(tmp_path / "case", title="x", actors=given, act=ACT)
    assert not (tmp_path / "case").exists()


def test_a_case_is_not_made_twice(tmp_path: pathlib.Path):
    new_case(tmp_path / "case", title="x", actors=None, act=ACT)
    with pytest.raises(CaseError, match="is a case already"):
        new_case(tmp_path / "case", title="y", actors=None, act=ACT)
