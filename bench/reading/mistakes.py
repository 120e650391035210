"""What is wrong with a coder's claims, one line each: missed, spurious, matched with a field that differs."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType

from reading.coders import Row
from reading.gold import GoldSet

QUOTE = 150  # characters shown of a quote


def mistakes(scorer: ModuleType, gold_set: GoldSet, found: Mapping[str, list[Row]]) -> Iterator[str]:
    """List by document, in the order of the text, then how many of each kind were found.

    Optional gold explains a spurious claim away.
    """
    for stem, rows in gold_set.gold.items():
        text = gold_set.readings[stem].text
        lines = sorted(_in_document(scorer, text, rows, found[stem]))
        if lines:
            yield f"  {stem}"
        yield from (f"    {line}" for _, line in lines)
    asked, met = Counter[str](), Counter[str]()
    for stem, rows in gold_set.gold.items():
        wanted = _wanted(rows)
        asked.update(row["kind"] for row in wanted)
        met.update(row["kind"] for row, _ in scorer.match(wanted, found[stem]))
    yield "  found: " + ", ".join(f"{kind} {met[kind]} of {count}" for kind, count in asked.most_common())


def _wanted(gold: Sequence[Row]) -> list[Row]:
    return [row for row in gold if not row.get("optional")]


def _in_document(
    scorer: ModuleType, text: str, gold: Sequence[Row], found: Sequence[Row]
) -> Iterator[tuple[int, str]]:
    pairs: list[tuple[Row, Row]] = scorer.match(_wanted(gold), found)
    met = {id(row) for pair in pairs for row in pair}
    spare = [row for row in gold if row.get("optional")]
    met |= {id(p) for _, p in scorer.match(spare, [p for p in found if id(p) not in met])}
    for row in _wanted(gold):
        if id(row) not in met:
            yield row["start"], f"missed    {_head(row)} | {_quote(text, row)}"
    for row in found:
        if id(row) not in met:
            rules = ",".join(row.get("rules") or ())
            yield row["start"], f"spurious  {_head(row)} | {_quote(text, row)} [{rules}]"
    for wanted, given in pairs:
        wrong = "; ".join(_differences(scorer, wanted, given))
        if wrong:
            yield wanted["start"], f"differs   {wrong} | {_quote(text, wanted)}"


def _differences(scorer: ModuleType, gold: Row, found: Row) -> Iterator[str]:
    """Say what differs as "field gold → found"; a field counts as the scorer counts it."""
    if gold["kind"] != found["kind"]:
        yield f"kind {gold['kind']} → {found['kind']}"
    if _sides(scorer, gold) != _sides(scorer, found):
        yield f"sides {_arrow(gold)} → {_arrow(found)}"
    if set(gold.get("against") or ()) != set(found.get("against") or ()):
        yield f"against {gold.get('against') or []} → {found['against']}"
    there = [row["name"] for row in found["places"]]
    if (gold["places"] or there) and scorer.places_counts([(gold, found)]) < 1:
        yield f"places {gold['places']} → {there}"
    if (scorer.chain(gold) or scorer.chain(found)) and scorer.chain_counts([(gold, found)]) < 1:
        yield f"source {scorer.chain(gold)} → {scorer.chain(found)}"
    if _numbers(gold) != _numbers(found):
        yield f"figures {gold.get('figures')} → {found['figures']}"
    if gold.get("modality") != found["modality"]:
        yield f"modality {gold.get('modality')} → {found['modality']}"
    if scorer.period(gold) and scorer.period(gold) != scorer.period(found):
        yield f"date {gold['date']} → {found['date']}"


def _sides(scorer: ModuleType, row: Row) -> object:
    one, other = frozenset(row["side_a"]), frozenset(row["side_b"])
    return one | other if row["kind"] in scorer.SYMMETRIC else (one, other)


def _numbers(row: Row) -> set[float]:
    return {float(v) for v in (row.get("figures") or {}).values() if isinstance(v, int | float)}


def _arrow(row: Row) -> str:
    return f"{','.join(row['side_a']) or '-'}>{','.join(row['side_b']) or '-'}"


def _head(row: Row) -> str:
    return f"{row['kind']} {_arrow(row)}"


def _quote(text: str, row: Row) -> str:
    quote = " ".join(text[row["start"] : row["end"]].split())
    return quote if len(quote) <= QUOTE else quote[: QUOTE - 1] + "…"
