"""Tables of made-up wars whose likelihoods are known."""

import numpy as np

from holdfire.weighing.rivals import SETS
from holdfire.weighing.tables import Size, Table

MEANS = {
    "collusion": (-2.0, 2.5, -3.0),
    "tacit_non_aggression": (-2.0, 1.0, -3.0),
    "capacity_limits": (-0.1, 1.0, -3.0),
    "local_deal": (-0.7, 1.2, -3.0),
    "reporting_artefact": (-2.0, 1.0, -4.5),
}
PARTS = ("silent-front", "concerted-attack", "visibility")
SHARE = {"weak": 0.6, "medium": 1.0, "strong": 1.4}


def table(*, wars: int = 200, seed: int = 1, names: tuple[str, ...] = tuple(MEANS)) -> Table:
    rng = np.random.default_rng(seed)
    middle = np.array([0.0, 1.0, -3.0])
    return Table(
        size=Size(months=12, rows=250),
        parts=PARTS,
        wars={
            (one, name): middle
            + SHARE[one] * (np.array(MEANS[name]) - middle)
            + rng.normal(0, (0.5, 0.4, 0.4), (wars, 3))
            for one in SETS
            for name in names
        },
        seed=seed,
        made="tests",
        version="0",
    )
