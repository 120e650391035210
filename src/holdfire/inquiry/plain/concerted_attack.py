"""Concerted attack on plain arrays: two tables of events, one row an attack on C."""

from collections.abc import Iterator, Sequence
from dataclasses import fields

import numpy as np

from holdfire.contact.regions import provinces_named, regions_of
from holdfire.forms.concerted_attack import FORM
from holdfire.forms.samples import Attacks, Floats, Hits, Ints
from holdfire.inquiry.builders.alike import EXACT_KM, alike_hits
from holdfire.inquiry.plain.answering import answer_of
from holdfire.inquiry.plain.places import places_of
from holdfire.inquiry.plain.tables import Day, Faults, Table
from holdfire.inquiry.registration import DEFAULT_SEED
from holdfire.model.answer import Answer
from holdfire.stats.alike_pairs import AlikePairs


def concerted_attack(  # noqa: PLR0913  each is one thing to say about the tables
    a: object,
    b: object,
    *,
    since: Day,
    until: Day,
    names: tuple[str, str, str] = ("A", "B", "C"),
    directed: bool = False,
    seed: int = DEFAULT_SEED,
    **choices: float,
) -> Answer:
    """Do A's and B's attacks on C fall together in space and time beyond trend, season and shared shocks?

    Parameters
    ----------
    a, b
        The attacks of each on C: a data frame (pandas, polars), a table (Arrow, DuckDB), a mapping of columns
        or a list of rows. Columns: ``day`` (dates, or whole numbers), and ``lat``, ``lon`` in degrees or
        ``x``, ``y`` in km; if known ``adm_1`` (the province, or any label of a region; else squares of 100 km
        stand in), ``radius_km`` (how far the place may be off), ``span_days`` (how many days the date may
        be). With ``deaths`` in both (and ``source`` if known) rows of both that may be one event, coded
        twice, are looked for: one day, one place, the same deaths or source. Rows up to ``course_days``
        outside the period make its edges as good as its middle; order does not matter.
    since, until
        The period, [since, until): dates where the column ``day`` has dates.
    names
        What A, B and C are called in the answer.
    directed
        True where it is known of every row that A, or B, attacked; else they are engagements.
    seed
        The same seed gives the same answer, to the last digit.
    **choices
        Fields of the form's choices: near_km=10, near_days=2, shoulder_days=7, course_days=17, far_km=60,
        block_days=28, draws=9999, quick_draws=999, imputations=20, least_hits=20, least_expected=5, family=1
        (how many forms you test the allegation with; each p value counts that many times); and
        smallest_effect=2, the effect that matters.

    Returns
    -------
    Answer
        As `ask` gives it: effect with interval, p, power, gates, caveats, and the verdict of the one rule.

    Raises
    ------
    TableError
        Where values are missing or wrong: every one, by argument, column and index.
    QuestionError
        Where a choice is unknown or impossible.

    Notes
    -----
    The null, the statistic and where it misleads: ``docs/forms/concerted-attack.md``.
    """
    faults = Faults()
    one, two = Table.of(a, "a", faults), Table.of(b, "b", faults)
    day = [table.days("day") for table in (one, two)]
    first, end = faults.period(since, until)
    x, y = places_of(one, two, faults)
    region = _regions(one, two, x, y)
    split = one.rows
    hits = [
        Hits(
            x=x[rows],
            y=y[rows],
            day=days - first,
            span_days=table.whole("span_days", default=0),
            radius_km=table.numbers("radius_km", least=0, default=EXACT_KM),
            region=region[rows],
        )
        for table, days, rows in zip((one, two), day, (slice(split), slice(split, None)), strict=True)
    ]
    alike = _alike(one, two, hits)
    faults.finish()
    sample = Attacks(
        a=hits[0],
        b=hits[1],
        days=end - first,
        directed=directed,
        alike=alike,
        caveats=tuple(_exactness(one, two)),
    )
    return answer_of(FORM, sample, choices, names, seed)


def _alike(one: Table, two: Table, hits: Sequence[Hits]) -> AlikePairs | None:
    """Look for events that stand in both tables, where deaths can tell two apart."""
    if not (one.has("deaths") and two.has("deaths")):
        return None
    both = {f.name: np.concatenate([getattr(part, f.name) for part in hits]) for f in fields(Hits)}
    deaths = np.concatenate([table.numbers("deaths", least=0) for table in (one, two)])
    sources = np.concatenate([table.texts("source") for table in (one, two)]).astype(str)
    return alike_hits(Hits(**both), one.rows, (deaths,), sources)


def _exactness(one: Table, two: Table) -> Iterator[str]:
    """Say what is taken as exact since nothing is said of it."""
    for column, what, exact in (
        ("radius_km", "places", f"to {EXACT_KM:g} km"),
        ("span_days", "dates", "to the day"),
    ):
        if lacking := " and ".join(table.source for table in (one, two) if not table.has(column)):
            yield (
                f"Of {lacking} it is not said how exactly {what} are known ({column}): "
                f"they are taken as exact {exact}."
            )


def _regions(one: Table, two: Table, x: Floats, y: Floats) -> Ints:
    """Number the regions as a case does: provinces where enough rows name one, else squares of 100 km."""
    named = np.concatenate([table.texts("adm_1") for table in (one, two)])
    labels = regions_of(x, y, named, by_province=provinces_named(named)).of_rows
    _, ids = np.unique(labels.astype(str), return_inverse=True)
    return ids.astype(np.int64)
