"""Documents into a case: bytes kept as they came, the text layer beside them, one folder for each."""

import hashlib
import pathlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from holdfire.case.act import Act
from holdfire.case.contents import documents
from holdfire.case.folder import Case
from holdfire.documents import read_document, reader_for
from holdfire.dossier.words import counted
from holdfire.errors import DocumentError, Problem
from holdfire.intake.gathering import Found, gather
from holdfire.model.document import Document, Reading
from holdfire.records.values import encode, line


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the user knows of a document; it wins over what the file says of itself."""

    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """What became of the files: added, there already, left out as no document, skipped as bad."""

    added: tuple[Document, ...]
    already_there: tuple[Document, ...]
    left_out: tuple[str, ...]
    skipped: tuple[Problem, ...] = ()

    def sentences(self) -> tuple[str, ...]:
        """Say it in lines for a reader."""
        said = [f"added {d.filename} as {d.folder[:12]}{_copy_mark(d)}" for d in self.added]
        said += [f"{d.filename}: {remark}" for d in self.added for remark in d.remarks]
        said += [
            f"{d.filename} is there already, as {d.folder[:12]}{_copy_mark(d)}" for d in self.already_there
        ]
        said += [
            f"{d.filename} has the bytes of {d.folder[:12]} under another name or outlet; both are kept "
            "and read for claims"
            for d in self.added
            if _copy_mark(d)
        ]
        if self.left_out:
            what = counted(len(self.left_out), "file that is no document", "files that are no documents")
            said.append(f"left out {what}: {', '.join(self.left_out)}")
        said += [f"skipped {problem}" for problem in self.skipped]
        return tuple(said)


@dataclass(frozen=True, slots=True)
class _File:
    found: Found
    reading: Reading
    sha256: str


@dataclass(slots=True)
class _Plan:
    """What one call will do, worked out file by file before anything is written."""

    known: list[Document]
    added: list[tuple[Document, _File]] = field(default_factory=list[tuple[Document, _File]])
    already_there: list[Document] = field(default_factory=list[Document])


def add_documents(
    case: Case, paths: Sequence[pathlib.Path], about: About, act: Act, *, skip_bad: bool = False
) -> AddReport:
    """Put files, folders, archives and mailboxes into a case as documents; all of them or none.

    The same bytes under the same file name from the same outlet are one document. Under another name or from
    another outlet they are a further one, `<sha256>~2`: a verbatim copy is evidence of copying.

    Raises
    ------
    DocumentError
        With every file that can't be read, and why; nothing was changed. With skip_bad these are left out and
        listed in the report; then only where no file could be read.
    BusyError
        Where another process adds the same document at the same time.
    """
    gathered = gather(paths)
    files, bad = _read_all(gathered.found)
    bad = [*gathered.problems, *bad]
    several = about.title is not None and len(files) > 1
    wrong = (
        [Problem(file="--title", message=f"one title can't name {len(files)} documents")] if several else []
    )
    if wrong or (bad and not (skip_bad and files)):
        problems = [*bad, *wrong]
        listed = "\n".join(f"  {problem}" for problem in problems)
        raise DocumentError(f"{counted(len(problems), 'problem')}; nothing was added\n{listed}")
    plan = _Plan(known=list(documents(case)))
    for file in files:
        _place(plan, file, about)
    if plan.added:
        write = {name: data for meta, file in plan.added for name, data in _files_of(meta, file).items()}
        fresh = {f"documents/{meta.folder}/meta.json": None for meta, _ in plan.added}
        case.commit(act, "add", write=write, expects=fresh, detail={"documents": len(plan.added)})
    return AddReport(
        added=tuple(meta for meta, _ in plan.added),
        already_there=tuple(plan.already_there),
        left_out=gathered.left_out,
        skipped=tuple(bad),
    )


def _read_all(found: Sequence[Found]) -> tuple[list[_File], list[Problem]]:
    """Read every file; gather what can't be read instead of stopping at the first."""
    files: list[_File] = []
    problems: list[Problem] = []
    for one in found:
        try:
            files.append(_read(one))
        except DocumentError as error:
            problems.append(Problem(file=one.shown, message=str(error).removeprefix(f"{one.name}: ")))
    return files, problems


def _read(found: Found) -> _File:
    if not found.data:
        raise DocumentError("is empty; give the file with its text")
    reading = read_document(found.data, found.name)
    if not reading.text.strip():
        raise DocumentError("holds no text; give a file that has some")
    try:
        (found.name + (found.path_inside or "") + reading.text).encode()
    except UnicodeEncodeError as error:
        raise DocumentError("has characters that are none in its name or its text; mend them") from error
    return _File(found=found, reading=reading, sha256=hashlib.sha256(found.data).hexdigest())


def _place(plan: _Plan, file: _File, about: About) -> None:
    """Find a file's document among the known ones, or plan a folder for it."""
    same_bytes = [d for d in plan.known if d.sha256 == file.sha256]
    for known in same_bytes:
        if known.outlet == about.outlet and known.filename == file.found.name:
            plan.already_there.append(known)
            return
    folder = file.sha256 if not same_bytes else f"{file.sha256}~{len(same_bytes) + 1}"
    meta = _meta(folder, file, about)
    plan.known.append(meta)
    plan.added.append((meta, file))


def _meta(folder: str, file: _File, about: About) -> Document:
    reading = file.reading
    return Document(
        folder=folder,
        filename=file.found.name,
        sha256=file.sha256,
        text_sha256=hashlib.sha256(reading.text.encode()).hexdigest(),
        media_type=reading.media_type,
        title=about.title or reading.title,
        author=reading.author,
        published=about.published or reading.published,
        url=about.url,
        outlet=about.outlet,
        language=reading.language,
        reader=reader_for(file.found.name).name,
        part_of=file.found.part_of,
        path_inside=file.found.path_inside,
        remarks=reading.remarks,
    )


def _files_of(meta: Document, file: _File) -> dict[str, bytes]:
    folder = f"documents/{meta.folder}"
    return {
        f"{folder}/original{file.found.suffix}": file.found.data,
        f"{folder}/text.txt": file.reading.text.encode(),
        f"{folder}/layout.json": line(file.reading.layout) + b"\n",
        f"{folder}/meta.json": encode(meta),
    }


def _copy_mark(document: Document) -> str:
    """Give the ~2 of a further document of the same bytes."""
    _, mark, number = document.folder.partition("~")
    return mark + number
