"""The same test where nobody alleges anything: other dyads, or other pairs of dyads, of the same war."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np

from holdfire.forms.spec import AnyForm
from holdfire.inquiry.builders import sample_for
from holdfire.inquiry.builders.attacks import build_pair_attacks
from holdfire.inquiry.builders.rows import fought
from holdfire.inquiry.draws import generator
from holdfire.inquiry.war import War
from holdfire.model.actor import Dyad
from holdfire.model.answer import Detail, Finding, Placebos
from holdfire.model.event import day_number

LEAST_EVENTS = 10  # a dyad with fewer events in the period cannot make 100 close pairs worth the time
MOST_PAIRS = 200  # dyad pairs tried, the busiest first: the rest of a large war adds time and no insight

Strip = tuple[Mapping[str, Detail], ...]


def placebos_of(
    chosen: AnyForm, finding: Finding, war: War, params: object, seed: int
) -> tuple[Placebos | None, Strip]:
    """Run a form where nobody alleges anything, and rank the asked result among what comes out.

    For forms over dyads the reference set is the placebo set already (`ranks` in the finding's details); for
    forms over pairs of dyads every other pair of the same countries and period is run.
    """
    if finding.pvalue is None:
        return None, ()
    if chosen.quick is None:
        return _ranked(finding)
    return _pairs(chosen, finding, war, params, seed)


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


def _pairs(chosen: AnyForm, finding: Finding, war: War, params: object, seed: int) -> tuple[Placebos, Strip]:
    """Run the form on every pair of dyads but the asked one; p_placebo = (1 + #{p ≤ observed}) / (n + 1)."""
    if chosen.quick is None or finding.pvalue is None:  # the caller has seen to it; for the type checker
        return Placebos(n=0, rank=None, false_alarms=None), ()
    asked = {Dyad(war.a, war.c), Dyad(war.b, war.c)}
    strip: list[Mapping[str, Detail]] = []
    for part, (one, two) in enumerate(_candidates(war), start=1):
        if {one, two} == asked:
            continue
        sample = build_pair_attacks(war, (one.first, one.second), (two.first, two.second))
        p = chosen.quick(sample, params, _generator(seed, chosen, part))
        if p is not None:
            strip.append({"dyads": [[one.first, one.second], [two.first, two.second]], "pvalue": p})
    # Few draws give no p as small as the full run: against that alone the strongest placebos never count.
    quick = chosen.quick(sample_for(chosen.needs, war), params, _generator(seed, chosen, 0))
    observed = max(finding.pvalue, quick or 0.0)
    values = np.array([entry["pvalue"] for entry in strip], dtype=float)
    return (
        Placebos(
            n=len(strip),
            rank=1 + int(np.count_nonzero(values <= observed)) if strip else None,
            false_alarms=float(np.mean(values <= 0.05)) if strip else None,
        ),
        tuple(strip),
    )


def _generator(seed: int, chosen: AnyForm, part: int) -> np.random.Generator:
    """Make the generator of one placebo; part 0 is the asked pair, run as the placebos are."""
    return generator(seed, chosen.number, 1, part)


def _candidates(war: War) -> list[tuple[Dyad, Dyad]]:
    """List the pairs of dyads of the period, busiest first, at equal numbers the one that met first.

    Both are facts of the rows, so that other names give the same pairs in the same order.
    """
    inside = (
        (war.events.day >= day_number(war.period.since))
        & (war.events.day < day_number(war.period.until))
        & fought(war.events.kind)
    )
    counts: dict[Dyad, int] = {}
    for one, other in zip(war.one[inside], war.other[inside], strict=True):
        if one != other and one in war.armed and other in war.armed:
            dyad = Dyad(one, other)
            counts[dyad] = counts.get(dyad, 0) + 1
    busy = sorted((d for d, n in counts.items() if n >= LEAST_EVENTS), key=lambda d: -counts[d])
    pairs = sorted(combinations(busy, 2), key=lambda pair: -counts[pair[0]] * counts[pair[1]])  # stable
    return pairs[:MOST_PAIRS]
