"""The parties of a simulated war as a registry of actors would list them."""

from collections.abc import Iterable

from holdfire.model.actor import Actor
from holdfire.model.ids import slug
from holdfire.simulate.fought import Realignment, Shift
from holdfire.simulate.setting import Party, Setting


def actors_of(setting: Setting, realignments: Iterable[Realignment] = ()) -> tuple[Actor, ...]:
    """List the parties and, behind each, its units; names in the data set are the names of the parties.

    A unit that went its own way is listed as the party that it became, with the day of the split.
    """
    parents = {r.party: r for r in realignments if r.kind is Shift.SPLITS}
    own = {party.id for party in setting.parties}
    found: list[Actor] = []
    for i, party in enumerate(setting.parties):
        split = parents.get(i)
        found.append(
            Actor(
                id=party.id,
                name=party.name,
                kind=party.kind,
                aliases=party.aliases,
                ucdp_names=(party.name,),
                acled_names=(party.name,),
                split_from=None if split is None else setting.parties[split.other].id,
                split_on=None if split is None else setting.date_of(split.day),
            )
        )
        found += [unit for unit in _units(party) if unit.id not in own]
    return tuple(found)


def _units(party: Party) -> tuple[Actor, ...]:
    return tuple(
        Actor(
            id=slug(unit),
            name=unit,
            kind="unit",
            ucdp_names=(unit,),
            acled_names=(unit,),
            part_of=party.id,
        )
        for unit in party.units
    )
