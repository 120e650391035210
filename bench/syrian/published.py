"""Shares that the press printed beside those of the data."""

from collections.abc import Iterator
from datetime import date

import holdfire as hf
from holdfire.dossier.words import count, share, share_interval
from holdfire.inquiry.published_shares import stated_shares
from holdfire.inquiry.share_comparisons import compare
from holdfire.inquiry.share_ground import load_ground
from holdfire.inquiry.shares import shares_of
from holdfire.model.share import ShareComparison

FOREIGN = {"left_out": ("foreign-states",)}
# IHS/JTIC as TIME and NBC printed it in 2014, and as printed in 2017
PRINTED = (
    ("is", date(2014, 1, 1), date(2014, 11, 22), {"civilians": True}, "gov=13%,non-state=64% of 923"),
    ("gov", date(2014, 1, 1), date(2014, 11, 22), {}, "is=6% of 982"),
    (
        "is",
        date(2016, 4, 1),
        date(2017, 4, 1),
        FOREIGN,
        "gov=43%,ypg=17%,other=40%",
    ),
)


def beside_the_press(case: hf.Case, *, workers: int) -> Iterator[str]:
    """Set each printed share beside that of the data, and say why the two may differ."""
    del workers
    yield "| actor, time | with | published | data (95 %) | difference, points |"
    yield "| --- | --- | --- | --- | --- |"
    said: list[str] = []
    for actor, since, until, other, stated in PRINTED:
        wanted = hf.WantedShares(area="Syria", period=None, since=since, until=until, **other)
        ground = load_ground(case, wanted, [actor])
        found = compare(case, ground, [actor], stated_shares(stated), shares_of(ground))
        of = f"{found.name}, {since} until {until}"
        yield from (f"| {' | '.join((of, *_cells(one)))} |" for one in found.comparisons)
        reasons = dict.fromkeys(why for one in found.comparisons for why in one.why)
        said.append(f"- {of}: {' '.join(reasons)}")
    yield ""
    yield from said


def _cells(one: ShareComparison) -> tuple[str, ...]:
    """Write a comparison: what was printed, and what the rows give."""
    printed = one.stated
    of = "" if printed.n is None else f" of {count(printed.n)}"
    points = "" if one.difference is None else f"{100 * one.difference:+.1f}"
    bounds = ""
    if one.difference_interval is not None:
        bounds = " ({:+.1f} to {:+.1f})".format(*(100 * end for end in one.difference_interval))
    return (
        printed.of,
        f"{share(printed.share)}{of}",
        f"{share(one.share or 0.0)} of {count(one.n)} ({share_interval(one.interval)})",
        f"{points}{bounds}",
    )
