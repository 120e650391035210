"""A small case to write to."""

import pathlib

import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case


@pytest.fixture
def act() -> Act:
    return Act(by="reader", at="2026-01-01T00:00:00+00:00")


@pytest.fixture
def case(tmp_path: pathlib.Path, act: Act) -> Case:
    return Case.create(tmp_path / "case", {"holdfire.toml": b'title = "x"\n'}, act)
