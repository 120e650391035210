"""What a stated number leaves open: how it was rounded, and what "about" or "more than" say of it.

Texts round, and mostly to the last digit that is not zero: 120 stands for 115 to 125, 100 hardly for 50 to
150, so half of that digit counts, up to a tenth of the number. Two people who measure the same thing seldom
agree to the last figure: five per cent are left to every measured number. "About" is taken as a fifth.
"""

from holdfire.model.claim import ClaimFigure, Qualifier

MEASURED, ABOUT, ROUNDED = 0.05, 0.2, 0.1
Bounds = tuple[float | None, float | None]
_WORDS = {
    Qualifier.MORE_THAN: "more than ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.ABOUT: "about ",
    Qualifier.UP_TO: "up to ",
    Qualifier.LESS_THAN: "less than ",
}


def half_digit(value: float) -> float:
    """Give half a unit of the last digit that is not zero: 5 for 120, 0.5 for 13, 0.05 for 12.5."""
    if value == 0:
        return 0.5
    digits = f"{abs(value):.6f}".rstrip("0")
    if not digits.endswith("."):
        return 0.5 * 10.0 ** -len(digits.partition(".")[2])
    whole = digits[:-1]
    return 0.5 * 10.0 ** (len(whole) - len(whole.rstrip("0")))


def measured(figure: ClaimFigure) -> Bounds:
    """Give the lowest and highest that a measured number may mean, in its own unit."""
    if figure.value is None:
        return figure.low, figure.high
    if figure.qualifier is Qualifier.RANGE and figure.high is not None:
        return figure.value - _slack(figure.value), figure.high + _slack(figure.high)
    value = figure.value
    if figure.qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST):
        return value - _slack(value), None
    if figure.qualifier in (Qualifier.UP_TO, Qualifier.LESS_THAN):
        return None, value + _slack(value)
    slack = ABOUT * value if figure.qualifier is Qualifier.ABOUT else _slack(value)
    return value - slack, value + slack


def counted(figure: ClaimFigure) -> Bounds:
    """Give the lowest and highest that a count may mean; an exact one means itself."""
    if figure.value is None:
        return figure.low, figure.high
    if figure.qualifier is Qualifier.ABOUT:
        return (1 - ABOUT) * figure.value, (1 + ABOUT) * figure.value
    if figure.qualifier is Qualifier.MORE_THAN:
        return figure.value, None
    return figure.low, figure.high


def overlap(one: Bounds, other: Bounds) -> bool:
    """Say whether two ranges share a number; an end that is None is open."""
    return (one[0] is None or other[1] is None or one[0] <= other[1]) and (
        other[0] is None or one[1] is None or other[0] <= one[1]
    )


def in_words(figure: ClaimFigure, unit: str) -> str:
    """Write a stated number as a reason names it: about 120 km."""
    if figure.value is None:
        return f"a vague number of {unit}"
    if figure.qualifier is Qualifier.RANGE and figure.high is not None:
        return f"{number(figure.value)} to {number(figure.high)} {unit}"
    one = unit.removesuffix("s") if figure.value == 1 else unit
    return f"{_WORDS.get(figure.qualifier, '')}{number(figure.value)} {one}"


def number(value: float) -> str:
    """Write a number without digits that say nothing: 1,500; 12.5."""
    return f"{value:,.1f}".removesuffix(".0") if value < 100 else f"{value:,.0f}"


def _slack(value: float) -> float:
    return max(MEASURED * value, min(half_digit(value), ROUNDED * value))
