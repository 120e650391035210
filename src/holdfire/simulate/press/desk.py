"""What every writer has at hand: the world, the newsroom, an outlet's accounts, usual sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from holdfire.simulate.press import numbers, persons
from holdfire.simulate.press.account import Account, account_of
from holdfire.simulate.press.days import on_day
from holdfire.simulate.press.grammar import ordinal
from holdfire.simulate.press.luck import Luck
from holdfire.simulate.press.marks import Text, joined
from holdfire.simulate.press.outlets import Newsroom, Outlet, Quarrel
from holdfire.simulate.press.report import How, Paragraph, Report
from holdfire.simulate.press.slots import Count, Side, Slot, Spot, Voice
from holdfire.simulate.press.spelling import spelled
from holdfire.simulate.press.story import Story
from holdfire.simulate.press.world import NOBODY, Happening, World

_STRAIGHT = str.maketrans("“”‘’–", "\"\"''-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One report to be written. key: what it is, in words; all its chance follows from seed and key."""

    kind: str
    key: str
    outlet: Outlet
    published: date
    happenings: tuple[Happening, ...] = ()
    quarrel: Quarrel | None = None
    sources: tuple[Report, ...] = ()
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """World, newsroom and seed."""

    world: World
    room: Newsroom
    seed: int
    _accounts: dict[tuple[str, str], Account] = field(default_factory=dict[tuple[str, str], Account])

    def story(self, task: Assignment) -> Story:
        """Begin a report."""
        luck = Luck(self.seed, task.key)
        return Story(world=self.world, outlet=task.outlet, luck=luck, published=task.published)

    def account(self, outlet: Outlet, happening: Happening) -> Account:
        """Ask what an outlet takes to have happened."""
        key = (outlet.name, happening.id)
        if not happening.id:
            return account_of(self.world, outlet, happening, self.seed)
        if key not in self._accounts:
            self._accounts[key] = account_of(self.world, outlet, happening, self.seed)
        return self._accounts[key]


def spot(story: Story, place: str, *, right: bool = True) -> Spot:
    """Write a place as the outlet spells it."""
    return Spot(text=spelled(place, story.outlet.habits.spelling), name=place, right=right)


def region_name(story: Story, region: str) -> str:
    """Write a region as the outlet spells it."""
    return spelled(region, story.outlet.habits.spelling)


def slots_of(story: Story, account: Account) -> dict[str, Slot]:
    """Give what a wording about one happening needs."""
    people = numbers.hedged(
        story, account.happening.people, numbers.CIVILIANS, "civilians", told=account.people
    )
    return {
        "x": Side(id=account.actor),
        "y": Side(id=account.target),
        "p": Side(id=NOBODY),
        "place": spot(story, account.place, right=account.place_is_right),
        "when": on_day(story, account.day, right=account.day_is_right),
        "people": people,
        "region": region_name(story, story.world.region_of[account.place]),
        "paper": story.outlet.name,
    }


def event(story: Story, account: Account, voice: Voice | None = None) -> Text:
    """Tell one happening in a sentence, in the outlet's own voice or in somebody's."""
    slots = slots_of(story, account)
    if voice is None:
        return story.tell("events", account.kind, account.fact, **slots)
    return story.tell("events", f"{account.kind}_said", account.fact, s=voice, **slots)


def dead_of(story: Story, account: Account, party: str) -> Count:
    """Count the dead of one side as the account has them."""
    true_a, true_b, _ = account.true_deaths
    told, true = (account.deaths_a, true_a) if party == account.actor else (account.deaths_b, true_b)
    state = story.world.folks[party].is_state
    nouns = (("soldier", "soldiers"),) if state else (numbers.FIGHTERS, numbers.FIGHTERS, ("man", "men"))
    noun = story.luck.pick(nouns)
    return numbers.hedged(story, true, noun, noun[1], told=told)


def toll(story: Story, account: Account, voice: Voice) -> Text:
    """Tell who died, or that nobody knows."""
    slots: dict[str, Slot] = {"s": voice, "x": Side(id=account.actor), "y": Side(id=account.target)}
    true_a, true_b, _ = account.true_deaths
    told = account.deaths_a + account.deaths_b
    if account.kind == "clash" and told and story.luck.chance(0.6):
        n = numbers.hedged(story, true_a + true_b, numbers.PEOPLE, "people", told=told)
        return story.tell("events", "toll_both", account.fact, n=n, **slots)
    if account.deaths_b and account.target:
        n = dead_of(story, account, account.target)
        slots["m"] = _with_side(n, story.names(account.target).short)
        return story.tell("events", "toll_target", account.fact, n=n, **slots)
    if account.people and account.kind != "one_sided":
        n = numbers.hedged(
            story, account.happening.people, numbers.CIVILIANS, "civilians", told=account.people
        )
        return story.tell("events", "toll_people", account.fact, n=n, p=Side(id=NOBODY), **slots)
    return story.tell("events", "no_losses")


def _with_side(count: Count, short: str) -> Count:
    """Say whose dead they are: two FVF fighters."""
    number, _, noun = count.text.rpartition(" ")
    return replace(count, text=f"{number} {short} {noun}")


def colour(story: Story, place: str) -> Text:
    """Write a sentence that says nothing of who fights whom."""
    world = story.world
    months = (story.published.year - world.since.year) * 12 + story.published.month - world.since.month + 1
    return story.tell(
        "events",
        "colour",
        region=region_name(story, world.region_of[place]),
        country=spelled(world.country, story.outlet.habits.spelling),
        nth=ordinal(max(months, 1)),
    )


def unverified(story: Story) -> Text:
    """Say that nobody could check it."""
    return story.tell("events", "unverified", paper=story.outlet.name)


def source_of(story: Story, account: Account) -> Voice:
    """Choose who tells an outlet of a happening: its side's officers, or whoever was near."""
    own = story.outlet.sides_with
    if own is not None and own in (account.actor, account.target):
        return persons.spokesman(story, own) if story.luck.chance(0.5) else persons.officer(story, own)
    ways = [persons.residents, persons.residents, persons.official, persons.resident]
    if account.actor != NOBODY and story.luck.chance(0.35):
        return persons.officer(story, story.luck.pick([p for p in (account.actor, account.target) if p]))
    return story.luck.pick(ways)(story)


def report(
    story: Story,
    task: Assignment,
    title: Text,
    paragraphs: Sequence[Text | Paragraph],
    *,
    observer: str | None = None,
    quotable: Text | None = None,
) -> Report:
    """Put a report together in the outlet's typography; a fair reader could leave the headline's claims out.

    quotable: the sentence that others quote; without one, the first passage.
    """
    optional = replace(title, marks=tuple(replace(mark, optional=True) for mark in title.marks))
    body = tuple(
        replace(p, body=_set(story, p.body)) if isinstance(p, Paragraph) else Paragraph(body=_set(story, p))
        for p in paragraphs
        if isinstance(p, Paragraph) or p.text
    )
    return Report(
        kind=task.kind,
        key=task.key,
        outlet=task.outlet,
        published=task.published,
        title=_set(story, optional),
        paragraphs=body,
        quotable=body[0].body if quotable is None else _set(story, quotable),
        observer=observer,
        signed=task.outlet.habits.bylined,
        quarrel=task.quarrel,
        region=task.region,
    )


def drawn(source: Report, how: How, *parts: Text | str | None) -> Paragraph:
    """Put together a paragraph that draws on another report."""
    return Paragraph(body=joined(parts), taken_from=source.key, how=how)


def _set(story: Story, text: Text) -> Text:
    """Set quotation marks and dashes as the outlet does; no character moves."""
    return text if story.outlet.habits.curly else replace(text, text=text.text.translate(_STRAIGHT))
