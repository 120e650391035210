"""Which characters of a text are taken by a name already, a byte each."""

from collections.abc import Iterable


class Cells:
    """The characters of a text of a given length, none taken but those of `spans`."""

    def __init__(self, length: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._taken = bytearray(length)
        for start, end in spans:
            self.take(start, end)

    def take(self, start: int, end: int) -> None:
        """Take [start, end)."""
        self._taken[start:end] = b"\1" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Say whether nothing of [start, end) is taken."""
        return self._taken.find(1, start, end) < 0

    def free_at(self, place: int) -> bool:
        """Say whether one character is free."""
        return not self._taken[place]
