"""Reports in which people speak: interview, rumours, eyewitness, obituary."""

from datetime import timedelta

from holdfire.model.claim import Speaker
from holdfire.simulate.press import numbers, persons
from holdfire.simulate.press.days import in_month, on_day
from holdfire.simulate.press.desk import Assignment, Desk, region_name, report, slots_of, spot
from holdfire.simulate.press.grounds import agreed, done, sides
from holdfire.simulate.press.marks import Text, joined
from holdfire.simulate.press.outlets import Quarrel
from holdfire.simulate.press.quarrelling import region_spot
from holdfire.simulate.press.report import Report
from holdfire.simulate.press.slots import Fact, Side, Slot, Spot, Voice
from holdfire.simulate.press.story import Story
from holdfire.simulate.press.wording import Head, parts_of
from holdfire.simulate.press.world import NOBODY, Happening

_PROSE = "voices"
_JOBS = ("a baker", "a retired teacher", "a nurse", "an electrician", "a tailor")
_SHOPS = ("a small shop", "a tea-house", "bees", "a garage")
_COUSIN = Voice(text="a cousin", again="the cousin", pronoun="he", speaker=Speaker.UNNAMED)


def interview(desk: Desk, task: Assignment) -> Report | None:
    """Let an officer answer questions about a fight, its cost, and a deal that people speak of."""
    happening = task.happenings[0]
    own = task.outlet.sides_with
    if happening.side_b == NOBODY:
        return None
    own = own if own in happening.sides else happening.side_a
    enemy = next(side for side in happening.sides if side != own)
    story = desk.story(task)
    officer = persons.commander(story, own)
    region = region_name(story, desk.world.region_of[happening.place])
    slots: dict[str, Slot] = {
        "s": officer,
        "x": Side(id=own),
        "y": Side(id=enemy),
        "place": spot(story, happening.place),
        "when": on_day(story, happening.day),
        "region": region,
        "paper": task.outlet.name,
    }
    true = dict(
        zip((happening.side_a, happening.side_b), (happening.deaths_a, happening.deaths_b), strict=True)
    )
    slots["own"] = numbers.exact(story, true[own], ("man", "men"), "men", told=max(true[own] // 2, 1))
    slots["n"] = numbers.hedged(
        story, true[enemy], ("body", "bodies"), "bodies", told=true[enemy] + story.luck.between(0, 8)
    )
    fact = Fact(about=(happening.id,), true=True)
    title = story.tell(_PROSE, "interview_title", fact, **slots)
    turns = [story.tell(_PROSE, "interview_lead", **slots)]
    fight = "interview_fight" if story.luck.chance(0.35) else _fought("interview", happening, own)
    answers = (
        ("interview_ask", fight),
        ("interview_ask_loss", "interview_loss"),
    )
    for ask, answer in answers:
        turns += [story.tell(_PROSE, ask, **slots), story.tell(_PROSE, answer, fact, **slots)]
    if task.quarrel is not None:
        turns += _asked_of_deal(desk, story, task.quarrel, slots)
    turns.append(story.tell(_PROSE, "interview_end"))
    return report(story, task, title, list(turns), observer=officer.text)


def _fought(kind: str, happening: Happening, own: str) -> str:
    """Choose the wordings that say who began, where the war decides it."""
    if not happening.directed:
        return {"interview": "interview_fight"}.get(kind, kind)
    if happening.side_a == own:
        return {"interview": "interview_attacking"}.get(kind, kind)
    return f"{kind}_attacked"


def _asked_of_deal(desk: Desk, story: Story, quarrel: Quarrel, slots: dict[str, Slot]) -> list[Text]:
    """Ask about the quarrel; whoever is accused says no."""
    named = {**slots, **sides(quarrel)}
    known = agreed(desk, story, quarrel)
    question = story.tell(_PROSE, "interview_ask_deal", **named)
    me = slots["x"]
    if isinstance(me, Side) and me.id in (quarrel.a, quarrel.b):
        named["e"] = Side(id=quarrel.b if me.id == quarrel.a else quarrel.a)
        return [question, story.tell(_PROSE, "interview_no_deal", _not(known), **named)]
    weeks = desk.world.fights(quarrel.a, quarrel.b, story.published - _WEEKS, story.published)
    place = named["place"]
    facts = {
        "": known,
        "silence": Fact(about=tuple(h.id for h in weeks), true=not weeks),
        "passage": done(desk, story, quarrel, "transit", place.name if isinstance(place, Spot) else ""),
    }
    return [question, story.tell(_PROSE, "interview_deal", facts, **named)]


def _not(known: Fact) -> Fact:
    return Fact(about=known.about, true=not known.true)


_WEEKS = timedelta(days=21)  # what an officer calls "for weeks"


def rumours(desk: Desk, task: Assignment) -> Report | None:
    """Print what people say: mostly made up, now and then something that happened."""
    if task.region is None:
        return None
    story = desk.story(task)
    items = [_rumour(desk, story, task.region) for _ in range(story.luck.between(2, 4))]
    for happening in task.happenings[:1]:
        account = desk.account(task.outlet, happening)
        if account.kind == "clash":
            items.append(story.tell(_PROSE, "rumour_true", account.fact, **slots_of(story, account)))
    items.append(story.tell(_PROSE, "rumour_plain"))
    mixed = story.luck.some(items, len(items))
    return report(
        story, task, story.tell(_PROSE, "rumour_title"), [story.tell(_PROSE, "rumour_lead"), *mixed]
    )


def _rumour(desk: Desk, story: Story, region: str) -> Text:
    """Make a rumour up; where it says that two work together who have agreed to, it is true by chance."""
    parties = story.luck.some(list(desk.world.folks), 3)
    quarrel = Quarrel(a=parties[0], b=parties[1], against=parties[-1])
    if desk.room.quarrels and story.luck.chance(0.4):
        quarrel = story.luck.pick(desk.room.quarrels)
    wording = story.choose(_PROSE, "rumour")
    place = story.luck.pick([name for name, of in desk.world.region_of.items() if of == region])
    kind = next(part.kind for part in parts_of(wording) if isinstance(part, Head))
    together = kind in ("deal", "ally", "cooperate")
    fact = agreed(desk, story, quarrel) if together else done(desk, story, quarrel, kind, place)
    slots: dict[str, Slot] = {
        "s": story.luck.pick((persons.resident, persons.official))(story),
        "cousin": _COUSIN,
        "place": spot(story, place),
        "region": region_spot(story, region),
        **sides(quarrel),
    }
    return story.write(wording, fact, slots)


def eyewitness(desk: Desk, task: Assignment) -> Report | None:
    """Let somebody tell in the first person what happened in their town."""
    happening = task.happenings[0]
    account = desk.account(task.outlet, happening)
    use = {"one_sided": "one_sided", "strike": "strike", "capture": "capture"}.get(happening.kind, "fight")
    if happening.side_b == NOBODY and use in ("fight", "strike"):
        return None
    story = desk.story(task)
    slots = slots_of(story, account) | {"job": story.luck.pick(_JOBS), "shop": story.luck.pick(_SHOPS)}
    slots |= {"x": Side(id=happening.side_a), "y": Side(id=happening.side_b)}
    slots["n"] = numbers.exact(
        story, happening.people, ("body", "bodies"), "bodies", told=max(account.people, 1)
    )
    fact = Fact(about=(happening.id,), true=True)
    seen = story.tell(_PROSE, f"eyewitness_{use}", fact, **slots)
    paragraphs = [
        joined((story.tell(_PROSE, "eyewitness_lead", **slots), seen)),
        joined((story.tell(_PROSE, "eyewitness_more"), story.tell(_PROSE, "eyewitness_more"))),
    ]
    if story.luck.chance(0.5):
        paragraphs.append(Text(text=f"Recorded by {persons.author(story)}."))
    title = story.tell(_PROSE, "eyewitness_title", place=slots["place"])
    return report(story, task, title, paragraphs, observer=f"a resident of {happening.place}", quotable=seen)


def obituary(desk: Desk, task: Assignment) -> Report | None:
    """Write of somebody who fell in a fight that happened, and of an earlier one."""
    happening = task.happenings[0]
    own = task.outlet.sides_with
    if own is None or own not in happening.sides or happening.side_b == NOBODY:
        return None
    enemy = next(side for side in happening.sides if side != own)
    story = desk.story(task)
    age = story.luck.between(19, 58)
    name = persons.author(story)
    slots: dict[str, Slot] = {
        "name": name,
        "last": name.split()[-1],
        "rank": story.luck.pick(("Captain", "Commander", "Lieutenant")),
        "x": Side(id=own),
        "y": Side(id=enemy),
        "s": persons.commander(story, own),
        "place": spot(story, happening.place),
        "when": on_day(story, happening.day),
        "home": spot(story, story.luck.pick(list(desk.world.region_of))),
        "from": str(task.published.year - age),
        "to": str(task.published.year),
    }
    fact = Fact(about=(happening.id,), true=True)
    died = story.tell(_PROSE, _fought("obituary", happening, own), fact, **slots)
    title = story.tell(_PROSE, "obituary_title", **slots)
    life = story.tell(_PROSE, "obituary_life", **slots)
    return report(
        story, task, title, [joined((died, life)), _past(desk, story, own, happening, slots)], quotable=died
    )


def _past(desk: Desk, story: Story, own: str, happening: Happening, slots: dict[str, Slot]) -> Text:
    """Recall an earlier fight of the same party, where there was one."""
    year = timedelta(days=300)
    for other in desk.world.folks:
        fights = desk.world.fights(own, other, happening.day - year, happening.day - timedelta(days=40))
        if other != own and fights:
            earlier = fights[0]
            more = slots | {
                "z": Side(id=other),
                "there": spot(story, earlier.place),
                "then": in_month(story, earlier.day),
            }
            return story.tell(_PROSE, "obituary_past", Fact(about=(earlier.id,), true=True), **more)
    return Text(text="")
