"""What an import of control maps says of itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from holdfire.control.agreement import Agreement
from holdfire.dossier.words import counted, listed
from holdfire.errors import Problem
from holdfire.intake.tables import SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksReport:
    """What became of dated place marks.

    rows: of the tables; rejected: those of them that were bad, and left out. places: spots with a history of
    their own. by_name: rows that a gazetteer, or rows of their name, put on the map. off_map: name → rows
    that are not on it; ambiguous: those of these names that several places bear. homonyms: names of several
    places. clashes: place → days from which its marks disagree, so that no one holds it. error_km: the least,
    the middle and the largest.
    """

    rows: int
    rejected: int
    places: int
    by_name: int
    off_map: Mapping[str, int]
    ambiguous: tuple[str, ...]
    homonyms: tuple[str, ...]
    clashes: Mapping[str, tuple[str, ...]]
    reach_km: float
    gap_days: int | None
    error_km: tuple[float, float, float]
    problems: tuple[Problem, ...] = ()

    @property
    def on_map(self) -> int:
        """Count the marks that became ground."""
        return self.rows - self.rejected - sum(self.off_map.values())

    def sentences(self) -> Iterator[str]:
        """Say it in lines for a reader."""
        low, middle, high = self.error_km
        until = "the next mark of its place"
        if self.gap_days is not None:
            until += f", or {counted(self.gap_days, 'day')} after it was last seen"
        yield (
            f"{counted(self.on_map, 'mark')} of {counted(self.places, 'place')} became areas: "
            f"ground goes with the nearest place listed on the day, within {self.reach_km:g} km; a mark "
            f"counts until {until}"
        )
        yield f"borders may be off by {low:g} to {high:g} km, {middle:g} in the middle (their error_km)"
        if self.rejected:
            yield f"left out: {counted(self.rejected, 'bad row')}"
            yield from (f"rejected: {problem}" for problem in self.problems[:SHOWN])
        if self.by_name:
            yield f"{counted(self.by_name, 'mark')} without coordinates placed by name"
        if self.off_map:
            names = _some(tuple(self.off_map))
            yield f"not on the map: {counted(sum(self.off_map.values()), 'mark')} of {names}"
        if self.ambiguous:
            yield f"of these, several places bear the name: {_some(self.ambiguous)}"
        if self.homonyms:
            yield f"names of several places, kept apart: {_some(self.homonyms)}"
        if self.clashes:
            yield (
                f"marks disagree at {counted(len(self.clashes), 'place')}; no one holds it then: "
                f"{_some(tuple(self.clashes))}"
            )


def _some(names: tuple[str, ...]) -> str:
    """List some names, and how many more there are."""
    more = (f"{len(names) - SHOWN:,} more",) if len(names) > SHOWN else ()
    return listed((*names[:SHOWN], *more))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpellChanges:
    """What a new version of a map adds, says otherwise of the same ground and day, and no longer has."""

    new: int
    changed: int
    deleted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlReport:
    """What was imported: the source's name in the case, its features, its holders as named, its days.

    replaced: another map of that name went; unchanged: the case had this very map, and nothing was written.
    mended: file → features whose outline crossed itself. notes: how coordinates were taken. agreement: beside
    each other source of the case.
    """

    name: str
    files: tuple[str, ...]
    spells: int
    holders: tuple[str, ...]
    unassigned: int
    days: tuple[str, ...]
    replaced: bool
    unchanged: bool = False
    mended: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    notes: tuple[str, ...] = ()
    marks: MarksReport | None = None
    agreement: tuple[Agreement, ...] = ()
    changes: SpellChanges | None = None

    def sentences(self) -> tuple[str, ...]:
        """Say it in lines for a reader."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[str]:
        span = (
            self.days[0]
            if len(self.days) == 1
            else f"{len(self.days)} days from {self.days[0]} to {self.days[-1]}"
        )
        what = f"{self.spells} features, {span}"
        if self.unchanged:
            yield f"control map {self.name} is unchanged: {what}; nothing was written"
        else:
            yield f"{'replaced' if self.replaced else 'imported'} control map {self.name}: {what}"
        if self.changes is not None:
            made = self.changes
            yield (
                f"against the map before: {made.new:,} spells new, {made.changed:,} changed, "
                f"{made.deleted:,} deleted"
            )
        yield f"holders: {', '.join(self.holders) or 'none'}"
        if self.unassigned:
            yield f"{self.unassigned} features have no holder: nobody's or contested ground"
        for file, features in self.mended.items():
            yield f"{file}: outlines that crossed themselves were mended, {_of_features(features)}"
        yield from self.notes
        if self.marks is not None:
            yield from self.marks.sentences()
        for beside in self.agreement:
            yield (
                f"{beside.one} and {beside.other} both draw {beside.drawn_km2:,.0f} km² on "
                f"{counted(beside.days, 'day')}; they name different holders on {beside.differ:.1%} of that, "
                f"and one of them nobody on {beside.half:.1%}; both are kept"
            )


def _of_features(numbers: tuple[int, ...]) -> str:
    return f"feature {numbers[0]}" if len(numbers) == 1 else f"features {_some(tuple(map(str, numbers)))}"
