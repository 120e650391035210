"""The places of two tables on one plane: in km as they are, or in degrees through one projection."""

import numpy as np

from holdfire.contact.grid import projection_for
from holdfire.forms.samples import Floats
from holdfire.inquiry.plain.tables import CALL, Faults, Table


def places_of(one: Table, two: Table, faults: Faults) -> tuple[Floats, Floats]:
    """Read the places of both tables in km; degrees go through one projection, true around their middle."""
    tables = (one, two)
    km, degrees = (
        any(table.has(name) for table in tables for name in names) for names in (("x", "y"), ("lat", "lon"))
    )
    if km and (not degrees or all(table.has("x", "y") for table in tables)):
        x, y = (np.concatenate([table.numbers(axis) for table in tables]) for axis in "xy")
        return x, y
    if km and not all(table.has("lat", "lon") for table in tables):
        sources = f"{one.source} and {two.source}"
        faults.add(CALL, f"one of {sources} has places in km, the other in degrees; give both in one way")
        return np.zeros(one.rows + two.rows), np.zeros(one.rows + two.rows)
    lon = np.concatenate([table.numbers("lon", least=-180, most=180) for table in tables])
    lat = np.concatenate([table.numbers("lat", least=-90, most=90) for table in tables])
    return projection_for(lon, lat).forward(lon, lat)
