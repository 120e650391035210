"""A war to its evidence vector: the same builders and the same forms as a question of a case."""

import numpy as np

from holdfire.errors import QuestionError
from holdfire.forms import form
from holdfire.forms.samples import Fronts
from holdfire.inquiry.builders import sample_for
from holdfire.inquiry.war import War
from holdfire.model.answer import Finding
from holdfire.weighing.evidence import PARTS, Seen, evidence_of

SIMULATED = ("silent-front", "concerted-attack")
"""Forms that the simulated source has the data for; others come when it tells who struck whom."""

PLACES = tuple(PARTS)


def vector_of(war: War, rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Run the forms on a war and put what they give in the vector's order; nan where they give nothing."""
    findings: dict[str, Finding] = {}
    seen: Seen | None = None
    for name, own in zip(SIMULATED, rng.spawn(len(SIMULATED)), strict=True):
        chosen = form(name)
        try:
            sample = sample_for(chosen, war)
            findings[name] = chosen.looked(sample, chosen.params(), own)
        except QuestionError:
            continue
        if isinstance(sample, Fronts):
            seen = Seen(around=sample.visibility.within_year, inside=sample.visibility.of_region)
    found = evidence_of(findings, seen)
    return np.array([found.get(part, np.nan) for part in PLACES])
