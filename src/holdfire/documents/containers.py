"""Files that hold several documents: mailboxes and zip archives; each gives its members in their order.

Nothing is unpacked onto the disk, so no member can write anywhere; what an archive may cost is limited.
"""

import io
import pathlib
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from holdfire.documents.decoding import LARGEST_FILE
from holdfire.errors import DocumentError

MOST_MEMBERS = 10_000
LARGEST_TOTAL = 512 * 1024 * 1024  # bytes of all members
LARGEST_RATIO = 200  # bytes out for one byte in; text packs to about 10
_RATIO_FROM = 1024 * 1024  # bytes; smaller members may pack as they like
_ARCHIVES = frozenset((".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".zst"))
_FROM_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{1,500}\n")
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file inside a container: its path there, and its bytes or the reason why it is not read."""

    path: str
    data: bytes = b""
    refused: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A format of containers: its suffixes (lower case) and how its members are listed."""

    name: str
    suffixes: tuple[str, ...]
    members: Callable[[bytes, str], Iterator[Member]]


def mailbox(data: bytes, filename: str) -> Iterator[Member]:
    """List the mails of an mbox file, "0001.eml" being the first.

    Raises
    ------
    DocumentError
        Where the file has no line that begins a mail, or too many.
    """
    starts = list(_FROM_LINE.finditer(data))
    if not starts or starts[0].start() != 0:
        raise DocumentError(f"{filename}: this is no mailbox (it does not begin with a line “From …”)")
    if len(starts) > MOST_MEMBERS:
        raise DocumentError(f"{filename}: more than {MOST_MEMBERS:,} mails; split the mailbox")
    ends = [*(found.start() for found in starts[1:]), len(data)]
    for number, (found, end) in enumerate(zip(starts, ends, strict=True), start=1):
        mail = data[found.end() : end].replace(b"\n>From ", b"\nFrom ")
        yield Member(path=f"{number:04}.eml", data=mail)


def archive(data: bytes, filename: str) -> Iterator[Member]:
    """List the files of a zip archive by path; what can't or must not be read comes with the reason.

    Raises
    ------
    DocumentError
        Where the file is no zip archive, is damaged, or would cost too much; nothing of it is used then.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos = [info for info in opened.infolist() if not info.is_dir()]
            check_sizes(infos, filename)
            for info in sorted(infos, key=lambda i: i.filename):
                yield _member(opened, info)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise DocumentError(f"{filename}: the archive can't be read: {error}") from error


def check_sizes(infos: list[zipfile.ZipInfo], filename: str) -> None:
    """Refuse an archive whose members are too many or too large for what it is; raises DocumentError."""
    if len(infos) > MOST_MEMBERS:
        raise DocumentError(f"{filename}: more than {MOST_MEMBERS:,} files; split the archive")
    if sum(info.file_size for info in infos) > LARGEST_TOTAL:
        limit = LARGEST_TOTAL // 2**20
        raise DocumentError(f"{filename}: unpacks to more than {limit} MB; split the archive")
    for info in infos:
        if info.file_size > max(_RATIO_FROM, LARGEST_RATIO * info.compress_size):
            raise DocumentError(
                f"{filename}: {info.filename!r} unpacks to more than {LARGEST_RATIO} times its size, as no "
                "document does; unpack it yourself and add the files"
            )


def _member(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    refused = _refusal(info)
    if refused is not None:
        return Member(path=info.filename, refused=refused)
    with opened.open(info) as file:
        data = file.read(info.file_size + 1)  # a size that lies gives a wrong checksum, which raises
    return Member(path=info.filename, data=data)


def _refusal(info: zipfile.ZipInfo) -> str | None:
    """Say why a member is not read; None where it may be."""
    path = pathlib.PurePosixPath(info.filename)
    leads_out = path.is_absolute() or ".." in path.parts or "\\" in info.filename or ":" in info.filename
    reasons = (
        (leads_out, "its path leads out of the archive; rename it"),
        (stat.S_ISLNK(info.external_attr >> 16), "is a link, not a file; pack the file itself"),
        (info.flag_bits & _ENCRYPTED, "is encrypted; unpack the archive with its password and add the files"),
        (path.suffix.lower() in _ARCHIVES, "is an archive inside an archive; unpack it and add its files"),
        (info.file_size > LARGEST_FILE, f"is larger than a document may be ({LARGEST_FILE // 2**20} MB)"),
    )
    return next((reason for applies, reason in reasons if applies), None)


CONTAINERS: tuple[Container, ...] = (
    Container(name="mbox", suffixes=(".mbox",), members=mailbox),
    Container(name="zip", suffixes=(".zip",), members=archive),
)
