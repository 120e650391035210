"""What the README says to type is what CI types, and no committed file names a registry's host."""

import pathlib
import re
import subprocess

import pytest

from holdfire.cli.main import COMMANDS

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_ci_runs_the_readmes_test_command_to_the_letter() -> None:
    readme = (ROOT / "README.md").read_text()
    command = next(line.strip() for line in readme.splitlines() if line.strip().endswith(".venv/bin/pytest"))
    assert command in (ROOT / ".ci" / "run").read_text().splitlines()


def test_every_command_of_the_readme_exists() -> None:
    typed = set(
        re.findall(r"^ {4}(?:.* )?(?:\S*/)?holdfire ([a-z]+)", (ROOT / "README.md").read_text(), re.MULTILINE)
    )
    assert typed
    assert typed <= set(COMMANDS)


def test_no_committed_file_names_a_registry() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    hosts = "|".join(("pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs"))
    found = subprocess.run(
        ["git", "grep", "-nIE", hosts], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.stdout == ""
