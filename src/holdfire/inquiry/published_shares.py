"""Shares that others have published, as a user types them or keeps them in a CSV file."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from holdfire.errors import InputError, Problem, TableError, UsageError
from holdfire.model.share import StatedShare

COLUMNS = ("of", "share", "n", "from", "until", "area", "source")
_STATED = re.compile(r"\s*(?P<of>[^=]+?)\s*=\s*(?P<share>[^=]+?)\s*")
_OF = re.compile(r"(?P<shares>.*?)(?:\s+of\s+(?P<n>[\d,. ]*\d))?\s*", re.DOTALL)
_PER_CENT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|per ?cent)")
_FRACTION = re.compile(r"0?\.\d+|[01](?:\.0+)?")


def stated_shares(text: str) -> tuple[StatedShare, ...]:
    """Read shares as typed: "gov=13%, non-state=64% of 923"; the number after "of" holds for all of them."""
    parted = _OF.fullmatch(text)
    number = parted and parted["n"]
    found: list[StatedShare] = []
    for part in (parted["shares"] if parted else text).split(","):
        stated = _STATED.fullmatch(part)
        if stated is None:
            raise UsageError(f"--stated takes shares such as gov=13%,other=64% of 923, not {part.strip()!r}")
        try:
            found.append(
                StatedShare(
                    of=stated["of"], share=_share(stated["share"]), n=_number(number) if number else None
                )
            )
        except ValueError as error:
            raise UsageError(f"--stated {stated['of']}: {error}") from None
    return tuple(found)


def read_published(path: Path) -> tuple[StatedShare, ...]:
    """Read published shares from a CSV file with the columns of, share and what is known of COLUMNS.

    Raises TableError with every bad cell, InputError where there is no such file or it is no text.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise TableError(f"{path.name} is not UTF-8 text; save it as CSV in UTF-8") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = [name.strip().lower() for name in reader.fieldnames or ()]
    reader.fieldnames = columns
    wrong = [f"no column is called {name}" for name in ("of", "share") if name not in columns]
    wrong += [f"the column {name or '(empty)'} is not known" for name in columns if name not in COLUMNS]
    if wrong:
        raise TableError(f"{path.name}: {'; '.join(wrong)}; it takes {', '.join(COLUMNS)}")
    found: list[StatedShare] = []
    problems: list[Problem] = []
    for row in reader:
        cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
        faults = list(_faults(cells))
        problems += [
            Problem(file=path.name, row=reader.line_num, column=column, value=cells[column], message=why)
            for column, why in faults
        ]
        if not faults:
            found.append(_stated(cells))
    if problems or not found:
        raise TableError(f"{path.name} holds no published shares that can be used", problems)
    return tuple(found)


def _faults(cells: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    readers = {"share": _share, "n": _number, "from": date.fromisoformat, "until": date.fromisoformat}
    if not cells["of"]:
        yield "of", "says nobody"
    for column, read in readers.items():
        if not cells[column] and column != "share":
            continue
        try:
            read(cells[column])
        except ValueError as error:
            yield column, "is no date such as 2014-11-22" if read == date.fromisoformat else str(error)


def _stated(cells: Mapping[str, str]) -> StatedShare:
    return StatedShare(
        of=cells["of"],
        share=_share(cells["share"]),
        n=_number(cells["n"]) if cells["n"] else None,
        since=date.fromisoformat(cells["from"]) if cells["from"] else None,
        until=date.fromisoformat(cells["until"]) if cells["until"] else None,
        area=cells["area"] or None,
        source=cells["source"],
    )


def _share(text: str) -> float:
    """Read a share with its sign of per cent, or a fraction of one; a bare 13 is refused."""
    if percent := _PER_CENT.fullmatch(text):
        share = float(percent[1]) / 100
    elif _FRACTION.fullmatch(text):
        share = float(text)
    else:
        raise ValueError(f"{text!r} is no share; write 13% or 0.13")
    if share > 1:
        raise ValueError(f"{text!r} is more than all")
    return share


def _number(text: str) -> int:
    plain = re.sub(r"[,. ](?=\d{3}\b)", "", text)
    if not plain.isdigit() or int(plain) < 1:
        raise ValueError(f"{text!r} is no number of acts")
    return int(plain)
