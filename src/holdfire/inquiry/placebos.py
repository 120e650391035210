"""The same test where nobody alleges anything: other dyads, or other pairs of dyads, of the same war."""

from collections.abc import Mapping, Sequence

import numpy as np

from holdfire.forms.spec import AnyForm
from holdfire.inquiry.builders import sample_for
from holdfire.inquiry.builders.attacks import build_pair_attacks
from holdfire.inquiry.draws import generator
from holdfire.inquiry.dyads import busy_dyads, busy_pairs, in_period
from holdfire.inquiry.war import War
from holdfire.model.actor import Dyad
from holdfire.model.answer import Detail, Finding, Placebos
from holdfire.model.verdict import ALPHA

MOST_PAIRS = 200  # dyad pairs tried, the busiest first: the rest of a large war adds time and no insight

Strip = tuple[Mapping[str, Detail], ...]


def placebos_of(
    chosen: AnyForm, finding: Finding, war: War, params: object, seed: int
) -> tuple[Placebos | None, Strip]:
    """Run a form where nobody alleges anything, and rank the asked result among what comes out.

    For forms over dyads the reference set is the placebo set already (`ranks` in the finding's details), or
    the form itself ran on every dyad (`dyads`); for forms over pairs of dyads every other pair of the same
    countries and period is run.
    """
    inside = placebos_within(chosen, finding)
    if inside is not None:
        return inside
    return _pairs(chosen, finding, war, params, seed)


def placebos_within(chosen: AnyForm, finding: Finding) -> tuple[Placebos | None, Strip] | None:
    """Read the placebos that a form's own finding holds; None where other pairs of dyads must be run."""
    if finding.pvalue is None:
        return None, ()
    if isinstance(dyads := finding.details.get("dyads"), list | tuple) and "ranks" not in finding.details:
        return _dyads(finding.pvalue, [e for e in dyads if isinstance(e, Mapping) and not e.get("asked")])
    return _ranked(finding) if chosen.look is None or "ranks" in finding.details else None


def _ranked(finding: Finding) -> tuple[Placebos | None, Strip]:
    """Read the ranks that the form gave every dyad: the same fronts, no second comfort."""
    reference = finding.reference
    ranks = finding.details.get("ranks")
    if reference is None or not isinstance(ranks, (list, tuple)):
        return None, ()
    others = [entry for entry in ranks if isinstance(entry, Mapping) and not entry.get("asked")]
    asked = next((e for e in ranks if isinstance(e, Mapping) and e.get("asked")), None)
    rank = asked.get("rank") if asked else None
    return Placebos(n=len(others), rank=rank if isinstance(rank, int) else None, false_alarms=None), ()


def _dyads(pvalue: float, others: Sequence[Mapping[str, Detail]]) -> tuple[Placebos, Strip]:
    """Rank the asked p value among those that the form gave the other dyads."""
    strip = tuple({"dyads": [entry["dyad"]], "pvalue": entry["pvalue"]} for entry in others)
    return _counted(pvalue, strip), strip


def _counted(pvalue: float, strip: Strip) -> Placebos:
    """Rank a p value among those of a strip, and count those that would be called small."""
    values = np.array([entry["pvalue"] for entry in strip], dtype=float)
    return Placebos(
        n=len(strip),
        rank=1 + int(np.count_nonzero(values <= pvalue)) if strip else None,
        false_alarms=float(np.mean(values <= ALPHA)) if strip else None,
    )


def _pairs(chosen: AnyForm, finding: Finding, war: War, params: object, seed: int) -> tuple[Placebos, Strip]:
    """Run the form on every pair of dyads but the asked one; p_placebo = (1 + #{p ≤ observed}) / (n + 1)."""
    if finding.pvalue is None:  # the caller has seen to it; for the type checker
        return Placebos(n=0, rank=None, false_alarms=None), ()
    asked = {Dyad(war.a, war.c), Dyad(war.b, war.c)}
    strip: list[Mapping[str, Detail]] = []
    for part, (one, two) in enumerate(_candidates(war), start=1):
        if {one, two} == asked:
            continue
        sample = build_pair_attacks(war, (one.first, one.second), (two.first, two.second))
        if chosen.too_thin(sample, params):
            continue
        p = chosen.looked(sample, params, _generator(seed, chosen, part)).pvalue
        if p is not None:
            strip.append({"dyads": [[one.first, one.second], [two.first, two.second]], "pvalue": p})
    # Few draws give no p as small as the full run: against that alone the strongest placebos never count.
    few = chosen.looked(sample_for(chosen.needs, war), params, _generator(seed, chosen, 0)).pvalue
    observed = max(finding.pvalue, few or 0.0)
    return _counted(observed, tuple(strip)), tuple(strip)


def _generator(seed: int, chosen: AnyForm, part: int) -> np.random.Generator:
    """Make the generator of one placebo; part 0 is the asked pair, run as the placebos are."""
    return generator(seed, chosen.number, 1, part)


def _candidates(war: War) -> list[tuple[Dyad, Dyad]]:
    """List the busiest pairs of dyads of the period."""
    return busy_pairs(busy_dyads(war, in_period(war)))[:MOST_PAIRS]
