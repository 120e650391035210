"""Finished parts on disk: found again where they fit, ignored where they are torn, changed or of others."""

from pathlib import Path

import pytest

from holdfire.jobs.shards import Shards


def shards(folder: Path, inputs: str = "a" * 64) -> Shards[int]:
    return Shards(folder, inputs, write=lambda number: str(number).encode(), read=int)


def test_what_was_kept_is_found_by_the_next_run(tmp_path: Path) -> None:
    shards(tmp_path).keep(3, 30)
    assert shards(tmp_path).finished(range(5)) == {3: 30}


def test_parts_of_other_inputs_are_not_taken(tmp_path: Path) -> None:
    one = shards(tmp_path, "a" * 16 + "b" * 48)
    one.keep(1, 10)
    assert shards(tmp_path, "c" * 64).finished([1]) == {}
    assert shards(tmp_path, "a" * 16 + "d" * 48).finished([1]) == {}, (
        "the folder's name is not the whole hash"
    )


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[:20],
        lambda _: b"",
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data.replace(b'"part": 1', b'"part": 2'),
    ],
)
def test_a_part_that_was_changed_is_as_good_as_none(tmp_path: Path, damage: object) -> None:
    kept = shards(tmp_path)
    kept.keep(1, 10)
    (path,) = tmp_path.rglob("*.shard")
    path.write_bytes(damage(path.read_bytes()))
    assert kept.finished([1, 2]) == {}
    kept.keep(1, 11)
    assert kept.finished([1]) == {1: 11}


def test_a_part_under_another_number_is_not_taken(tmp_path: Path) -> None:
    kept = shards(tmp_path)
    kept.keep(1, 10)
    (path,) = tmp_path.rglob("*.shard")
    path.rename(path.with_name("000002.shard"))
    assert kept.finished([1, 2]) == {}


def test_a_disk_that_refuses_costs_nothing_but_the_part(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = shards(tmp_path / "file")
    kept.keep(1, 10)
    assert kept.finished([1]) == {}
