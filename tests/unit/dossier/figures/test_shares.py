"""The picture of shares: what is drawn, what is told to those who can't see it, what stands alone."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from holdfire.dossier.figures.shares import shares_figure
from holdfire.dossier.picture import picture
from holdfire.model.share import (
    ActorShares,
    Coverage,
    OpponentShare,
    ShareComparison,
    ShareGroup,
    StatedShare,
)

NOTHING: Mapping[str, float] = MappingProxyType({})
YEAR = (date(2014, 1, 1), date(2015, 1, 1))


def group(period: str, coverage: Coverage = "events", shares: Mapping[str, float] = NOTHING) -> ShareGroup:
    return ShareGroup(
        period=period,
        since=YEAR[0],
        until=YEAR[1],
        area="X",
        n=100 if shares else 0,
        bursts=50,
        within=0,
        in_mixed=0,
        anybody=7,
        coverage=coverage,
        opponents=tuple(
            OpponentShare(
                opponent=name,
                name=f"<{name}>",
                sort="actor",
                events=round(100 * share),
                deaths=0,
                share=share,
                interval=(share - 0.05, share + 0.05),
            )
            for name, share in shares.items()
        ),
    )


SHARES = ActorShares(
    actor="a",
    name="Actor & Co",
    area="X",
    since=YEAR[0],
    until=YEAR[1],
    data_since=YEAR[0],
    data_until=YEAR[1],
    left_out=(),
    level=0.95,
    groups=(
        group("2013", "not_covered"),
        group("2014", shares={"gov": 0.25, "rebels": 0.6}),
        group("2015", "no_events"),
        group("2016", shares={f"group {n}": n / 20 for n in range(1, 7)}),
    ),
    comparisons=(
        ShareComparison(
            stated=StatedShare(of="gov", share=0.13, n=923, source="Press"),
            stated_interval=(0.11, 0.15),
            counted_as=("gov",),
            since=YEAR[0],
            until=YEAR[1],
            events=25,
            n=100,
            share=0.25,
            interval=(0.2, 0.3),
            difference=0.12,
            difference_interval=(0.06, 0.18),
            reading="",
            why=(),
            other_readings=(),
        ),
    ),
)


def test_a_reader_without_eyes_is_told_the_same_numbers() -> None:
    told = shares_figure(SHARES).svg
    assert "2013: not covered by the data." in told
    assert "2015: no events." in told
    assert "&lt;gov&gt; 25\u00a0% (published 13\u00a0%)" in told


def test_an_interval_is_drawn_from_its_low_to_its_high_end() -> None:
    svg = shares_figure(SHARES).svg
    bars = [
        (float(x), float(w))
        for x, w in re.findall(r'<rect x="([\d.]+)" [^>]*width="([\d.]+)"[^>]*c-bar', svg)
    ]
    dots = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"[^>]*c-ink-fill', svg)]
    assert len(bars) >= 5
    assert all(any(x <= dot <= x + width for dot in dots) for x, width in bars)
    assert {round(width, 1) for _, width in bars} == {13.2}  # ten points of a hundred on 132 px


def test_published_shares_and_the_largest_opponents_get_the_panels() -> None:
    svg = shares_figure(SHARES).svg
    assert "&lt;gov&gt;" in svg
    assert "&lt;rebels&gt;" in svg
    assert svg.count("100\u00a0%</text>") == 4


def test_every_opponent_stands_in_the_table() -> None:
    rows = shares_figure(SHARES).rows
    assert len(rows) == 8
    assert rows[0] == ("2014", "X", "<gov>", "25", "100", "25\u00a0%", "20 to 30\u00a0%")


def test_a_picture_is_one_whole_file_that_asks_for_nothing() -> None:
    whole = picture(shares_figure(SHARES))
    root = ET.fromstring(whole)  # noqa: S314  our own text
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Actor &amp; Co" in whole
    assert not re.findall(r"(?:href|src|url\()\s*=?", whole)
    assert "var(--ink)" in whole
    assert "--ink:" in whole
