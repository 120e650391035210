"""How files of administrative boundaries name their properties, told from the properties themselves.

In a pattern, {n} is the area's own level and {up} any level above it; names are met whatever their case.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from holdfire.errors import TableError

DEEPEST = 5
NEVER = "(?!)"  # a pattern that nothing meets


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """Patterns of the properties that hold an area's name, its other names, code, country and parents.

    level: of the areas where the name says none; a property that holds it has a pattern of its own.
    """

    name: str
    own: str
    others: str = NEVER
    code: str = NEVER
    country: str = NEVER
    parents: str = NEVER
    level: str = NEVER


SCHEMES: tuple[Scheme, ...] = (
    Scheme(
        name="OCHA, parents in names",
        own=r"name_en",
        others=r"nam(?:e_(?!en$)|_).+",
        code=r"p?code",
        country=r"adm0_.+",
        parents=r"adm{up}_en",
    ),
    Scheme(
        name="OCHA, levels in names",
        own=r"adm{n}_(?:en|name)",
        others=r"adm{n}_(?!en$|name$|pcode|ref_?name).+",
        code=r"adm{n}_pcode",
        country=r"adm0_(?!ref).+",
        parents=r"adm{up}_(?:en|name)",
    ),
    Scheme(
        name="geoBoundaries",
        own=r"shapename",
        code=r"shapeid",
        country=r"shapegroup",
        level=r"shapetype",
    ),
    Scheme(
        name="GADM",
        own=r"name_{n}",
        others=r"(?:var|nl_)name_{n}",
        code=r"gid_{n}",
        country=r"country|name_0|gid_0|iso",
        parents=r"name_{up}",
    ),
    Scheme(
        name="plain",
        own=r"name(?:_en|_long)?",
        others=r"name:.+|name_(?:[a-z][a-z]|alt|local|ascii)|names|alternates|alt_?names?|asciiname",
        code=r"id|code|pcode|iso_3166_2",
        country=r"country|country_?(?:name|code)|admin|iso_a2|adm0_a3|adm0_name",
        level=r"(?:admin_?)?level",
    ),
)
"""In the order of preference; the first whose own name is among the properties is taken."""

FIELDS = ("name", "level", "country", "code")
"""What --column can say of boundaries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The properties of one file: name, others (more names), code, country, parents (widest first).

    level: the property that holds it; level_is: the level that all areas have, where no property does.
    """

    scheme: str
    name: str
    others: tuple[str, ...] = ()
    code: str | None = None
    country: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    level: str | None = None
    level_is: int | None = None


def layout_of(keys: Collection[str], given: Mapping[str, str]) -> Layout:
    """Tell from the properties of a file which holds what; given: what the user says of it.

    Raises
    ------
    TableError
        Where no scheme fits and the user did not name the property, or names one that is not there.
    """
    unknown = sorted(set(given) - set(FIELDS))
    absent = sorted(p for f, p in given.items() if p not in keys and not (f == "level" and p.isdigit()))
    if unknown or absent:
        wrong = [f"{field} is none of {', '.join(FIELDS)}" for field in unknown]
        wrong += [f"no feature has a property {name!r}" for name in absent]
        raise TableError(f"--column does not fit: {'; '.join(wrong)}; there are: {_listed(keys)}")
    found = next((layout for scheme in SCHEMES if (layout := _fitted(scheme, keys)) is not None), None)
    if found is None and "name" not in given:
        raise TableError(
            "no property is known to hold the areas' names; say which does with --column name=PROPERTY; "
            f"there are: {_listed(keys)}"
        )
    return _given(found or Layout(scheme="as given", name=given["name"]), given)


def _fitted(scheme: Scheme, keys: Collection[str]) -> Layout | None:
    """Match a scheme to properties, at the deepest level that has a name."""
    if "{n}" not in scheme.own:
        own = _matching(scheme.own, keys)
        above = [n for n in range(DEEPEST) if _matching(scheme.parents.format(up=n), keys)]
        if not own or (scheme.parents != NEVER and not above):
            return None
        return _laid_out(scheme, keys, own[0], above[-1] + 1 if above else None)
    for n in reversed(range(DEEPEST + 1)):
        if own := _matching(scheme.own.format(n=n), keys):
            return _laid_out(scheme, keys, own[0], n)
    return None


def _laid_out(scheme: Scheme, keys: Collection[str], own: str, level: int | None) -> Layout:
    up = range(level or 0)
    return Layout(
        scheme=scheme.name,
        name=own,
        others=tuple(k for k in _matching(scheme.others.format(n=level), keys) if k != own),
        code=next(iter(_matching(scheme.code.format(n=level), keys)), None),
        country=tuple(_matching(scheme.country, keys)),
        parents=tuple(k for n in up for k in _matching(scheme.parents.format(up=n), keys)),
        level=next(iter(_matching(scheme.level, keys)), None),
        level_is=level,
    )


def _given(layout: Layout, given: Mapping[str, str]) -> Layout:
    fixed = given["level"].isdigit() if "level" in given else False
    return Layout(
        scheme=layout.scheme,
        name=given.get("name", layout.name),
        others=tuple(k for k in layout.others if k != given.get("name")),
        code=given.get("code", layout.code),
        country=(given["country"],) if "country" in given else layout.country,
        parents=layout.parents,
        level=None if fixed else given.get("level", layout.level),
        level_is=int(given["level"]) if fixed else layout.level_is,
    )


def _matching(pattern: str, keys: Iterable[str]) -> list[str]:
    return sorted(key for key in keys if re.fullmatch(pattern, key, re.IGNORECASE))


def _listed(keys: Collection[str]) -> str:
    return ", ".join(sorted(keys)[:30]) or "none"
