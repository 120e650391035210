"""What every test may use: the shared data, and a network that is closed."""

import json
import os
import pathlib
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from holdfire.forms.samples import (
    Attacks,
    Captures,
    Fights,
    Fronts,
    GroundMap,
    Hits,
    Passage,
    Strikes,
    Targets,
    Truce,
    Visibility,
)

ROOT = pathlib.Path(__file__).resolve().parents[1]

# The tests start the command line some hundred times; without a cache each start compiles the package anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


# A case writes through to the disk, and tests would wait for it as long as they compute: theirs is memory.
MEMORY = pathlib.Path("/dev/shm")  # noqa: S108  where there is enough of it
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 4e9:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


# How fast a machine draws examples says nothing about the code; what must be fast is timed by its own test.
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A commit that passed passes again; who looks for more faults sets HYPOTHESIS_PROFILE=explore.
settings.register_profile("holdfire", settings.get_profile("explore"), derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "holdfire"))


@pytest.fixture(autouse=True)
def closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sockets reach this machine only: nothing that runs in a test may ask the network."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else address
        if (
            isinstance(host, str)
            and self.family != socket.AF_UNIX
            and host not in ("127.0.0.1", "::1", "localhost")
        ):
            pytest.fail(f"a test asked the network for {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


@dataclass
class Chat:
    """An endpoint for chat completions on this machine: what it was asked, and what it says.

    script: statuses, headers and bodies that it answers with first; then `claims`, for every request.
    """

    url: str = ""
    claims: list[dict[str, object]] = field(default_factory=list)
    script: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    asked: list[dict[str, object]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    usage: dict[str, int] | None = field(
        default_factory=lambda: {"prompt_tokens": 1_000, "completion_tokens": 50}
    )

    def texts(self) -> list[str]:
        """List the parts of documents that were sent."""
        return [json.loads(asked["messages"][1]["content"])["text"] for asked in self.asked]

    def completion(self, content: str | None = None) -> bytes:
        """Write an answer of the protocol."""
        said = json.dumps({"claims": self.claims}) if content is None else content
        message = {"role": "assistant", "content": said}
        return json.dumps({"choices": [{"index": 0, "message": message}], "usage": self.usage}).encode()


@pytest.fixture
def chat() -> Iterator[Chat]:
    """Run an endpoint for chat completions: real sockets, recorded answers."""
    it = Chat()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            it.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            it.keys.append(self.headers["Authorization"])
            status, headers, body = it.script.pop(0) if it.script else (200, {}, it.completion())
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its name there
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    it.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield it
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def shared() -> pathlib.Path:
    """The folder of real data and gold, which is not part of the project."""
    folder = pathlib.Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared data are not here; set HOLDFIRE_SHARED to their folder")
    return folder


@pytest.fixture(scope="session")
def make_hits() -> Callable[..., Hits]:
    """Make events in towns: four regions 200 km apart, three towns each, days a little beyond the period."""

    def make(count: int, days: int, rng: np.random.Generator, *, imprecise: int = 0) -> Hits:
        town = rng.integers(0, 12, count)
        span, radius = np.zeros(count, dtype=np.int64), np.ones(count)
        span[:imprecise], radius[:imprecise] = 12, 25.0
        return Hits(
            x=200.0 * (town // 3 % 2) + 23.0 * (town % 3) + rng.normal(0, 3, count),
            y=200.0 * (town // 6) + 9.0 * (town % 3) + rng.normal(0, 3, count),
            day=rng.integers(-15, days + 15, count),
            span_days=span,
            radius_km=radius,
            region=town // 3,
        )

    return make


@pytest.fixture(scope="session")
def make_attacks(make_hits: Callable[..., Hits]) -> Callable[..., Attacks]:
    """Make two series of attacks; `answered` of the first are followed by one of the second, next day."""

    def make(
        seed: int = 1, *, count: int = 120, days: int = 200, answered: int = 0, imprecise: int = 0
    ) -> Attacks:
        rng = np.random.default_rng(seed)
        a = make_hits(count, days, rng, imprecise=imprecise)
        b = make_hits(count - 20, days, rng, imprecise=imprecise)
        if answered:
            x, y, day = b.x.copy(), b.y.copy(), b.day.copy()
            x[-answered:], y[-answered:] = a.x[-answered:] + 1, a.y[-answered:]
            day[-answered:] = a.day[-answered:] + 1
            b = replace(b, x=x, y=y, day=day)
        return Attacks(a=a, b=b, days=days)

    return make


@pytest.fixture(scope="session")
def make_fronts() -> Callable[..., Fronts]:
    """Make clashes in proportion to contact and activity, A–B at `restraint` of what is expected."""

    def make(
        seed: int = 1, *, actors: int = 6, restraint: float = 1.0, regions: int = 4, **other: object
    ) -> Fronts:
        rng = np.random.default_rng(seed)
        sides = np.array(list(combinations(range(actors), 2)), dtype=np.int64)
        activity = rng.normal(-0.5, 0.5, actors)
        exposure = rng.uniform(100, 400, (len(sides), regions))
        expected = exposure * np.exp(activity[sides].sum(axis=1) + rng.normal(0, 0.2, len(sides)))[:, None]
        expected[0] *= restraint
        clashes = rng.poisson(expected).astype(np.int64)
        fields: dict[str, object] = {
            "actors": tuple("abcdefghijkl"[:actors]),
            "sides": sides,
            "eligible": np.ones(len(sides), dtype=np.bool_),
            "regions": tuple(f"region {n}" for n in range(regions)),
            "clashes": clashes,
            "exposure": exposure,
            "asked_clashes": clashes.sum(axis=1),
            "asked_exposure": exposure.sum(axis=1),
            "wide_clashes": clashes.sum(axis=1),
            "wide_exposure": exposure.sum(axis=1),
            "one_region": False,
            "uncovered": np.zeros(len(sides), dtype=np.int64),
            "days": 60,
            "basis": "control map",
            "visibility": Visibility(in_war=20, within_year=3, of_region=50),
        }
        return Fronts(**{**fields, **other})

    return make


@pytest.fixture(scope="session")
def make_truce() -> Callable[..., Truce]:
    """Make daily clashes of every dyad from 1970-01-01 on; A–B at `left` for 90 days from day `on`."""

    def make(
        seed: int = 1,
        *,
        actors: int = 5,
        days: int = 1_600,
        left: float = 1.0,
        on: int = 800,
        **other: object,
    ) -> Truce:
        rng = np.random.default_rng(seed)
        sides = np.array(list(combinations(range(actors), 2)), dtype=np.int64)
        clashes = rng.poisson(0.5, (len(sides), days)).astype(np.int64)
        clashes[0, on : on + 90] = rng.binomial(clashes[0, on : on + 90], left)
        fields: dict[str, object] = {
            "actors": tuple("abcdefghijkl"[:actors]),
            "sides": sides,
            "clashes": clashes,
            "eligible": np.ones(len(sides), dtype=np.bool_),
            "of_deal": np.arange(len(sides)) == 0,
            "events": clashes.sum(axis=0),
            "first": 0,
            "in_war": int(clashes[0].sum()),
        }
        return Truce(**{**fields, **other})

    return make


@pytest.fixture(scope="session")
def make_captures() -> Callable[..., Captures]:
    """Make captures of one war with log-normal deaths in three fights each; capture 0 is A's from B.

    deaths: of the asked capture. foreseen: the question was registered before it. known: features are known.
    """

    def make(
        seed: int = 1,
        *,
        count: int = 120,
        deaths: int = 60,
        foreseen: bool = True,
        known: bool = False,
        **other: object,
    ) -> Captures:
        rng = np.random.default_rng(seed)
        features = rng.normal(0, 1, (count, 4)) if known else np.full((count, 4), np.nan)
        size = rng.normal(4, 1, count) + (features.sum(axis=1) if known else 0)
        total = np.maximum(0, np.exp(size) * 1.5).astype(np.int64)
        total[0] = deaths
        best = np.stack((total // 3, total // 3, total - 2 * (total // 3)), axis=1).ravel().astype(float)
        pairs = len(best)
        names = rng.choice(list("cdef"), (count, 2))
        names[names[:, 0] == names[:, 1], 1] = "g"
        names[0] = "b", "a"
        first = np.arange(count, dtype=np.int64) * 5 + 200
        fields: dict[str, object] = {
            "a": "a",
            "b": "b",
            "places": tuple(f"town {n}" for n in range(count)),
            "losers": tuple(names[:, 0].tolist()),
            "takers": tuple(names[:, 1].tolist()),
            "first": first,
            "last": first + 1,
            "asked": np.arange(count) == 0,
            "foreseen": np.full(count, foreseen),
            "negotiated": np.where(np.arange(count) % 10 == 3, 1, -1),
            "population": np.full(count, np.nan),
            "features": features,
            "around": np.full(count, 20, dtype=np.int64),
            "fights": Fights(
                capture=np.repeat(np.arange(count), 3),
                km=np.tile([1.0, 4.0, 8.0], count),
                lag=np.tile([-10, -2, 1], count).astype(np.int64),
                place_km=np.ones(pairs),
                low=np.floor(best * 0.8),
                best=best,
                high=np.ceil(best * 1.3),
                between=np.ones(pairs, dtype=np.bool_),
            ),
            "data": (0, int(first[-1]) + 200),
            "in_war": 40,
            "ahead": foreseen,
        }
        return Captures(**{**fields, **other})

    return make


@pytest.fixture(scope="session")
def check_text() -> Callable[..., tuple[Any, ...]]:
    """Check what a text states with every check of texts, among places and events that the test gives."""
    from holdfire.checks import CHECKS
    from holdfire.checks.evidence import Evidence
    from holdfire.checks.spec import TextCheck
    from holdfire.inquiry.checking import read_text
    from holdfire.lexicon import Lexicon
    from holdfire.lexicon.placing import PlaceTable
    from holdfire.model.document import Document

    def check(text, places=(), *, published=None, events=None, claims=()):
        sha = "0" * 64
        names = {"folder": sha, "filename": "a.txt", "sha256": sha, "text_sha256": sha}
        document = Document(**names, media_type="text/plain", published=published)
        told = read_text(document, text, Lexicon((), tuple(places)), PlaceTable(places), claims=claims)
        evidence = Evidence(documents={sha: document}, events=events)
        found = tuple(f for one in CHECKS if isinstance(one, TextCheck) for f in one.run(told, evidence))
        for one in found:
            assert one.quote == text[one.start : one.end]
            assert one.reason
            assert one.against
        return found

    return check


@pytest.fixture(scope="session")
def event_rows() -> Callable[..., Any]:
    """Make events from rows with id, place (lat, lon), days (first, last), deaths (low, best, high)."""
    from holdfire.checks.evidence import EventRows
    from holdfire.model.event import day_number

    def make(rows):
        days = [[day_number(date.fromisoformat(day)) for day in row["days"]] for row in rows]
        deaths = np.array([row.get("deaths", (0, 0, 0)) for row in rows], dtype=float).reshape(-1, 3)
        texts = ("one", "other", "country", "place")
        return EventRows(
            **{name: np.full(len(rows), "", dtype=object) for name in texts},
            event_id=np.array([row["id"] for row in rows], dtype=object),
            kind=np.array([row.get("kind", "state_based") for row in rows], dtype=object),
            day=np.array([first for first, _ in days], dtype=np.int64),
            end_day=np.array([last for _, last in days], dtype=np.int64),
            lat=np.array([row["place"][0] for row in rows], dtype=float),
            lon=np.array([row["place"][1] for row in rows], dtype=float),
            radius_km=np.array([row.get("radius_km", 1.0) for row in rows], dtype=float),
            **dict(zip(("low", "best", "high"), deaths.T, strict=True)),
            acts=np.array([row.get("acts", 1) for row in rows], dtype=np.int64),
            datasets=("velmar",),
        )

    return make


@pytest.fixture(scope="session")
def make_strikes() -> Callable[..., Strikes]:
    """Make strikes of A on B or C and of B on A or C, in 4 regions; A spares B by an odds ratio of `spared`.

    occasions: of each side. basis: the measure of opportunity. Another pair, X and Y, spares nobody.
    """

    def make(
        seed: int = 1,
        *,
        occasions: int = 60,
        of_b: int | None = None,
        spared: float = 1.0,
        basis: str = "front",
        in_war: int = 40,
        **other: object,
    ) -> Strikes:
        rng = np.random.default_rng(seed)

        def targets(striker: str, partner: str, odds: float, count: int, third: str = "c") -> Targets:
            share = rng.uniform(0.15, 0.45, count)
            wanted = share * odds / (share * odds + 1 - share)
            strikes = rng.poisson(4, count) + 1
            fell = rng.binomial(strikes, rng.beta(3 * wanted, 3 * (1 - wanted)))
            pair = np.column_stack((share, 1 - share))
            return Targets(
                striker=striker,
                partner=partner,
                third=third,
                region=np.arange(count) * 4 // count,
                week=np.arange(count),
                on_partner=fell.astype(np.int64),
                on_third=(strikes - fell).astype(np.int64),
                opportunity={basis: 70 * pair} if basis == "others" else {basis: 70 * pair, "others": pair},
                in_war=in_war,
                third_in_war=40,
            )

        made = {
            "a": targets("a", "b", spared, occasions),
            "b": targets("b", "a", 1.0, occasions if of_b is None else of_b),
            "regions": ("east", "north", "south", "west"),
            "days": 7 * occasions,
            "directed": 300,
            "undirected": 0,
            "others": ((targets("x", "y", 1.0, 40), targets("y", "x", 1.0, 40)),),
        }
        return Strikes(**{**made, **other})

    return make


@pytest.fixture(scope="session")
def make_passage() -> Callable[..., Passage]:
    """Make a map of 24 by 30 cells of 2 km with a wall of X between two places; `gap` cells of it are free.

    sources: how many maps of that kind, one a source; other names fields of every map.
    """

    def make(*, gap: int = 0, wide: int = 3, sources: int = 1, **other: object) -> Passage:
        held = np.zeros((24, 30), dtype=np.bool_)
        held[: 24 - gap, 14 : 14 + wide] = True
        fields: dict[str, Any] = {
            "since": 16_000,
            "lag": 0,
            "error_km": 3.0,
            "held": held,
            "passable": np.ones_like(held),
            "start": (4, 3),
            "goal": (4, 27),
            **other,
        }
        maps = tuple(GroundMap(source=f"map {n}", **fields) for n in range(sources))
        return Passage(mover="f", holder="x", start="P", goal="Q", maps=maps)

    return make
