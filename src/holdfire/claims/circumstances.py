"""When, where and how many: which of the dates, places and figures of a sentence belong to a claim.

What stands in the claim's own characters comes first, then what hangs on its clause behind them ("… by the
army | near X on 8 May"), then what the head of the sentence sets ("In X, …"), then the rest of the sentence.
The day of a statement ("said on Monday") is never the day of what it tells of.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import attrgetter

from holdfire.claims.carrying import Item
from holdfire.claims.tokens import Token
from holdfire.lexicon import Names
from holdfire.lexicon.dates import Bound, DateFound
from holdfire.lexicon.words import WORDS, demonyms
from holdfire.model.claim import ClaimFigure, ClaimPlace, DateBasis, Qualifier
from holdfire.model.span import Span

_APART = frozenset("VXSRO-")  # tags behind which another clause has begun
_EFFECTS = frozenset(("killing", "wounding", "injuring"))
_TAKING_UP = frozenset(
    ("town", "city", "village", "hamlet", "area", "district", "camp", "suburb", "place", "island", "there")
)
_SOME_TIME = frozenset((Bound.BEFORE, Bound.AFTER))
_HEAD = 5  # tokens in which a date without a comma behind it still heads the sentence


def places_at(names: Names) -> Mapping[int, ClaimPlace]:
    """Give the places that a text names, by where they start."""
    return {found.start: found.place for found in names.places}


class Setting:
    """What all claims of a sentence choose from: its words, dates, figures, places, where its head ends.

    told: the day that its paragraph has told of so far. named: of `named_places`. places: those of the
    document, by where they start.
    """

    def __init__(
        self, names: Names, item: Item, named: Sequence[Token], places: Mapping[int, ClaimPlace]
    ) -> None:
        start, end = item.segment.start, item.segment.end
        self.dates, self.figures = names.dates_in(start, end), names.figures_in(start, end)
        self.told = names.told_at(start)
        self.tokens, self.words = item.tokens, item.words
        self.named, self.places = named, places
        self.head = _head(item.tokens)


class Clause:
    """The characters of a claim in its sentence, and what hangs on them behind: [span.end, end)."""

    def __init__(self, setting: Setting, span: Span) -> None:
        self.setting, self.span = setting, span
        first = bisect_left(setting.tokens, span.end, key=_START)
        self._stop, self.end = _hanging(setting.tokens, first, span.end, ())

    def end_of_effects(self) -> int:
        """Say where what hangs on the clause ends if what the act did belongs to it: "killing 30"."""
        tokens = self.setting.tokens
        if self._stop == len(tokens) or tokens[self._stop].word not in _EFFECTS:
            return self.end
        return _hanging(tokens, self._stop, self.end, _EFFECTS)[1]


_START = attrgetter("start")


def date_of(clause: Clause, told: DateFound | None) -> tuple[tuple[date, date] | None, DateBasis]:
    """Take the date of the clause, else that of its sentence, else the day that the paragraph tells of."""
    setting = clause.setting
    found = (_dated(clause) if setting.dates else None) or setting.told or told
    if found is None:
        return None, DateBasis.NONE
    return (found.since, found.until), found.basis


def _dated(clause: Clause) -> DateFound | None:
    """Choose among the dates of the sentence."""
    span, head = clause.span, clause.setting.head
    fit = [d for d in clause.setting.dates if not d.said and d.bound not in _SOME_TIME]
    for low, high in ((span.start, span.end), (span.end, clause.end), head):
        for day in fit:
            if low <= day.start < high:
                return day
    before = [day for day in fit if day.end <= span.start]
    return before[-1] if before else next((day for day in fit if day.start >= span.end), None)


def places_of(clause: Clause, last: ClaimPlace | None = None) -> tuple[ClaimPlace, ...]:
    """List the places of the clause, once each; where it has none, what governs it in its sentence.

    Where that has none either, the place that it takes up: "P, where …", "the town" of the last place named.
    last: the last place that the paragraph named before the sentence.
    """
    setting, span = clause.setting, clause.span
    tokens, named = setting.tokens, setting.named
    ways = (
        lambda: (span.start, span.end),
        lambda: (span.end, clause.end),
        lambda: setting.head,
        lambda: _before_where(tokens, span),
    )
    for way in ways if named else ():
        low, high = way()
        inside = [token for token in named if low <= token.start and token.end <= high]
        if inside:
            return _once(place_of(token, setting.places) for token in inside)
    if setting.words.isdisjoint(_TAKING_UP):
        return ()
    taking = (k for k, t in enumerate(tokens) if t.word in _TAKING_UP and span.start <= t.start < clause.end)
    if any(_takes_up(tokens, k) for k in taking):
        before = [token for token in named if token.end <= span.start]
        last = place_of(before[-1], setting.places) if before else last
        return (last,) if last is not None else ()
    return ()


def figures_of(clause: Clause) -> tuple[ClaimFigure, ...]:
    """List the figures in the claim's characters, in what hangs on its clause, and in what opens it.

    What the act did belongs to it: "X bombed P, | killing 30 and wounding five".
    """
    setting, start = clause.setting, clause.span.start
    if not setting.figures:
        return ()
    end = clause.end_of_effects()
    low, high = setting.head if setting.tokens[0].tag == "P" else (0, 0)
    return tuple(
        figure
        for figure in setting.figures
        if start < figure.end <= end or low <= figure.start < figure.end <= high
    )


def values_of(figures: Sequence[ClaimFigure]) -> dict[str, float]:
    """Take the values by unit; vague numbers have none.

    A range has its upper end under "barrels_max"; another number of the same unit goes under "barrels_2".
    """
    values: dict[str, float] = {}
    told: dict[str, set[float]] = {}
    for figure in figures:
        if figure.value is None:
            continue
        same = told.setdefault(figure.unit, set())
        if figure.value not in same:
            values[f"{figure.unit}_{len(same) + 1}" if same else figure.unit] = figure.value
            same.add(figure.value)
        if figure.qualifier is Qualifier.RANGE and figure.high is not None:
            values.setdefault(f"{figure.unit}_max", figure.high)
    return values


def _hanging(tokens: Sequence[Token], k: int, end: int, through: Collection[str]) -> tuple[int, int]:
    """Follow what hangs on a clause from the token at k on, up to where another clause begins.

    end: where the clause ends without it; through: verbs that begin none. Gives the token that stops it too.
    """
    while k < len(tokens):
        parted = tokens[k].tag in _APART and tokens[k].word not in through
        if parted or tokens[k].word in (";", ":"):
            break
        end = tokens[k].end
        k += 1
    return k, end


def _head(tokens: Sequence[Token]) -> tuple[int, int]:
    """Take the adjunct that opens a sentence, up to its comma: "In X, …", "On 3 May the army …"."""
    start = tokens[0].start
    last = tokens[min(_HEAD, len(tokens)) - 1].end if tokens[0].tag in "PTWCB" else start
    if tokens[0].tag in "PTW":
        last = next((t.start for t in tokens if t.word == "," or t.tag in "VX"), last)
        last = max(last, min((t.end for t in tokens[1:_HEAD] if t.tag in "WL"), default=last))
    verb = next((t.start for t in tokens if t.tag in "VX"), last)
    return start, max(start, min(last, verb))


def named_places(
    tokens: Sequence[Token], places: Iterable[int], table: Mapping[int, ClaimPlace]
) -> list[Token]:
    """List the places of a sentence, no countries that only say where the last one lies or whose it is.

    places: where its places stand.
    """
    return [tokens[k] for k in places if not _holds_the_last(tokens, k, table) and not _owns(tokens, k)]


def _owns(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a country is named as an owner: "Ruritania's army", "the soldiers of Ruritania"."""
    if not _is_country(tokens[k].place):
        return False
    of = k > 1 and tokens[k - 1].word == "of" and tokens[k - 2].word in WORDS.forces
    return of or tokens[k].possessive


def place_of(token: Token, table: Mapping[int, ClaimPlace]) -> ClaimPlace:
    """Give the place that a token names; one that no table knows has its name alone."""
    return table.get(token.start) or ClaimPlace(name=token.place)


def _before_where(tokens: Sequence[Token], span: Span) -> tuple[int, int]:
    """Take the noun phrase that a clause with "where" describes: "near P, where X attacked Y"."""
    k = next((k for k, token in enumerate(tokens) if token.start >= span.start), len(tokens)) - 1
    while k >= 0 and tokens[k].tag in "DBW,":
        k -= 1
    if k < 0 or tokens[k].word != "where":
        return span.start, span.start
    first = k - 1
    while first > 0 and tokens[first - 1].tag not in _APART:
        first -= 1
    return tokens[max(0, first)].start, tokens[k].start


def _takes_up(tokens: Sequence[Token], k: int) -> bool:
    """Say whether the noun at k takes up a place: "the town", "the same area"; not "the town of"."""
    if tokens[k].word == "there":
        return k > 0 and not (k + 1 < len(tokens) and tokens[k + 1].tag in "XV")  # not "there were"
    if tokens[k].word not in _TAKING_UP or tokens[k].tag != "N":
        return False
    if k + 1 < len(tokens) and (tokens[k + 1].word in ("of", "'s", "-") or tokens[k + 1].tag in "NLA"):
        return False
    first = k - 1
    while first > 0 and first > k - 3 and tokens[first].tag == "N" and not tokens[first].capital:
        first -= 1
    return first >= 0 and tokens[first].word in ("the", "this", "that")


def _holds_the_last(tokens: Sequence[Token], k: int, table: Mapping[int, ClaimPlace]) -> bool:
    """Say whether a place only says where the last one lies: "X, Ruritania", "X in eastern Ruritania"."""
    if k < 2 or (tokens[k].start in table and not _is_country(tokens[k].place)):
        return False
    back = k - 1
    while back > 0 and tokens[back].word in ("the", "north", "south", "east", "west"):
        back -= 1
    before = back - 2 if back > 1 and tokens[back - 1].word in WORDS.place_kinds else back - 1
    return tokens[back].word in (",", "in") and tokens[before].tag == "L"


@lru_cache(maxsize=4096)  # texts repeat their places
def _is_country(name: str) -> bool:
    """Say whether a name is a country's or a part of one: "Ruritania", "northern Ruritania"."""
    words = name.casefold().split()
    while len(words) > 1 and words[0] in WORDS.directions:
        words.pop(0)
    return " ".join(words) in demonyms()


def _once(places: Iterable[ClaimPlace]) -> tuple[ClaimPlace, ...]:
    found: dict[str, ClaimPlace] = {}
    for place in places:
        found.setdefault(place.name, place)
    return tuple(found.values())
