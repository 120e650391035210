"""A war to its evidence vector: the same builders and the same forms as a question of a case."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from holdfire.errors import QuestionError
from holdfire.forms import form
from holdfire.forms.samples import Fronts
from holdfire.inquiry.builders import sample_for
from holdfire.inquiry.concluding import unreported
from holdfire.inquiry.weighed.recorded import Recorded
from holdfire.model.answer import Finding
from holdfire.weighing.evidence import PARTS, Seen, evidence_of

SIMULATED = ("silent-front", "concerted-attack", "selective-targeting", "truce-break")
"""Forms that the simulated sources have data for; who struck whom is told by releases, the third of them."""

TRUCE = "truce-break"
MAPPED = "silent-front"  # the only one of these that reads maps

PLACES = tuple(PARTS)


def vector_of(
    record: Recorded, rng: np.random.Generator, *, forms: Sequence[str] = SIMULATED, on: date | None = None
) -> NDArray[np.float64]:
    """Run the forms on a war and put what they give in the vector's order; nan where they give nothing.

    on: the day from which the two are said to work together; without one nothing changes at a date.
    """
    findings: dict[str, Finding] = {}
    seen: Seen | None = None
    for name, own in zip(SIMULATED, rng.spawn(len(SIMULATED)), strict=True):
        if name not in forms or (name == TRUCE and on is None):
            continue
        chosen, war = form(name), record.war
        dated = {"on": on.isoformat()} if name == TRUCE and on is not None else {}
        try:
            sample = sample_for(chosen, war)
            findings[name] = chosen.looked(sample, chosen.params(**dated), own)
        except QuestionError:
            continue
        if isinstance(sample, Fronts):
            seen = Seen(around=sample.visibility.within_year, inside=sample.visibility.of_region)
            lists = unreported(findings[name], record.overlaps)
            findings[name] = replace(findings[name], details=lists)
    found = evidence_of(findings, seen)
    return np.array([found.get(part, np.nan) for part in PLACES])
