"""Reports of many things at once: round-ups, a monitor's monthly counts, captions of weekly maps."""

from collections.abc import Sequence
from datetime import date, timedelta

from holdfire.simulate.press import numbers, persons
from holdfire.simulate.press.days import (
    MONTHS,
    WEEKDAYS,
    in_month,
    long_date,
    month_name,
    next_month,
    this_week,
)
from holdfire.simulate.press.desk import Assignment, Desk, drawn, event, region_name, report, source_of, spot
from holdfire.simulate.press.grammar import listed
from holdfire.simulate.press.marks import Text, joined
from holdfire.simulate.press.quarrelling import region_spot, with_source
from holdfire.simulate.press.report import Paragraph, Report
from holdfire.simulate.press.slots import Fact, Side, Slot
from holdfire.simulate.press.story import Story
from holdfire.simulate.press.world import Happening

_PROSE = "rounds"
WEEK = timedelta(days=7)


def round_up(desk: Desk, task: Assignment) -> Report | None:
    """Sum up a day or two: an item each, some in the words of others."""
    story = desk.story(task)
    items: list[Text | Paragraph] = []
    for happening in task.happenings:
        account = desk.account(task.outlet, happening)
        voice = source_of(story, account) if story.luck.chance(0.4) else None
        items.append(joined((story.luck.pick(_BULLETS), event(story, account, voice)), between=""))
    items += [_cited(story, source) for source in task.sources]
    if not items:
        return None
    if not task.happenings:
        return report(
            story, task, story.tell(_PROSE, "review_title"), [story.tell(_PROSE, "review_lead"), *items]
        )
    region = region_name(story, desk.world.region_of[task.happenings[0].place])
    count = numbers.number(story, len({h.place for h in task.happenings}))
    lead = story.tell(_PROSE, "round_lead", count=count) if len(items) > 1 else Text(text="")
    day = WEEKDAYS[task.happenings[0].day.weekday()]
    title = story.tell(_PROSE, "round_title", region=region, weekday=day)
    return report(story, task, title, [lead, *items])


_BULLETS = ("• ", "— ", "* ", "")


def _cited(story: Story, source: Report) -> Paragraph:
    """Add an item that is another outlet's, word for word."""
    lead = story.tell(_PROSE, "round_quote", o=persons.paper(source.outlet))
    told = with_source(source.quotable, source.outlet, inner=True)
    return drawn(source, "quoted", joined((lead, "“", told, "”"), between=""))


def monitor(desk: Desk, task: Assignment) -> Report | None:
    """Count who fought whom in a region in the month before, as a monitor does: with its zeros."""
    if task.region is None:
        return None
    story = desk.story(task)
    since = (task.published.replace(day=1) - timedelta(days=1)).replace(day=1)
    until = next_month(since)
    when = in_month(story, since)
    dyads = _dyads(desk, story, task.region, since, until)
    slots: dict[str, Slot] = {
        "region": region_spot(story, task.region),
        "when": when,
        "s": persons.paper(task.outlet),
    }
    lines = [_counted(story, pair, fights, slots) for pair, fights in dyads]
    dead = sum(h.dead for _, fights in dyads for h in fights)
    ids = tuple(h.id for _, fights in dyads for h in fights)
    n = numbers.exact(story, dead, numbers.PEOPLE, "killed")
    total = story.tell(_PROSE, "monitor_dead", Fact(about=ids, true=True), n=n, **slots) if dead else None
    method = story.tell(_PROSE, "monitor_method")
    title = story.tell(
        _PROSE, "monitor_title", region=region_name(story, task.region), month=month_name(since)
    )
    head = f"Period: {MONTHS[since.month - 1]} {since.year}."
    return report(story, task, title, [Text(text=head), joined(lines), joined((total, method))])


def _dyads(
    desk: Desk, story: Story, region: str, since: date, until: date
) -> list[tuple[tuple[str, str], list[Happening]]]:
    """Take the pairs that a monitor lists: those of a quarrel, and two more."""
    parties = list(desk.world.folks)
    wanted = [(q.a, q.b) for q in desk.room.quarrels[:1]]
    every = [(one, other) for i, one in enumerate(parties) for other in parties[i + 1 :]]
    more = story.luck.some([pair for pair in every if pair not in wanted], 3)
    return [(pair, desk.world.fights(*pair, since, until, region)) for pair in (*wanted, *more)]


def _counted(
    story: Story, pair: tuple[str, str], fights: Sequence[Happening], slots: dict[str, Slot]
) -> Text:
    fact = Fact(about=tuple(h.id for h in fights), true=True)
    named: dict[str, Slot] = {"x": Side(id=pair[0]), "y": Side(id=pair[1])}
    if not fights:
        return story.tell(_PROSE, "monitor_none", fact, **named, **slots)
    noun = story.luck.pick((("clash", "clashes"), ("incident", "incidents")))
    n = numbers.exact(story, len(fights), noun, noun[1])
    k = numbers.alone(story, len(fights), "occasions")
    use = "monitor_count" if len(fights) > 1 else "monitor_one"
    return story.tell(_PROSE, use, fact, n=n, k=k, **named, **slots)


def map_caption(desk: Desk, task: Assignment) -> Report | None:
    """Say in words what a weekly map shows: what changed hands, who holds what."""
    if task.region is None:
        return None
    story, world = desk.story(task), desk.world
    until = task.published
    since = until - WEEK
    turned = [h for h in task.happenings if h.kind in ("capture", "handover", "withdraw")]
    lines = [_changed(story, h, since, until) for h in turned[:3]]
    lines += _holdings(desk, story, task.region)
    parties = story.luck.some(list(world.folks), 2)
    key = story.tell(_PROSE, "map_front", x=Side(id=parties[0]), y=Side(id=parties[-1]))
    day = long_date(until, month_first=task.outlet.habits.month_first)
    slots: dict[str, Slot] = {
        "day": day,
        "region": region_name(story, task.region),
        "country": world.country,
    }
    lead, title = story.tell(_PROSE, "map_lead", **slots), story.tell(_PROSE, "map_title", **slots)
    if not lines:
        return None
    return report(story, task, title, [lead, *lines, key])


def _changed(story: Story, turn: Happening, since: date, until: date) -> Text:
    winner, loser = (turn.side_a, turn.side_b) if turn.kind == "capture" else (turn.side_b, turn.side_a)
    return story.tell(
        _PROSE,
        "map_change" if turn.kind == "capture" else "map_now",
        Fact(about=(turn.id,), true=True),
        x=Side(id=winner),
        y=Side(id=loser),
        place=spot(story, turn.place),
        when=this_week(story, since, until),
    )


def _holdings(desk: Desk, story: Story, region: str) -> list[Text]:
    held: dict[str, list[str]] = {}
    for place, of in desk.world.region_of.items():
        holder = desk.world.holder(place, story.published)
        if of == region and holder is not None:
            held.setdefault(holder, []).append(place)
    lines: list[Text] = []
    for party in story.luck.some(sorted(held), 2):
        chosen = story.luck.some(held[party], 3)
        spots = [spot(story, place) for place in chosen]
        names = {f"place{'abc'[i]}": one for i, one in enumerate(spots)}
        wording = story.choose(_PROSE, "map_held").replace(
            "{places}", listed([f"{{{key}}}" for key in names])
        )
        slots: dict[str, Slot] = {"x": Side(id=party), "pl": "s" if len(chosen) == 1 else "", **names}
        lines.append(story.write(wording, Fact(about=("ground",), true=True), slots))
    return lines
