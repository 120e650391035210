"""The numbers behind the picture and the tables of `safe-passage`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.safe_passage_days import day_words, open_days
from holdfire.forms.safe_passage_maps import Params, sigma_km
from holdfire.forms.safe_passage_report import Found, SourceSays
from holdfire.forms.samples import GroundMap, Passage
from holdfire.model.answer import Detail
from holdfire.model.feasibility import PassageReading

SQUARES = 96  # of the picture, along its longer side
FINE = 4  # parts of a square, to which roads are drawn
LEVELS = 4  # of how sure a square is ground of X, beside 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """The share under another choice of the form's own."""

    words: str
    reading: PassageReading
    registered: bool = False


def details(sample: Passage, found: Found, designs: Sequence[Design], params: Params) -> dict[str, Detail]:
    """Collect the numbers for pictures and tables."""
    says = found.deciding
    return {
        "word": found.word.value,
        "crossing_km": says.best.crossing_km,
        "way_round_km": says.reading.way_round_km,
        "mover": sample.mover,
        "through": sample.holder,
        "from_place": sample.start,
        "to_place": sample.goal,
        "sources": [_source(one, params, decides=one is says) for one in found.sources],
        "passage_map": _picture(sample, says),
        "designs": [
            {
                "choices": [design.words],
                "value": design.reading.share,
                "interval": list(design.reading.interval),
                "pvalue": None,
                "registered": design.registered,
            }
            for design in designs
        ],
    }


def _source(says: SourceSays, params: Params, *, decides: bool) -> Detail:
    reading, ground = says.reading, says.best.ground
    return {
        "source": ground.source,
        "decides": decides,
        "map": day_words(ground.since),
        "lag_days": ground.lag,
        "error_km": ground.error_km,
        "sigma_km": sigma_km(ground, params),
        "word": reading.word.value,
        "share": reading.share,
        "interval": list(reading.interval),
        "draws": reading.draws,
        "crossing": reading.crossing,
        "crossing_km": says.best.crossing_km,
        "way_km": reading.way_km,
        "way_round_km": reading.way_round_km,
        "quantiles_km": list(reading.quantiles_km),
        "measured_maps": len(says.drawn.lengths),
        "on_ground": reading.on_ground,
        "thin": [
            {"km": one.thin_km, "share": one.share, "interval": list(one.interval)} for one in says.thin
        ],
        "cut_cells": len(says.cuts),
        "pockets": {
            "number": says.pockets.number,
            "km2": says.pockets.km2,
            "from_place": says.pockets.start,
            "to_place": says.pockets.goal,
        },
        "layers": [
            {
                "map": day_words(m.since),
                "lag_days": m.lag,
                "share": share,
                "draws": draws,
                **({} if m.days is None else {"from": day_words(m.days[0]), "until": day_words(m.days[1])}),
            }
            for m, share, draws in says.layers
        ],
        "open_days": open_days(says.layers),
        "journey": _journey(says),
    }


def _journey(says: SourceSays) -> Detail:
    journey = says.journey
    if journey is None:
        return None
    return {
        "km_per_day": journey.km_per_day,
        "way_days": journey.way_days,
        "arrives": None if journey.arrives is None else day_words(int(journey.arrives)),
    }


def _picture(sample: Passage, says: SourceSays) -> Detail:
    """Shrink the map to a picture: rows from the north, a digit a square, a blank where nothing is mapped."""
    best, ground = says.best, says.best.ground
    block = max(1, -(-max(ground.held.shape) // SQUARES))
    mapped = _blocks(best.passable.astype(float), block)
    sure = np.divide(
        _blocks(says.drawn.share * best.passable, block), mapped, out=np.zeros_like(mapped), where=mapped > 0
    )
    level = np.where(sure < 0.025, 0, np.minimum(LEVELS, 1 + (sure * LEVELS).astype(int)))
    rows = [
        "".join(" " if share < 0.5 else str(value) for share, value in zip(*row, strict=True))
        for row in zip(mapped[::-1].tolist(), level[::-1].tolist(), strict=True)
    ]

    def line(bends: Sequence[tuple[float, float]]) -> list[list[float]]:
        """Put rows and columns on the picture: squares from the west, squares from the north."""
        kept = bends[:: max(1, len(bends) // 200)]
        both = kept if kept[-1] == bends[-1] else (*kept, bends[-1])
        return [[round(column / block, 2), round(len(rows) - row / block, 2)] for row, column in both]

    around = best.around
    return {
        "rows": rows,
        "square_km": block * ground.cell_km,
        "levels": LEVELS,
        "from": {"name": sample.start, "at": line(_centres([ground.start]))[0]},
        "to": {"name": sample.goal, "at": line(_centres([ground.goal]))[0]},
        "way": line(best.way.bends or _centres(best.way.cells)),
        "way_round": None if around is None else line(around.bends or _centres(around.cells)),
        "roads": _roads(ground, block, len(rows)),
        "holder": sample.holder,
        "source": ground.source,
        "date": day_words(ground.since),
    }


def _centres(cells: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    return [(row + 0.5, column + 0.5) for row, column in cells]


def _roads(ground: GroundMap, block: int, rows: int) -> Detail:
    """Put roads on the picture, as [x, y, x, y], with bends where the picture can show them."""
    if ground.roads is None:
        return None
    roads = ground.roads
    at = np.round(roads.at / block * FINE) / FINE
    ends = np.concatenate([at[roads.one], at[roads.two]], axis=1)[:, [1, 0, 3, 2]]
    ends[:, 1::2] = rows - ends[:, 1::2]
    seen = np.unique(ends[np.any(ends[:, :2] != ends[:, 2:], axis=1)], axis=0)
    return np.round(seen, 2).tolist()


def _blocks(values: NDArray[np.float64], block: int) -> NDArray[np.float64]:
    """Average a grid over blocks of cells; what is missing of the last ones counts as 0."""
    rows, columns = (-(-n // block) * block for n in values.shape)
    whole = np.zeros((rows, columns))
    whole[: values.shape[0], : values.shape[1]] = values
    return whole.reshape(rows // block, block, columns // block, block).mean(axis=(1, 3))
