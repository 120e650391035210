"""Reports about a deal: who alleges it, who denies it, and whoever stands between them."""

from dataclasses import replace

from holdfire.model.claim import Modality
from holdfire.simulate.press import persons
from holdfire.simulate.press.desk import Assignment, Desk, colour, drawn, region_name, report
from holdfire.simulate.press.grounds import GROUNDS, agreed, deal, done, sides, still_fighting
from holdfire.simulate.press.marks import Text, joined
from holdfire.simulate.press.outlets import Outlet, Quarrel
from holdfire.simulate.press.report import Paragraph, Report
from holdfire.simulate.press.slots import Fact, Side, Slot, Spot
from holdfire.simulate.press.story import Story

_PROSE = "quarrel"
_INNER = str.maketrans("“”", "‘’")  # a quotation inside another one


def analysis(desk: Desk, task: Assignment) -> Report | None:
    """Let an outlet allege cooperation of A and B; each time on other grounds."""
    quarrel, region = task.quarrel, task.region
    if quarrel is None or region is None:
        return None
    story = desk.story(task)
    opening = story.tell(_PROSE, "opening", region=region_name(story, region), **sides(quarrel))
    key = deal(desk, story, quarrel, region)
    grounds = [ground(desk, story, quarrel, region) for ground in story.luck.some(GROUNDS, len(GROUNDS))]
    chosen = [ground for ground in grounds if ground is not None][: story.luck.between(2, 4)]
    hedge = story.tell(_PROSE, "hedge", agreed(desk, story, quarrel), **sides(quarrel))
    paragraphs = [joined((opening, key)), *_in_pairs(chosen), hedge]
    if story.luck.chance(0.5):
        paragraphs.append(Text(text=f"{persons.author(story)} writes on the war for {task.outlet.name}."))
    title = story.tell(_PROSE, "analysis_title", region=region_name(story, region))
    return report(story, task, title, [p for p in paragraphs if p.text], quotable=key)


def _in_pairs(texts: list[Text]) -> list[Text]:
    return [joined(texts[i : i + 2]) for i in range(0, len(texts), 2)]


def denial(desk: Desk, task: Assignment) -> Report | None:
    """Let an outlet of A or B deny the deal, accuse in turn, and show fighting where there was any."""
    quarrel, region = task.quarrel, task.region
    own = task.outlet.sides_with
    if quarrel is None or region is None or own is None:
        return None
    story = desk.story(task)
    other = quarrel.b if own == quarrel.a else quarrel.a
    voice = persons.spokesman(story, own)
    known = agreed(desk, story, quarrel)
    slots: dict[str, Slot] = {"a": Side(id=own), "b": Side(id=other), "s": voice, "he": voice.pronoun}
    passed = done(desk, story, Quarrel(a=own, b=other, against=quarrel.against), "transit")
    facts = {
        key: Fact(about=fact.about, true=not fact.true) for key, fact in (("", known), ("passage", passed))
    }
    key = story.tell(_PROSE, "denial", facts, **slots)
    paragraphs: list[Text | Paragraph] = [joined((key, story.tell(_PROSE, "scorn")))]
    if task.sources:
        answered = task.sources[0]
        ago = (task.published - answered.published).days
        days = "a day" if ago == 1 else f"{ago} days"
        line = story.tell(_PROSE, "answer", paper=answered.outlet.name, ago=days, he=voice.pronoun)
        paragraphs.append(drawn(answered, "answered", line))
    paragraphs.append(
        joined((still_fighting(desk, story, quarrel, own), _counter(desk, story, quarrel, own)))
    )
    paragraphs.append(colour(story, story.luck.pick(_places(desk, region))))
    title = story.tell(_PROSE, "denial_title")
    return report(story, task, title, paragraphs, observer=voice.text, quotable=key)


def _counter(desk: Desk, story: Story, quarrel: Quarrel, own: str) -> Text | None:
    """Accuse in turn: C is said to work with somebody whom nobody asked about."""
    others = [party for party in desk.world.folks if party not in (quarrel.a, quarrel.b, quarrel.against)]
    theirs = [q for q in desk.room.quarrels if q.against == own and quarrel.against in (q.a, q.b)]
    if not others or not story.luck.chance(0.6):
        return None
    partner = story.luck.pick(others)
    if theirs:
        partner = theirs[0].b if theirs[0].a == quarrel.against else theirs[0].a
    voice = persons.spokesman(story, own)
    accused = Quarrel(a=quarrel.against, b=partner, against=own)
    return story.tell(
        _PROSE,
        "counter",
        agreed(desk, story, accused),
        a=Side(id=own),
        c=Side(id=quarrel.against),
        d=Side(id=partner),
        s=voice,
        he=voice.pronoun,
        him={"he": "him", "she": "her"}.get(voice.pronoun, "them"),
    )


def both_sides(desk: Desk, task: Assignment) -> Report | None:
    """Quote an allegation and a denial word for word, and take no side."""
    quarrel, region = task.quarrel, task.region
    if quarrel is None or region is None or len(task.sources) < 2:
        return None
    story = desk.story(task)
    accused, denied = task.sources
    quoted = [
        drawn(source, "quoted", quotation(story, use, source))
        for source, use in ((accused, "both_said"), (denied, "both_answered"))
    ]
    end = story.tell(
        _PROSE, "both_end", agreed(desk, story, quarrel), paper=task.outlet.name, **sides(quarrel)
    )
    title = story.tell(_PROSE, "both_title", region=region_name(story, region))
    return report(story, task, title, [*quoted, end])


def quotation(story: Story, use: str, source: Report) -> Text:
    """Quote the sentence of another report that matters most."""
    lead = story.tell(_PROSE, use, o=persons.paper(source.outlet))
    return joined((lead, "“", with_source(source.quotable, source.outlet, inner=True), "”"), between="")


def with_source(text: Text, outlet: Outlet, *, inner: bool = False) -> Text:
    """Add an outlet to the chain of speakers of every claim.

    inner: it becomes a quotation, and places that its report names elsewhere are not told.
    """
    marks = tuple(
        replace(
            mark,
            tellers=(*mark.tellers, outlet.name),
            names=tuple(name for name in mark.names if not inner or name[0] in text.text),
            modality=Modality.REPORTED if mark.modality is Modality.ASSERTED else mark.modality,
        )
        for mark in text.marks
    )
    return replace(text, marks=marks, text=text.text.translate(_INNER) if inner else text.text)


def _places(desk: Desk, region: str) -> list[str]:
    return [name for name, of in desk.world.region_of.items() if of == region]


def region_spot(story: Story, region: str) -> Spot:
    """Write a region as a place that a claim may name."""
    return Spot(text=region_name(story, region), name=region)
