import io
import stat
import zipfile

import pytest

from holdfire.documents import CONTAINERS, Member
from holdfire.errors import DocumentError

ZIP = CONTAINERS[1]


def packed(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def members(data: bytes) -> list[Member]:
    return list(ZIP.members(data, "a.zip"))


def test_an_archive_gives_its_files_by_path() -> None:
    found = members(packed(**{"b__two.txt": b"Two.", "a.txt": b"One."}))
    assert [(m.path, m.data) for m in found] == [("a.txt", b"One."), ("b/two.txt", b"Two.")]


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:evil.txt", "a\\evil.txt"]
)
def test_a_path_that_leads_out_is_not_read(name: str) -> None:
    (found,) = members(packed(**{name: b"x"}))
    assert found.refused is not None
    assert found.data == b""


def test_links_and_archives_inside_are_named_with_the_reason() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("inner.zip", b"PK")
    reasons = {m.path: m.refused or "" for m in members(buffer.getvalue())}
    assert "is a link" in reasons["link.txt"]
    assert "inside an archive" in reasons["inner.zip"]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(DocumentError, match="times its size"):
        members(packed(**{"bomb.txt": b"0" * 50_000_000}))


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfire.documents.containers.MOST_MEMBERS", 2)
    with pytest.raises(DocumentError, match="more than 2 files"):
        members(packed(a=b"", b=b"", c=b""))


def test_a_damaged_archive_is_refused() -> None:
    data = bytearray(packed(a=b"The League left." * 100))
    data[40:60] = b"\xff" * 20
    for broken in (bytes(data), data[:50], b"no zip"):
        with pytest.raises(DocumentError, match=r"a\.zip"):
            members(bytes(broken))
