"""A simulated war as the press sees it, or would if it saw everything."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from holdfire.simulate.fought import ActKind, Deed, PolicyKind, SimulatedWar, Turn, Turned
from holdfire.simulate.press.world import NOBODY, Folk, Happening, Understanding, World
from holdfire.simulate.setting import CIVILIANS, Party

_DEEDS = {Deed.CLASH: "clash", Deed.STRIKE: "strike", Deed.ASSAULT: "one_sided"}
_TURNS = {
    Turned.ASSAULT: "capture",
    Turned.WITHDRAWAL: "withdraw",
    Turned.HAND_OVER: "handover",
    Turned.EVACUATION: "evacuate",
    Turned.SWAP: "exchange",
    Turned.DEFECTION: "defect",
    Turned.SPLIT: "control",  # nobody reports it by itself; maps show it
}
_ACTS = {
    ActKind.AGREEMENT: "deal",
    ActKind.EVACUATION: "evacuate",
    ActKind.SWAP: "exchange",
    ActKind.TRADE: "trade",
    ActKind.PASSAGE: "transit",
    ActKind.HAND_OVER: "handover",
}
_DAY = timedelta(days=1)


def world_of(war: SimulatedWar, *, civilians: str = NOBODY) -> World:
    """Give a war's happenings, parties and ground as the press needs them."""
    setting = war.setting
    names = [name for name, _, _ in setting.land.settlements]
    regions = [name for name, _, _ in setting.land.regions]
    happenings = [*_events(war, names), *_turns(war, names), *_acts(war, names)]
    return World(
        country=setting.land.name,
        since=setting.since,
        until=setting.until,
        folks={party.id: _folk(party) for party in setting.parties},
        region_of={
            name: regions[region] for name, region in zip(names, war.places.region.tolist(), strict=True)
        },
        happenings=tuple(sorted(happenings, key=lambda h: (h.day, h.id))),
        understandings=tuple(_understandings(war)),
        holders=_holders(war, names),
        civilians=civilians,
        knows_turns=bool(war.turns),
    )


def _folk(party: Party) -> Folk:
    return Folk(
        id=party.id, name=party.name, aliases=party.aliases, is_state=party.is_state, units=party.units
    )


def _events(war: SimulatedWar, names: list[str]) -> Iterator[Happening]:
    events, setting = war.events, war.setting
    ids = [party.id for party in setting.parties]
    columns = (events.day, events.one, events.other, events.place, events.deaths_one, events.deaths_other)
    more = (events.bystanders, events.deed, events.initiator)
    rows = zip(*(column.tolist() for column in (*columns, *more)), strict=True)
    for i, (day, one, other, place, dead_one, dead_other, people, deed, initiator) in enumerate(rows):
        civil = other == CIVILIANS
        swapped = initiator == other and not civil
        a, b = (other, one) if swapped else (one, other)
        dead_a, dead_b = (dead_other, dead_one) if swapped else (dead_one, dead_other)
        kind = _DEEDS[Deed(deed)]
        known = civil or initiator in (one, other)
        yield Happening(
            id=f"e{i}",
            kind="attack" if kind == "clash" and known else kind,
            day=(first := setting.date_of(day)),
            until=first + _DAY,
            place=names[place],
            side_a=ids[a],
            side_b=NOBODY if civil else ids[b],
            directed=known,
            deaths_a=dead_a,
            deaths_b=0 if civil else dead_b,
            people=people + (dead_b if civil else 0),
        )


def _turns(war: SimulatedWar, names: list[str]) -> Iterator[Happening]:
    turns = war.turns or tuple(_seen_on_maps(war))
    for i, turn in enumerate(turns):
        kind = _TURNS[turn.how]
        told = _deed(war, kind, turn.day, _givers(kind, turn))
        holder = war.setting.parties[turn.winner].id
        yield replace(told, id=f"t{i}", place=names[turn.place], holder=holder)


def _givers(kind: str, turn: Turn) -> tuple[int, int]:
    return (turn.winner, turn.loser) if kind in ("capture", "evacuate") else (turn.loser, turn.winner)


def _seen_on_maps(war: SimulatedWar) -> Iterator[Turn]:
    """Take the places that another party holds than in the month before for taken, where no more is known."""
    held = war.owners.reshape(len(war.owners), -1)[:, war.places.cell].tolist()
    starts = war.setting.month_starts
    for month in range(1, len(held)):
        day = war.setting.day_number(starts[month])
        for place, (loser, winner) in enumerate(zip(held[month - 1], held[month], strict=True)):
            if loser != winner:
                yield Turn(day=day, place=place, loser=loser, winner=winner, how=Turned.ASSAULT)


def _acts(war: SimulatedWar, names: list[str]) -> Iterator[Happening]:
    for i, act in enumerate(war.acts):
        to = None if act.to is None else names[act.to]
        told = _deed(war, _ACTS[act.kind], act.day, (act.giver, act.receiver))
        yield replace(told, id=f"a{i}", place=names[act.place], to=to)


def _deed(war: SimulatedWar, kind: str, day: int, sides: tuple[int, int]) -> Happening:
    ids, first = [party.id for party in war.setting.parties], war.setting.date_of(day)
    return Happening(
        id="",
        kind=kind,
        day=first,
        until=first + _DAY,
        place="",
        side_a=ids[sides[0]],
        side_b=ids[sides[1]] if sides[1] >= 0 else NOBODY,
    )


def _understandings(war: SimulatedWar) -> Iterator[Understanding]:
    setting = war.setting
    ids = [party.id for party in setting.parties]
    for i, policy in enumerate(war.policies):
        if policy.kind in (PolicyKind.COLLUSION, PolicyKind.TACIT, PolicyKind.LOCAL_DEAL):
            yield Understanding(
                id=f"p{i}",
                members=tuple(ids[m] for m in policy.members),
                against=tuple(ids[c] for c in policy.against),
                since=setting.date_of(policy.since),
                until=setting.date_of(policy.until),
                agreed=policy.kind != PolicyKind.TACIT,
            )
    if setting.deal is not None and not war.policies:
        deal = setting.deal
        yield Understanding(
            id="deal",
            members=(deal.a, deal.b),
            against=(deal.against,),
            since=deal.since,
            until=deal.until or setting.until,
            agreed=True,
        )


def _holders(war: SimulatedWar, names: list[str]) -> dict[date, dict[str, str]]:
    ids = [party.id for party in war.setting.parties]
    held = war.owners.reshape(len(war.owners), -1)[:, war.places.cell] if war.holders is None else war.holders
    return {
        first: {name: ids[owner] for name, owner in zip(names, row, strict=True) if owner >= 0}
        for first, row in zip(war.setting.month_starts, held.tolist(), strict=False)
    }
