"""The rival explanations, with the strength of their effects written down before any data are seen."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from importlib.resources import files

from holdfire.errors import InputError

SETS = ("weak", "medium", "strong")
"""Prior sets: every result is given for each, and as the range over them."""

SHIPPED = "rivals.toml"

Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strengths:
    """How strong effects may be, each drawn evenly from its range; `rivals.toml` says what each means."""

    restraint: Range = (1.0, 1.0)
    sparing: Range = (1.0, 1.0)
    concert: Range = (0.0, 0.0)
    regions: Range = (1.0, 1.0)
    worth: Range = (1.0, 1.0)
    threat: Range = (0.0, 0.0)
    strength: Range = (1.0, 1.0)
    detection: Range = (1.0, 1.0)
    early: Range = (0.0, 0.0)


NUMBERS = tuple(field.name for field in fields(Strengths))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """An explanation: a sentence with {a}, {b}, {c} for the parties, and its effects under each prior set."""

    name: str
    sentence: str
    sets: Mapping[str, Strengths]


def shipped_rivals() -> tuple[Rival, ...]:
    """Read the five rivals that are always weighed."""
    return read_rivals(_shipped(), source=SHIPPED)


def shipped_noise() -> Range:
    """Read how restless wars may be: (least, most) times the ups and downs of `war.toml`."""
    low, high = tomllib.loads(_shipped())["noise"]
    return float(low), float(high)


def _shipped() -> str:
    return (files("holdfire.weighing") / SHIPPED).read_text(encoding="utf-8")


def read_rivals(text: str, *, source: str) -> tuple[Rival, ...]:
    """Read rivals from TOML as `rivals.toml` is written; InputError names every fault of the file."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{source}: {error}") from error
    given = found.get("rival")
    if not isinstance(given, list) or not given:
        raise InputError(f"{source}: has no [[rival]]; write at least one")
    faults: list[str] = []
    rivals = [_rival(entry, number, faults) for number, entry in enumerate(given, start=1)]
    names = [rival.name for rival in rivals]
    faults += [f"two rivals are called {name!r}" for name in dict.fromkeys(names) if names.count(name) > 1]
    if faults:
        raise InputError(
            "\n".join([f"{source}: these rivals can't be simulated", *(f"  {f}" for f in faults)])
        )
    return tuple(rivals)


def _rival(entry: Mapping[str, object], number: int, faults: list[str]) -> Rival:
    name, sentence = entry.get("name"), entry.get("sentence")
    where = f"rival {number} ({name})" if name else f"rival {number}"
    for key, value in (("name", name), ("sentence", sentence)):
        if not isinstance(value, str) or not value.strip():
            faults.append(f"{where}: {key} must be a text (found {value!r})")
    unknown = [key for key in entry if key not in ("name", "sentence", *SETS)]
    faults += [
        f"{where}: has no field {key!r}; there are: name, sentence, {', '.join(SETS)}" for key in unknown
    ]
    sets = {one: _strengths(entry.get(one), f"{where}, {one}", faults) for one in SETS}
    return Rival(name=str(name), sentence=str(sentence), sets=sets)


def _strengths(given: object, where: str, faults: list[str]) -> Strengths:
    if not isinstance(given, dict):
        faults.append(f"{where}: must be a table of ranges (found {given!r})")
        return Strengths()
    known: dict[str, Range] = {}
    for name, value in given.items():
        if name not in NUMBERS:
            faults.append(f"{where}: has no number {name!r}; there are: {', '.join(NUMBERS)}")
        elif (ends := _range(value)) is None:
            faults.append(f"{where}: {name} must be [least, most] between 0 and 1 (found {value!r})")
        else:
            known[name] = ends
    return Strengths(**known)


def _range(value: object) -> Range | None:
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 2:
        return None
    low, high = value
    if not all(isinstance(end, int | float) and not isinstance(end, bool) for end in (low, high)):
        return None
    return (float(low), float(high)) if 0 <= low <= high <= 1 else None
