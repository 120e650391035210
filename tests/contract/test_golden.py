"""Each golden value says what made it, and its list names what is there."""

import json
import pathlib
import re

import pytest

GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden"
README = (GOLDEN / "README.md").read_text()
VALUES = sorted(path.name for path in GOLDEN.glob("g[0-9]*_*.json"))


@pytest.mark.parametrize("name", VALUES)
def test_a_golden_file_says_how_to_make_it_again(name: str) -> None:
    held = json.loads((GOLDEN / name).read_text())
    assert held.get("how") or held.get("made_by")
    row = re.search(rf"^\| {name.split('_', maxsplit=1)[0]} \|.*`(test_\w+\.py)` \|$", README, re.MULTILINE)
    assert row is not None
    assert f'"{name}"' in (GOLDEN / row[1]).read_text()


def test_every_script_and_test_of_the_list_is_there_and_no_script_is_left_out() -> None:
    named = set(re.findall(r"`Rscript (\S+)`", README)) | set(re.findall(r"`(test_\w+\.py)`", README))
    assert {name for name in named if not (GOLDEN / name).is_file()} == set()
    assert {path.name for path in GOLDEN.glob("*.R")} <= named
