"""A case: a folder of plain files that changes only through its log."""

import fnmatch
import pathlib
import shutil
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType

import filelock

from holdfire.case.act import Act
from holdfire.case.disk import append_synced, inside, sha256_of, sync_folders, write_synced
from holdfire.case.log import NAME as LOG
from holdfire.case.log import Entry, Replayed, Touched, read_entry, seal, touched
from holdfire.case.recovery import LOCK, STAGING, is_unsettled, last_entry, put_in_place, settle
from holdfire.errors import BusyError, CaseError

SETTINGS = "holdfire.toml"
OWN = frozenset((LOG, STAGING, ".cache", ".git"))
"""First parts of names that no act may write: they are the case's own."""

LOCK_SECONDS = 10.0
NOTHING: Mapping[str, object] = MappingProxyType({})

Content = bytes | pathlib.Path


class Case:
    """The files of one inquiry; reading takes no lock, writing is `commit` and nothing else.

    One value may be kept for long and shared by threads: `logged` follows the log as it grows.
    """

    __slots__ = ("_lock_seconds", "_rehearses", "_replayed", "path")

    def __init__(
        self, path: pathlib.Path, *, lock_seconds: float = LOCK_SECONDS, rehearses: bool = False
    ) -> None:
        self.path = path
        self._lock_seconds = lock_seconds
        self._rehearses = rehearses
        self._replayed = Replayed()

    @classmethod
    def open(cls, path: pathlib.Path, *, lock_seconds: float = LOCK_SECONDS) -> "Case":
        """Open a case, and finish first what a killed process left in the middle.

        Raises
        ------
        CaseError
            Where the folder is no case.
        BusyError
            Where another process is committing and does not end in time.
        """
        if not _is_case(path):
            raise CaseError(f"{path} is no case: it has no {SETTINGS}; make one with `holdfire new {path}`")
        case = cls(path.absolute(), lock_seconds=lock_seconds)
        if is_unsettled(case.path):
            with case._locked():
                pass  # who takes the lock finishes what was left
        return case

    @classmethod
    def find(cls, start: pathlib.Path) -> "Case":
        """Open the nearest case at or above a folder, as git does; raise CaseError where there is none."""
        here = start.absolute()
        for folder in (here, *here.parents):
            if _is_case(folder):
                return cls.open(folder)
        raise CaseError(
            f"there is no case at {start} or above it; name one with -C, or make one with `holdfire new`"
        )

    @classmethod
    def create(cls, path: pathlib.Path, files: Mapping[str, bytes], act: Act) -> "Case":
        """Make a case with its first files, `holdfire.toml` among them, in a folder that is new or empty."""
        if _is_case(path):
            raise CaseError(f"{path} is a case already")
        if path.exists() and (not path.is_dir() or any(p.name != STAGING for p in path.iterdir())):
            raise CaseError(f"{path} is not empty; give the name of a new folder")
        if SETTINGS not in files:
            raise CaseError(f"a case needs its {SETTINGS}")
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CaseError(f"{path} can't be made: {error.strerror}") from error
        case = cls(path.absolute())
        case.commit(act, "new", write=files, expects={SETTINGS: None})
        return case

    def rehearsal(self) -> "Case":
        """Give the same case with commits that check everything and write nothing, for a dry run."""
        return Case(self.path, lock_seconds=self._lock_seconds, rehearses=True)

    def read(self, name: str) -> bytes:
        """Read a file of the case; raise CaseError where it is missing or the name leads out of the case."""
        try:
            return inside(self.path, name).read_bytes()
        except OSError as error:
            raise CaseError(f"{name} can't be read from the case: {error.strerror}") from error

    def names(self, pattern: str) -> tuple[str, ...]:
        """List the logged files that match a pattern and exist, sorted; a star stays inside one folder."""
        wanted = pattern.split("/")
        found = (n for n in self.logged() if n.count("/") == len(wanted) - 1)
        fits = (n for n in found if all(map(fnmatch.fnmatchcase, n.split("/"), wanted)))
        return tuple(sorted(n for n in fits if (self.path / n).is_file()))

    def logged(self) -> Mapping[str, str]:
        """Map each file's name to the SHA-256 that it has by the log.

        A file that is read after this call is that one or a later one: a commit that is logged and not all in
        place yet is waited for.

        Raises
        ------
        CaseError
            Where a line of the log is no entry or was changed; names the line.
        BusyError
            Where another process does not end its commit in time.
        """
        log = self.path / LOG
        size = log.stat().st_size if log.is_file() else 0
        seen = self._replayed
        if size < seen.end:
            seen = Replayed()
        if size > seen.end:
            with log.open("rb") as file:
                file.seek(seen.end)
                seen = seen.read_on(file.read(size - seen.end))
            if (self.path / STAGING / str(seen.lines)).is_dir():
                with self._locked():
                    pass  # the commit of the last line has ended by then, or is finished here
        self._replayed = seen  # one assignment, so that threads see the old map or the new one
        return seen.logged

    def commit(  # noqa: PLR0913  what an act does to files has these five parts; a bundle would only rename them
        self,
        act: Act,
        verb: str,
        *,
        write: Mapping[str, Content],
        remove: Sequence[str] = (),
        move: Mapping[str, str] = MappingProxyType({}),
        expects: Mapping[str, str | None] = MappingProxyType({}),
        detail: Mapping[str, object] = NOTHING,
    ) -> Entry:
        """Change files as one act: all of it or nothing, whatever happens to the process.

        Parameters
        ----------
        write
            Name in the case → bytes, or a file to copy (a table of bytes: the log lists no lines of it).
        move
            Name → new name. A name that is also in `write` gets new bytes; its old ones go to the new name.
        expects
            Name → SHA-256 that the work read; None where the file must not exist yet.
        detail
            What else the log should say: plain JSON values.

        Raises
        ------
        BusyError
            Where another process holds the lock for too long, or a file of `expects` changed meanwhile.
        CaseError
            Where a name leads out of the case, or the disk refuses; nothing was changed.
        """
        written = (*write, *move.values())
        gone = tuple(sorted({*remove, *move} - set(written)))
        self._refuse_names((*written, *gone))
        entry = Entry(
            n=0, at=act.at, by=act.by, act=verb, detail=detail, files=(), removed=gone, previous=None
        )
        if self._rehearses:
            self._refuse_changed(expects)
            return self._following(entry)
        with self._locked():
            self._refuse_changed(expects)
            return self._write(self._following(entry), self._content(write, move))

    def _following(self, entry: Entry) -> Entry:
        """Chain an entry to the log as it stands."""
        last = last_entry(self.path)
        return replace(entry, n=last.n + 1 if last else 1, previous=last.hash if last else None)

    def _content(self, write: Mapping[str, Content], move: Mapping[str, str]) -> dict[str, Content]:
        """Gather what is written: moved files are files written under a new name, as they are by now."""
        moved = {new: self.read(old) for old, new in move.items()}
        return dict(sorted({**moved, **write}.items()))

    def _refuse_names(self, names: Sequence[str]) -> None:
        """Raise CaseError for names that lie outside, are the case's own, or stand in each other's way."""
        if twice := [name for name, times in Counter(names).items() if times > 1]:
            raise CaseError(f"one act writes a file twice: {', '.join(twice)}")
        for name in names:
            path = inside(self.path, name)
            if name.split("/", 1)[0] in OWN:
                raise CaseError(f"{name} belongs to the case itself")
            folders = {str(p) for p in pathlib.PurePosixPath(name).parents} - {"."}
            if (
                path.is_dir()
                or folders & set(names)
                or any((self.path / folder).is_file() for folder in folders)
            ):
                raise CaseError(f"{name} can't be written: a folder and a file would have one name")

    def _refuse_changed(self, expects: Mapping[str, str | None]) -> None:
        logged = self.logged()
        for name, expected in expects.items():
            path = inside(self.path, name)
            found = sha256_of(path) if path.is_file() else None
            if logged.get(name) == expected == found:
                continue
            if expected in (logged.get(name), found):  # one of the two is what was read, the other is not
                raise CaseError(f"{name} was changed past the log; put back what was logged, or import it")
            raise BusyError(f"the case changed meanwhile: {name}; nothing was written, run it again")

    def _write(self, entry: Entry, content: Mapping[str, Content]) -> Entry:
        """Stage, append to the log, rename into place; under the lock."""
        staged = self.path / STAGING / str(entry.n)
        try:
            staged.mkdir()
            files = [_stage(staged / str(i), name, data) for i, (name, data) in enumerate(content.items())]
            sync_folders((staged, staged.parent))
            row = seal(replace(entry, files=tuple(files)))
            append_synced(self.path / LOG, row)
        except OSError as error:
            shutil.rmtree(staged, ignore_errors=True)
            where = "" if error.filename is None else f" ({error.filename})"
            raise CaseError(f"nothing was changed: {error.strerror}{where}") from error
        sealed = read_entry(row.rstrip(b"\n"), source=LOG)
        try:
            put_in_place(self.path, sealed)
        except OSError as error:
            raise CaseError(f"logged, but not all in place yet; the next command goes on: {error}") from error
        return sealed

    @contextmanager
    def _locked(self) -> Generator[None, None, None]:
        """Hold the lock on a settled case; BusyError after a while, CaseError in a read-only folder."""
        staging = self.path / STAGING
        try:
            staging.mkdir(exist_ok=True)
            if not (ignore := staging / ".gitignore").exists():
                ignore.write_text("*\n")
            lock = filelock.FileLock(staging / LOCK, timeout=self._lock_seconds)
            lock.acquire()
        except filelock.Timeout as error:
            raise BusyError(
                f"another process is writing to {self.path}; try again when it is done"
            ) from error
        except OSError as error:
            raise CaseError(f"{self.path} can't be written to: {error.strerror}") from error
        try:
            self._settle()
            yield
        finally:
            lock.release()

    def _settle(self) -> None:
        try:
            settle(self.path)
        except OSError as error:
            raise CaseError(f"what was left in {STAGING} can't be finished: {error}") from error


def _is_case(path: pathlib.Path) -> bool:
    """Say whether a folder is a case, or would be one once its first commit is rolled forward."""
    return (path / SETTINGS).is_file() or ((path / LOG).is_file() and (path / STAGING).is_dir())


def _stage(path: pathlib.Path, name: str, content: Content) -> Touched:
    write_synced(path, content)
    if isinstance(content, bytes):
        return touched(name, content)
    return Touched(path=name, sha256=sha256_of(path), bytes=path.stat().st_size, lines=None)
