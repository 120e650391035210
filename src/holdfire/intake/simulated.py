"""A simulated war as a case: its sources come in by the steps of a real war's, and the truth beside them."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from holdfire.case.act import Act
from holdfire.case.folder import SETTINGS, Case
from holdfire.control import write_geojson
from holdfire.intake.coding import code_claims
from holdfire.intake.control import import_control
from holdfire.intake.documents import About, add_documents
from holdfire.intake.gold import GOLD, press_gold
from holdfire.intake.opening import new_case
from holdfire.intake.simulated_pictures import TruePicture, file_stem, picture_files, refuse_pictures
from holdfire.intake.tables import import_events
from holdfire.model.ids import slug
from holdfire.records.registry import write_registry
from holdfire.records.settings import Settings, write_settings
from holdfire.records.values import decode, encode
from holdfire.simulate.acled import acled_csv
from holdfire.simulate.coding import code_events
from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.known import KnownWar, known
from holdfire.simulate.maps import MAPPERS, drawn_maps
from holdfire.simulate.press import (
    Quarrel,
    Report,
    TrueLink,
    TrueOrigin,
    TrueReport,
    links_of,
    newsroom_for,
    origins_of,
    true_reports,
    world_of,
    write_press,
)
from holdfire.simulate.rates import Scenario, usual_rates
from holdfire.simulate.releases import releases_csv
from holdfire.simulate.streams import Part, stream
from holdfire.simulate.ucdp import ucdp_csv
from holdfire.simulate.war import fight, scenario_named
from holdfire.simulate.who import actors_of

TRUTH = "truth.json"
REGISTRY_HEAD = (
    "# The parties of a simulated war. Partisan words are aliases that its press uses, never our own.\n"
)
ALLEGED = ((0, 1, 2), (2, 3, 0), (4, 5, 2))  # parties by number: a and b against c; the first is A, B and C
LOUD = 4.0  # the first allegation is raised so much more often than the others
STRIKER = 0  # the party that publishes its strikes: the state's air force


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which war to simulate, and which of its data sets and maps come into the case (the first so many).

    pictures: of how many dates each of these makers of maps also leaves a picture.
    """

    scenario: str
    seed: int
    months: int = 20
    places: int = 120
    parties: int = 6
    reports: int = 40
    tables: int = 3
    maps: int = 3
    pictures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What really happened, and which sentences of the press are true. Nothing reads it for an answer."""

    war: KnownWar
    reports: tuple[TrueReport, ...]
    links: tuple[TrueLink, ...]
    origins: tuple[TrueOrigin, ...]
    pictures: tuple[TruePicture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    """What the war left behind, as files outside the case, and the truth that no source has."""

    actors: Path
    tables: Mapping[str, Path]
    maps: Sequence[Path]
    pictures: Mapping[str, bytes]
    reports: tuple[tuple[Path, Report], ...]
    truth: Truth
    settings: Settings


def scenarios() -> tuple[Scenario, ...]:
    """List the scenarios that wars can be simulated of."""
    return usual_rates().scenario


def write_simulated(path: Path, wish: Wish, *, act: Act) -> Case:
    """Make a case of a simulated war in a folder that is new or empty; wish and act decide every byte of it.

    The sources are written to a temporary folder, and they come into the case as a user's files would.

    Raises
    ------
    InputError
        Where there is no such scenario, or the war can't be so small or large.
    CaseError
        Where the folder is a case already, is not empty or can't be made.
    UsageError
        Where pictures are wished for and the part that draws them is not installed.
    """
    if wish.pictures:
        refuse_pictures(wish.pictures, wish.months)
    with tempfile.TemporaryDirectory(prefix="holdfire-simulated-") as folder:
        sources = _write_sources(Path(folder), wish)
        case = new_case(path, title=sources.settings.title, actors=sources.actors, act=act)
        files = {
            SETTINGS: write_settings(sources.settings).encode(),
            TRUTH: encode(sources.truth),
            GOLD: press_gold(report for _, report in sources.reports),
            **sources.pictures,
        }
        case.commit(act, "simulate", write=files, detail={"scenario": wish.scenario, "seed": wish.seed})
        for file, report in sources.reports:
            about = About(
                published=report.published, outlet=report.outlet.name, url=report.url, title=report.title.text
            )
            add_documents(case, [file], about, act)
        for scheme, table in sources.tables.items():
            import_events(case, scheme, [table], name=None, skip_bad=False, act=act)
        for drawn in sources.maps:
            import_control(case, [drawn], name=None, act=act)
        code_claims(case, act)
    return case


def truth_in(case: Case) -> Truth:
    """Read what really happened in a simulated war's case; InputError where it is not one."""
    return decode(case.read(TRUTH), Truth, source=TRUTH)


def _write_sources(folder: Path, wish: Wish) -> _Sources:
    scenario = scenario_named(wish.scenario, usual_rates())
    war = fight(scenario, wish.seed, months=wish.months, places=wish.places, parties=wish.parties)
    since = _quarrel_since(war, scenario)
    alleged = tuple(t for t in ALLEGED if max(t) < wish.parties)
    reports = _press(war, wish, alleged, since)
    makers = MAPPERS[: wish.maps] if wish.pictures else ()
    pictures, shown = picture_files(war, wish.seed, makers, wish.pictures)
    truth = Truth(
        war=known(war, scenario, wish.seed, alleged, since),
        reports=true_reports(reports),
        links=links_of(reports),
        origins=origins_of(reports),
        pictures=shown,
    )
    registry = write_registry(actors_of(war.setting, war.realignments), onto=REGISTRY_HEAD)
    land = war.setting.land.name
    return _Sources(
        actors=_file(folder / "actors.toml", registry.encode()),
        tables={
            name: _file(folder / file, data) for name, (file, data) in _tables(war, scenario, wish).items()
        },
        maps=tuple(_maps(folder, war, wish)),
        pictures=pictures,
        reports=tuple((_file(folder / report.filename, report.data), report) for report in reports),
        truth=truth,
        settings=Settings(
            title=f"{land}: a simulated war",
            area=land,
            since=since,
            until=war.setting.until,
            simulated=True,
        ),
    )


def _quarrel_since(war: SimulatedWar, scenario: Scenario) -> date:
    """Date the quarrel of the press to the month in which the scenario's first policy begins."""
    setting = war.setting
    share = min((p.since for p in scenario.policy), default=0.4)
    first = setting.date_of(round(share * len(setting.month_of_day)))
    return date(first.year, first.month, 1)


def _press(
    war: SimulatedWar, wish: Wish, alleged: Sequence[tuple[int, int, int]], since: date
) -> tuple[Report, ...]:
    if not wish.reports:
        return ()
    ids, world = [party.id for party in war.setting.parties], world_of(war)
    quarrels = [
        Quarrel(a=ids[a], b=ids[b], against=ids[c], since=since, loud=1.0 if number else LOUD)
        for number, (a, b, c) in enumerate(alleged)
    ]
    room = newsroom_for(world, quarrels, seed=wish.seed)
    return write_press(world, room, seed=wish.seed, reports=wish.reports)


def _tables(war: SimulatedWar, scenario: Scenario, wish: Wish) -> dict[str, tuple[str, bytes]]:
    """Write the data sets by scheme: two overlapping ones, of which the first may be blind, and releases."""
    records, land = usual_rates().record, slug(war.setting.land.name)
    one, other = (stream(wish.seed, part) for part in (Part.FIRST_RECORD, Part.SECOND_RECORD))

    def ucdp() -> bytes:
        return ucdp_csv(war, code_events(war, one, replace(records.first, blind=scenario.blind)))

    def acled() -> bytes:
        heard = usual_rates().releases.transfers
        return acled_csv(war, code_events(war, other, records.second), other, heard=heard)

    def releases() -> bytes:
        return releases_csv(war, STRIKER, usual_rates().releases, stream(wish.seed, Part.RELEASES))

    made = {
        "ucdp": (f"{land}.csv", ucdp),
        "acled": (f"{land}-monitor.csv", acled),
        "strikes": (f"{land}-releases.csv", releases),
    }
    return {scheme: (file, write()) for scheme, (file, write) in list(made.items())[: wish.tables]}


def _maps(folder: Path, war: SimulatedWar, wish: Wish) -> list[Path]:
    drawn: list[Path] = []
    for number, mapper in enumerate(MAPPERS[: wish.maps]):
        spells = drawn_maps(war, mapper, usual_rates().maps, stream(wish.seed, Part.MAPS, number))
        drawn.append(_file(folder / f"{file_stem(mapper)}.geojson", write_geojson(spells)))
    return drawn


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
