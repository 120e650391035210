"""Settings that somebody edited by hand come into the log, or not at all."""

import pathlib

import pytest

from holdfire.case.act import Act
from holdfire.case.checking import check_files
from holdfire.case.folder import SETTINGS
from holdfire.errors import InputError
from holdfire.intake.opening import new_case
from holdfire.intake.settings import import_settings
from holdfire.records.coders import CoderSettings, ModelSettings
from holdfire.records.settings import Settings, read_settings, write_settings

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")
EDITED = 'title = "x"  # mine\n[coders.model]\nurl = "http://localhost:1/v1"\nmodel = "m"\n'


def test_the_case_s_own_file_edited_by_hand_is_logged_with_its_comments(tmp_path: pathlib.Path):
    case = new_case(tmp_path / "case", title="x", actors=None, act=ACT)
    (case.path / SETTINGS).write_text(EDITED)
    assert check_files(case) != ()
    told = import_settings(case, case.path / SETTINGS, ACT).sentences()
    assert told == (
        "settings of “x”; coders: the built-in ones; the model coder may ask m where --coder model says so",
    )
    assert check_files(case) == ()
    assert case.read(SETTINGS).decode() == EDITED


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"title = 3", "Expected `str`"),
        (b"title", "no TOML"),
        (b"\xff", "no UTF-8"),
        (b"", "missing required"),
    ],
)
def test_settings_that_can_t_be_read_change_nothing(tmp_path: pathlib.Path, data: bytes, why: str):
    case = new_case(tmp_path / "case", title="x", actors=None, act=ACT)
    (tmp_path / "other.toml").write_bytes(data)
    before = case.logged()
    with pytest.raises(InputError, match=why):
        import_settings(case, tmp_path / "other.toml", ACT)
    with pytest.raises(InputError, match="can't be read"):
        import_settings(case, tmp_path / "missing.toml", ACT)
    assert case.logged() == before


def test_what_is_written_of_coders_is_read_again():
    model = ModelSettings(url="https://example.org/v1", model="m", key_env="KEY", price_in=0.5)
    written = Settings(title="x", coders=CoderSettings(use=("rules", "mine"), model=model))
    assert read_settings(write_settings(written), source=SETTINGS) == written
