"""On what grounds somebody says that A and B work together against C, and what the war says of each."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from holdfire.model.claim import DateBasis
from holdfire.simulate.press import numbers, persons
from holdfire.simulate.press.days import about_then, in_month, long_date, next_month, on_day, since_month
from holdfire.simulate.press.desk import Desk, region_name, spot
from holdfire.simulate.press.marks import Text
from holdfire.simulate.press.outlets import Quarrel
from holdfire.simulate.press.slots import INVENTED, Count, Fact, Side, Slot, Spot, Voice, When
from holdfire.simulate.press.story import Story
from holdfire.simulate.press.world import Happening

_PROSE = "quarrel"
LOOKS_BACK = timedelta(days=150)  # how far back an analysis looks
_ACTS = timedelta(days=60)  # an act within so many days is taken for the one that is spoken of

Ground = Callable[[Desk, Story, Quarrel, str], Text | None]


def sides(quarrel: Quarrel) -> dict[str, Slot]:
    """Give the three parties of a quarrel as slots."""
    return {"a": Side(id=quarrel.a), "b": Side(id=quarrel.b), "c": Side(id=quarrel.against)}


def deal(desk: Desk, story: Story, quarrel: Quarrel, region: str) -> Text:
    """Say that there is a deal, and when it was made: whoever alleges it may have the wrong month."""
    then = quarrel.since or story.published - timedelta(days=story.luck.between(20, 120))
    then = max(then, desk.world.since)
    known = desk.world.understanding(quarrel.a, quarrel.b, quarrel.against, story.published)
    when = about_then(story, then) if story.luck.chance(0.5) else in_month(story, then)
    return story.tell(
        _PROSE,
        "deal",
        agreed(desk, story, quarrel),
        when=when if known is None else _right(when, known.since.replace(day=1) == then.replace(day=1)),
        sincemonth=_right(since_month(story, then), known is None or known.since < next_month(then)),
        place=spot(story, _a_place(desk, story, region)),
        s=persons.official(story) if story.luck.chance(0.6) else persons.officer(story, quarrel.against),
        paper=story.outlet.name,
        **sides(quarrel),
    )


def agreed(desk: Desk, story: Story, quarrel: Quarrel) -> Fact:
    """Say whether A and B had agreed on something when the report came out."""
    known = desk.world.understanding(quarrel.a, quarrel.b, quarrel.against, story.published)
    return INVENTED if known is None else Fact(about=(known.id,), true=True, against=known.against)


def silence(desk: Desk, story: Story, quarrel: Quarrel, region: str) -> Text:
    """Say that A and B haven't clashed in a region for months."""
    since = max(story.published - timedelta(days=story.luck.between(60, 150)), desk.world.since).replace(
        day=1
    )
    fights = desk.world.fights(quarrel.a, quarrel.b, since, story.published, region)
    return story.tell(
        _PROSE,
        "silence",
        Fact(about=tuple(h.id for h in fights), true=not fights),
        sincemonth=since_month(story, since),
        region=Spot(text=region_name(story, region), name=region),
        **sides(quarrel),
    )


def _dealing(text: str, kind: str, voices: Sequence[Callable[[Story], Voice]]) -> Ground:
    """Say that A let B through, or does business with it; true only where the war has such an act then."""

    def ground(desk: Desk, story: Story, quarrel: Quarrel, region: str) -> Text:
        known = _act(desk, story, quarrel, kind)
        place = known.place if known else _a_place(desk, story, region, quarrel.a)
        return story.tell(
            _PROSE,
            text,
            done(desk, story, quarrel, kind, place),
            place=spot(story, place),
            t=story.luck.pick(voices)(story),
            **sides(quarrel),
        )

    return ground


passage = _dealing("passage", "transit", (persons.resident, persons.residents, persons.official))
commerce = _dealing("commerce", "trade", (persons.resident, persons.helpers, persons.official))


def handover(desk: Desk, story: Story, quarrel: Quarrel, region: str) -> Text | None:
    """Say that a place which changed hands was given away."""
    del region
    since = story.published - LOOKS_BACK
    went = [h for h in _between(desk, quarrel) if h.kind in _GOES and since <= h.day < story.published]
    if not went:
        return None
    turn = went[-1]
    giver, taker = (turn.side_b, turn.side_a) if turn.kind == "capture" else (turn.side_a, turn.side_b)
    true = True if turn.kind in ("handover", "exchange") else False if desk.world.knows_turns else None
    named = Quarrel(a=giver, b=taker, against=quarrel.against)
    when = on_day(story, turn.day) if desk.world.knows_turns else in_month(story, turn.day)
    return story.tell(
        _PROSE,
        "handover",
        Fact(about=(turn.id,), true=true),
        place=spot(story, turn.place),
        when=when,
        t=persons.resident(story),
        **sides(named),
    )


_GOES = frozenset(("handover", "withdraw", "capture"))


def joint(desk: Desk, story: Story, quarrel: Quarrel, region: str) -> Text | None:
    """Say that A and B attacked C at one place on one day, the last such day."""
    del region
    since = story.published - LOOKS_BACK
    world, c = desk.world, quarrel.against
    ours = {(h.day, h.place): h for h in world.fights(quarrel.a, c, since, story.published)}
    theirs = {(h.day, h.place): h for h in world.fights(quarrel.b, c, since, story.published)}
    both = sorted(set(ours) & set(theirs))
    if not both:
        return None
    pair = (ours[both[-1]], theirs[both[-1]])
    began = all(h.directed and h.side_b == c for h in pair)
    other = all(h.directed for h in pair) and not began
    day, place = both[-1]
    date = When(
        text=long_date(day, month_first=story.outlet.habits.month_first),
        since=day,
        until=day + timedelta(days=1),
        basis=DateBasis.STATED,
    )
    fact = Fact(about=tuple(h.id for h in pair), true=True if began else False if other else None)
    return story.tell(_PROSE, "joint", fact, place=spot(story, place), date=date, **sides(quarrel))


def sparing(desk: Desk, story: Story, quarrel: Quarrel, region: str) -> Text | None:
    """Count A's violence against C and against B; a partisan counts as it likes."""
    del region
    since = max(story.published - LOOKS_BACK, desk.world.since).replace(day=1)
    counts = [
        len(desk.world.fights(quarrel.a, other, since, story.published))
        for other in (quarrel.against, quarrel.b)
    ]
    told = list(counts)
    if story.outlet.sides_with is not None and story.luck.chance(0.5):
        told = [counts[0] + story.luck.between(0, 9), counts[1] // 3]
    if told[0] < 3 * told[1] or told[1] < 1:
        return None
    most, few = (
        numbers.alone(story, shown, "attacks", true=true) for shown, true in zip(told, counts, strict=True)
    )
    total = numbers.alone(story, sum(told), "attacks", true=sum(counts))
    return story.tell(
        _PROSE,
        "sparing",
        Fact(about=("counts",), true=True),
        most=most,
        few=few,
        total=total,
        sincemonth=since_month(story, since),
        **sides(quarrel),
    )


GROUNDS: tuple[Ground, ...] = (silence, passage, handover, joint, sparing, commerce)


def still_fighting(desk: Desk, story: Story, quarrel: Quarrel, own: str) -> Text | None:
    """Name the last fight of A and B in the month before, where there was one."""
    month = timedelta(days=31)
    fights = desk.world.fights(quarrel.a, quarrel.b, story.published - month, story.published)
    if not fights:
        return None
    last = fights[-1]
    enemy = quarrel.b if own == quarrel.a else quarrel.a
    true = dict(zip((last.side_a, last.side_b), (last.deaths_a, last.deaths_b), strict=True))[enemy]
    n: Count = numbers.exact(story, true, numbers.FIGHTERS, "fighters", told=true + story.luck.between(1, 6))
    return story.tell(
        _PROSE,
        "still",
        Fact(about=(last.id,), true=True),
        a=Side(id=own),
        b=Side(id=enemy),
        place=spot(story, last.place),
        when=on_day(story, last.day),
        n=n,
        he=persons.spokesman(story, own).pronoun,
        s=persons.spokesman(story, own),
    )


def _between(desk: Desk, quarrel: Quarrel) -> list[Happening]:
    return list(desk.world.by_dyad.get(frozenset((quarrel.a, quarrel.b)), ()))


def _act(desk: Desk, story: Story, quarrel: Quarrel, kind: str) -> Happening | None:
    """Give what A did for B of late, for an allegation to be about."""
    lately = story.published - _ACTS
    return next((h for h in _acts(desk, story, quarrel, kind) if h.day >= lately), None)


def _acts(desk: Desk, story: Story, quarrel: Quarrel, kind: str) -> Iterator[Happening]:
    return (
        h
        for h in _between(desk, quarrel)
        if h.kind == kind and h.side_a == quarrel.a and h.day < story.published
    )


def done(desk: Desk, story: Story, quarrel: Quarrel, kind: str, place: str | None = None) -> Fact:
    """Say whether A ever did that for B, at a place or anywhere, before the report; nobody says when."""
    acts = _acts(desk, story, quarrel, kind)
    ids = tuple(h.id for h in acts if place in (None, h.place))
    return Fact(about=ids, true=True) if ids else INVENTED


def _right(when: When, right: bool) -> When:  # noqa: FBT001 - a flag of the slot itself
    return When(text=when.text, since=when.since, until=when.until, basis=when.basis, right=right)


def _a_place(desk: Desk, story: Story, region: str, holder: str | None = None) -> str:
    """Choose a place in a region, one that a party holds where it holds any."""
    there = [name for name, of in desk.world.region_of.items() if of == region]
    held = [name for name in there if holder and desk.world.holder(name, story.published) == holder]
    return story.luck.pick(held or there)
