"""How gazetteers are laid out: one description that GeoNames, its extracts and plain tables all fit."""

from holdfire.model.table import Column, Decimal, TableFormat, Text, Whole

GEONAMES_DUMP: tuple[str, ...] = (
    "geonameid",
    "name",
    "asciiname",
    "alternatenames",
    "latitude",
    "longitude",
    "feature class",
    "feature code",
    "country code",
    "cc2",
    "admin1 code",
    "admin2 code",
    "admin3 code",
    "admin4 code",
    "population",
    "elevation",
    "dem",
    "timezone",
    "modification date",
)
"""The columns of GeoNames' daily dump (allCountries.txt, XX.txt), which has no header."""


def _text(*aliases: str) -> Column:
    return Column(aliases=aliases, kind=Text())


GAZETTEER = TableFormat(
    name="gazetteer",
    scheme="place",
    columns={
        "place_id": _text("geonameid", "place_id", "id", "pcode", "code"),
        "name": Column(
            aliases=("name", "name_en", "place", "place_name", "toponym", "asciiname"),
            kind=Text(),
            required=True,
        ),
        "name_plain": _text("asciiname", "name_ascii"),
        "name_local": _text("name_ar", "name_local", "name_native", "name_ru", "name_uk", "name_fa"),
        "alternates": _text(
            "alternatenames", "alternate_names", "alternates", "alternative_names", "aliases", "names"
        ),
        "alternates_en": _text("aliases_en", "alternates_en"),
        "alternates_local": _text("aliases_ar", "aliases_local", "alternates_local"),
        "lat": Column(aliases=("latitude", "lat", "y"), kind=Decimal(minimum=-90, maximum=90), required=True),
        "lon": Column(
            aliases=("longitude", "lon", "lng", "long", "x"),
            kind=Decimal(minimum=-180, maximum=180),
            required=True,
        ),
        "level": _text("level", "admin_level", "adm_level"),
        "feature_class": _text("feature class", "feature_class"),
        "feature_code": _text("feature code", "feature_code"),
        "country": _text("country", "country_name", "country code", "countrycode", "country_code", "iso2"),
        "adm_1": _text("adm_1", "adm1_en", "adm1_name", "admin1_name", "province", "governorate"),
        "adm_2": _text("adm_2", "adm2_en", "adm2_name", "admin2_name", "district"),
        "population": Column(aliases=("population", "pop"), kind=Whole(minimum=0)),
        "radius_km": Column(aliases=("radius_km",), kind=Decimal(minimum=0, maximum=20_000)),
    },
    dates=(),
    empty=("", "\\N"),
)
