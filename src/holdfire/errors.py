"""What can go wrong, as one family.

HoldfireError                 exit code
├── UsageError                2   the call itself is off
├── InputError                3   a file, a value or a question is missing or wrong; nothing changed
│   ├── CaseError                 the folder is no case, or its files don't fit together
│   ├── DocumentError             a document can't be read
│   ├── TableError                a table's rows or columns are wrong; carries every problem
│   ├── ControlError              a control map is wrong; carries every problem
│   ├── RegistryError             the actor registry is wrong, or a name means nothing or too much
│   ├── AreaError                 an area that nobody knows, or that means two things
│   ├── ReviewError               a decision about a claim that can't be kept; carries every problem
│   ├── CoderError                a coder that nobody knows, that can't be loaded or is not configured
│   ├── QuestionError             an incomplete question, or a changed one under an old name
│   └── AnchorError               a quote is not where it is said to be
├── EndpointError             3   a language model that can't be asked; what it answered before is kept
├── WorkerError               3   processes that work side by side died; what others finished is kept
└── BusyError                 4   another process is committing, or the case changed meanwhile
"""

from collections.abc import Sequence
from dataclasses import dataclass

LISTED_PROBLEMS = 1_000  # a table of a million bad rows must still give a message that can be read


class HoldfireError(Exception):
    """Base of everything that holdfire raises on purpose."""

    exit_code = 3


class UsageError(HoldfireError):
    """The call itself is off: an unknown option, a value of the wrong kind."""

    exit_code = 2


class InputError(HoldfireError):
    """A file, a value or a question is missing or wrong; nothing was changed."""


class CaseError(InputError):
    """The folder is no case, or its files don't fit together."""


class DocumentError(InputError):
    """A document can't be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with an input: where, what, and the value that was found."""

    file: str
    row: int | None = None  # line of the file as an editor counts, 1-based; None for the file as a whole
    unit: str = "row"  # what is counted, where that is no line: the features of a map, the rows of a sheet
    column: str | None = None
    value: str | None = None
    message: str

    def __str__(self) -> str:
        where = self.file if self.row is None else f"{self.file}, {self.unit} {self.row}"
        column = "" if self.column is None else f", column {self.column}"
        value = "" if self.value is None else f" (found {self.value!r})"
        return f"{where}{column}: {self.message}{value}"


class _ProblemsError(InputError):
    """An error that lists every problem up to LISTED_PROBLEMS and counts them all."""

    def __init__(self, summary: str, problems: Sequence[Problem] = (), total: int | None = None) -> None:
        self.summary = summary
        self.problems = tuple(problems[:LISTED_PROBLEMS])
        self.total = len(problems) if total is None else total
        left = self.total - len(self.problems)
        more = [f"… and {left:,} more"] if left > 0 else []
        super().__init__("\n".join([summary, *(f"  {p}" for p in self.problems), *more]))


class TableError(_ProblemsError):
    """A table's rows or columns are wrong; carries every problem."""


class ControlError(_ProblemsError):
    """A control map is wrong; carries every problem."""


class ReviewError(_ProblemsError):
    """A decision about a claim that can't be kept; carries every problem of its fields."""


class RegistryError(InputError):
    """The actor registry is wrong, or a name means nothing or too much."""


class AreaError(InputError):
    """An area that nobody knows, or that means two things."""


class CoderError(InputError):
    """A coder that nobody knows, that can't be loaded or is not configured."""


class QuestionError(InputError):
    """An incomplete question, or a changed one under an old name."""


class AnchorError(InputError):
    """A quote is not where it is said to be."""


class EndpointError(HoldfireError):
    """A language model can't be asked, or answers in no form of ours; what it answered before is kept."""


class WorkerError(HoldfireError):
    """Processes that work side by side died, and died again; what others finished is kept."""


class BusyError(HoldfireError):
    """Another process is committing, or the case changed while the work ran."""

    exit_code = 4
