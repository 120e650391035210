"""What every test may use: the shared data, and a network that is closed."""

import os
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> pathlib.Path:
    """The folder of real data and gold, which is not part of the project."""
    folder = pathlib.Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared data are not here; set HOLDFIRE_SHARED to their folder")
    return folder
