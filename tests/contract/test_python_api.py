"""The Python API is the list that the package names: every name is there, typed, and in the manual."""

import ast
import pathlib
import re
import subprocess
import sys
from importlib.metadata import version

import pytest

import holdfire

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAMES = [name for name in holdfire.__all__ if name != "__version__"]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_the_api_is_there_and_documented(name: str) -> None:
    assert getattr(holdfire, name).__doc__
    assert f"`{name}`" in (ROOT / "docs" / "api.md").read_text()


def test_type_checkers_are_told_the_same_names() -> None:
    stub = (ROOT / "src" / "holdfire" / "__init__.pyi").read_text()
    (told,) = re.findall(r"^__all__ = (\[.*?\])$", stub, re.MULTILINE | re.DOTALL)
    assert ast.literal_eval(told) == holdfire.__all__


def test_no_name_of_the_api_is_that_of_a_package() -> None:
    packages = {path.stem for path in (ROOT / "src" / "holdfire").iterdir()}
    assert not packages & set(NAMES)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = holdfire.nonsense


def test_the_version_is_that_of_the_distribution() -> None:
    assert holdfire.__version__ == version("holdfire")


def test_the_examples_of_the_manual_run(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "api.md").read_text()
    examples = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text("The Reds made a deal with the Blues near Aba, says Ann.\n")
    (tmp_path / "events.csv").write_text(EVENTS)
    told: dict[str, object] = {}  # one reader types them all, from the first to the last
    for example in examples:
        exec(compile(example, "docs/api.md", "exec"), told)  # noqa: S102  the manual's own code
    written = ("dossier.html", "answer.svg", "effect.svg")
    assert all((tmp_path / name).stat().st_size > 1_000 for name in written)


def test_importing_the_package_loads_none_of_its_libraries() -> None:
    script = (
        "import sys, holdfire; print(*(m for m in sys.modules if m.split('.')[0] in ('numpy', 'duckdb')))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""


HEADER = "id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,best,high,low,adm_1\n"
PAIRS = [("Reds", "Greens"), ("Blues", "Greens"), ("Reds", "Blues")] * 40
EVENTS = HEADER + "".join(
    f"{n},2,{one},{other},{10 + n % 7 / 10},20,X,2031-{1 + n % 6:02d}-{1 + n % 28:02d},1,1,1,North province\n"
    for n, (one, other) in enumerate(PAIRS)
)
