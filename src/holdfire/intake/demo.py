"""The demonstration case: a simulated war and its press, put into a case by the same steps as a real one."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from holdfire.case.act import Act
from holdfire.case.folder import SETTINGS, Case
from holdfire.control import write_geojson
from holdfire.intake.coding import code_claims
from holdfire.intake.control import import_control
from holdfire.intake.documents import About, add_documents
from holdfire.intake.gold import GOLD, press_gold
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events
from holdfire.model.ids import slug
from holdfire.records.registry import write_registry
from holdfire.records.settings import Settings, write_settings
from holdfire.records.values import decode, encode
from holdfire.simulate.coding import code_events
from holdfire.simulate.ground import control_spells
from holdfire.simulate.press import Report, newsroom_for, world_of, write_press
from holdfire.simulate.steady import simulate_war
from holdfire.simulate.truth import Truth, truth_of
from holdfire.simulate.ucdp import ucdp_csv
from holdfire.simulate.velmar import DEAL, QUARRELS, WAR_WITH_DEAL
from holdfire.simulate.who import actors_of

DEMO_SEED = 20260101
REPORTS = 40
SINCE = DEAL.since
TITLE = "Velmar: a simulated war"
TRUTH = "truth.json"
REGISTRY_HEAD = (
    "# The parties of a simulated war. Partisan words are aliases that its press uses, never our own.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedQuestion:
    """What the demonstration's press alleges, as a question; actors by id, days in [since, until)."""

    a: str
    b: str
    against: str
    area: str
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    """What the war left behind, as files outside the case, and the truth that no source has."""

    actors: Path
    events: Path
    control: Path
    reports: tuple[tuple[Path, Report], ...]
    truth: Truth


def write_demo(path: Path, *, seed: int, act: Act) -> Case:
    """Make the demonstration case in a folder that is new or empty; seed and act decide every byte of it.

    The war is simulated, its sources are written to a temporary folder, and they come into the case as a
    user's files would. truth.json holds what really happened; nothing in the program reads it for an answer.

    Raises
    ------
    CaseError
        Where the folder is a case already, is not empty or can't be made.
    """
    with tempfile.TemporaryDirectory(prefix="holdfire-demo-") as folder:
        sources = _write_sources(Path(folder), seed)
        case = new_case(path, title=TITLE, actors=sources.actors, act=act)
        settings = Settings(
            title=TITLE,
            area=WAR_WITH_DEAL.land.name,
            since=SINCE,
            until=WAR_WITH_DEAL.until,
            simulated=True,
        )
        files = {
            SETTINGS: write_settings(settings).encode(),
            TRUTH: encode(sources.truth),
            GOLD: press_gold(report for _, report in sources.reports),
        }
        case.commit(act, "simulate", write=files, detail={"seed": seed})
        for file, report in sources.reports:
            about = About(
                published=report.published, outlet=report.outlet.name, url=report.url, title=report.title.text
            )
            add_documents(case, [file], about, act)
        import_events(case, "ucdp", [sources.events], name=None, skip_bad=False, act=act)
        import_control(case, [sources.control], name=None, act=act)
        code_claims(case, act)
    return case


def suggested_questions(case: Case) -> tuple[SuggestedQuestion, ...]:
    """Give the allegations of the demonstration's press as questions, the one it quarrels about first."""
    war = WAR_WITH_DEAL
    first = truth_in(case).alleged
    others = ((q.a, q.b, q.against) for q in QUARRELS)
    return tuple(
        SuggestedQuestion(a=a, b=b, against=against, area=war.land.name, since=SINCE, until=war.until)
        for a, b, against in dict.fromkeys((first, *others))
    )


def truth_in(case: Case) -> Truth:
    """Read what really happened in a demonstration case; InputError where it is not one."""
    return decode(case.read(TRUTH), Truth, source=TRUTH)


def _write_sources(folder: Path, seed: int) -> _Sources:
    war = simulate_war(WAR_WITH_DEAL, _generator(seed, 0))
    coded = code_events(war, _generator(seed, 1))
    world = world_of(war)
    room = newsroom_for(world, QUARRELS, seed=seed)
    reports = write_press(world, room, seed=seed, reports=REPORTS)
    land = slug(war.setting.land.name)
    registry = write_registry(actors_of(war.setting), onto=REGISTRY_HEAD)
    return _Sources(
        actors=_file(folder / "actors.toml", registry.encode()),
        events=_file(folder / f"{land}.csv", ucdp_csv(war, coded)),
        control=_file(
            folder / f"{land}-control.geojson", write_geojson(control_spells(war.setting, war.owners))
        ),
        reports=tuple((_file(folder / report.filename, report.data), report) for report in reports),
        truth=truth_of(war, room, reports),
    )


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _generator(seed: int, part: int) -> np.random.Generator:
    """Make the generator of one part, so that the press can change and the war stay as it is."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, part])))
