import pytest

from holdfire.lexicon.figures import find_figures
from holdfire.lexicon.measures import in_days, in_km
from holdfire.lexicon.normal import flatten, fold, normalise
from holdfire.model.claim import ClaimFigure, Qualifier

Q = Qualifier


def read(text: str) -> list[ClaimFigure]:
    plain = flatten(normalise(text))
    return list(find_figures(fold(plain), plain))


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("15 villages", "villages", 15),
        ("1,500 civilians", "people", 1500),
        ("1 500 civilians", "people", 1500),
        ("4,000 kestrel fighters", "fighters", 4000),
        ("15 heavily armed Army of the North fighters", "fighters", 15),
        ("two dozen heavily armed fighters", "fighters", 24),
        ("a dozen buses", "buses", 12),
        ("half a dozen trucks", "trucks", 6),
        ("twenty-five tanks", "tanks", 25),
        ("twenty five tanks", "tanks", 25),
        ("three hundred and fifty soldiers", "soldiers", 350),
        ("two thousand five hundred men", "people", 2500),
        ("Thirty-one prisoners", "prisoners", 31),
        ("2.5 million barrels", "barrels", 2_500_000),
        ("1.2 million people", "people", 1_200_000),
        ("one and a half million people", "people", 1_500_000),
        ("a couple of tanks", "tanks", 2),
        ("12 km", "km", 12),
        ("285km", "km", 285),
        ("2.5kms north of it", "km", 2.5),
        ("177mi off", "miles", 177),
        ("a 6-km corridor", "km", 6),
        ("700 square miles", "square miles", 700),
        ("1,100 square kilometres of desert", "square km", 1100),
        ("900 metres apart", "metres", 900),
        ("6% of the strikes", "percent", 6),
        ("sixty percent goes there", "percent", 60),
        ("17 per cent", "percent", 17),
        ("a hundred prisoners", "prisoners", 100),
        ("$20m in cash", "dollars", 20_000_000),
        ("£3 million", "pounds", 3_000_000),
        ("€5bn", "euros", 5_000_000_000),
        ("20 million dollars", "dollars", 20_000_000),
        ("12 million lira a month", "lira", 12_000_000),
        ("a fortnight", "days", 14),
        ("a fortnight and two days", "days", 16),
        ("for 48 hours", "hours", 48),
        ("a 48-hour ceasefire", "hours", 48),
        ("a truce of 40 days", "days", 40),
        ("three and a half years", "years", 3.5),
        ("two weeks and three days", "days", 17),
        ("half of the city", "share", 0.5),
        ("a third of the country", "share", 1 / 3),
        ("two thirds of their men", "share", 2 / 3),
        ("one strike destroyed a depot", "strikes", 1),
        ("Two positions were left", "positions", 2),
        ("five ISIL tactical units", "tactical units", 5),
        ("six oil refinement stills", "oil refinement stills", 6),
        ("nine hundred townspeople", "townspeople", 900),
        ("breached 27 times", "times", 27),
        ("12 were killed", "killed", 12),
        ("the 14 tanks", "tanks", 14),
        ("122 sorties", "sorties", 122),
        ("8 air strikes", "strikes", 8),
        ("300 houses", "houses", 300),
    ],
)
def test_a_number_is_read_with_what_it_counts(text: str, unit: str, value: float) -> None:
    assert [(f.unit, f.value) for f in read(text)] == [(unit, pytest.approx(value))]


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "high"),
    [
        ("15 villages", Q.EXACT, 15, 15),
        ("more than 15 villages", Q.MORE_THAN, 15, None),
        ("over 15 villages", Q.MORE_THAN, 15, None),
        ("at least 15 villages", Q.AT_LEAST, 15, None),
        ("no fewer than 15 villages", Q.AT_LEAST, 15, None),
        ("15 or more villages", Q.AT_LEAST, 15, None),
        ("15+ villages", Q.AT_LEAST, 15, None),
        ("up to 15 villages", Q.UP_TO, None, 15),
        ("as many as 15 villages", Q.UP_TO, None, 15),
        ("fewer than 15 villages", Q.LESS_THAN, None, 15),
        ("around 15 villages", Q.ABOUT, None, None),
        ("some 2,500 villages", Q.ABOUT, None, None),
        ("an estimated 15 villages", Q.ABOUT, None, None),
        ("nearly 15 villages", Q.ABOUT, None, None),
        ("20–30 villages", Q.RANGE, 20, 30),
        ("15 to 20 villages", Q.RANGE, 15, 20),
        ("two or three villages", Q.RANGE, 2, 3),
        ("between twelve and fifteen villages", Q.RANGE, 12, 15),
        ("3-5 million barrels", Q.RANGE, 3e6, 5e6),
        ("dozens of villages", Q.VAGUE, 24, 99),
        ("hundreds of villages", Q.VAGUE, 200, 999),
        ("tens of thousands of people", Q.VAGUE, 20_000, 99_999),
        ("several hundred fighters", Q.VAGUE, 300, 999),
    ],
)
def test_a_qualifier_bounds_the_number(
    text: str, qualifier: Qualifier, low: float | None, high: float | None
) -> None:
    assert [(f.qualifier, f.low, f.high) for f in read(text)] == [(qualifier, low, high)]


def test_a_vague_number_has_no_value_and_a_range_its_low_end() -> None:
    assert [f.value for f in read("dozens of fighters; 20 to 30 tanks")] == [None, 20]


def test_the_figure_stands_at_its_characters() -> None:
    text = "They took 🚩 more than 15 villages, burned two\r\ndozen houses."
    assert [text[f.start : f.end] for f in read(text)] == ["more than 15 villages", "two\r\ndozen houses"]


def test_a_number_alone_counts_what_the_sentence_counted_before() -> None:
    text = "31 clashes between the groups, against only four between the front and the army"
    assert [(f.unit, f.value) for f in read(text)] == [("clashes", 31), ("clashes", 4)]


@pytest.mark.parametrize(
    "text",
    [
        "a village",
        "one of the villages",
        "15 in villages",
        "in 2030",
        "3rd Battalion, 6th Marines",
        "the two groups",
        "the two sides",
        "one day",
        "a mile",
        "Brigade 81",
        "Article 9",
        "1.2.3 villages",
        "10:30 hours",
        "82mm",
        "90km/h",
        "12kmx",
    ],
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert read(text) == []


def test_lengths_are_given_in_one_unit() -> None:
    assert in_days("weeks", 2) == 14
    assert in_days("hours", 48) == pytest.approx(2)
    assert in_days("villages", 2) is None
    assert in_km("miles", 10) == pytest.approx(16.09344)
    assert in_km("metres", 900) == pytest.approx(0.9)
    assert in_km("days", 1) is None
