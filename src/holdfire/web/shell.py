"""What stands around every page: the case's name, its size, and the screens that exist."""

from dataclasses import dataclass, replace

from holdfire.case.folder import Case
from holdfire.inquiry.reading import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """An entry of the rail: key is the page's own name, icon its drawing; letter: pressed after g."""

    key: str
    word: str
    address: str
    icon: str
    letter: str = ""
    number: int | None = None


SCREENS = (
    (
        "Read",
        (
            Screen(key="documents", word="Documents", address="/documents", icon="file", letter="d"),
            Screen(key="claims", word="Claims", address="/claims", icon="lines", letter="r"),
            Screen(key="actors", word="Actors", address="/actors", icon="people", letter="n"),
        ),
    ),
    (
        "See",
        (
            Screen(key="map", word="Map", address="/map", icon="map", letter="m"),
            Screen(key="checks", word="Contradictions", address="/contradictions", icon="warn", letter="c"),
            Screen(key="deals", word="Deals", address="/deals", icon="swap", letter="e"),
        ),
    ),
    (
        "Ask",
        (
            Screen(key="allegations", word="Allegations", address="/allegations", icon="speech", letter="a"),
            Screen(key="questions", word="Questions", address="/questions", icon="clock", letter="q"),
            Screen(key="hypotheses", word="Hypotheses", address="/hypotheses", icon="scales", letter="h"),
        ),
    ),
    (
        "Hand over",
        (
            Screen(key="dossier", word="Dossier", address="/dossiers", icon="sheet", letter="o"),
            Screen(key="activity", word="Activity", address="/activity", icon="pulse", letter="l"),
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The frame of a page: title of the case, whether its war is simulated, groups of screens."""

    title: str
    simulated: bool
    documents: int
    questions: int
    tables: int
    maps: int
    groups: tuple[tuple[str, tuple[Screen, ...]], ...]


def shell(case: Case) -> Shell:
    """Read what the frame of a page needs; counts come from the log, so no document is opened for them."""
    usual = settings(case)
    documents = len(case.names("documents/*/meta.json"))
    questions = len(case.names("questions/*.toml"))
    numbers = {"documents": documents, "questions": questions}
    return Shell(
        title=usual.title,
        simulated=usual.simulated,
        documents=documents,
        questions=questions,
        tables=len(case.names("events/*.parquet")),
        maps=len(case.names("control/*.geojson")),
        groups=tuple(
            (word, tuple(replace(one, number=numbers.get(one.key)) for one in screens))
            for word, screens in SCREENS
        ),
    )


def keys_of(frame: Shell) -> tuple[tuple[str, str], ...]:
    """List the keys that every screen has: what is pressed, and what it does."""
    screens = ((f"g {one.letter}", one.word) for _, group in frame.groups for one in group if one.letter)
    return (("/", "search"), ("?", "these keys"), *screens, ("Esc", "close"))
