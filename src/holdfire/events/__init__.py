"""Schemes of event tables, as data; one file a scheme, one line here."""

from collections.abc import Collection

from holdfire.errors import TableError
from holdfire.events import acled, strikes, ucdp_ged
from holdfire.model.table import TableFormat

FORMATS: tuple[TableFormat, ...] = (ucdp_ged.FORMAT, acled.FORMAT, strikes.FORMAT)


def format_for(columns: Collection[str], name: str | None = None) -> TableFormat:
    """Choose the format by its name, or the one that fits a header; no fit or several are a TableError."""
    header = frozenset(column.strip().casefold() for column in columns)
    if name is not None:
        fits = [f for f in FORMATS if f.name == name]
        missing = f"there is no table format {name!r}; known are {', '.join(f.name for f in FORMATS)}"
    else:
        fits = [f for f in FORMATS if not f.missing(header)]
        lacks = "; ".join(f"{f.name} lacks {', '.join(f.missing(header))}" for f in FORMATS)
        missing = f"no table format fits these columns ({lacks}); choose one by its name"
    if len(fits) > 1:
        raise TableError(
            f"several table formats fit: {', '.join(f.name for f in fits)}; choose one by its name"
        )
    if not fits:
        raise TableError(missing)
    return fits[0]
