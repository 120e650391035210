"""The import contracts cover every folder, and the tree keeps its promises."""

import ast
import pathlib
import sys
import tomllib

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "holdfire"
FILES = sorted(SOURCE.rglob("*.py"))
FOLDERS = {p.name for p in SOURCE.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc", "core"}


def _contract(name: str) -> dict[str, object]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return next(c for c in settings["tool"]["importlinter"]["contracts"] if c["name"] == name)


def test_every_folder_but_base_is_forbidden_to_speak_sql() -> None:
    named = {m.removeprefix("holdfire.") for m in _contract("Only base speaks SQL")["source_modules"]}
    assert named == (FOLDERS | {"errors", "plugins"}) - {"base"}


@pytest.mark.parametrize(
    "file", [SOURCE / "errors.py", *sorted((SOURCE / "model").glob("*.py"))], ids=lambda p: p.name
)
def test_the_nouns_use_the_standard_library_only(file: pathlib.Path) -> None:
    for node in ast.walk(ast.parse(file.read_text())):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            top = name.split(".")[0]
            assert top in sys.stdlib_module_names or top == "holdfire", f"{file.name} imports {name}"


def test_no_file_is_a_drawer() -> None:
    assert [p.name for p in FILES if p.stem in DRAWERS] == []


@pytest.mark.parametrize("file", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_type_is_imported_behind_a_back_door(file: pathlib.Path) -> None:
    assert "TYPE_CHECKING" not in file.read_text()
