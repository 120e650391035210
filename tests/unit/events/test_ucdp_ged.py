import pytest

from holdfire.errors import TableError
from holdfire.events import FORMATS, format_for
from holdfire.events.ucdp_ged import FORMAT

CUT = ["id", "year", "type_of_violence", "conflict_name", "side_a", "side_b", "latitude", "longitude"]
CUT += ["country", "date_start", "best", "high", "low"]


def test_the_cut_of_thirteen_columns_is_recognised() -> None:
    assert format_for(CUT) is FORMAT


@pytest.mark.parametrize("best", ["best", "best_est", "best_death"])
def test_every_name_of_the_best_estimate_is_recognised(best: str) -> None:
    assert format_for([best if name == "best" else name for name in CUT]) is FORMAT


def test_a_format_is_chosen_by_its_name() -> None:
    assert format_for((), "ucdp") is FORMAT


def test_an_unknown_format_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(TableError, match="'ucpd'; known are ucdp"):
        format_for((), "ucpd")


def test_columns_that_fit_nothing_are_an_error_that_says_what_is_missing() -> None:
    with pytest.raises(TableError, match="ucdp lacks date_start"):
        format_for([name for name in CUT if name != "date_start"])


def test_two_fits_are_an_error_and_never_the_first_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfire.events.FORMATS", (*FORMATS, *FORMATS))
    with pytest.raises(TableError, match="several table formats fit"):
        format_for(CUT)
