"""What a user asks on a screen or as JSON, put into the terms of registration; nothing is decided here."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request
from pydantic import BaseModel, Field

from holdfire.errors import QuestionError
from holdfire.inquiry.detectable import smallest_effects
from holdfire.inquiry.form_choices import choices_given
from holdfire.inquiry.passing import FORM as PASSAGE
from holdfire.inquiry.registration import DEFAULT_SEED, Asked
from holdfire.web.sent_roads import SentRoads

OF_WAYS: Mapping[str, str] = {"range_km": "0", "km_per_day": "0", "days": "any"}
"""Choices of a passage that have fields of their own, with what they are without a word."""

BETWEEN = ";"  # names of one side in a field; a comma may be part of a name
LARGEST_SEED = 2**63 - 1


class AskedBody(BaseModel):
    """A question as it is asked; what is left open comes from the allegation, then from the case."""

    allegation: str | None = None
    a: tuple[str, ...] = ()
    b: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    area: str | None = None
    since: date | None = Field(None, alias="from")
    until: date | None = None
    on: date | None = None
    forms: tuple[str, ...] = ()
    seed: Annotated[int, Field(ge=0, le=LARGEST_SEED)] = DEFAULT_SEED
    mover: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    from_place: str | None = None
    to_place: str | None = None
    smallest_effects: tuple[str, ...] = ()
    roads: str | None = Field(None, description="hash of roads that were sent to /api/roads")
    choices: tuple[str, ...] = Field((), description="FORM.NAME=VALUE")

    def asked(self, sent: SentRoads) -> Asked:
        """Put it into the terms of registration; sent: the roads of this session."""
        return Asked(
            allegation=self.allegation,
            a=self.a,
            b=self.b,
            against=self.against,
            area=_no_file(self.area),
            since=self.since,
            until=self.until,
            on=self.on,
            forms=self.forms,
            seed=self.seed,
            mover=self.mover,
            through=self.through,
            from_place=_no_file(self.from_place),
            to_place=_no_file(self.to_place),
            smallest_effects=smallest_effects(self.smallest_effects),
            roads=sent.get(self.roads),
            choices=choices_given(self.choices),
        )


Sent = Mapping[str, Sequence[str]]


async def sent_fields(request: Request) -> Sent:
    """Read the fields of a plain form, each with all its values."""
    return parse_qs((await request.body()).decode("utf-8", "replace"))


def query_fields(request: Request) -> Sent:
    """Read the fields of an address, each with all its values."""
    found = request.query_params
    return {name: found.getlist(name) for name in found}


SentFields = Annotated[Sent, Depends(sent_fields)]
QueryFields = Annotated[Sent, Depends(query_fields)]


def asked_of(sent: Sent, roads: SentRoads) -> Asked:
    """Read a question out of the fields of a form; roads: those of this session.

    Raises QuestionError for a day or a number that is none.
    """

    def one(name: str) -> str | None:
        return next((value.strip() for value in sent.get(name, ()) if value.strip()), None)

    def side(name: str) -> tuple[str, ...]:
        parts = (part.strip() for value in sent.get(name, ()) for part in value.split(BETWEEN))
        return tuple(dict.fromkeys(part for part in parts if part))

    return Asked(
        a=side("a"),
        b=side("b"),
        against=side("against"),
        mover=side("mover"),
        through=side("through"),
        allegation=one("allegation"),
        area=_no_file(one("area")),
        since=_day(one("from")),
        until=_day(one("until")),
        on=_day(one("on")),
        forms=tuple(sent.get("form", ())),
        seed=_seed(one("seed")),
        from_place=_no_file(one("from_place")),
        to_place=_no_file(one("to_place")),
        smallest_effects=smallest_effects([e for name in ("less", "greater") if (e := one(name))]),
        roads=roads.get(one("roads")),
        choices=choices_given(_choices(sent)),
    )


def _choices(sent: Sent) -> list[str]:
    """Write what was said of the ways as choices of their form, and add those that were typed, one a line."""
    said = ((name, value.strip()) for name in OF_WAYS for value in sent.get(name, ()))
    ways = [f"{PASSAGE}.{name}={value}" for name, value in said if value not in ("", OF_WAYS[name])]
    return ways + [line for value in sent.get("choice", ()) for line in value.splitlines() if line.strip()]


def _no_file(place: str | None) -> str | None:
    """Refuse a place that names a file: what the app is sent opens none but the case's own."""
    if place is not None and place.lower().endswith((".geojson", ".json")):
        raise QuestionError(
            "an area that stands in a file is named on the command line: holdfire ask --area FILE"
        )
    return place


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise QuestionError(f"{text!r} is no day such as 2017-10-01") from None


def _seed(text: str | None) -> int:
    if text is None:
        return DEFAULT_SEED
    if not text.isdecimal() or int(text) > LARGEST_SEED:
        raise QuestionError(f"a seed is a whole number from 0, not {text!r}")
    return int(text)
