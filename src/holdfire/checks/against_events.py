"""Claims against events: rows that say otherwise or the same, or what the data could have seen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from holdfire.checks.evidence import EventRows, Evidence
from holdfire.checks.settings import Setting, settings_of
from holdfire.checks.sides import day_of, line
from holdfire.checks.spec import CaseCheck
from holdfire.checks.visible import Index, Sight
from holdfire.model.actor import CIVILIANS, Actor
from holdfire.model.check import CheckKind, CheckStatus, Finding, Used
from holdfire.model.event import date_of

MOST_ROWS = 200  # ids in one finding; `computed` has their number
Judged = tuple[CheckStatus, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parties:
    """The two sides of a claim: their labels in the data, and how a reader knows them.

    parts: actors that the data have under their parents only, so that a row need not be theirs.
    """

    a: tuple[str, ...]
    b: tuple[str, ...]
    names: tuple[str, str]
    parts: tuple[str, ...]


def against_events(evidence: Evidence) -> Iterator[Finding]:
    """Hold claims of fighting, and of no fighting, beside the rows of the two parties then and there.

    Rows settle what they can; that there are none never makes a claim of fighting inconsistent.
    """
    events = evidence.events
    if events is None or not len(events):
        return
    index = Index(events)
    for setting in settings_of(evidence):
        parties = _parties(setting, evidence, index)
        if not parties.a or (setting.says_no and not parties.b):
            continue
        sight = index.sight(setting, parties.a, parties.b)
        judge = _quiet if setting.says_no else _fought
        yield _finding(index.events, setting, parties, sight, judge(setting, parties, sight, index))


def _parties(setting: Setting, evidence: Evidence, index: Index) -> _Parties:
    """Take each side to the label that the data give it on the day: its topmost parent."""
    claim = setting.claim
    document = evidence.documents.get(claim.document)
    day = day_of(claim, None if document is None else document.published)
    sides = (claim.side_a, claim.side_b)
    if not claim.side_b and len(claim.side_a) > 1:  # "clashes between A and B" may be coded on one side
        sides = (claim.side_a[:1], claim.side_a[1:])
    labels = [tuple(dict.fromkeys(_label(evidence.roster, actor, day) for actor in side)) for side in sides]
    parts = tuple(
        actor
        for actor in (*sides[0], *sides[1])
        if not index.known((actor,))
        and index.known((_label(evidence.roster, actor, day),))
        and _label(evidence.roster, actor, day) not in (actor, CIVILIANS)
    )
    named = [" and ".join(evidence.actors.get(actor, actor) for actor in side) for side in sides]
    return _Parties(a=labels[0], b=labels[1], names=(named[0], named[1] or "anybody"), parts=parts)


def _label(roster: Mapping[str, Actor], actor: str, day: date) -> str:
    top = line(roster, actor, day)[-1]
    return CIVILIANS if top in roster and roster[top].kind == "civilians" else top


def _quiet(setting: Setting, parties: _Parties, sight: Sight, index: Index) -> Judged:
    """Judge what says that two did not fight: rows say otherwise, or a silence that means something."""
    who = f"{parties.names[0]} and {parties.names[1]}"
    if not setting.places:
        then = _many(len(sight.then), "event")
        return _open(f"no place is known; anywhere in that time the data have {then} of {who}")
    if len(sight.surely):
        told = f"{_rows(sight.surely, index.events)} of {who}"
        if parties.parts:
            told = f"{told} {_verb(sight.surely, 'lie')} there"
            return _open(f"{told}, but the data name only whom {', '.join(parties.parts)} belongs to")
        return CheckStatus.INCONSISTENT, f"{told} {_verb(sight.surely, 'say')} otherwise"
    if len(sight.perhaps):
        return _open(
            f"{_rows(sight.perhaps, index.events)} of {who} may lie there and then, by their precision"
        )
    return _silence(parties, sight, index)


def _silence(parties: _Parties, sight: Sight, index: Index) -> Judged:
    """Say which of its meanings a zero has: not covered, not coded, no contact seen, or no fighting seen."""
    a, b = parties.names
    if set(parties.a) & set(parties.b):
        return _open(f"the data have {a} and {b} under one name")
    if not sight.covered:
        reach = f"{_day(index.first)} to {_day(index.last)}"
        return _open(f"no event of {a} and {b}; the data reach from {reach} and not over all of that time")
    if not sight.ever:
        return _open(
            f"no event, but the data have never had one of {a} with {b}: they may be coded as another"
        )
    of_a = _many(sight.of_a, "event")
    seen = f"{of_a} of {a} and {sight.of_b} of {b} with others, {sight.anybody} of anybody"
    if not sight.of_a or not sight.of_b:
        return _open(f"no event of the two; there and then the data have {seen}, so no contact is seen")
    near = f"{sight.nearby_year} of the two within 100 km and a year"
    status = CheckStatus.CANNOT_BE_CHECKED if sight.vague else CheckStatus.CONSISTENT
    return status, f"no event of the two, where the data have {seen}, and {near}"


def _fought(setting: Setting, parties: _Parties, sight: Sight, index: Index) -> Judged:
    """Judge what says that two parties fought; without rows it stays open."""
    who = f"{parties.names[0]} and {parties.names[1]}"
    if len(sight.surely):
        told = f"{_rows(sight.surely, index.events)} of {who}"
        return CheckStatus.CONSISTENT, f"{told} {_verb(sight.surely, 'say')} the same"
    if len(sight.perhaps):
        return (
            CheckStatus.CONSISTENT,
            f"{_rows(sight.perhaps, index.events)} of {who} may be it, by their precision",
        )
    if not sight.covered:
        return _open(f"no event of {who}; the data do not reach over all of that time")
    if not sight.ever:
        return _open(f"the data have never had an event of {who}: they may be coded as another")
    seen = f"{_many(sight.of_a, 'event')} of {parties.names[0]}, {sight.anybody} of anybody"
    about = f"{setting.claim.kind.replace('_', ' ')}: no event of {who} there and then"
    return _open(f"{about}, where the data have {seen}")


def _open(reason: str) -> Judged:
    return CheckStatus.CANNOT_BE_CHECKED, reason


def _rows(rows: np.ndarray, events: EventRows) -> str:
    deaths = int(np.nansum(events.best[rows]))
    return f"{_many(len(rows), 'event')} ({_many(deaths, 'death')}, best estimate)"


def _many(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"


def _verb(rows: np.ndarray, verb: str) -> str:
    return f"{verb}s" if len(rows) == 1 else verb


def _day(number: int) -> str:
    return str(date_of(number))


def _finding(events: EventRows, setting: Setting, parties: _Parties, sight: Sight, judged: Judged) -> Finding:
    claim = setting.claim
    rows = sight.surely if len(sight.surely) else sight.perhaps if setting.places else sight.then
    days = (
        "no days known"
        if setting.since is None or setting.until is None
        else (f"{_day(setting.since)} to {_day(setting.until - 1)}")
    )
    where = ", ".join(f"{p.name} (within {max(10.0, p.radius_km or 0):.0f} km)" for p in setting.places)
    assumed = f"; {', '.join(setting.assumed)}" if setting.assumed else ""
    if sight.vague:
        assumed = f"; {sight.vague} more placed by province or dated by month or worse may lie there{assumed}"
    used: dict[str, Used] = {
        "days": days,
        "places": tuple(place.name for place in setting.places),
        "radius_km": setting.radius_km,
        "assumed": setting.assumed,
        "labels": (*parties.a, *parties.b),
        "too_vague_to_say": float(sight.vague),
        "events_then_anywhere": float(len(sight.then)),
        "events_within_100_km_and_a_year": float(sight.nearby_year),
        "events_ever": float(sight.ever),
        "of_a_there": float(sight.of_a),
        "of_b_there": float(sight.of_b),
        "of_anybody_there": float(sight.anybody),
    }
    return Finding(
        claim=claim.id,
        check=CheckKind.EVENTS,
        stated=0.0 if setting.says_no else None,
        computed=float(len(rows)),
        unit="events",
        status=judged[0],
        reason=f"{judged[1]}: {days}, {where or 'no place'}{assumed}",
        rows=tuple(events.event_id[rows[:MOST_ROWS]].tolist()),
        document=claim.document,
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        against=f"events of {', '.join(events.datasets)}",
        used=used,
    )


CHECK = CaseCheck(name="against events", kind=CheckKind.EVENTS, run=against_events)
