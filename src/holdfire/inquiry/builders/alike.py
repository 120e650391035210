"""Which attacks of two series may be one event, coded once with each of the two dyads."""

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from holdfire.contact.exposure import Floats, Ints
from holdfire.forms.samples import Hits
from holdfire.stats.alike_pairs import AlikePairs, Rows, alike_pairs

EXACT_KM = 1.0  # how far off a place is taken to be where the data don't say


def alike_hits(both: Hits, split: int, deaths: Sequence[Floats], sources: np.ndarray) -> AlikePairs:
    """Pair hits of the first series (those before `split`) with those of the second that may be one event.

    A row coded again with another dyad keeps its day and place, and its deaths or its source; a hit whose day
    or place is rough has a place of its own. deaths: figures, nan where not known; sources: "" where not
    told.
    """
    rough = (both.span_days > 0) | ~(both.radius_km <= EXACT_KM)
    rows = Rows(
        place=np.where(rough, len(both) + np.arange(len(both)), _numbered(both.x, both.y)),
        day=both.day,
        mark=_numbered(*deaths),
        told=np.where(sources == "", 0, 1 + np.unique(sources, return_inverse=True)[1]).astype(np.int64),
    )
    return alike_pairs(*(_part(rows, part) for part in (slice(None, split), slice(split, None))))


def _numbered(*columns: Floats) -> Ints:
    """Number the rows that differ in these columns; one that is not known is a value, too."""
    seen = np.nan_to_num(np.stack(columns, axis=1), nan=-1.0)
    return np.unique(seen, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _part(rows: Rows, part: slice) -> Rows:
    return Rows(**{field.name: getattr(rows, field.name)[part] for field in fields(Rows)})
