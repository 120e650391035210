"""What stands around every page: the case's name, its size, and the screens that exist."""

from dataclasses import dataclass

from holdfire.case.folder import Case
from holdfire.inquiry.reading import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """An entry of the rail: key is the page's own name, icon the name of its drawing."""

    key: str
    word: str
    address: str
    icon: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The frame of a page: title of the case, whether its war is simulated, groups of screens."""

    title: str
    simulated: bool
    documents: int
    questions: int
    groups: tuple[tuple[str, tuple[Screen, ...]], ...]


def shell(case: Case) -> Shell:
    """Read what the frame of a page needs; counts come from the log, so no document is opened for them."""
    usual = settings(case)
    documents = len(case.names("documents/*/meta.json"))
    questions = len(case.names("questions/*.toml"))
    return Shell(
        title=usual.title,
        simulated=usual.simulated,
        documents=documents,
        questions=questions,
        groups=(
            (
                "Read",
                (
                    Screen(
                        key="documents", word="Documents", address="/documents", icon="file", number=documents
                    ),
                    Screen(key="claims", word="Claims", address="/claims", icon="lines"),
                    Screen(key="actors", word="Actors", address="/actors", icon="people"),
                ),
            ),
            (
                "See",
                (Screen(key="deals", word="Deals", address="/deals", icon="swap"),),
            ),
            (
                "Ask",
                (
                    Screen(key="allegations", word="Allegations", address="/allegations", icon="speech"),
                    Screen(
                        key="questions",
                        word="Questions",
                        address="/questions",
                        icon="clock",
                        number=questions,
                    ),
                ),
            ),
        ),
    )
