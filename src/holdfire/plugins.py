"""What other packages bring: found by entry point, loaded only when a user names it."""

from collections.abc import Collection
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Generic, TypeVar

from holdfire.errors import HoldfireError

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought(Generic[T]):
    """A value of another package, and the name and version of that package."""

    value: T
    package: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Generic[T]):
    """One kind of thing that packages may bring: where it is entered, what it is, what errors call it."""

    name: str
    kind: type[T]
    kind_name: str
    noun: str
    error: type[HoldfireError]

    def names(self, *, but: Collection[str] = ()) -> tuple[str, ...]:
        """List what packages bring; who takes a name of our own is not heard."""
        return tuple(sorted({entry.name for entry in entry_points(group=self.name)} - {*but}))

    def brought(self, name: str) -> Brought[T] | None:
        """Load what a package brings under a name; None where none does.

        Raises the group's error where two packages bring it, or it can't be loaded.
        """
        found = list(entry_points(group=self.name, name=name))
        if not found:
            return None
        if len(found) > 1:
            listed = " and ".join(sorted(map(_package, found)))
            raise self.error(f"two packages bring a {self.noun} {name!r}: {listed}; uninstall one of them")
        return self._loaded(found[0])

    def _loaded(self, entry: EntryPoint) -> Brought[T]:
        package = _package(entry)
        who = f"the {self.noun} {entry.name!r} of {package}"
        try:
            value: object = entry.load()
        except Exception as error:  # whatever a foreign package raises, the user must learn which one
            raise self.error(f"{who} can't be loaded: {type(error).__name__}: {error}") from error
        if not isinstance(value, self.kind):
            raise self.error(f"{who} is no {self.kind_name} but a {type(value).__name__}")
        return Brought(value=value, package=package)


def _package(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist is not None else "an unknown package"
