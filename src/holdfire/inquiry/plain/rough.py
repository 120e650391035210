"""Clashes of pairs whose place is known only roughly, from a table of their own."""

import numpy as np

from holdfire.forms.samples import RoughRows
from holdfire.inquiry.plain.pairs import Pairs
from holdfire.inquiry.plain.tables import Faults, Floats, Table
from holdfire.model.actor import Dyad


def rough_rows(
    given: object, pairs: Pairs, regions: tuple[str, ...], exposure: Floats, faults: Faults
) -> RoughRows:
    """Read where rough clashes may lie: in the region that a row names, else where the pair has contact.

    exposure: (pairs, regions). A pair or region that the table of pairs doesn't have is noted.
    """
    table = Table.of(given, "rough", faults)
    one, other = table.labels("one").tolist(), table.labels("other").tolist()
    rows, inside = table.whole("clashes", least=1), table.numbers("inside", least=0, most=1, default=1.0)
    named = table.texts("region").tolist()
    number = {dyad: place for place, dyad in enumerate(pairs.dyads)}
    column = {region: place for place, region in enumerate(regions)}
    dyads = [number.get(Dyad(*sides), -1) for sides in zip(one, other, strict=True)]
    where = np.zeros((table.rows, len(regions)))
    for row, (dyad, region) in enumerate(zip(dyads, named, strict=True)):
        if dyad < 0:
            faults.add(
                "rough", "is no pair of the table of pairs", row=row, value=f"{one[row]}, {other[row]}"
            )
        elif region and region not in column:
            faults.add("rough", "is no region of the table of pairs", row=row, column="region", value=region)
        elif region:
            where[row, column[region]] = 1.0
        else:
            met = exposure[dyad]
            where[row] = met / met.sum() if met.sum() else 1 / len(regions)
    dyad = np.array(dyads, dtype=np.int64)
    order = np.lexsort((inside, np.array(named, dtype=str), dyad))
    return RoughRows(
        dyad=dyad[order],
        rows=rows[order],
        inside=(where * inside[:, None])[order],
        outside=(where * (1 - inside[:, None]))[order],
    )
