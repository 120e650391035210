"""Published shares beside those of the data: the difference, and what other ways of counting would give."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from holdfire.case.folder import Case
from holdfire.dossier.words import count, counted, listed
from holdfire.dossier.words import share as percent
from holdfire.errors import InputError
from holdfire.inquiry.share_ground import Find, Ground, finder, load_ground
from holdfire.inquiry.share_periods import Span
from holdfire.inquiry.share_rows import GROUPS, Fights, group_labels
from holdfire.inquiry.shares import counted_share, in_span
from holdfire.model.share import ActorShares, Bounds, OtherReading, ShareComparison, StatedShare
from holdfire.stats.intervals import wilson_interval
from holdfire.stats.shares import difference_of_shares

EXACT = 2  # UCDP precision up to which a place is known within about 25 km


def compare(
    case: Case, ground: Ground, names: Sequence[str], stated: Sequence[StatedShare], shares: ActorShares
) -> ActorShares:
    """Put published shares beside an actor's; names: how the user named the actor.

    A share without days is one of the whole asked time, one without area of the asked area. "other" and
    "non-state" mean whoever has no share of its own in the same source and time.
    """
    if not stated:
        return shares
    find = finder(case)
    areas = {s.area for s in stated if s.area is not None}
    grounds = {area: load_ground(case, replace(ground.wanted, area=area), names) for area in sorted(areas)}
    found: list[ShareComparison] = []
    for one in stated:
        here = ground if one.area is None else grounds[one.area]
        others = [s.of for s in stated if s != one and (s.source, s.since) == (one.source, one.since)]
        named = [key for words in others if words not in GROUPS for key in _labels(here, words, (), find)]
        found.append(_comparison(here, one, _labels(here, one.of, named, find)))
    return replace(shares, comparisons=tuple(found))


def _labels(ground: Ground, words: str, named: Sequence[str], find: Find) -> frozenset[str]:
    labels: set[str] = set()
    for word in (part.strip() for part in words.split("+")):
        group = group_labels(ground.rows, word.lower(), (ground.party, *named))
        labels |= {find(word)} if group is None else group
    return frozenset(labels)


def _comparison(ground: Ground, stated: StatedShare, labels: frozenset[str]) -> ShareComparison:
    since, until = stated.since or ground.since, stated.until or ground.until
    if until <= since:
        raise InputError(f"the share of {stated.of} is of {since} to {until}, which ends before it starts")
    span = Span(name="", since=since, until=until)
    fights = ground.rows.fights_of(ground.party, burst_days=ground.wanted.burst_days)
    fights = fights.take(in_span(fights.day, span))
    summed = fights.take(~_is_in(fights, ground.beside))
    own = wilson_interval(round(stated.share * stated.n), stated.n) if stated.n else None
    made = ShareComparison(
        stated=stated,
        stated_interval=own,
        counted_as=tuple(sorted(labels & set(summed.opponent.tolist()))) or tuple(sorted(labels)),
        since=since,
        until=until,
        events=int(_is_in(summed, labels).sum()),
        n=len(summed),
        share=None,
        interval=None,
        difference=None,
        difference_interval=None,
        reading="",
        why=(),
        other_readings=(),
    )
    if not len(summed):
        return replace(made, reading="The data have no event of this actor then, so nothing can be compared.")
    share, interval, _, _ = counted_share(summed, _is_in(summed, labels))
    apart = share - stated.share
    around = difference_of_shares(share, interval, stated.share, own) if interval and own else None
    made = replace(made, share=share, interval=interval, difference=apart, difference_interval=around)
    return replace(
        made,
        reading=_reading(made),
        why=tuple(_why(ground, fights, summed, made)),
        other_readings=tuple(_other_readings(ground, fights, summed, labels)),
    )


def _is_in(fights: Fights, labels: Iterable[str]) -> NDArray[np.bool_]:
    return np.isin(fights.opponent.astype(str), sorted(labels))


def _reading(made: ShareComparison) -> str:
    """Say what the difference is worth, in one sentence."""
    stated, share = percent(made.stated.share), percent(made.share or 0.0)
    if made.difference_interval is None:
        inside = made.interval is not None and _holds(made.interval, made.stated.share)
        where = "lies inside" if inside else "lies outside"
        return (
            f"Stated {stated}, of an unknown number of acts; it {where} the interval of the data’s {share}."
        )
    if _holds(made.difference_interval, 0.0):
        return f"Stated {stated}, data {share}: no more apart than chance allows."
    return f"Stated {stated}, data {share}: further apart than chance allows."


def _holds(bounds: Bounds, value: float) -> bool:
    return bounds[0] <= value <= bounds[1]


def _why(ground: Ground, fights: Fights, summed: Fights, made: ShareComparison) -> Iterable[str]:
    """Name what may make the two differ, each with its size in these rows where it has one."""
    acts = f"{count(made.stated.n)} acts" if made.stated.n else "acts"
    yield (
        f"The statement counts {acts} of its own list; the data count {counted(made.n, 'event')}, "
        f"{_undirected(summed)}, so what was done to this actor counts as well."
    )
    known = summed.where_prec[summed.where_prec > 0]
    coarse = int((known > EXACT).sum())
    if not len(known):
        yield "The file does not say how precisely places are known; imprecise rows may be left out."
    elif coarse:
        yield f"{count(coarse)} of the events are placed by district or worse; a list of places lacks them."
    elif len(known) >= 100:
        yield "The file holds no event placed by district or worse: some were left out of it by precision."
    loose = summed.take(_is_in(summed, _loose(ground)))
    if len(loose):
        names = sorted({ground.rows.names.get(k, k) for k in loose.opponent.tolist()})
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        yield (
            f"{counted(len(loose), 'event is', 'events are')} with sides that nobody has placed or that "
            f"belong to two parties ({listed(names[:3])}{more}); who counts as whom moves the share."
        )
    aside = len(fights) - len(summed)
    if aside:
        yield f"{counted(aside, 'event')} with others stand beside the sum here and may be part of it there."


def _undirected(summed: Fights) -> str:
    told = int((summed.acted != "").sum())
    if not told:
        return "each of two sides without an attacker"
    done_to = int((summed.acted == "them").sum())
    unsaid = count(len(summed) - told)
    return f"{unsaid} of them without an attacker and {count(done_to)} begun by the other side"


def _other_readings(
    ground: Ground, fights: Fights, summed: Fights, labels: frozenset[str]
) -> Iterable[OtherReading]:
    """Count the same share in the other ways that a counter could have chosen."""
    sorts = ground.rows.sorts
    loose = _loose(ground)
    if len(summed) < len(fights):
        yield _other("with everybody in the sum", fights, labels)
    unarmed = [key for key, sort in sorts.items() if sort == "civilians"]
    if _is_in(summed, unarmed).any():
        yield _other("without civilians", summed.take(~_is_in(summed, unarmed)), labels - set(unarmed))
    if (abroad := _is_in(summed, ground.rows.foreign)).any():
        yield _other("without foreign states", summed.take(~abroad), labels - ground.rows.foreign)
    if _is_in(summed, loose - labels).any():
        yield _other("with sides that nobody has placed counted here", summed, labels | loose)
    if _is_in(summed, loose & labels).any():
        yield _other("with sides that nobody has placed counted elsewhere", summed, labels - loose)
    if ((exact := summed.where_prec <= EXACT) & (summed.where_prec > 0)).any() and not exact.all():
        yield _other("with places known within about 25 km only", summed.take(exact), labels)
    if (acted := np.asarray(summed.acted == "us", dtype=np.bool_)).any():
        yield _other("with events in which it is said to have acted only", summed.take(acted), labels)
    yield _once_a_burst(summed, labels)


def _loose(ground: Ground) -> frozenset[str]:
    """Name the sides that nobody has placed, or that are of two parties."""
    return frozenset(key for key, sort in ground.rows.sorts.items() if sort in ("mixed", "proposed"))


def _other(choice: str, fights: Fights, labels: Iterable[str]) -> OtherReading:
    events, n = int(_is_in(fights, labels).sum()), len(fights)
    return OtherReading(choice=choice, share=events / n if n else None, events=events, n=n)


def _once_a_burst(fights: Fights, labels: frozenset[str]) -> OtherReading:
    """Count each opponent once a place and day, as a list of attacks by place and day would."""
    pairs = dict.fromkeys(zip(fights.burst.tolist(), fights.opponent.tolist(), strict=True))
    events = sum(opponent in labels for _, opponent in pairs)
    return OtherReading(
        choice="with an opponent counted once a place and day",
        share=events / len(pairs) if pairs else None,
        events=events,
        n=len(pairs),
    )
