"""What is true of a war, in words of the case: ids, dates and names of places in place of numbers."""

from dataclasses import dataclass
from datetime import date

from holdfire.simulate.fought import NOBODY, Policy, PolicyKind, SimulatedWar
from holdfire.simulate.rates import Scenario
from holdfire.simulate.truth import TrueCount, true_counts

PLAIN, ARTEFACT = "plain", "artefact"
_ORDER = (PolicyKind.COLLUSION, PolicyKind.LOCAL_DEAL, PolicyKind.CAPACITY, PolicyKind.TACIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPolicy:
    """A policy over [since, until); regions empty: everywhere. written: by the scenario, not grown."""

    kind: str
    members: tuple[str, ...]
    against: tuple[str, ...]
    since: date
    until: date
    regions: tuple[str, ...]
    written: bool
    restraint: float
    sparing: float
    concert: float


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAct:
    """What giver did for receiver. policy: number of the policy under which, None for none."""

    kind: str
    day: date
    giver: str
    receiver: str
    place: str
    to: str | None
    policy: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTurn:
    """A place that changed hands."""

    day: date
    place: str
    loser: str
    winner: str
    how: str
    policy: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSiege:
    """A place cut off over [since, until)."""

    place: str
    besieged: str
    besiegers: tuple[str, ...]
    since: date
    until: date
    end: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRealignment:
    """A change of sides."""

    kind: str
    day: date
    party: str
    other: str
    troops: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAllegation:
    """What somebody alleges: a and b cooperate against c in [since, until), and whether they do.

    explanation: what really lies behind what can be seen of a and b: collusion, tacit, local_deal, capacity,
    artefact or plain. Only collusion makes the allegation true.
    """

    a: str
    b: str
    against: str
    since: date
    until: date
    true: bool
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWar:
    """The truth of a war. joint_attacks: that A and B made together. counts: by dyad and month."""

    scenario: str
    summary: str
    seed: int
    parties: tuple[str, ...]
    since: date
    until: date
    allegations: tuple[KnownAllegation, ...]
    policies: tuple[KnownPolicy, ...]
    acts: tuple[KnownAct, ...]
    turns: tuple[KnownTurn, ...]
    sieges: tuple[KnownSiege, ...]
    realignments: tuple[KnownRealignment, ...]
    joint_attacks: int
    counts: tuple[TrueCount, ...]


def explanation_of(war: SimulatedWar, a: int, b: int, since: int, until: int, *, blind: float = 0.0) -> str:
    """Name what lies behind what can be seen of two parties in [since, until): the first that binds them.

    A policy counts where it holds for at least a third of these days. Only A and B of the scenario can be an
    artefact: one data set is blind to them.
    """
    for kind in _ORDER:
        bound = [p for p in war.policies if p.kind is kind and _binds(p, a, b)]
        days = {d for p in bound for d in range(max(p.since, since), min(p.until, until))}
        if 3 * len(days) >= until - since:
            return kind.value
    return ARTEFACT if blind and {a, b} == {0, 1} else PLAIN


def _binds(policy: Policy, a: int, b: int) -> bool:
    if policy.kind is PolicyKind.CAPACITY:
        return bool({a, b} & set(policy.members))
    if policy.kind is PolicyKind.LOCAL_DEAL and not policy.written:
        return False  # an evacuation or a swap, not a course of the two
    return set(policy.members) == {a, b}


def known(
    war: SimulatedWar, scenario: Scenario, seed: int, alleged: tuple[tuple[int, int, int], ...], since: date
) -> KnownWar:
    """Tell the truth of a war, and of what is alleged of it since a day."""
    setting = war.setting
    ids = [p.id for p in setting.parties]
    return KnownWar(
        scenario=scenario.name,
        summary=scenario.summary,
        seed=seed,
        parties=tuple(ids),
        since=setting.since,
        until=setting.until,
        allegations=tuple(_allegation(war, scenario, triple, since) for triple in alleged),
        policies=tuple(_policy(war, p) for p in war.policies),
        acts=tuple(_acts(war)),
        turns=tuple(_turns(war)),
        sieges=tuple(_sieges(war)),
        realignments=tuple(
            KnownRealignment(
                kind=r.kind.value,
                day=setting.date_of(r.day),
                party=ids[r.party],
                other=ids[r.other],
                troops=r.troops,
            )
            for r in war.realignments
        ),
        joint_attacks=int(war.events.answer.sum()),
        counts=true_counts(war),
    )


def _allegation(
    war: SimulatedWar, scenario: Scenario, triple: tuple[int, int, int], since: date
) -> KnownAllegation:
    setting, (a, b, c) = war.setting, triple
    first, last = setting.day_number(since), setting.day_number(setting.until)
    explanation = explanation_of(war, a, b, first, last, blind=scenario.blind)
    against = any(
        c in p.against for p in war.policies if p.kind is PolicyKind.COLLUSION and set(p.members) == {a, b}
    )
    return KnownAllegation(
        a=setting.parties[a].id,
        b=setting.parties[b].id,
        against=setting.parties[c].id,
        since=since,
        until=setting.until,
        true=explanation == PolicyKind.COLLUSION and against,
        explanation=explanation,
    )


def _policy(war: SimulatedWar, policy: Policy) -> KnownPolicy:
    setting = war.setting
    return KnownPolicy(
        kind=policy.kind.value,
        members=tuple(setting.parties[i].id for i in policy.members),
        against=tuple(setting.parties[i].id for i in policy.against),
        since=setting.date_of(policy.since),
        until=setting.date_of(policy.until),
        regions=tuple(setting.land.regions[r][0] for r in policy.regions),
        written=policy.written,
        restraint=round(policy.restraint, 3),
        sparing=policy.sparing,
        concert=policy.concert,
    )


def _acts(war: SimulatedWar) -> list[KnownAct]:
    setting, towns = war.setting, war.setting.land.settlements
    return [
        KnownAct(
            kind=act.kind.value,
            day=setting.date_of(act.day),
            giver=setting.parties[act.giver].id,
            receiver=setting.parties[act.receiver].id,
            place=towns[act.place][0],
            to=None if act.to is None else towns[act.to][0],
            policy=None if act.policy == NOBODY else act.policy,
        )
        for act in war.acts
    ]


def _turns(war: SimulatedWar) -> list[KnownTurn]:
    setting = war.setting
    return [
        KnownTurn(
            day=setting.date_of(turn.day),
            place=setting.land.settlements[turn.place][0],
            loser=setting.parties[turn.loser].id,
            winner=setting.parties[turn.winner].id,
            how=turn.how.value,
            policy=None if turn.policy == NOBODY else turn.policy,
        )
        for turn in war.turns
    ]


def _sieges(war: SimulatedWar) -> list[KnownSiege]:
    setting = war.setting
    return [
        KnownSiege(
            place=setting.land.settlements[siege.place][0],
            besieged=setting.parties[siege.besieged].id,
            besiegers=tuple(setting.parties[i].id for i in siege.besiegers),
            since=setting.date_of(siege.since),
            until=setting.date_of(siege.until),
            end=None if siege.end is None else siege.end.value,
        )
        for siege in war.sieges
    ]
