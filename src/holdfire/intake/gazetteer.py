"""The places that a case knows by its event data."""

from collections.abc import Mapping

from holdfire.base.events import EventStore, PlaceName
from holdfire.case.folder import Case
from holdfire.lexicon import KnownPlace
from holdfire.model.event import UCDP_RADIUS_KM

RADIUS_KM: Mapping[str, float] = {
    "country": UCDP_RADIUS_KM[6],
    "adm_1": UCDP_RADIUS_KM[4],
    "adm_2": UCDP_RADIUS_KM[3],
    "place": UCDP_RADIUS_KM[2],  # a text that names a town may mean its surroundings
}


def gazetteer(case: Case) -> tuple[KnownPlace, ...]:
    """Take the places that the case's event data name as its gazetteer."""
    files = [case.path / name for name in case.names("events/*.parquet")]
    return tuple(_known(place) for place in EventStore(files).place_names()) if files else ()


def _known(place: PlaceName) -> KnownPlace:
    return KnownPlace(
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        radius_km=RADIUS_KM[place.level],
        country=place.country,
        level=place.level,
    )
