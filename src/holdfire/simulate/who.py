"""The parties of a simulated war as a registry of actors would list them."""

from holdfire.model.actor import Actor
from holdfire.model.ids import slug
from holdfire.simulate.setting import Party, Setting


def actors_of(setting: Setting) -> tuple[Actor, ...]:
    """List the parties and, behind each, its units; names in the data set are the names of the parties."""
    return tuple(actor for party in setting.parties for actor in _with_units(party))


def _with_units(party: Party) -> tuple[Actor, ...]:
    itself = Actor(
        id=party.id, name=party.name, kind=party.kind, aliases=party.aliases, ucdp_names=(party.name,)
    )
    units = (
        Actor(id=slug(unit), name=unit, kind="unit", ucdp_names=(unit,), part_of=party.id)
        for unit in party.units
    )
    return (itself, *units)
