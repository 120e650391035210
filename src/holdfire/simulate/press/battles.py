"""Reports of fighting: battlefield brief, capture announcement, communiqué of a command, strike report."""

from holdfire.simulate.press import numbers, persons
from holdfire.simulate.press.account import Account
from holdfire.simulate.press.days import MONTHS, long_date
from holdfire.simulate.press.desk import (
    Assignment,
    Desk,
    colour,
    dead_of,
    event,
    report,
    slots_of,
    source_of,
    spot,
    toll,
    unverified,
)
from holdfire.simulate.press.marks import Text, joined
from holdfire.simulate.press.report import Report
from holdfire.simulate.press.slots import Fact, Side, Slot
from holdfire.simulate.press.story import Story

_PROSE = "battles"


def brief(desk: Desk, task: Assignment) -> Report:
    """Write a battlefield brief: where, who, what it cost, and how anybody knows."""
    story = desk.story(task)
    account = desk.account(task.outlet, task.happenings[0])
    source = source_of(story, account)
    told_by = source if story.luck.chance(0.6) else None
    slots = slots_of(story, account)
    told = event(story, account, told_by)
    lead = joined((dateline(story, account.place), told))
    rest = [toll(story, account, persons.doctors(story)), _later(story, account)]
    if story.luck.chance(0.5):
        rest.append(colour(story, account.place))
    if story.luck.chance(0.3):
        rest.append(unverified(story))
    paragraphs = [lead, joined(rest)] if story.luck.chance(0.5) else [joined((lead, *rest))]
    title = story.tell(_PROSE, "brief_title", account.fact, **slots)
    return report(story, task, title, paragraphs, observer=source.text, quotable=told)


def dateline(story: Story, place: str) -> Text:
    """Begin as agencies do: place, day and the outlet's first name."""
    from_ = place.upper() if story.luck.chance(0.7) else place
    month = MONTHS[story.published.month - 1]
    first = story.outlet.habits.month_first
    day = f"{month} {story.published.day}" if first else f"{story.published.day} {month}"
    name = story.outlet.name.removeprefix("The ").split()[0]
    return Text(text=f"{from_}, {day} ({name}) –")


def _later(story: Story, account: Account) -> Text:
    """Add what came of it; how an attack went on, the war doesn't decide."""
    if account.kind != "attack" or story.luck.chance(0.5):
        return story.tell(_PROSE, "brief_later", place=spot(story, account.place))
    slots: dict[str, Slot] = {"x": Side(id=account.actor), "y": Side(id=account.target)}
    return story.tell("events", "aftermath_attack", Fact(about=account.fact.about), **slots)


def announcement(desk: Desk, task: Assignment) -> Report:
    """Let an outlet announce that its side took a place, or explain that it lost one."""
    story = desk.story(task)
    account = desk.account(task.outlet, task.happenings[0])
    slots = slots_of(story, account)
    won = account.kind == "capture" and account.actor == task.outlet.sides_with
    if account.kind != "capture":
        lead = event(story, account)
    elif won:
        lead = story.tell(_PROSE, "announcement", account.fact, **slots)
    else:
        swapped = {**slots, "x": slots["y"], "y": slots["x"]}
        about = account.fact.about
        facts = {"": Fact(about=about), "fallen": Fact(about=about, true=False)}  # it did fall
        lead = story.tell(_PROSE, "retreat", facts, **swapped)
    paragraphs = [lead]
    if won:
        voice = persons.commander(story, account.actor)
        n = numbers.exact(
            story, account.true_deaths[1], numbers.FIGHTERS, "fighters", told=max(account.deaths_b, 2)
        )
        paragraphs.append(story.tell(_PROSE, "announcement_more", account.fact, n=n, s=voice, **slots))
    paragraphs.append(colour(story, account.place))
    title = story.tell(_PROSE, "announcement_title" if won else "brief_title", account.fact, **slots)
    observer = story.names(task.outlet.sides_with).full if task.outlet.sides_with else None
    return report(story, task, title, paragraphs, observer=observer)


def communique(desk: Desk, task: Assignment) -> Report | None:
    """Let a command list what its units did on one day, and what the enemy lost."""
    own = task.outlet.sides_with
    if own is None:
        return None
    story = desk.story(task)
    lines: list[Text] = []
    for happening in task.happenings:
        account = desk.account(task.outlet, happening)
        use = _item(account, own)
        if use is not None:
            lines.append(_numbered(story, account, use, len(lines) + 1))
    if not lines:
        return None
    number = (task.published - desk.world.since).days + story.luck.between(20, 60)
    day = long_date(task.happenings[0].day, month_first=task.outlet.habits.month_first)
    head = story.tell(_PROSE, "communique_head", x=Side(id=own), day=day)
    title = Text(text=f"Communiqué No. {number}")
    closing = story.tell(_PROSE, "communique_end")
    return report(story, task, title, [head, *lines, closing], observer=story.names(own).full)


def _item(account: Account, own: str) -> str | None:
    """Choose how a command words a happening; None where it keeps silent about it."""
    if account.kind in ("attack", "repel", "strike", "clash", "capture") and account.actor == own:
        return f"communique_{account.kind}"
    if account.kind in ("attack", "strike") and account.target == own:
        return "communique_suffered"
    return "communique_clash" if account.kind == "clash" and account.target == own else None


def _numbered(story: Story, account: Account, use: str, number: int) -> Text:
    slots = slots_of(story, account)
    if use in ("communique_suffered",) or (
        use == "communique_clash" and account.target == story.outlet.sides_with
    ):
        slots = {**slots, "x": slots["y"], "y": slots["x"]}
    clock = f"{story.luck.between(0, 23):02d}{story.luck.pick(('00', '10', '30', '45'))}"
    item = story.tell(_PROSE, use, account.fact, no=str(number), clock=clock, **slots)
    enemy = account.target if account.actor == story.outlet.sides_with else account.actor
    n = dead_of(story, account, enemy)
    if not n.value or use == "communique_suffered":
        return item
    return joined((item, story.tell(_PROSE, "communique_losses", account.fact, n=n, **slots)))


def strike(desk: Desk, task: Assignment) -> Report:
    """Report a strike with its dead: numbers of several sources, and what whoever fired says."""
    story = desk.story(task)
    account = desk.account(task.outlet, task.happenings[0])
    slots = slots_of(story, account)
    civil = account.people > 0
    true_dead = account.happening.people if civil else account.true_deaths[1]
    told = account.people if civil else account.deaths_b
    noun = numbers.CIVILIANS if civil else numbers.FIGHTERS
    doctors, officer = persons.doctors(story), persons.spokesman(story, account.actor)
    slots = {
        **slots,
        "s": doctors,
        "t": officer,
        "n": numbers.hedged(story, true_dead, noun, "killed", told=told),
        "m": numbers.alone(story, told + story.luck.between(1, 9), "wounded"),
        "k": numbers.alone(story, told, "dead", true=true_dead),
        "j": numbers.alone(story, max(told // 2, 1), "dead", true=true_dead),
    }
    struck = story.tell(_PROSE, "strike_lead", account.fact, **slots)
    paragraphs = [
        joined((dateline(story, account.place), struck)),
        story.tell(_PROSE, "strike_toll", account.fact, **slots)
        if told
        else story.tell("events", "no_losses"),
        story.tell(_PROSE, "strike_claim", account.fact, **slots) if account.target else unverified(story),
        colour(story, account.place),
    ]
    title = story.tell(_PROSE, "strike_title", account.fact, region=slots["region"], place=slots["place"])
    return report(story, task, title, paragraphs, observer=doctors.text, quotable=struck)
