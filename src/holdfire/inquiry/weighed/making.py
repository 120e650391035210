"""Tables of simulated wars: made in parts by any number of workers, kept as they come, the same for all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from holdfire import __version__
from holdfire.inquiry.draws import generator
from holdfire.inquiry.weighed.vectors import MAPPED, PLACES, SIMULATED, vector_of
from holdfire.inquiry.weighed.worlds import World, fought
from holdfire.jobs.engines import HERE, Engine, each
from holdfire.jobs.shards import Shards
from holdfire.model.ids import digest
from holdfire.records.values import line
from holdfire.simulate.rates import usual_rates
from holdfire.weighing.rivals import SETS, Range, Rival, shipped_noise
from holdfire.weighing.tables import Size, Table

PART = 10  # wars of one part: some seconds of work

Floats = NDArray[np.float64]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which table is wanted: wars for each rival and prior set, of which size. made: the command for it.

    restless: how restless the wars are, drawn evenly from this range. share, noise: what effects and ups and
    downs are multiplied by besides; 1 but where a table's errors are tried.
    forms: whose numbers the vectors have.
    """

    rivals: tuple[Rival, ...]
    size: Size
    wars: int
    seed: int
    made: str = ""
    restless: Range = field(default_factory=shipped_noise)
    share: float = 1.0
    noise: float = 1.0
    forms: tuple[str, ...] = SIMULATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Wars [first, end) of one rival and prior set; number counts the parts."""

    number: int
    rival: int
    prior_set: str
    first: int
    end: int

    def __len__(self) -> int:
        return self.end - self.first


def parts_of(order: Order) -> tuple[Part, ...]:
    """Cut a table into parts, rival by rival and set by set."""
    spans = [
        (rival, one, first, min(first + PART, order.wars))
        for first in range(0, order.wars, PART)
        for rival in range(len(order.rivals))
        for one in SETS
    ]
    return tuple(
        Part(number=number, rival=rival, prior_set=one, first=first, end=end)
        for number, (rival, one, first, end) in enumerate(spans)
    )


def make_table(
    order: Order,
    *,
    engine: Engine = HERE,
    kept: Path | None = None,
    progress: Progress = lambda _number, _total, _name: None,
) -> Table:
    """Simulate the wars of a table. kept: a folder for finished parts, so that a stopped run goes on."""
    parts = parts_of(order)
    shards = _shards(order, kept)
    kept_before = {} if shards is None else shards.finished(part.number for part in parts)
    done = {
        p.number: rows
        for p in parts
        if (rows := kept_before.get(p.number)) is not None and len(rows) == len(p)
    }
    todo = [part for part in parts if part.number not in done]
    for number, rows in each(simulating, (order,), todo, engine=engine, called=_called):
        done[number] = rows
        if shards is not None:
            shards.keep(number, rows)
        progress(len(done), len(parts), "parts of the simulated wars")
    return _table(order, parts, done)


def simulating(order: Order) -> Callable[[Part], tuple[int, Floats]]:
    """Make what does one part."""

    def simulate(part: Part) -> tuple[int, Floats]:
        rows = [one_war(order, part.rival, part.prior_set, number) for number in range(part.first, part.end)]
        return part.number, np.array(rows).reshape(-1, len(PLACES))

    return simulate


def one_war(order: Order, rival: int, prior_set: str, number: int) -> Floats:
    """Simulate one war and give its vector; all missing where its size could not be met."""
    where = (digest_number(order.rivals[rival].name), SETS.index(prior_set), number)
    rng = generator(order.seed, *where)
    world = World.drawn(order.rivals[rival].sets[prior_set], rng).weaker(order.share)
    mapped = order.size.basis == "control map" and MAPPED in order.forms
    noise = order.noise * float(rng.uniform(*order.restless))
    record = fought(world, order.size, rng, noise=noise, mapped=mapped)
    if record is None:
        return np.full(len(PLACES), np.nan)
    on = month_after(record.war.period.since, order.size.onset) if order.size.onset else None
    return vector_of(record, rng, forms=order.forms, on=on)


def month_after(day: date, months: int) -> date:
    """Go so many months on from the first of a month."""
    whole = day.year * 12 + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)


def digest_number(name: str) -> int:
    """Give a rival's number in seed sequences: its wars stay the same whatever others are weighed."""
    return int(digest(name)[:8], 16)


def _table(order: Order, parts: Sequence[Part], done: dict[int, Floats]) -> Table:
    wars = {
        (one, rival.name): np.vstack(
            [done[p.number] for p in parts if p.rival == number and p.prior_set == one]
        )
        for one in SETS
        for number, rival in enumerate(order.rivals)
    }
    return Table(
        size=order.size, parts=PLACES, wars=wars, seed=order.seed, made=order.made, version=__version__
    )


def _shards(order: Order, folder: Path | None) -> Shards[Floats] | None:
    if folder is None:
        return None
    whole = replace(order, wars=0, made="")  # more wars of the same kind go on where fewer ended
    inputs = digest("weighing", __version__, line(whole).decode(), line(usual_rates()).decode())
    return Shards(folder, inputs, write=_bytes, read=_rows)


def _bytes(rows: Floats) -> bytes:
    return rows.astype("<f8").tobytes()


def _rows(data: bytes) -> Floats:
    return np.frombuffer(data, dtype="<f8").reshape(-1, len(PLACES)).copy()


def _called(part: Part) -> str:
    return f"wars {part.first + 1} to {part.end} of rival {part.rival + 1}, {part.prior_set} effects"
