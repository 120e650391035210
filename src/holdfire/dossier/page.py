"""A dossier as one HTML file that needs no network, no script and no holdfire."""

from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from holdfire.dossier.content import DossierContent
from holdfire.dossier.figures.marks import verdict_mark
from holdfire.dossier.views import (
    alleged,
    answer_view,
    forms_asked,
    one_finding,
    panels,
    record_subline,
    verdict_why,
)
from holdfire.dossier.words import (
    NO_INTENT,
    VERDICT_HEADING,
    kind_name,
    listed,
    question_sentence,
    said_by,
)

STYLES = ("tokens.css", "pieces.css", "page.css")


def style(name: str) -> str:
    """Read one of the package's own style sheets."""
    return files("holdfire.dossier").joinpath("styles", name).read_text(encoding="utf-8")


def piece_words() -> dict[str, object]:
    """Name what the shared template pieces need: marks and words, the same in a dossier and in the app."""
    return {
        "mark": verdict_mark,
        "no_intent": NO_INTENT,
        "said_by": said_by,
        "kind_name": kind_name,
        "listed": listed,
    }


def environment() -> Environment:
    """Make what renders the package's own templates: every value is escaped, a missing one is an error."""
    return Environment(
        loader=PackageLoader("holdfire.dossier"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(content: DossierContent) -> str:
    """Write a question with its record, answers, quotes and checks as one self-contained page.

    Everything that comes from documents or data is escaped; the same content gives the same bytes.
    """
    return (
        environment()
        .get_template("page.html")
        .render(
            **piece_words(),
            content=content,
            question=question_sentence(content.question, content.labels),
            style=Markup("\n".join(style(name) for name in STYLES)),  # noqa: S704  our own files
            alleged=alleged(content),
            panels=panels(content),
            record_subline=record_subline(content),
            forms_asked=forms_asked(content),
            heading_of=VERDICT_HEADING.__getitem__,
            verdict_why=verdict_why(content),
            one_finding=one_finding(content),
            answers=[answer_view(given, content) for given in content.answers],
        )
    )
