"""Numbers as reports write them: in words or digits, exact, rounded, as bounds, as ranges, or vague."""

from collections.abc import Callable

from holdfire.simulate.press.grammar import in_words
from holdfire.simulate.press.slots import Count
from holdfire.simulate.press.story import Story

Noun = tuple[str, str]  # of one, of several

PEOPLE: Noun = ("person", "people")
CIVILIANS: Noun = ("civilian", "civilians")
FIGHTERS: Noun = ("fighter", "fighters")


def number(story: Story, value: int) -> str:
    """Write a number in words up to the outlet's limit, else in digits."""
    return in_words(value) if value <= story.outlet.habits.words_to else f"{value:,}"


def exact(story: Story, value: int, noun: Noun, unit: str, *, told: int | None = None) -> Count:
    """Write a number as it is. told: what is written where that is not the true value."""
    shown = value if told is None else told
    return Count(
        text=f"{number(story, shown)} {noun[shown != 1]}",
        unit=unit,
        value=float(shown),
        plural=shown != 1,
        right=shown == value,
    )


def alone(story: Story, value: int, unit: str, *, true: int | None = None) -> Count:
    """Write a number without a noun. true: the true value where that is another."""
    return Count(
        text=number(story, value),
        unit=unit,
        value=float(value),
        plural=value != 1,
        right=true in (None, value),
    )


def hedged(story: Story, value: int, noun: Noun, unit: str, *, told: int | None = None) -> Count:
    """Write a number as a writer who isn't sure of it would; often still the number itself."""
    shown = value if told is None else told
    ways: list[Callable[[Story, int, Noun], tuple[str, float | None, bool]]] = [_at_least]
    if shown >= 12:
        ways += [_about, _more_than, _between]
    if shown >= 30:
        ways.append(_dozens)
    if shown < 2 or story.luck.chance(0.45):
        return exact(story, value, noun, unit, told=told)
    text, low, fits = story.luck.pick(ways)(story, shown, noun)
    right = fits and (shown == value)
    return Count(text=text, unit=unit, value=low, right=right)


def _at_least(story: Story, value: int, noun: Noun) -> tuple[str, float | None, bool]:
    opening = story.luck.pick(("at least", "at least", "no fewer than"))
    return f"{opening} {number(story, value)} {noun[1]}", float(value), True


def _about(story: Story, value: int, noun: Noun) -> tuple[str, float | None, bool]:
    step = 5 if value < 50 else 10
    round_ = step * round(value / step)
    return (
        f"{story.luck.pick(('about', 'around', 'some'))} {number(story, round_)} {noun[1]}",
        float(round_),
        True,
    )


def _more_than(story: Story, value: int, noun: Noun) -> tuple[str, float | None, bool]:
    step = 5 if value < 50 else 10
    below = step * ((value - 1) // step)
    return f"{story.luck.pick(('more than', 'over'))} {number(story, below)} {noun[1]}", float(below), True


def _between(story: Story, value: int, noun: Noun) -> tuple[str, float | None, bool]:
    low, high = value - story.luck.between(1, 2), value + story.luck.between(1, 4)
    return f"between {number(story, low)} and {number(story, high)} {noun[1]}", float(low), True


def _dozens(story: Story, value: int, noun: Noun) -> tuple[str, float | None, bool]:
    return f"{story.luck.pick(('dozens of', 'scores of'))} {noun[1]}", None, value >= 24
