"""The second data set as a file in the shape of an ACLED export: also events without deaths, and transfers.

Source of the column names and codes: ACLED Codebook (event types, inter codes, precision). Ids are invented.
"""

import csv
import io
from collections.abc import Iterator

import numpy as np

from holdfire.simulate.coding import CodedEvents
from holdfire.simulate.fought import Deed, SimulatedWar, Turned
from holdfire.simulate.setting import CIVILIANS

ISO, TIMESTAMP = 999, 0  # no country has this number; a fixed one, so that the same war gives the same bytes
COLUMNS: tuple[str, ...] = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction",
    "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude",
    "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
KINDS = {
    Deed.CLASH: ("Battles", "Armed clash"),
    Deed.STRIKE: ("Explosions/Remote violence", "Air/drone strike"),
    Deed.ASSAULT: ("Violence against civilians", "Attack"),
}
TRANSFERS = {Turned.HAND_OVER, Turned.EVACUATION, Turned.SWAP, Turned.WITHDRAWAL, Turned.DEFECTION}
PRECISION = {1: 1, 2: 2, 3: 2, 4: 3}  # ours to ACLED's three codes
STATE, REBELS, PEOPLE = "1", "2", "7"


def acled_csv(war: SimulatedWar, coded: CodedEvents, rng: np.random.Generator, *, heard: float) -> bytes:
    """Write the rows, and of the places that changed hands without a fight the share that was heard of."""
    rows = [*_events(war, coded), *_transfers(war, rng, heard)]
    rows.sort(key=lambda row: (str(row["event_date"]), str(row["location"]), str(row["notes"])))
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    for number, row in enumerate(rows, start=1):
        writer.writerow({"event_id_cnty": f"VEL{number}"} | row)
    return out.getvalue().encode()


def _events(war: SimulatedWar, coded: CodedEvents) -> Iterator[dict[str, object]]:
    events, states = war.events, {p.name for p in war.setting.parties if p.is_state}
    for i, k in enumerate(coded.truth):
        kind, sub = KINDS[Deed(int(events.deed[k]))]
        people = events.other[k] == CIVILIANS
        names = [str(side[i]).split(", ") for side in (coded.side_a, coded.side_b)]
        total = int(coded.best[i])
        yield _common(war, int(coded.place[i]), int(coded.day[i])) | {
            "time_precision": int(coded.date_prec[i]),
            "disorder_type": "Political violence",
            "event_type": kind,
            "sub_event_type": sub,
            "actor1": names[0][0],
            "assoc_actor_1": "; ".join(names[0][1:]),
            "inter1": STATE if names[0][0] in states else REBELS,
            "actor2": names[1][0],
            "assoc_actor_2": "; ".join(names[1][1:]),
            "inter2": PEOPLE if people else STATE if names[1][0] in states else REBELS,
            "civilian_targeting": "Civilian targeting" if people else "",
            "geo_precision": PRECISION[int(coded.where_prec[i])],
            "latitude": float(coded.lat[i]),
            "longitude": float(coded.lon[i]),
            "source": coded.office[i],
            "notes": f"{total or 'No'} dead reported.",
            "fatalities": total,
        }


def _transfers(war: SimulatedWar, rng: np.random.Generator, heard: float) -> Iterator[dict[str, object]]:
    parties, land = war.setting.parties, war.setting.land
    quiet = [t for t in war.turns if t.how in TRANSFERS]
    for turn, known in zip(quiet, rng.random(len(quiet)) < heard, strict=True):
        if known:
            x, y = war.places.position[turn.place]
            names = [parties[i].name for i in (turn.winner, turn.loser)]
            inter = [STATE if parties[i].is_state else REBELS for i in (turn.winner, turn.loser)]
            yield _common(war, turn.place, turn.day) | {
                "time_precision": 1,
                "disorder_type": "Strategic developments",
                "event_type": "Strategic developments",
                "sub_event_type": "Non-violent transfer of territory",
                "actor1": names[0],
                "inter1": inter[0],
                "actor2": names[1],
                "inter2": inter[1],
                "geo_precision": 1,
                "latitude": round(float(land.lat(y)), 5),
                "longitude": round(float(land.lon(x)), 5),
                "source": "Coast Monitor",
                "notes": "The place changed hands without fighting.",
                "fatalities": 0,
            }


def _common(war: SimulatedWar, place: int, day: int) -> dict[str, object]:
    land, places = war.setting.land, war.places
    return {
        "event_date": war.setting.date_of(day).isoformat(),
        "year": war.setting.date_of(day).year,
        "iso": ISO,
        "region": "Atlantic (fictional)",
        "country": land.name,
        "admin1": land.regions[places.region[place]][0],
        "admin2": f"{land.settlements[places.district[place]][0]} district",
        "location": land.settlements[place][0],
        "source_scale": "National",
        "timestamp": TIMESTAMP,
    }
