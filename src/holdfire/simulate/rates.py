"""Every rate of the simulated war, read from one file that says where each comes from."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import msgspec

from holdfire.simulate.fought import PolicyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TerrainRates:
    """Ground: distances in km, a region's number of places, sizes of towns, roads."""

    km_between_places: float
    cell_km: float
    places_a_region: int
    people_exponent: float
    largest_town: int
    rough_share: float
    km_an_hour: float
    rough_delay: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRates:
    """What parties begin with, and what fighting is worth to them."""

    troops: int
    strength_sd: float
    value: float
    value_sd: float
    cost: float
    patience: float
    seats: int
    air_of_state: float
    air_of_others: float
    allied_at_first: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestRates:
    """How a party decides whom to attack and whom to spare."""

    contest: float
    loss: float
    exposure: float
    diversion: float
    surprise: float
    noise: float
    generosity: float
    adjust: float
    memory_weeks: float
    near_roads: float
    most: float
    focus: float
    substitution: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FightingRates:
    """Attacks along roads, what they take, and supply."""

    rate: float
    road_sd: float
    people_power: float
    defence: float
    capture: float
    withdrawal: float
    hopeless: float
    echo: float
    echo_days: float
    supply_hours: float
    least_supply: float
    least_ready: float
    most_ready: float
    shortest_siege: int
    siege_decay: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MoodRates:
    """What makes fighting rise and fall together."""

    party_sd: float
    party_days: float
    trend_sd: float
    season: float
    shock_every_days: float
    shock_days: float
    shock: float
    burst_sd: float
    burst_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikeRates:
    """Strikes from the air and by artillery."""

    rate: float
    bystanders: float
    people_power: float
    quiet_ground: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AssaultRates:
    """Violence against people who don't fight."""

    rate: float
    brutality_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DeathRates:
    """How many die in an event: nobody, a lognormal body, a power-law tail."""

    none: float
    body_log_mean: float
    body_sd: float
    tail: float
    tail_from: float
    tail_exponent: float
    most: int
    defender_share: float
    bystanders: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRates:
    """Recruits, deserters, and how fast fighters are moved."""

    recruits_a_month: float
    desertion_a_month: float
    home: float
    deploy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentRates:
    """Coalitions, splits and defections."""

    reconsider_a_month: float
    winning: float
    gain: float
    split_a_month: float
    split_share: float
    fewest_to_split: int
    defection_a_month: float
    defection_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DealRates:
    """Evacuations, swaps, trade, passage, hand-overs, joint attacks."""

    evacuation_a_week: float
    evacuation_after_weeks: int
    swap_a_week: float
    quiet_days: int
    quiet: float
    trade_a_month: float
    passage_a_month: float
    hand_over_a_month: float
    joint_km: float
    joint_nearer_km: float
    joint_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthRates:
    """From when on restraint that nobody ordered is written down as tacit."""

    tacit_from: float
    tacit_weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a source of event data works; shares of events.

    deadly: events without a death are not recorded, as in UCDP GED. missing: share of the others that nobody
    reported; missing_deaths, missing_place_sd: how much more where fewer died, and how places differ in it.
    blind: share of A–B events that it misses beyond that. where_prec, date_prec: shares of the codes 1, 2, ….
    wrong_day, wrong_place: share given another day or place than the true one, with no sign of it. late:
    share dated to the day of the report. spread: share whose toll is a range. by_unit: share of a party's
    events in which one of its units is named beside or for it. coalition_name: share of events near ground of
    an ally that are written under both names. unknown_toll: share in which the dead are not told by side.
    offices: who reports, the most diligent first.
    """

    deadly: bool = True
    missing: float = 0.1
    missing_deaths: float = 0.0
    missing_place_sd: float = 0.0
    blind: float = 0.0
    where_prec: tuple[float, ...] = (0.72, 0.18, 0.05, 0.05)
    date_prec: tuple[float, ...] = (0.87, 0.09, 0.04)
    wrong_day: float = 0.0
    wrong_place: float = 0.0
    late: float = 0.0
    late_days: int = 1
    spread: float = 0.25
    by_unit: float = 0.04
    coalition_name: float = 0.0
    unknown_toll: float = 1 / 3
    offices: tuple[str, ...] = ("Meridian Press Agency", "Velmar Observatory", "Coast Monitor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The two data sets."""

    first: Habits
    second: Habits


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRates:
    """What a party says of its strikes, and what is heard of transfers without a fight; shares."""

    told: float
    late: float
    transfers: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRates:
    """How partisans draw maps."""

    error_km: float
    own_late_days: int
    other_late_days: int
    wishful: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPolicy:
    """A policy of a scenario. members, against: letters of parties; since, until: shares of the war.

    regions: share of the country's regions in which it holds, those with the most common front first.
    """

    kind: PolicyKind
    members: str
    against: str = ""
    since: float = 0.0
    until: float = 1.0
    regions: float = 1.0
    restraint: float = 1.0
    sparing: float = 1.0
    concert: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedInterests:
    """What a scenario says of interests in place of the usual; keys are letters, for value two of them."""

    value: dict[str, float] = field(default_factory=dict)
    cost: dict[str, float] = field(default_factory=dict)
    patience: dict[str, float] = field(default_factory=dict)
    strength: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A kind of war. blind: share of A–B events that the first data set misses beyond its usual."""

    name: str
    summary: str
    policy: tuple[WrittenPolicy, ...] = ()
    interests: StatedInterests = field(default_factory=StatedInterests)
    blind: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """All rates, by section, and the scenarios."""

    terrain: TerrainRates
    parties: PartyRates
    interests: InterestRates
    fighting: FightingRates
    moods: MoodRates
    strikes: StrikeRates
    assaults: AssaultRates
    deaths: DeathRates
    numbers: NumberRates
    alignment: AlignmentRates
    deals: DealRates
    truth: TruthRates
    record: Records
    releases: ReleaseRates
    maps: MapRates
    scenario: tuple[Scenario, ...]


@cache
def usual_rates() -> Rates:
    """Read the rates that come with the package."""
    text = files("holdfire.simulate").joinpath("data/war.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Rates)
