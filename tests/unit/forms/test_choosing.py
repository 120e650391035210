"""Forms of other packages: found as an installer lays them out, signed, and refused with their name."""

import pathlib
import sys
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from holdfire.errors import QuestionError
from holdfire.forms import FORMS, form, names
from holdfire.forms.samples import Fronts

THEIRS = """
from dataclasses import dataclass, replace
from holdfire.forms.silent_front import FORM as OURS

@dataclass(frozen=True)
class Params:
    family: int = 1

@dataclass(frozen=True)
class Rows:
    events: int

def run(sample, params, rng):
    raise ZeroDivisionError("their slip")

FORM = replace(OURS, name="loud-front", number=100)
LOW = replace(OURS, name="low", number=1)
MISNAMED = replace(OURS, name="other", number=101)
SLIPS = replace(OURS, name="slips", number=102, run=run, look=None)
CHOICELESS = replace(OURS, name="choiceless", number=103, params=dict)
BUILD = lambda war: Rows(events=len(war.events))
OWN = replace(OURS, name="own", number=104, needs=Rows, params=Params, build=BUILD)
NOTHING = 3
"""
ENTRIES = (
    "loud-front = theirs:FORM",
    "low = theirs:LOW",
    "misnamed = theirs:MISNAMED",
    "slips = theirs:SLIPS",
)
MORE = (
    "choiceless = theirs:CHOICELESS",
    "nothing = theirs:NOTHING",
    "gone = theirs:GONE",
    "own = theirs:OWN",
)


@pytest.fixture
def install(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    monkeypatch.syspath_prepend(str(tmp_path))

    def add(name: str, *entries: str) -> None:
        info = tmp_path / f"{name}-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n")
        (info / "entry_points.txt").write_text("[holdfire.forms]\n" + "\n".join(entries) + "\n")
        (tmp_path / "theirs.py").write_text(THEIRS)

    yield add
    sys.modules.pop("theirs", None)


def test_a_form_of_another_package_is_found_listed_and_signed(install: Callable[..., None]) -> None:
    install("pkg", *ENTRIES)
    assert "theirs" not in sys.modules
    assert names() == (*(one.name for one in FORMS), "loud-front", "low", "misnamed", "slips")
    assert "theirs" not in sys.modules  # listing loads nothing
    assert form("loud-front").package == "pkg 1.2"
    assert all(one.package == "" for one in FORMS)


def test_a_form_of_another_package_runs_as_ours_do(
    install: Callable[..., None], make_fronts: Callable[..., Fronts]
) -> None:
    install("pkg", *ENTRIES)
    theirs, ours = form("loud-front"), form("silent-front")
    sample = make_fronts(restraint=0.3)
    one, other = (f.looked(sample, f.params(), np.random.default_rng(1)) for f in (theirs, ours))
    assert one == other
    assert theirs.power(sample, theirs.params()) == ours.power(sample, ours.params())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("low", "number 1; those below 100 are ours"),
        ("misnamed", "calls itself 'other'"),
        ("choiceless", "no dataclass with a field `family`"),
        ("nothing", "is no holdfire.forms.spec.Form but a int"),
        ("gone", "can't be loaded: AttributeError"),
        ("quiet-front", "there is no form 'quiet-front'; choose from: silent-front.*loud-front"),
    ],
)
def test_a_form_that_breaks_a_promise_is_refused_with_its_package(
    install: Callable[..., None], name: str, said: str
) -> None:
    install("pkg", *ENTRIES, *MORE)
    with pytest.raises(QuestionError, match=said):
        form(name)


def test_two_packages_with_one_form_are_named(install: Callable[..., None]) -> None:
    install("one", *ENTRIES)
    install("two", *ENTRIES)
    with pytest.raises(QuestionError, match=r"two packages bring a form 'loud-front': one 1\.2 and two 1\.2"):
        form("loud-front")


def test_what_a_form_of_another_package_raises_is_told_with_its_name(
    install: Callable[..., None], make_fronts: Callable[..., Fronts]
) -> None:
    install("pkg", *ENTRIES)
    slips = form("slips")
    with pytest.raises(QuestionError, match=r"'slips' of pkg 1\.2 failed: ZeroDivisionError: their slip"):
        slips.run(make_fronts(), slips.params(), np.random.default_rng(1))


def test_a_form_of_another_package_may_bring_a_sample_of_its_own(install: Callable[..., None]) -> None:
    from holdfire.inquiry.builders import sample_for

    class Seen:
        events = (1, 2, 3)

    install("pkg", *MORE)
    sample = sample_for(form("own"), Seen())
    assert sample.events == 3
