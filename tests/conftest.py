"""What every test may use: the shared data, and a network that is closed."""

import os
import pathlib
import socket
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from holdfire.forms.samples import Attacks, Fronts, Hits, Visibility

ROOT = pathlib.Path(__file__).resolve().parents[1]


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
