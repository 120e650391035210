"""For notebooks and scripts: what holdfire returns explained, drawn, as a frame or a dictionary, as HTML."""

import base64
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from holdfire.dossier.figures.figure import Figure
from holdfire.dossier.frames import to_dict, to_frame
from holdfire.dossier.page import environment, piece_words
from holdfire.dossier.picture import picture
from holdfire.dossier.seen import Names, heading_of, numbers, seen
from holdfire.dossier.views import AnswerView
from holdfire.dossier.words import NO_INTENT, VERDICT_HEADING
from holdfire.errors import InputError, UsageError
from holdfire.model.shown import Shown
from holdfire.model.verdict import Verdict

__all__ = ["Plot", "Text", "explain", "html", "plot", "to_dict", "to_frame"]

WIDTH = 100  # characters of a line of text
TONES: Mapping[Verdict | None, str] = {  # middle tones, to be seen on white as on black
    Verdict.SUPPORTS: "#9a5fb0",
    Verdict.DOES_NOT_SUPPORT: "#2b95a0",
    Verdict.CANNOT_TELL: "#b07d1e",
    None: "#858175",
}


class Text(str):
    """A text that shows itself as it reads, lines and all, where its value is printed."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot(Shown):
    """Pictures, one below the other, the same as in a dossier; plot[0] is the first of them alone."""

    figures: tuple[Figure, ...]

    def __len__(self) -> int:
        return len(self.figures)

    def __getitem__(self, place: int) -> "Plot":
        return Plot(figures=(self.figures[place],))

    def __repr__(self) -> str:
        return f"Plot of {len(self)}: {'; '.join(self.headings)}"

    @property
    def headings(self) -> tuple[str, ...]:
        """What each picture shows."""
        return tuple(figure.heading for figure in self.figures)

    @property
    def svg(self) -> str:
        """The pictures as one SVG document, which needs no other file."""
        return picture(*self.figures)

    def save(self, path: str | Path) -> Path:
        """Write the SVG document to a file; another ending than .svg is refused."""
        target = Path(path)
        if target.suffix.lower() != ".svg":
            raise UsageError(f"a plot is written as SVG; give a name that ends in .svg, not {target.name}")
        try:
            target.write_text(self.svg, encoding="utf-8")
        except OSError as error:
            raise InputError(f"{target} can't be written: {error.strerror}") from error
        return target

    def _repr_svg_(self) -> str:
        return self.svg


def explain(value: object, *, names: Names | None = None) -> Text:
    """Say what was found, for anyone and for a statistician: effect and interval before p.

    Parameters
    ----------
    value
        A question, an answer, an inquiry (what `ask` returns), the content of a dossier (`compose`), a scan,
        shares, or several answers.
    names
        Actor id → name, for values that hold ids only.

    Raises
    ------
    UsageError
        For a value of another kind.
    """
    found = seen(value, names or {})
    parts = [found.heading, *found.lines] if found.heading or found.lines else []
    if found.verdict is not None:
        parts += [f"{VERDICT_HEADING[found.verdict]}. {found.why}", NO_INTENT]
    head = "\n".join(_wrapped(part) for part in parts if part)
    return Text("\n\n".join(filter(None, (head, *(_told(view) for view in found.answers)))))


def plot(value: object, *, names: Names | None = None) -> Plot:
    """Draw what a dossier draws: effect, placebos, null, other choices, tipping point, record, scan, shares.

    Parameters
    ----------
    value, names
        As for `explain`; a record (rows of an inquiry's `record`) too.

    Raises
    ------
    UsageError
        For a value of another kind, or one that has nothing to draw.
    """
    found = seen(value, names or {})
    figures = (*found.figures, *(figure for view in found.answers for figure in view.figures))
    if not figures:
        raise UsageError("there is nothing to draw: no effect, no placebos, no null came out")
    return Plot(figures=figures)


def html(value: object) -> str:
    """Show a value in a notebook: escaped, without scripts, without styles that reach beyond it."""
    if isinstance(value, Plot):
        return environment().get_template("notebook.html").render(**_page(pictures=value.figures))
    found = seen(value, {})
    whole = (
        None
        if found.verdict is None
        else {
            "tone": TONES[found.verdict],
            "heading": VERDICT_HEADING[found.verdict],
            "why": f"{found.why} {NO_INTENT}",
        }
    )
    page = _page(pictures=found.figures, answers=found.answers)
    page |= {"heading": found.heading, "lines": found.lines, "whole": whole}
    return environment().get_template("notebook.html").render(**page)


def _page(*, pictures: tuple[Figure, ...], answers: tuple[AnswerView, ...] = ()) -> dict[str, object]:
    return {
        **piece_words(),
        "heading": "",
        "lines": (),
        "whole": None,
        "pictures": [_image(figure) for figure in pictures],
        "answers": [
            {
                "view": view,
                "tone": TONES[view.mark],
                "numbers": numbers(view),
                "pictures": [_image(figure) for figure in view.figures],
            }
            for view in answers
        ],
    }


def _image(figure: Figure) -> dict[str, object]:
    """Put a picture into an image: nothing in it can reach the notebook, and nothing there can reach it."""
    data = base64.b64encode(picture(figure).encode()).decode("ascii")
    return {"figure": figure, "source": f"data:image/svg+xml;base64,{data}"}


def _told(view: AnswerView) -> str:
    """Tell one answer in plain text."""
    stale = ["Made before the data changed; ask again."] if view.stale else []
    rows = numbers(view)
    blank = max(len(name) for name, _ in rows) + 2
    return "\n".join(
        [
            *(_wrapped(part) for part in (heading_of(view), view.answer.reason, *stale, NO_INTENT)),
            "\nFor anyone",
            _wrapped(view.for_anyone, first="  "),
            "\nFor a statistician",
            *(_wrapped(value, first=f"  {name:{blank}}") for name, value in rows),
            *(["\nCaveats"] if view.answer.caveats else []),
            *(_wrapped(caveat, first="  - ") for caveat in view.answer.caveats),
        ]
    )


def _wrapped(text: str, *, first: str = "") -> str:
    """Break a text into lines; all but the first are indented as far as it is."""
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=" " * len(first))
