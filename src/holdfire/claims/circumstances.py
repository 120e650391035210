"""When, where and how many: which of the dates, places and figures of a sentence belong to a claim.

What stands in the claim's own characters comes first, then what hangs on its clause behind them ("… by the
army | near X on 8 May"), then what the head of the sentence sets ("In X, …"), then the rest of the sentence.
The day of a statement ("said on Monday") is never the day of what it tells of.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from holdfire.claims.tokens import Token
from holdfire.lexicon import Names
from holdfire.lexicon.dates import Bound, DateFound
from holdfire.model.claim import ClaimFigure, ClaimPlace, DateBasis
from holdfire.model.span import Span

_APART = frozenset("VXSRO-")  # tags behind which another clause has begun
_HEAD = 5  # tokens in which a date without a comma behind it still heads the sentence


def date_of(
    names: Names, span: Span, tokens: Sequence[Token], told: DateFound | None
) -> tuple[tuple[date, date] | None, DateBasis]:
    """Take the date of the clause, else that of its sentence, else the day that the paragraph tells of."""
    fit = [day for day in names.dates if not day.said and day.bound not in (Bound.BEFORE, Bound.AFTER)]
    behind, head = _behind(tokens, span), _head(tokens)
    ways = (
        *(
            [day for day in fit if low <= day.start < high]
            for low, high in ((span.start, span.end), behind, head)
        ),
        [day for day in fit if day.end <= span.start][-1:],
        [day for day in fit if day.start >= span.end],
    )
    found = next((days[0] for days in ways if days), None) or names.told or told
    if found is None:
        return None, DateBasis.NONE
    return (found.since, found.until), found.basis


def places_of(names: Names, span: Span, tokens: Sequence[Token]) -> tuple[ClaimPlace, ...]:
    """List the places of the clause, once each; where it has none, what governs it in its sentence."""
    table = {found.start: found.place for found in names.places}
    named = [k for k, token in enumerate(tokens) if token.tag == "L"]
    named = [k for k in named if not _holds_the_last(tokens, k, table)]
    behind, head = _behind(tokens, span), _head(tokens)
    for low, high in ((span.start, span.end), behind, head):
        inside = [tokens[k] for k in named if low <= tokens[k].start and tokens[k].end <= high]
        if inside:
            return _once(table.get(token.start) or ClaimPlace(name=token.place) for token in inside)
    return ()


def figures_of(names: Names, span: Span) -> tuple[ClaimFigure, ...]:
    """List the figures whose counted thing lies in the claim's characters."""
    return tuple(figure for figure in names.figures if span.start < figure.end <= span.end)


def values_of(figures: Sequence[ClaimFigure]) -> dict[str, float]:
    """Take the values by unit, the first one of each; vague numbers have none."""
    values: dict[str, float] = {}
    for figure in figures:
        if figure.value is not None:
            values.setdefault(figure.unit, figure.value)
    return values


def _behind(tokens: Sequence[Token], span: Span) -> tuple[int, int]:
    """Take what hangs on a clause behind its characters, up to where another clause begins."""
    after = [k for k, token in enumerate(tokens) if token.start >= span.end]
    end = span.end
    for k in after:
        if tokens[k].tag in _APART or tokens[k].word in (";", ":"):
            break
        end = tokens[k].end
    return span.end, end


def _head(tokens: Sequence[Token]) -> tuple[int, int]:
    """Take the adjunct that opens a sentence, up to its comma: "In X, …", "On 3 May the army …"."""
    start = tokens[0].start
    last = tokens[min(_HEAD, len(tokens)) - 1].end if tokens[0].tag in "PTWCB" else start
    if tokens[0].tag in "PTW":
        last = next((t.start for t in tokens if t.word == "," or t.tag in "VX"), last)
        last = max(last, min((t.end for t in tokens[1:_HEAD] if t.tag in "WL"), default=last))
    verb = next((t.start for t in tokens if t.tag in "VX"), last)
    return start, max(start, min(last, verb))


def _holds_the_last(tokens: Sequence[Token], k: int, table: dict[int, ClaimPlace]) -> bool:
    """Say whether a place only says where the last one lies: "X, Ruritania", "X in eastern Ruritania"."""
    if k < 2 or tokens[k].start in table:  # a state's name is no entry of the table of places
        return False
    back = k - 1
    while back > 0 and tokens[back].word in ("the", "north", "south", "east", "west"):
        back -= 1
    return tokens[back].word in (",", "in") and tokens[back - 1].tag == "L"


def _once(places: Iterable[ClaimPlace]) -> tuple[ClaimPlace, ...]:
    found: dict[str, ClaimPlace] = {}
    for place in places:
        found.setdefault(place.name, place)
    return tuple(found.values())
