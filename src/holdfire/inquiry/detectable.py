"""What a form could find, said before any result: numbers and a plain sentence, kept with the question."""

from collections.abc import Mapping, Sequence

from holdfire.errors import QuestionError
from holdfire.forms.spec import AnyForm
from holdfire.inquiry.builders import sample_for
from holdfire.inquiry.war import War
from holdfire.model.allegation import Detectable
from holdfire.model.answer import Power, Towards


def detectable_of(war: War, chosen: AnyForm, params: object, smallest: float) -> Detectable:
    """Compute what a form could find on a war; it reads no outcome of A and B."""
    nothing = Power(minimum_detectable=None)  # and no map need be laid out to know it
    power = nothing if chosen.needs_passage else chosen.power(sample_for(chosen, war), params)
    return Detectable(
        form=chosen.name,
        minimum_detectable=power.minimum_detectable,
        largest_count=power.largest_count,
        chances=power.chances,
        smallest_effect=smallest,
        sentence=power_sentence(chosen, power, smallest),
    )


def power_sentence(chosen: AnyForm, power: Power, smallest: float) -> str:
    """Say for anyone what could be found: nothing, or an effect of which size, and whether that is enough."""
    if chosen.needs_passage:
        return (
            "Nothing is tested against chance, so there is no effect to be found: it is said on which share "
            "of maps every way crosses. It never supports by itself."
        )
    chances = "" if power.chances is None else f"{_number(power.chances)} {chosen.chance}"
    minimum = power.minimum_detectable
    if minimum is None:
        whole = f"{chosen.any_effect} could not be told from chance"
        return f"With {chances}, {whole}." if chances else f"{_capital(whole)} on these data."
    than = "or less" if chosen.towards == "less" else "or more"
    beside = f", with {chances}" if chances else ""
    said = [f"Could find {minimum:.2g}× {than} of what is expected (power 0.8){beside}."]
    if power.largest_count is not None:
        said.append(f"A count above {power.largest_count:,} could not support the allegation.")
    seen = "would be seen" if _within(minimum, smallest, chosen.towards) else "would mostly go unseen"
    said.append(f"The smallest effect that matters ({smallest:g}×) {seen}.")
    return " ".join(said)


def _within(minimum: float, smallest: float, towards: Towards) -> bool:
    return minimum >= smallest if towards == "less" else minimum <= smallest


def _number(value: float) -> str:
    """Write a count that need not be whole: 0.4, 4.6, 5, 128."""
    return f"{value:,.0f}" if value >= 10 or value == round(value) else f"{value:.1f}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def smallest_effects(given: Sequence[str]) -> Mapping[str, float]:
    """Read what a user wrote: FORM=RATIO, or a ratio for all forms that look to its side of 1.

    The latter stands under "less" or "greater".

    Raises QuestionError for what is no ratio above 0, or one that is given twice.
    """
    found: dict[str, float] = {}
    for text in given:
        name, separator, number = text.rpartition("=")
        try:
            value = float(number)
        except ValueError:
            value = 0.0
        if not 0 < value < float("inf") or value == 1 or bool(separator) != bool(name.strip()):
            raise QuestionError(
                f"the smallest effect that matters is a ratio such as 0.4 or 1.5, or FORM=RATIO, not {text!r}"
            )
        key = name.strip() or ("less" if value < 1 else "greater")
        if key in found:
            raise QuestionError(f"the smallest effect that matters is given twice: {text}")
        found[key] = value
    return found


def fixed_effects(given: Mapping[str, float], forms: Sequence[AnyForm]) -> dict[str, float]:
    """Give the forms of a question the effects that a user fixed: FORM's own before that of its side of 1.

    Raises QuestionError for a form that is not asked, or a ratio on the other side of 1 than it looks.
    """
    names = {chosen.name for chosen in forms}
    if unknown := [key for key in given if key not in names and key not in ("less", "greater")]:
        raise QuestionError(f"no form of this question is called {', '.join(unknown)} (smallest effect)")
    wanted = {c.name: given.get(c.name, given.get(c.towards)) for c in forms}
    wrong = [
        f"{c.name} looks for {'less' if c.towards == 'less' else 'more'} than expected: {given[c.name]:g}"
        for c in forms
        if c.name in given and (given[c.name] < 1) != (c.towards == "less")
    ]
    if wrong:
        raise QuestionError(f"a smallest effect lies on the wrong side of 1; {'; '.join(wrong)}")
    if idle := [side for side in ("less", "greater") if side in given and given[side] not in wanted.values()]:
        ratios = ", ".join(f"{given[side]:g}" for side in idle)
        raise QuestionError(f"no form of this question looks to that side of 1: {ratios}")
    return {c.name: value for c in forms if (value := wanted[c.name]) not in (None, c.smallest_effect)}
