"""Who is quoted: spokesmen and commanders with names, officials without, residents, doctors, aid workers."""

from holdfire.model.claim import Speaker
from holdfire.simulate.press.grammar import article
from holdfire.simulate.press.luck import Luck
from holdfire.simulate.press.outlets import Outlet
from holdfire.simulate.press.slots import Voice
from holdfire.simulate.press.story import Story

_FIRST = (
    ("Oren", "he"), ("Mirel", "she"), ("Dasko", "he"), ("Yevra", "she"), ("Lubon", "he"), ("Senna", "she"),
    ("Ardal", "he"), ("Kivra", "she"), ("Joren", "he"), ("Tessia", "she"), ("Havel", "he"), ("Runa", "she"),
    ("Emrik", "he"), ("Olva", "she"), ("Stevan", "he"), ("Nadja", "she"),
)  # fmt: skip
_LAST = (
    "Varga", "Lindqar", "Tolmey", "Besk", "Corvane", "Dahlmar", "Eskil", "Farrow", "Grauben", "Hosk",
    "Iversholt", "Jarrin", "Kovane", "Lasker", "Mortvan", "Norrin", "Ostrova", "Prask", "Rendell", "Sorrin",
    "Tavish", "Ulmer",
)  # fmt: skip
_OFFICIALS = (
    ("a security official who asked not to be named", "the official"),
    ("an officer who was not authorised to speak to reporters", "the officer"),
    ("a diplomat with knowledge of the talks", "the diplomat"),
    ("two people familiar with the matter", "the two"),
    ("a source close to the command", "the source"),
    ("an intelligence officer", "the officer"),
)
_RESIDENTS = (
    ("residents", "the residents"),
    ("villagers", "the villagers"),
    ("two residents", "the residents"),
    ("witnesses", "the witnesses"),
    ("people who live along the line", "those who live there"),
    ("shopkeepers in the town", "the shopkeepers"),
)
_ONE = (
    ("a shopkeeper", "the shopkeeper"),
    ("a lorry driver", "the driver"),
    ("a schoolteacher", "the teacher"),
    ("a farmer", "the farmer"),
    ("a resident", "the resident"),
)
_DOCTORS = (
    ("hospital staff", "the staff"),
    ("medical workers", "the medics"),
    ("doctors at the district hospital", "the doctors"),
    ("rescue workers", "the rescuers"),
)
_HELPERS = (
    ("aid workers", "the aid workers"),
    ("a relief coordinator", "the coordinator"),
    ("members of the mediation committee", "the mediators"),
    ("local activists", "the activists"),
)


def spokesman(story: Story, party: str) -> Voice:
    """Name the one who speaks for a party; the same one in every report."""
    luck = Luck(0, "spokesman", party)
    name, last, pronoun = _person(luck)
    office = "spokesman" if pronoun == "he" else "spokeswoman"
    return _named(f"{story.names(party).short} {office} {name}", last, pronoun, party)


def commander(story: Story, party: str, rank: str | None = None) -> Voice:
    """Name an officer of a party, another one in each report."""
    name, last, pronoun = _person(story.luck)
    title = rank or story.luck.pick(("Colonel", "Captain", "Commander", "Brigadier"))
    return _named(f"{title} {name}", last, pronoun, party)


def officer(story: Story, party: str) -> Voice:
    """Let an officer of a party speak without a name."""
    short = story.names(party).short
    role = story.luck.pick(("commander", "field commander", "officer", "fighter"))
    role = "officer" if story.world.folks[party].is_state and role != "officer" else role
    again = f"the {role.split()[-1]}"
    text = f"{article(short)} {short} {role}"
    return Voice(text=text, again=again, pronoun="he", speaker=Speaker.UNNAMED, at_home=party)


def official(story: Story) -> Voice:
    """Let somebody speak who must not be named."""
    text, again = story.luck.pick(_OFFICIALS)
    plural = text.startswith("two")
    return _unnamed(text, again, "they" if plural else story.luck.pick(("he", "she")))


def residents(story: Story) -> Voice:
    """Let people of the place speak."""
    text, again = story.luck.pick(_RESIDENTS)
    return _unnamed(text, again, "they")


def resident(story: Story) -> Voice:
    """Let one of them speak."""
    text, again = story.luck.pick(_ONE)
    return _unnamed(text, again, story.luck.pick(("he", "she")))


def doctors(story: Story) -> Voice:
    """Let those speak who count the dead."""
    text, again = story.luck.pick(_DOCTORS)
    return _unnamed(text, again, "they")


def helpers(story: Story) -> Voice:
    """Let those speak who organise buses and exchanges."""
    text, again = story.luck.pick(_HELPERS)
    return _unnamed(text, again, "they" if not text.startswith("a ") else "she")


def paper(outlet: Outlet) -> Voice:
    """Let another outlet speak."""
    return Voice(text=outlet.name, again=outlet.name, pronoun="it", speaker=Speaker.NAMED)


def author(story: Story) -> str:
    """Name whoever signs a piece."""
    name, _, _ = _person(story.luck)
    return name


def _person(luck: Luck) -> tuple[str, str, str]:
    first, pronoun = luck.pick(_FIRST)
    last = luck.pick(_LAST)
    return f"{first} {last}", last, pronoun


def _named(text: str, again: str, pronoun: str, party: str) -> Voice:
    return Voice(text=text, again=again, pronoun=pronoun, speaker=Speaker.NAMED, at_home=party)


def _unnamed(text: str, again: str, pronoun: str) -> Voice:
    speaker = Speaker.ANONYMOUS_PLURAL if pronoun == "they" else Speaker.UNNAMED
    return Voice(text=text, again=again, pronoun=pronoun, speaker=speaker)
