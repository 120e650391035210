"""Who writes about what others wrote: denials, both sides, copies, rewriting, translation, corrections."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from holdfire.simulate.press.chances import hashes_of, shares_of
from holdfire.simulate.press.desk import Assignment, Desk
from holdfire.simulate.press.luck import Luck
from holdfire.simulate.press.outlets import Duty, Outlet
from holdfire.simulate.press.report import Report

_COPIED = frozenset(
    ("brief", "communique", "announcement", "strike", "deal", "analysis", "denial", "eyewitness")
)
_COPIES = frozenset(("reprint", "syndicate", "light_edit"))
_RETOLD = frozenset(("brief", "strike"))
_QUOTED = 4  # reports in a press review
_CORRECTED = frozenset(("brief", "strike"))


def follow_ups(desk: Desk, kind: str, written: Sequence[Report]) -> Iterator[Assignment]:
    """Give the assignments of a kind that draws on reports, in an order that follows from each of them."""
    chosen = list(_sources(desk, kind, written))
    keys = [f"{kind} {outlet.name} of {sources[-1].key}" for outlet, sources in chosen]
    order = shares_of(hashes_of(keys), desk.seed, kind, "order")
    for _, i in sorted(zip(order.tolist(), range(len(keys)), strict=True)):
        task = _task(desk, kind, keys[i], *chosen[i])
        if task is not None:
            yield task


def _sources(desk: Desk, kind: str, written: Sequence[Report]) -> Iterator[tuple[Outlet, tuple[Report, ...]]]:
    match kind:
        case "denial":
            yield from _answers(desk, written)
        case "both_sides":
            yield from _pairs(desk, written)
        case "press_review":
            yield from _reviews(desk, written)
        case "correction":
            yield from ((r.outlet, (r,)) for r in written if r.kind in _CORRECTED and _wrong(r))
        case "translation":
            yield from _others(desk, ("foreign",), [r for r in written if r.kind in _RETOLD])
        case "rewrite":
            yield from _others(desk, ("paper", "blog"), [r for r in written if r.kind in _RETOLD])
        case "syndicate":
            wire = [r for r in written if r.kind == "brief" and r.outlet.duty == "agency"]
            yield from _others(desk, ("paper",), wire)
        case _:
            copied = [r for r in written if r.kind in _COPIED | _COPIES]
            yield from _others(desk, ("paper", "blog", "partisan"), copied)


def _wrong(report: Report) -> bool:
    return report.outlet.sides_with is None and any(
        mark.errors and not mark.optional for mark in report.marks
    )


def _answers(desk: Desk, written: Sequence[Report]) -> Iterator[tuple[Outlet, tuple[Report, ...]]]:
    for report in written:
        if report.kind == "analysis" and report.quarrel is not None:
            for party in (report.quarrel.a, report.quarrel.b):
                yield from ((outlet, (report,)) for outlet in desk.room.siding_with(party))


def _pairs(desk: Desk, written: Sequence[Report]) -> Iterator[tuple[Outlet, tuple[Report, ...]]]:
    by_key = {report.key: report for report in written}
    for denied in written:
        if denied.kind == "denial":
            for accused in (by_key[key] for key, how in denied.sources if how == "answered"):
                yield from ((outlet, (accused, denied)) for outlet in desk.room.of("agency"))


def _reviews(desk: Desk, written: Sequence[Report]) -> Iterator[tuple[Outlet, tuple[Report, ...]]]:
    """Let papers and blogs quote what some others wrote in a week."""
    quotable = [r for r in written if r.kind in _COPIED and r.quotable.marks]
    weeks: dict[int, list[Report]] = {}
    for report in sorted(quotable, key=lambda r: (r.published, r.key)):
        weeks.setdefault((report.published - desk.world.since).days // 7, []).append(report)
    for week, theirs in weeks.items():
        for outlet in (*desk.room.of("paper"), *desk.room.of("blog")):
            others = [report for report in theirs if report.outlet != outlet]
            chosen = Luck(desk.seed, "review", outlet.name, week).some(others, _QUOTED)
            if len(chosen) > 1:
                yield outlet, tuple(sorted(chosen, key=lambda r: (r.published, r.key)))


def _others(
    desk: Desk, duties: Sequence[Duty], sources: Sequence[Report]
) -> Iterator[tuple[Outlet, tuple[Report, ...]]]:
    """Pair reports with outlets that could take them over: not their own, and no partisan an enemy's."""
    for source in sources:
        for duty in duties:
            for outlet in desk.room.of(duty):
                enemy = outlet.sides_with and source.outlet.sides_with not in (None, outlet.sides_with)
                if outlet != source.outlet and not enemy:
                    yield outlet, (source,)


def _task(desk: Desk, kind: str, key: str, outlet: Outlet, sources: tuple[Report, ...]) -> Assignment | None:
    last = sources[-1]
    wait = Luck(desk.seed, key, "plan").between(1, 5 if kind in ("denial", "both_sides", "correction") else 2)
    happenings = tuple(desk.world.by_id[i] for i in last.about if i in desk.world.by_id)
    if kind in ("rewrite", "translation", "correction") and not happenings:
        return None
    return Assignment(
        kind=kind,
        key=key,
        outlet=outlet,
        published=last.published + timedelta(days=wait),
        happenings=happenings[:1] if kind != "press_review" else (),
        sources=sources,
        quarrel=last.quarrel,
        region=last.region,
    )
