"""What the addresses of the map mean: its page, its JSON and its exports read the same words the same way."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from fastapi import Depends, HTTPException, Query

from holdfire.case.folder import Case
from holdfire.inquiry.map_content import MapContent, map_content, version_of
from holdfire.inquiry.map_window import Box, Choice
from holdfire.model.claim import FAMILIES
from holdfire.model.event import EventKind
from holdfire.web.site import TheCase

NONE = "none"  # where a list is chosen and empty

FromDay = Annotated[date | None, Query(alias="from", description="first day of the window")]
UntilDay = Annotated[date | None, Query(description="first day after the window")]
Names = Annotated[str | None, Query(max_length=4000)]
Sides = Annotated[str, Query(pattern="^(either|both)$", description="how many sides are to be among actors")]


def choice_of(  # noqa: PLR0913, PLR0917  one a word of the address
    since: FromDay = None,
    until: UntilDay = None,
    actors: Names = None,
    sides: Sides = "either",
    kinds: Names = None,
    claims: Names = None,
    box: Annotated[str | None, Query(description="west,south,east,north in degrees")] = None,
) -> Choice:
    """Read what is asked for; lists stand with commas, a missing one means all, "none" means no one."""
    return Choice(
        since=since,
        until=until,
        actors=_listed(actors),
        both=sides == "both",
        kinds=_known(kinds, [kind.value for kind in EventKind], "kind of event"),
        families=_known(claims, list(FAMILIES), "family of claims"),
        box=_box(box),
    )


def _listed(asked: str | None) -> tuple[str, ...] | None:
    if not asked:
        return None
    return () if asked == NONE else tuple(sorted(set(asked.split(","))))


def _known(asked: str | None, known: list[str], what: str) -> tuple[str, ...] | None:
    found = _listed(asked)
    if found is not None and (unknown := sorted(set(found) - set(known))):
        raise HTTPException(404, f"No {what} is called {unknown[0]}; there are: {', '.join(known)}.")
    return found


def _box(asked: str | None) -> Box | None:
    if not asked:
        return None
    try:
        west, south, east, north = map(float, asked.split(","))
    except ValueError:
        raise HTTPException(400, "box takes four numbers: west,south,east,north.") from None
    return west, south, east, north


@lru_cache(maxsize=2)
def _mapped(path: Path, version: str) -> MapContent:
    del version  # only tells states of the case apart
    return map_content(Case.open(path))


def mapped_now(case: TheCase) -> MapContent:
    """Read what a map shows, once for as long as nothing of it changes."""
    return _mapped(case.path, version_of(case))


TheMap = Annotated[MapContent, Depends(mapped_now)]
TheChoice = Annotated[Choice, Depends(choice_of)]
