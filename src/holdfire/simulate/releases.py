"""Releases of a party on its own strikes: a directed source, and a partisan one."""

import csv
import io

import numpy as np

from holdfire.simulate.fought import Deed, SimulatedWar
from holdfire.simulate.rates import ReleaseRates
from holdfire.simulate.setting import Ints

COLUMNS = (
    "strike_id",
    "date",
    "striker",
    "target",
    "country",
    "province",
    "location",
    "latitude",
    "longitude",
    "strikes",
)


def released(
    war: SimulatedWar, striker: int, rates: ReleaseRates, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """Draw which of its strikes a party tells of, and the day of the war of each release."""
    events = war.events
    own = np.flatnonzero((events.deed == Deed.STRIKE) & (events.initiator == striker))
    told = own[rng.random(len(own)) < rates.told]
    late = rng.random(len(told)) < rates.late
    return told, np.minimum(events.day[told] + late, len(war.setting.month_of_day) - 1)


def releases_csv(war: SimulatedWar, striker: int, rates: ReleaseRates, rng: np.random.Generator) -> bytes:
    """Write what a party says of its strikes, in the words of its releases: day, place, on whom."""
    setting, events, places = war.setting, war.events, war.places
    told, days = released(war, striker, rates, rng)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, (k, day) in enumerate(zip(told.tolist(), days.tolist(), strict=True), start=1):
        place = int(events.place[k])
        position = places.position[[place]]
        target = events.other[k] if events.one[k] == striker else events.one[k]
        writer.writerow(
            (
                f"R{number:04d}",
                setting.date_of(day).isoformat(),
                setting.parties[striker].name,
                setting.parties[target].name,
                setting.land.name,
                setting.land.regions[places.region[place]][0],
                setting.land.settlements[place][0],
                round(float(setting.land.lat(position[:, 1])[0]), 5),
                round(float(setting.land.lon(position[:, 0])[0]), 5),
                1,
            )
        )
    return out.getvalue().encode()
