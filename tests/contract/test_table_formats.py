import itertools

import pytest

from holdfire.cli.import_kinds import KINDS
from holdfire.events import FORMATS, format_for
from holdfire.model.event import COLUMNS, EventKind
from holdfire.model.table import TYPES_OF_SIDES, TableFormat

EVERY_FORMAT = pytest.mark.parametrize("fmt", FORMATS, ids=lambda f: f.name)
NEEDED = {"side_a", "date_start"}


STAGED = set(COLUMNS) - {"dataset", "row", "kind", "radius_km"} | set(TYPES_OF_SIDES)


def test_names_and_schemes_of_formats_are_their_own() -> None:
    assert len({f.name for f in FORMATS}) == len({f.scheme for f in FORMATS}) == len(FORMATS)


@EVERY_FORMAT
def test_every_column_of_a_format_is_an_event_column(fmt: TableFormat) -> None:
    assert set(fmt.columns) <= STAGED
    assert set(fmt.fixed) <= set(COLUMNS) - {"dataset", "row", "event_id", "date_start"}


@EVERY_FORMAT
def test_a_format_requires_what_an_event_can_not_do_without(fmt: TableFormat) -> None:
    assert {name for name, column in fmt.columns.items() if column.required} >= NEEDED


@EVERY_FORMAT
def test_no_two_columns_of_a_format_share_a_name_in_the_wild(fmt: TableFormat) -> None:
    columns = [*fmt.columns.values(), *(c.joined for c in fmt.columns.values() if c.joined)]
    aliases = list(itertools.chain.from_iterable(column.aliases for column in columns))
    assert len(aliases) == len(set(aliases))
    assert all(alias == alias.casefold().strip() for alias in aliases)


@EVERY_FORMAT
def test_a_format_maps_its_codes_to_known_kinds_and_radii(fmt: TableFormat) -> None:
    assert set(fmt.kinds.values()) <= set(EventKind)
    assert fmt.kinds
    assert fmt.fixed.get("kind", "battle") in set(EventKind)
    assert {ours for codes in fmt.codes.values() for ours in codes.values()} <= set(range(1, 8))
    assert all(km > 0 for km in fmt.radius_km.values())


@EVERY_FORMAT
def test_a_format_is_found_by_its_own_columns(fmt: TableFormat) -> None:
    assert format_for([column.aliases[0] for column in fmt.columns.values()]) is fmt


@EVERY_FORMAT
def test_a_format_says_under_what_licence_its_data_come(fmt: TableFormat) -> None:
    assert fmt.licence


@EVERY_FORMAT
def test_a_format_can_be_imported_by_its_name(fmt: TableFormat) -> None:
    assert KINDS[fmt.name].what
