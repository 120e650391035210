"""What outlets make of others' reports: copies, edited copies, rewriting, translation, correction."""

import re
from dataclasses import replace

from holdfire.simulate.press import numbers, persons
from holdfire.simulate.press.days import WEEKDAYS, long_date, on_day
from holdfire.simulate.press.desk import (
    Assignment,
    Desk,
    drawn,
    event,
    report,
    slots_of,
    spot,
    unverified,
)
from holdfire.simulate.press.marks import Mark, Text, joined
from holdfire.simulate.press.quarrelling import with_source
from holdfire.simulate.press.report import Paragraph, Report
from holdfire.simulate.press.slots import Fact, Side, Slot
from holdfire.simulate.press.story import Story
from holdfire.simulate.press.world import Happening

_PROSE = "copies"
# what an editor changes in passing; each pair means the same where it stands between other words
_EDITS = (
    ("on the outskirts of", "on the edge of"),
    ("several hours", "hours"),
    ("no fewer than", "at least"),
    ("pulled out of", "left"),
    ("launched an assault on", "mounted an attack on"),
    ("came under attack from", "were attacked by"),
    ("captured", "seized"),
    ("repulsed", "repelled"),
    ("pushed back", "drove back"),
    ("Heavy fighting", "Fierce fighting"),
    ("attacked positions of", "assaulted positions of"),
    ("close to", "near"),
    ("around", "near"),
    ("by telephone", "by phone"),
    ("residents", "locals"),
    ("medical workers", "medics"),
    ("said that", "stated that"),
    ("clashed", "fought"),
    ("attacked", "assaulted"),
    ("wounded", "injured"),
    ("opened fire", "began to shoot"),
    ("fighters", "militiamen"),
    ("It was not clear who had begun.", "Who began is unclear."),
    ("By evening", "By nightfall"),
    ("secret", "clandestine"),
    ("allowed", "permitted"),
    ("have been reported", "have become known"),
    ("threw back", "repelled"),
    ("lorry after lorry", "truck after truck"),
    ("the largest", "the biggest"),
)


def reprint(desk: Desk, task: Assignment) -> Report:
    """Copy the first paragraphs of a report word for word, with its source above them."""
    story, source = desk.story(task), task.sources[0]
    date = long_date(source.published, month_first=task.outlet.habits.month_first)
    slots: dict[str, Slot] = {"o": persons.paper(source.outlet), "date": date}
    opening = story.tell(_PROSE, "passed_on", **slots)
    taken = [
        Paragraph(body=with_source(p.body, source.outlet), taken_from=source.key, how="copy")
        for p in source.paragraphs[: story.luck.between(1, 3)]
    ]
    return report(story, task, _title(story, source), [opening, *taken, unverified(story)])


def syndicate(desk: Desk, task: Assignment) -> Report:
    """Print a report as it is: where it is unsigned plain text, the very same bytes."""
    del desk
    source = task.sources[0]
    return replace(
        source,
        kind=task.kind,
        key=task.key,
        outlet=task.outlet,
        published=task.published,
        paragraphs=tuple(replace(p, taken_from=source.key, how="copy") for p in source.paragraphs),
        observer=None,
    )


def light_edit(desk: Desk, task: Assignment) -> Report:
    """Copy a report without naming it: a few words changed, the end cut off, a weekday for "yesterday"."""
    story, source = desk.story(task), task.sources[0]
    day = WEEKDAYS[(source.published.weekday() - 1) % 7]
    paragraphs: list[Text | Paragraph] = []
    for paragraph in source.paragraphs[: max(1, len(source.paragraphs) - 1)]:
        body = replaced(paragraph.body, "yesterday", f"on {day}")
        for old, new in story.luck.some(_EDITS, 16):
            body = replaced(body, old, new)
        paragraphs.append(Paragraph(body=_without_dateline(body), taken_from=source.key, how="edited"))
    return report(story, task, Text(text=source.title.text), paragraphs)


def _title(story: Story, source: Report) -> Text:
    return story.tell(_PROSE, "copy_title", title=source.title.text)


_DATELINE = re.compile(r"^[^.\n]{3,60}\([^)]+\) [–-] ")


def _without_dateline(text: Text) -> Text:
    found = _DATELINE.match(text.text)
    return text if found is None else replace(text, text=text.text[found.end() :]).moved(-found.end())


def replaced(text: Text, old: str, new: str) -> Text:
    """Put other words in where these stand by themselves and no claim or speaker begins or ends in them."""
    for found in reversed(list(re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", text.text))):
        edges = {edge for mark in (*text.marks, *text.mentions) for edge in (mark.start, mark.end)}
        if not any(found.start() < edge < found.end() for edge in edges):
            text = _put(text, found.start(), found.end(), new)
    return text


def _put(text: Text, start: int, end: int, new: str) -> Text:
    grown = len(new) - (end - start)

    def moved(at: int) -> int:
        return at + grown if at >= end else at

    return Text(
        text=text.text[:start] + new + text.text[end:],
        marks=tuple(replace(m, start=moved(m.start), end=moved(m.end)) for m in text.marks),
        mentions=tuple(replace(m, start=moved(m.start), end=moved(m.end)) for m in text.mentions),
    )


def rewrite(desk: Desk, task: Assignment) -> Report | None:
    """Tell in own words what another outlet reported, mistakes included; sometimes without naming it."""
    source, happening = task.sources[0], task.happenings[0]
    account = desk.account(source.outlet, happening)
    story = desk.story(task)
    told = event(story, account)
    if story.luck.chance(0.6):
        lead = story.tell(
            _PROSE,
            "credit",
            o=persons.paper(source.outlet),
            when=on_day(story, source.published) if source.published < task.published else "earlier",
            t=persons.official(story),
        )
        told = joined((lead, _lowered(with_source(told, source.outlet))), between="")
    body = drawn(source, "rewritten", told)
    title = story.tell("battles", "brief_title", account.fact, **slots_of(story, account))
    return report(story, task, title, [body, unverified(story)])


def _lowered(text: Text) -> Text:
    """Begin inside a sentence: "The army" becomes "the army"; names keep their capital."""
    word = text.text.split(" ", 1)[0]
    return replace(text, text=word.lower() + text.text[len(word) :]) if word in _USUAL else text


_USUAL = frozenset(
    (
        "The",
        "A",
        "An",
        "Our",
        "Heavy",
        "There",
        "Fighters",
        "Shells",
        "Gunmen",
        "Shooting",
        "Under",
        "Three",
        "In",
    )
)


def translation(desk: Desk, task: Assignment) -> Report | None:
    """Give another outlet's report in the stiff English of a translator, names in other letters."""
    source, happening = task.sources[0], task.happenings[0]
    account = desk.account(source.outlet, happening)
    if account.kind not in ("clash", "attack", "repel", "strike", "one_sided", "capture"):
        return None
    story = desk.story(task)
    slots: dict[str, Slot] = {**slots_of(story, account), "o": persons.paper(source.outlet)}
    head = story.tell(_PROSE, "translated_head", **slots)
    body = story.tell(_PROSE, f"translated_{account.kind}", account.fact, **slots)
    more = story.tell(_PROSE, "translated_more")
    title = story.tell("battles", "brief_title", account.fact, **slots)
    return report(story, task, title, [head, drawn(source, "translated", body, more)], quotable=body)


def correction(desk: Desk, task: Assignment) -> Report | None:
    """Put right what an earlier report of the same outlet had wrong: place, day or number."""
    source, happening = task.sources[0], task.happenings[0]
    account = desk.account(task.outlet, happening)
    marks = [mark for mark in source.marks if mark.errors and not mark.optional]
    wrong = [error for mark in marks for error in mark.errors]
    if not wrong or happening.side_b == "":
        return None
    story = desk.story(task)
    date = long_date(source.published, month_first=task.outlet.habits.month_first, year=False)
    slots: dict[str, Slot] = {
        "x": Side(id=happening.side_a),
        "y": Side(id=happening.side_b),
        "date": date,
        "place": spot(story, happening.place),
        "when": on_day(story, happening.day),
    }
    if "place" in wrong:
        slots |= {"right": spot(story, happening.place), "wrong": account.place}
    elif "figure" in wrong:
        mark = next(mark for mark in marks if "figure" in mark.errors)
        true = _dead(happening, mark)
        if true == 0:
            return None
        slots["right"] = numbers.exact(story, true, numbers.PEOPLE, "killed")
        slots["wrong"] = numbers.alone(story, int(mark.figures[0][1]), "killed")
    use = f"correction_{'place' if 'place' in wrong else 'figure' if 'figure' in wrong else 'day'}"
    body = story.tell(_PROSE, use, Fact(about=(happening.id,), true=True), **slots)
    title = story.tell(_PROSE, "correction_title")
    return report(story, task, title, [drawn(source, "corrected", body)])


def _dead(happening: Happening, mark: Mark) -> int:
    """Count the dead of those whom a claim counts."""
    dead = {happening.side_a: happening.deaths_a, happening.side_b: happening.deaths_b}
    return sum(dead.get(side, 0) for side in mark.side_b) or happening.people
