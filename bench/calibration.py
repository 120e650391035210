"""How often each form says that A and B cooperate, in wars where they do and in wars where they don't.

    python bench/calibration.py --wars 200

Each war is simulated (trend, season, shocks that a region shares, slow tides, bursts and echoes of clashes in
both worlds), coded as a data set would code it, and put to the form over the way of a real question: side
names to actors, rows and maps to a sample, sample to finding, finding to verdict. The worlds:

null       no deal
weak       no deal, and A fights a quarter as much as it could, against everybody
half-seen  no deal, and the source misses every second A-B clash beyond what it misses of others
deal       A and B clash a tenth as often on the same contact (silent-front), or B answers three in ten of A's
           clashes with C on the same day (concerted-attack)

The table says for each form and world how many wars there were, in how many of them the form gave no p, the
share with p ≤ .05 (raw) and its standard error, the share of each verdict, and the median effect.
"""

import argparse
import concurrent.futures
import dataclasses
import json
import math
import multiprocessing
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from holdfire.forms import form
from holdfire.inquiry.builders import sample_for
from holdfire.inquiry.builders.rows import take_rows
from holdfire.inquiry.war import War
from holdfire.inquiry.weighed.coded import as_asked, as_columns
from holdfire.model.verdict import Rule, judge
from holdfire.simulate.coding import code_events
from holdfire.simulate.ground import control_spells
from holdfire.simulate.setting import Deal, Setting
from holdfire.simulate.steady import simulate_war
from holdfire.simulate.velmar import PLAIN_WAR

ALPHA = 0.05
SMALL_WAR = replace(PLAIN_WAR, months=12)
DEAL_SINCE = date(2031, 4, 1)  # before it A and B clash as others do, so that the source is seen to see them
TRIPLE = A, B, C = "gov", "covenant", "front"
DEALS: Mapping[str, Deal] = {
    "silent-front": Deal(a=A, b=B, against=C, since=DEAL_SINCE, restraint=0.1),
    "concerted-attack": Deal(a=A, b=B, against=C, since=DEAL_SINCE, concert=0.3),
}
WORLDS: Mapping[str, tuple[str, ...]] = {
    "silent-front": ("null", "weak", "half-seen", "deal"),
    "concerted-attack": ("null", "deal"),  # it reads no A-B clash
}
NUMBERS = {"null": 0, "deal": 1, "weak": 2, "half-seen": 3}  # in seed sequences
WEAK, HALF = 0.25, 0.5
FEWER_DRAWS = {"draws": 999, "quick_draws": 199, "imputations": 5}  # for speed; the registered ones are more


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One war put to one form."""

    pvalue: float | None
    verdict: str
    effect: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a form said over many wars of one world; undefined: wars in which it gave no p."""

    form: str
    world: str
    wars: int
    undefined: int
    small_p: float
    standard_error: float
    supports: float
    does_not_support: float
    cannot_tell: float
    median_effect: float | None


def trial(form_name: str, world: str, seed: int, number: int) -> Trial:
    """Simulate one war and put it to one form."""
    chosen = form(form_name)
    parts = (chosen.number, NUMBERS[world], number)
    streams = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *parts]))).spawn(3)
    simulated = simulate_war(setting_of(form_name, world), streams[0])
    spells = control_spells(simulated.setting, simulated.owners)
    coded = code_events(simulated, streams[1])
    war = as_asked(simulated, as_columns(simulated, coded), TRIPLE, since=DEAL_SINCE, spells=spells)
    if world == "half-seen":
        war = half_seen(war, streams[1])
    known = {field.name for field in dataclasses.fields(chosen.params)}
    params = chosen.params(**{name: value for name, value in FEWER_DRAWS.items() if name in known})
    finding = chosen.run(sample_for(chosen, war), params, streams[2])
    rule = Rule(towards=chosen.towards, smallest_effect=chosen.smallest_effect, family=1)
    return Trial(
        pvalue=finding.pvalue,
        verdict=judge(finding, rule)[0].value,
        effect=None if finding.effect is None else finding.effect.value,
    )


def setting_of(form_name: str, world: str) -> Setting:
    """Give the war of a world."""
    if world == "deal":
        return replace(SMALL_WAR, deal=DEALS[form_name])
    if world == "weak":
        first, *others = SMALL_WAR.parties
        return replace(SMALL_WAR, parties=(replace(first, strength=first.strength * WEAK), *others))
    return SMALL_WAR


def half_seen(war: War, rng: np.random.Generator) -> War:
    """Take half of the A-B rows away, as a source would that has nobody at that front."""
    kept = ~war.between(war.a, war.b) | (rng.random(len(war.events)) >= HALF)
    return take_rows(war, kept)


def shares(form_name: str, world: str, trials: Sequence[Trial]) -> Share:
    """Count what a form said; a war without a p counts as one without a small p."""
    wars = len(trials)
    small = sum(t.pvalue is not None and t.pvalue <= ALPHA for t in trials) / wars
    said = {
        v: sum(t.verdict == v for t in trials) / wars for v in ("supports", "does_not_support", "cannot_tell")
    }
    effects = [t.effect for t in trials if t.effect is not None]
    return Share(
        form=form_name,
        world=world,
        wars=wars,
        undefined=sum(t.pvalue is None for t in trials),
        small_p=small,
        standard_error=math.sqrt(small * (1 - small) / wars),
        median_effect=float(np.median(effects)) if effects else None,
        **said,
    )


def calibrate(form_name: str, world: str, wars: int, *, seed: int, workers: int) -> Share:
    """Put many wars of one world to one form; the result doesn't depend on the number of workers."""
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(workers, mp_context=spawn) as pool:
        jobs = [pool.submit(trial, form_name, world, seed, number) for number in range(wars)]
        return shares(form_name, world, [job.result() for job in jobs])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wars", type=int, default=200, help="wars in each world")
    parser.add_argument("--form", action="append", choices=WORLDS, help="only this form")
    parser.add_argument("--world", action="append", choices=NUMBERS, help="only this world")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    start = time.perf_counter()
    made = [
        calibrate(name, world, options.wars, seed=options.seed, workers=options.workers)
        for name in options.form or WORLDS
        for world in WORLDS[name]
        if world in (options.world or WORLDS[name])
    ]
    if options.json:
        print(json.dumps([dataclasses.asdict(share) for share in made], indent=2))
        return
    print(f"{'form':18}{'world':10}{'wars':>5}{'no p':>5}{'p ≤ .05':>9}{'s.e.':>7}"
          f"{'supports':>10}{'does not':>10}{'can’t tell':>11}{'median effect':>15}")  # fmt: skip
    for s in made:
        effect = "–" if s.median_effect is None else f"{s.median_effect:.2f}"
        print(f"{s.form:18}{s.world:10}{s.wars:5}{s.undefined:5}{s.small_p:9.3f}{s.standard_error:7.3f}"
              f"{s.supports:10.3f}{s.does_not_support:10.3f}{s.cannot_tell:11.3f}{effect:>15}")  # fmt: skip
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
