"""Published shares, typed or in a file: what is taken, what is refused and where."""

from datetime import date
from pathlib import Path

import pytest

from holdfire.errors import HoldfireError, InputError, TableError, UsageError
from holdfire.inquiry.published_shares import read_published, stated_shares
from holdfire.model.share import StatedShare


def test_shares_are_read_as_people_type_them() -> None:
    assert stated_shares("gov=13%, non-state = 64 per cent of 1,923") == (
        StatedShare(of="gov", share=0.13, n=1_923),
        StatedShare(of="non-state", share=0.64, n=1_923),
    )
    assert stated_shares("Front of the North=0.5")[0] == StatedShare(of="Front of the North", share=0.5)


@pytest.mark.parametrize("text", ["gov", "gov=13", "gov=130%", "gov=13%,", "=13%", "gov=-3%", "a=1%=2%"])
def test_what_is_no_share_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match=r"13%|more than all"):
        stated_shares(text)


def test_a_file_gives_days_area_and_source(tmp_path: Path) -> None:
    file = tmp_path / "p.csv"
    file.write_text(
        "\ufeffOf,Share,N,From,Until,Area,Source\nis,6%,982,2014-01-01,2014-11-22,X,IHS\n", "utf-8"
    )
    assert read_published(file) == (
        StatedShare(
            of="is",
            share=0.06,
            n=982,
            since=date(2014, 1, 1),
            until=date(2014, 11, 22),
            area="X",
            source="IHS",
        ),
    )


def test_every_bad_cell_is_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "p.csv"
    file.write_text("of,share,n,from\n,13%,0,\ngov,200%,5,yesterday\n", encoding="utf-8")
    with pytest.raises(TableError) as caught:
        read_published(file)
    assert [(p.row, p.column) for p in caught.value.problems] == [
        (2, "of"),
        (2, "n"),
        (3, "share"),
        (3, "from"),
    ]
    assert "2014-11-22" in caught.value.problems[-1].message


@pytest.mark.parametrize("content", [b"", b"of\ngov\n", b"of,share,colour\n", b"\xff\xfe\x00", b"of,share\n"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "p.csv"
    file.write_bytes(content)
    with pytest.raises(TableError):
        read_published(file)


def test_a_file_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_published(tmp_path / "none.csv")
    assert isinstance(caught.value, HoldfireError)
