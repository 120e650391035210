"""What the command line prints can't steer the terminal that shows it."""

import pytest

from holdfire.cli.application import day, harmless, print_table, tell
from holdfire.errors import InputError


def test_control_characters_are_shown_and_not_sent(capsys: pytest.CaptureFixture[str]) -> None:
    tell("a\x1b[2Jb")
    print_table(("name",), [("c\x9bd",)])
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "\x9b" not in told
    assert "a\N{REPLACEMENT CHARACTER}[2Jb" in told


def test_lines_tabs_and_other_scripts_stay_as_they_are() -> None:
    assert harmless("دير الزور\tÄ\n") == "دير الزور\tÄ\n"


def test_a_day_that_no_calendar_has_is_a_bad_value_and_no_wrong_usage() -> None:
    assert day(None, "--from") is None
    with pytest.raises(InputError, match="--from takes a date"):
        day("2031-13-01", "--from")
