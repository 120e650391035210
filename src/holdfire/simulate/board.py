"""The state of a war between two weeks: who holds what, who fights for whom, and what was logged so far."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from holdfire.simulate.cast import Cast
from holdfire.simulate.fought import NOBODY, Act, Policy, PolicyKind, Realignment, Siege, Turn, Turned
from holdfire.simulate.rates import FightingRates, Rates
from holdfire.simulate.setting import Floats, Ints, Party
from holdfire.simulate.terrain import Terrain


@dataclass(slots=True, kw_only=True)
class Log:
    """What happened beside the violent events, as it happened."""

    turns: list[Turn] = field(default_factory=list[Turn])
    sieges: list[Siege] = field(default_factory=list[Siege])
    policies: list[Policy] = field(default_factory=list[Policy])
    acts: list[Act] = field(default_factory=list[Act])
    realignments: list[Realignment] = field(default_factory=list[Realignment])
    # day, party, fighters who came (+) or went (-), and why: the key is a field of Forces
    moves: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)
    restraint: list[Floats] = field(default_factory=list[Floats])
    contact: list[Floats] = field(default_factory=list[Floats])
    coalition: list[Ints] = field(default_factory=list[Ints])


@dataclass(slots=True, kw_only=True)
class Board:
    """The war as it stands. Arrays: P settlements, n parties with room for breakaways, R regions.

    holder: (P,). troops: (n,). share: (n, R) of each party's fighters. restraint, attacked, expected:
    (n, n, R) of the first towards the second; attacked and expected fade. supply: (P,). cut: (P,) since when
    a place is cut off, NOBODY where it isn't. roads both ways: source, target.
    """

    terrain: Terrain
    rates: Rates
    parties: list[Party]
    seats: list[tuple[int, ...]]
    holder: Ints
    troops: Ints
    base: Floats
    share: Floats
    value: Floats
    cost: Floats
    patience: Floats
    air: Floats
    brutality: Floats
    coalition: Ints
    restraint: Floats
    attacked: Floats
    expected: Floats
    supply: Floats
    cut: Ints
    source: Ints
    target: Ints
    log: Log = field(default_factory=Log)

    @property
    def region(self) -> Ints:
        """Give the region of every settlement."""
        return self.terrain.places.region

    @property
    def hostile(self) -> Floats:
        """Mark with 1 the pairs that are enemies."""
        return (self.coalition[:, None] != self.coalition[None]).astype(np.float64)

    def fronts(self) -> NDArray[np.bool_]:
        """Mark the directed roads whose ends are held by enemies."""
        return self.coalition[self.holder[self.source]] != self.coalition[self.holder[self.target]]

    def contact(self) -> Floats:
        """Count the roads between the grounds of two parties by region: (n, n, R), symmetric."""
        n, regions = self.share.shape
        ours, theirs = self.holder[self.source], self.holder[self.target]
        key = (ours * n + theirs) * regions + self.region[self.target]
        count = np.bincount(key[ours != theirs], minlength=n * n * regions).reshape(n, n, regions)
        return (count + np.swapaxes(count, 0, 1)) / 2

    def turn(self, day: int, place: int, winner: int, how: Turned, policy: int = NOBODY) -> None:
        """Give a place to another holder."""
        turn = Turn(
            day=day, place=place, loser=int(self.holder[place]), winner=winner, how=how, policy=policy
        )
        self.log.turns.append(turn)
        self.holder[place] = winner
        self.supply[place] = max(float(self.supply[place]), self.rates.fighting.least_supply)

    def move(self, why: str, day: int, party: int, count: int) -> None:
        """Let fighters come or go, and write it down."""
        sign = 1 if why in ("recruited", "came") else -1
        self.troops[party] += sign * count
        self.log.moves.setdefault(why, []).append((day, party, count))

    def open_policy(self, policy: Policy) -> int:
        """Write a policy down; give its index."""
        self.log.policies.append(policy)
        return len(self.log.policies) - 1

    def binding(self, day: int, kind: PolicyKind | None = None) -> list[tuple[int, Policy]]:
        """List the policies in force on a day, with their indices."""
        return [
            (i, p)
            for i, p in enumerate(self.log.policies)
            if p.since <= day < p.until and (kind is None or p.kind == kind)
        ]


def begin(cast: Cast, terrain: Terrain, rates: Rates) -> Board:
    """Set the board up for the first day."""
    n, regions = len(cast.strength), len(terrain.land.regions)
    roads, here = terrain.roads, len(cast.parties)
    troops = np.where(np.arange(n) < here, np.round(rates.parties.troops * cast.strength), 0)
    board = Board(
        terrain=terrain,
        rates=rates,
        parties=list(cast.parties),
        seats=list(cast.seats),
        holder=cast.holder.copy(),
        troops=troops.astype(np.int64),
        base=troops.astype(np.float64),
        share=np.zeros((n, regions)),
        value=cast.value.copy(),
        cost=cast.cost,
        patience=cast.patience,
        air=cast.air,
        brutality=cast.brutality,
        coalition=cast.coalition.copy(),
        restraint=np.zeros((n, n, regions)),
        attacked=np.zeros((n, n, regions)),
        expected=np.zeros((n, n, regions)),
        supply=np.full(len(terrain.people), rates.fighting.least_supply),
        cut=np.full(len(terrain.people), NOBODY),
        source=np.concatenate((roads.first, roads.second)),
        target=np.concatenate((roads.second, roads.first)),
    )
    renew_supply(board, 0)
    deploy(board, board.contact(), 1.0)
    return board


def renew_supply(board: Board, day: int) -> None:
    """Measure how far each place is from a seat over its side's ground; what is cut off starves."""
    rates, roads, side = board.rates.fighting, board.terrain.roads, board.coalition[board.holder]
    open_ = side[roads.first] == side[roads.second]
    count = len(board.holder)
    graph = csr_array((roads.hours[open_], (roads.first[open_], roads.second[open_])), shape=(count, count))
    hours = np.asarray(dijkstra(graph, directed=False, indices=_seats(board), min_only=True))
    fed = np.isfinite(hours)
    board.cut = np.where(fed, NOBODY, np.where(board.cut == NOBODY, day, board.cut))
    board.supply = np.where(fed, _supply(hours, rates), np.maximum(board.supply * rates.siege_decay, 0.05))


def _supply(hours: Floats, rates: FightingRates) -> Floats:
    return np.maximum(np.exp(-hours / rates.supply_hours), rates.least_supply)


def _seats(board: Board) -> Ints:
    """List the seats that parties still hold; who lost all makes its largest town one."""
    held: list[int] = []
    for i, seats in enumerate(board.seats):
        own = [s for s in seats if board.holder[s] == i]
        ground = np.flatnonzero(board.holder == i)
        if not own and len(ground):
            own = [int(ground[board.terrain.people[ground].argmax()])]
            board.seats[i] = (*seats, *own)
        held += own
    return np.array(held)


def deploy(board: Board, contact: Floats, share_of_way: float) -> None:
    """Move fighters towards where fronts are, and leave some on quiet ground."""
    n, regions = board.share.shape
    held = np.bincount(board.holder * regions + board.region, minlength=n * regions).reshape(n, regions)
    wanted = (contact * (board.hostile * board.value)[:, :, None]).sum(axis=1) + 0.2 * held
    wanted = wanted / np.maximum(wanted.sum(axis=1, keepdims=True), 1e-9)
    board.share += share_of_way * (wanted - board.share)


def strength(board: Board) -> Floats:
    """Give the supplied fighters of each party in each region: (n, R)."""
    n, regions = board.share.shape
    key = board.holder * regions + board.region
    count = np.bincount(key, minlength=n * regions)
    fed = np.bincount(key, board.supply, n * regions) / np.maximum(count, 1)
    return board.troops[:, None] * board.share * fed.reshape(n, regions)
