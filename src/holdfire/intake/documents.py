"""Documents into a case: bytes kept as they came, the text layer beside them, one folder for each."""

import hashlib
import pathlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from holdfire.case.act import Act
from holdfire.case.contents import documents
from holdfire.case.folder import Case
from holdfire.documents import READERS, read_document
from holdfire.errors import DocumentError, Problem
from holdfire.model.document import Document, Reading
from holdfire.records.values import encode, line

SUFFIXES = frozenset(suffix for reader in READERS for suffix in reader.suffixes)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the user knows of a document; it wins over what the file says of itself."""

    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """What became of the files: added as documents, there already, or left out of a folder as no document."""

    added: tuple[Document, ...]
    already_there: tuple[Document, ...]
    left_out: tuple[str, ...]

    def sentences(self) -> tuple[str, ...]:
        """Say it in lines for a reader."""
        said = [f"added {d.filename} as {d.folder[:12]}{_copy_mark(d)}" for d in self.added]
        said += [
            f"{d.filename} is there already, as {d.folder[:12]}{_copy_mark(d)}" for d in self.already_there
        ]
        if self.left_out:
            said.append(
                f"left out {len(self.left_out)} files that are no documents: {', '.join(self.left_out)}"
            )
        return tuple(said)


@dataclass(frozen=True, slots=True)
class _File:
    path: pathlib.Path
    data: bytes
    reading: Reading
    sha256: str


@dataclass(slots=True)
class _Plan:
    """What one call will do, worked out file by file before anything is written."""

    known: list[Document]
    added: list[tuple[Document, _File]] = field(default_factory=list[tuple[Document, _File]])
    already_there: list[Document] = field(default_factory=list[Document])


def add_documents(case: Case, paths: Sequence[pathlib.Path], about: About, act: Act) -> AddReport:
    """Put files, or folders of files, into a case as documents; all of them or none.

    The same bytes under the same file name from the same outlet are one document. Under another name or from
    another outlet they are a further one, `<sha256>~2`: a verbatim copy is evidence of copying.

    Raises
    ------
    DocumentError
        With every file that can't be read, and why; nothing was changed.
    BusyError
        Where another process adds the same document at the same time.
    """
    files, left_out, problems = _read_all(paths)
    if about.title is not None and len(files) > 1:
        problems.append(Problem(file="--title", message=f"one title can't name {len(files)} documents"))
    if problems:
        listed = "\n".join(f"  {problem}" for problem in problems)
        raise DocumentError(f"{len(problems)} problem(s); nothing was added\n{listed}")
    plan = _Plan(known=list(documents(case)))
    for file in files:
        _place(plan, file, about)
    if plan.added:
        write = {name: data for meta, file in plan.added for name, data in _files_of(meta, file).items()}
        fresh = {f"documents/{meta.folder}/meta.json": None for meta, _ in plan.added}
        case.commit(act, "add", write=write, expects=fresh, detail={"documents": len(plan.added)})
    added = tuple(meta for meta, _ in plan.added)
    return AddReport(added=added, already_there=tuple(plan.already_there), left_out=tuple(left_out))


def _read_all(paths: Sequence[pathlib.Path]) -> tuple[list[_File], list[str], list[Problem]]:
    """Read every file; gather what can't be read instead of stopping at the first."""
    files: list[_File] = []
    left_out: list[str] = []
    problems: list[Problem] = []
    for path in paths:
        wanted = [path]
        if path.is_dir():
            inside = tuple(_inside(path))
            wanted = [p for p in inside if p.suffix.lower() in SUFFIXES]
            left_out += [str(p.relative_to(path)) for p in inside if p.suffix.lower() not in SUFFIXES]
        if not wanted:
            known = ", ".join(sorted(SUFFIXES))
            problems.append(Problem(file=str(path), message=f"holds no document; known endings are {known}"))
        for file in wanted:
            try:
                files.append(_read(file))
            except DocumentError as error:
                problems.append(Problem(file=str(file), message=str(error)))
    return files, left_out, problems


def _inside(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    """List the files of a folder and its folders by name; hidden ones are no one's documents."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _read(path: pathlib.Path) -> _File:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"can't be read: {error.strerror}") from error
    if not data:
        raise DocumentError("is empty; give the file with its text")
    reading = read_document(data, path.name)
    if not reading.text.strip():
        raise DocumentError("holds no text; give a file that has some")
    try:
        (path.name + reading.text).encode()
    except UnicodeEncodeError as error:
        raise DocumentError("has characters that are none in its name or its text; mend them") from error
    return _File(path=path, data=data, reading=reading, sha256=hashlib.sha256(data).hexdigest())


def _place(plan: _Plan, file: _File, about: About) -> None:
    """Find a file's document among the known ones, or plan a folder for it."""
    same_bytes = [d for d in plan.known if d.sha256 == file.sha256]
    for known in same_bytes:
        if known.outlet == about.outlet and known.filename == file.path.name:
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
        filename=file.path.name,
        sha256=file.sha256,
        text_sha256=hashlib.sha256(reading.text.encode()).hexdigest(),
        media_type=reading.media_type,
        title=about.title or reading.title,
        author=reading.author,
        published=about.published or reading.published,
        url=about.url,
        outlet=about.outlet,
        language=reading.language,
    )


def _files_of(meta: Document, file: _File) -> dict[str, bytes]:
    folder = f"documents/{meta.folder}"
    return {
        f"{folder}/original{file.path.suffix.lower()}": file.data,
        f"{folder}/text.txt": file.reading.text.encode(),
        f"{folder}/layout.json": line(file.reading.layout) + b"\n",
        f"{folder}/meta.json": encode(meta),
    }


def _copy_mark(document: Document) -> str:
    """Give the ~2 of a further document of the same bytes."""
    _, mark, number = document.folder.partition("~")
    return mark + number
