"""Reports of what enemies arrange: evacuations, exchanges, truces, passages, hand-overs, trade."""

from holdfire.simulate.press import numbers, persons
from holdfire.simulate.press.account import Account
from holdfire.simulate.press.desk import Assignment, Desk, colour, report, slots_of
from holdfire.simulate.press.marks import joined
from holdfire.simulate.press.report import Report
from holdfire.simulate.press.slots import INVENTED, Count, Side, Slot
from holdfire.simulate.press.story import Story

_PROSE = "deals"
KINDS = ("evacuate", "exchange", "truce", "deal", "trade", "transit", "handover", "withdraw", "defect")
GUARANTORS = (
    "the Order of Saint Ambrin",
    "the Council of Elders",
    "the Abbot of the Fords",
    "the Lantern Committee",
)


def deal(desk: Desk, task: Assignment) -> Report:
    """Report an arrangement of two enemies: who, where, how many, and who vouches for it."""
    story = desk.story(task)
    account = desk.account(task.outlet, task.happenings[0])
    slots = {**slots_of(story, account), **_numbers(story, account)}
    helpers = persons.helpers(story)
    slots |= {
        "s": helpers,
        "t": persons.resident(story),
        "g": story.luck.pick(GUARANTORS),
        "c": Side(id=_third(desk, story, account)),
    }
    lead = story.tell(_PROSE, account.kind, account.fact, **slots)
    terms = story.tell(_PROSE, "terms", INVENTED, **slots)
    reaction = story.tell(_PROSE, "reaction", **slots) if story.luck.chance(0.5) else None
    title = story.tell(_PROSE, "title", place=slots["place"], region=slots["region"])
    rest = joined((terms, reaction, colour(story, account.place)))
    return report(story, task, title, [lead, rest], observer=helpers.text)


def _numbers(story: Story, account: Account) -> dict[str, Slot]:
    """Draw numbers that the war doesn't decide, so that every report has its own."""
    luck = story.luck
    kind = account.kind
    nouns = {
        "exchange": ("prisoner", "prisoners"),
        "transit": ("lorry", "lorries"),
    }
    noun = nouns.get(kind, ("fighter", "fighters"))
    many = numbers.hedged(story, luck.between(8, 240), noun, noun[1])
    vehicles: Count | str = numbers.exact(story, luck.between(3, 28), ("bus", "buses"), "buses")
    if kind == "trade":
        vehicles = numbers.exact(story, luck.between(3, 28), ("lorry", "lorries"), "lorries")
    if kind in ("truce", "deal"):
        vehicles = f"{numbers.number(story, luck.between(2, 10))} days"
    return {
        "n": many,
        "k": vehicles,
        "m": numbers.exact(story, luck.between(2, 20), ("captive", "captives"), "captives"),
    }


def _third(desk: Desk, story: Story, account: Account) -> str:
    others = [party for party in desk.world.folks if party not in (account.actor, account.target)]
    return story.luck.pick(others or [account.actor])
