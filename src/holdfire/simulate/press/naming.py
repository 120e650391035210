"""What an outlet calls the parties: the formal name, what it says later, and words beside other words."""

from dataclasses import dataclass

from holdfire.simulate.press.grammar import is_plural
from holdfire.simulate.press.outlets import Outlet
from holdfire.simulate.press.world import Folk

_SCORN = ("{short} gunmen", "{short} militants", "the so-called {name}", "{short} mercenaries")
_SCORN_STATE = ("the regime", "regime forces", "regime troops")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names of one party for one outlet, each with its article. org: such as can stand behind "fighters of".

    short stands before a noun; men are its people.
    """

    full: str
    later: tuple[str, ...]
    org: tuple[str, ...]
    short: str
    men: tuple[str, ...]
    abbreviation: str | None = None


def names_of(folk: Folk, outlet: Outlet) -> Names:
    """Collect what an outlet calls a party; enemies of its side are called names made of their own."""
    name = _bare(folk.name)
    plain = [alias for alias in map(_bare, folk.aliases) if alias[:1].isupper() and " " not in alias]
    short = "government" if folk.is_state else next((a for a in plain if not is_plural(a)), name)
    given = outlet.words.get(folk.id)
    if given:
        full, later = given[0], given
    else:
        own = tuple(f"the {alias}" for alias in plain) or (f"the {name}",)
        if folk.is_state:
            own = ("the army", "government forces", "the government")
        full = f"the {name}"
        later = _scornful(folk, short) if _enemy(folk, outlet) else own
    people = ("soldiers", "troops") if folk.is_state else ("fighters", "men")
    return Names(
        full=full,
        later=later,
        org=tuple(name for name in (full, *later) if name.startswith("the ") and not is_plural(name))
        or (full,),
        short=short,
        men=tuple(f"{short} {noun}" for noun in people),
        abbreviation=next((a for a in plain if a.isupper() and a in _initials(name)), None),
    )


def _enemy(folk: Folk, outlet: Outlet) -> bool:
    return outlet.sides_with is not None and outlet.sides_with != folk.id


def _scornful(folk: Folk, short: str) -> tuple[str, ...]:
    words = _SCORN_STATE if folk.is_state else _SCORN
    others = tuple(alias for alias in folk.aliases if alias.startswith("the ") and alias.islower())
    return tuple(dict.fromkeys((*others, *(w.format(short=short, name=_bare(folk.name)) for w in words))))


def _bare(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ")


def _initials(name: str) -> tuple[str, ...]:
    letters = "".join(word[0] for word in name.split() if word[:1].isupper())
    return (letters, "".join(word[0].upper() for word in name.split()))
