"""The pictures of one answer, made from what the form left in its details.

Keys that are read, all optional (a picture without its numbers is not drawn):
ranks: one entry a dyad: dyad [id, id], region (or null), value (ratio to what is expected), asked.
placebos: one entry a pair of dyads: dyads [[id, id], [id, id]], pvalue.
null: edges, counts, observed, name, unit, draws: a histogram of the null; or quantiles: [[share, value], …];
    references and of: how many of what it was ranked among, where nothing was drawn.
around: starts, own, others (clashes of bar_days each), first, window_days; with date: two series around it.
targeting: bins [{opportunity, share, strikes, occasions}, …], value, low, high; with striker, partner, third.
window: days_before, days_after, radius_km, fighting; with ranks that name a place: captures of one war.
contrast: asked [id, id], mirror [id, [id, …]], value, interval, regions [{region, clashes, expected}, …].
passage_map: rows, square_km, …: a map with the ways between two places; sources: what each one's map says.
specifications: one entry a set of choices: choices, value, interval, pvalue, supports, registered.
designs: the same without supports, with note: the form's own choices, where nobody looked at others.
"""

import re
from collections.abc import Mapping, Sequence
from typing import cast

from holdfire.dossier.figures.captures import Town, captures_figure
from holdfire.dossier.figures.contrast import Contrast, Region, contrast_figure
from holdfire.dossier.figures.dates import AroundDate, dates_figure
from holdfire.dossier.figures.designs import Design, designs_figure
from holdfire.dossier.figures.effect import effect_figure
from holdfire.dossier.figures.figure import Figure
from holdfire.dossier.figures.null import Histogram, boxes_figure, null_figure
from holdfire.dossier.figures.passage import PassageMap, SourceRow, passage_figure
from holdfire.dossier.figures.placebo import Pair, Strip, placebo_figure
from holdfire.dossier.figures.targeting import Bin, Targeting, targeting_figure
from holdfire.dossier.figures.tipping import tipping_figure
from holdfire.dossier.words import count, counted, party_of_label, pvalue
from holdfire.model.answer import Answer
from holdfire.model.verdict import Verdict

Entry = Mapping[str, object]

_LEAST_CONTACT = re.compile(r"contact from ([\d.]+)× the least")
_FACTORS: Mapping[float, str] = {0.5: "half", 1.0: "as registered", 2.0: "twice"}


def answer_figures(answer: Answer, labels: Mapping[str, str]) -> tuple[Figure, ...]:
    """Draw what an answer has numbers for: effect, placebos, null, other designs, tipping value."""
    if answer.reference is not None and answer.reference.feasible:  # no ratio, nothing to set it beside
        passage = _passage(answer)
        return () if passage is None else (passage,)
    drawn = (
        effect_figure(answer),
        _placebos(answer, labels),
        _around(answer),
        _captures(answer, labels),
        _targeting(answer, labels),
        _null(answer) or _fronts(answer),
        _contrast(answer, labels),
        _designs(answer),
        tipping_figure(answer),
    )
    return tuple(figure for figure in drawn if figure is not None)


def _placebos(answer: Answer, labels: Mapping[str, str]) -> Figure | None:
    """Draw the other dyads' ratios (the reference set itself), or the p values of other pairs of dyads."""
    ranks = [entry for entry in _entries(answer, "ranks") if _positive(entry.get("value")) is not None]
    asked = next((entry for entry in ranks if entry.get("asked")), None)
    if asked is not None:
        strip = Strip(
            this=_dyad(asked, labels),
            others=tuple(_dyad(entry, labels) for entry in ranks if not entry.get("asked")),
            towards=answer.towards,
            is_ratio=True,
        )
        return placebo_figure(
            strip, verdict=Verdict(answer.verdict), subline="the same fronts, ranked; no second finding"
        )
    pairs = [entry for entry in _entries(answer, "placebos") if _positive(entry.get("pvalue")) is not None]
    if not pairs or answer.pvalue is None:
        return None
    strip = Strip(
        this=Pair(name="the pair asked about", value=answer.pvalue),
        others=tuple(Pair(name=_pair_name(entry, labels), value=_number(entry["pvalue"])) for entry in pairs),
        towards="less",
        is_ratio=False,
    )
    alone = all(len(_items(entry.get("dyads"))) == 1 for entry in pairs)
    others = counted(len(pairs), "other dyad") if alone else f"{counted(len(pairs), 'pair')} of dyads"
    subline = f"p of the same test on {others} that nobody alleges anything of"
    return placebo_figure(strip, verdict=Verdict(answer.verdict), subline=subline)


def _null(answer: Answer) -> Figure | None:
    """Draw the null that the form kept as a histogram, with what was found."""
    null = answer.details.get("null")
    if not isinstance(null, Mapping):
        return None
    kept: Entry = null
    edges, counts, observed = _floats(kept.get("edges")), _floats(kept.get("counts")), kept.get("observed")
    if len(edges) != len(counts) + 1 or not isinstance(observed, int | float):
        return None
    histogram = Histogram(
        edges=edges,
        counts=counts,
        observed=float(observed),
        name=str(kept.get("name", "statistic")),
        unit=str(kept.get("unit", "")),
    )
    draws = answer.reference.draws if answer.reference else None
    references = kept.get("references")
    words = (
        counted(draws, "draw")
        if draws
        else f"{count(references)} {kept.get('of')}"
        if isinstance(references, int)
        else f"{answer.reference.kind if answer.reference else 'exact'} law"
    )
    return null_figure(histogram, towards=answer.towards, verdict=Verdict(answer.verdict), draws=words)


def _around(answer: Answer) -> Figure | None:
    """Draw the two series around the alleged date."""
    around, counts = answer.details.get("around"), answer.details.get("counts")
    if not isinstance(around, Mapping) or not isinstance(counts, Mapping):
        return None
    kept: Entry = around
    sums: Entry = counts
    return dates_figure(
        AroundDate(
            date=str(answer.details.get("date")),
            own=tuple(int(n) for n in _floats(kept.get("own"))),
            others=tuple(int(n) for n in _floats(kept.get("others"))),
            starts=tuple(str(start) for start in _items(kept.get("starts"))),
            first=int(_number(kept.get("first"))),
            bar_days=int(_number(kept.get("bar_days"))),
            window_days=int(_number(kept.get("window_days"))),
            own_counts=(int(_number(sums.get("before"))), int(_number(sums.get("after")))),
            others_counts=(
                int(_number(sums.get("others_before"))),
                int(_number(sums.get("others_after"))),
            ),
        ),
        verdict=Verdict(answer.verdict),
    )


def _captures(answer: Answer, labels: Mapping[str, str]) -> Figure | None:
    """Draw the asked town among all captures that it was ranked with."""
    window = answer.details.get("window")
    if not isinstance(window, Mapping):
        return None
    kept: Entry = window
    towns = [
        Town(
            name=str(entry["place"]),
            date=str(entry["date"]),
            sides=", ".join(party_of_label(str(entry[end]), labels) for end in ("loser", "taker")),
            deaths=int(_number(entry["deaths"])),
            rank=int(_number(entry["rank"])),
            negotiated=entry.get("negotiated") is True,
            asked=bool(entry.get("asked")),
        )
        for entry in _entries(answer, "ranks")
        if "place" in entry
    ]
    whose = "of the two" if kept.get("fighting") == "taker-loser" else "of any sides"
    subline = (
        f"deaths in fights {whose} within {_number(kept.get('radius_km')):g} km, from "
        f"{kept.get('days_before')} days before to {kept.get('days_after')} after; one tick a capture"
    )
    return captures_figure(towns, verdict=Verdict(answer.verdict), subline=subline)


def _targeting(answer: Answer, labels: Mapping[str, str]) -> Figure | None:
    """Draw what a side struck against what there was to strike."""
    found = answer.details.get("targeting")
    if not isinstance(found, Mapping):
        return None
    kept: Entry = found
    names = (party_of_label(str(answer.details.get(key)), labels) for key in ("striker", "partner", "third"))
    striker, partner, third = names
    bins = (cast("Entry", entry) for entry in _items(kept.get("bins")) if isinstance(entry, Mapping))
    return targeting_figure(
        Targeting(
            striker=striker,
            partner=partner,
            third=third,
            bins=tuple(
                Bin(
                    opportunity=_number(entry["opportunity"]),
                    struck=_number(entry["share"]),
                    strikes=int(_number(entry["strikes"])),
                    occasions=int(_number(entry["occasions"])),
                )
                for entry in bins
            ),
            value=_number(kept.get("value")),
            low=_positive(kept.get("low")),
            high=_positive(kept.get("high")),
        ),
        verdict=Verdict(answer.verdict),
    )


def _passage(answer: Answer) -> Figure | None:
    """Draw the map on which a passage was looked for."""
    found = answer.details.get("passage_map")
    if not isinstance(found, Mapping):
        return None
    kept: Entry = found

    def place(key: str) -> tuple[str, tuple[float, float]]:
        entry = cast("Entry", kept[key])
        return str(entry["name"]), _point(entry["at"])

    drawn = PassageMap(
        rows=tuple(str(row) for row in _items(kept.get("rows"))),
        square_km=_number(kept["square_km"]),
        levels=int(_number(kept["levels"])),
        start=place("from"),
        goal=place("to"),
        way=tuple(_point(at) for at in _items(kept.get("way"))),
        way_round=tuple(_point(at) for at in _items(kept.get("way_round"))),
        roads=tuple((_point(at[:2]), _point(at[2:])) for at in map(_floats, _items(kept.get("roads")))),
        holder=str(kept["holder"]),
        source=str(kept["source"]),
        date=str(kept["date"]),
    )
    sources = [
        SourceRow(
            source=str(entry["source"]),
            date=str(entry["map"]),
            value=_number(entry["share"]),
            low=_floats(entry["interval"])[0],
            high=_floats(entry["interval"])[1],
            crossing_km=_positive(entry.get("crossing_km")),
            way_round_km=_positive(entry.get("way_round_km")),
        )
        for entry in _entries(answer, "sources")
    ]
    return passage_figure(drawn, sources, verdict=Verdict(answer.verdict))


def _point(value: object) -> tuple[float, float]:
    x, y = _floats(value)
    return x, y


def _fronts(answer: Answer) -> Figure | None:
    """Draw the reference dyads as boxes where the null is they themselves."""
    ranks = [(entry, _positive(entry.get("value"))) for entry in _entries(answer, "ranks")]
    others = tuple(value for entry, value in ranks if value is not None and not entry.get("asked"))
    asked = next((value for entry, value in ranks if value is not None and entry.get("asked")), None)
    if asked is None or not others:
        return None
    return boxes_figure(others, asked, verdict=Verdict(answer.verdict))


def _contrast(answer: Answer, labels: Mapping[str, str]) -> Figure | None:
    """Draw the pair's clashes by region beside what four actors' clashes lead one to expect."""
    found = answer.details.get("contrast")
    if not isinstance(found, Mapping):
        return None
    kept: Entry = found
    if not kept.get("identified"):
        return None
    against, rest = (*_items(kept.get("mirror")), "", ())[:2]
    others = [party_of_label(str(other), labels) for other in _items(rest)]
    low, high = (*_items(kept.get("interval")), None, None)[:2]
    fourth = others[0] if len(others) == 1 else "all others"
    return contrast_figure(
        Contrast(
            pair=_dyad_name(kept.get("asked"), labels),
            mirror=f"{party_of_label(str(against), labels)} – {fourth}",
            value=_positive(kept.get("value")),
            low=_positive(low),
            high=_positive(high),
            regions=tuple(
                Region(
                    name=str(entry.get("region")),
                    clashes=int(_number(entry.get("clashes"))),
                    expected=_number(entry.get("expected")),
                )
                for entry in _items(kept.get("regions"))
                if isinstance(entry, Mapping)
            ),
        ),
        verdict=Verdict(answer.verdict),
    )


def _designs(answer: Answer) -> Figure | None:
    """Draw the effect under all choices that were tried, or under the form's own."""
    listed = _entries(answer, "specifications")
    designs = [
        Design(
            choices=tuple(_choice(choice) for choice in _items(entry.get("choices"))),
            value=_number(entry["value"]),
            low=_positive(low),
            high=_positive(high),
            registered=bool(entry.get("registered")),
            note=_note(entry),
            supports=bool(entry.get("supports")),
        )
        for entry in (listed if len(listed) > 1 else _entries(answer, "designs"))
        if _positive(entry.get("value")) is not None
        for low, high in [(*_items(entry.get("interval")), None, None)[:2]]
    ]
    return designs_figure(designs, smallest=answer.smallest_effect, verdict=Verdict(answer.verdict))


def _note(entry: Entry) -> str:
    """Say what stands beside a set of choices: the form's own words, else its p."""
    p = entry.get("pvalue")
    return str(entry["note"]) if "note" in entry else pvalue(float(p)) if isinstance(p, int | float) else ""


def _choice(words: object) -> str:
    """Name a choice for a reader; a factor of the registered least contact is put in words."""
    found = _LEAST_CONTACT.fullmatch(str(words))
    if found is None:
        return str(words)
    factor = float(found[1])
    return f"least contact {_FACTORS.get(factor, f'times {factor:g}')}"


def _dyad(entry: Entry, labels: Mapping[str, str]) -> Pair:
    region = entry.get("region")
    where = f", {region}" if region else ""
    return Pair(name=f"{_dyad_name(entry.get('dyad'), labels)}{where}", value=_number(entry["value"]))


def _dyad_name(dyad: object, labels: Mapping[str, str]) -> str:
    return " – ".join(party_of_label(str(side), labels) for side in _items(dyad))


def _pair_name(entry: Entry, labels: Mapping[str, str]) -> str:
    return " with ".join(_dyad_name(dyad, labels) for dyad in _items(entry.get("dyads")))


def _entries(answer: Answer, key: str) -> tuple[Entry, ...]:
    return tuple(
        cast("Entry", entry) for entry in _items(answer.details.get(key)) if isinstance(entry, Mapping)
    )


def _items(value: object) -> Sequence[object]:
    return cast("Sequence[object]", value) if isinstance(value, list | tuple) else ()


def _floats(value: object) -> tuple[float, ...]:
    return tuple(float(v) for v in _items(value) if isinstance(v, int | float))


def _number(value: object) -> float:
    return float(cast("float", value))


def _positive(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and value > 0 else None
