"""Trials → rates and scores; and a coder's claims against the gold of the press."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from holdfire import __version__
from holdfire.model.calibration import (
    Calibration,
    CodedClaims,
    CoderScores,
    Explained,
    FormRates,
    Sized,
    Trial,
    VerdictScores,
)
from holdfire.model.claim import Claim
from holdfire.model.verdict import ALPHA, Verdict
from holdfire.stats.probability_scores import brier, calibration_error, reliability

COLLUSION = "collusion"
NULL = ("plain", "capacity", "artefact")
"""Explanations under which the two neither agreed nor spared each other: support there is a false alarm."""

RIVAL_OF = {
    "collusion": "collusion",
    "tacit": "tacit_non_aggression",
    "local_deal": "local_deal",
    "capacity": "capacity_limits",
    "plain": "capacity_limits",
    "artefact": "reporting_artefact",
}
"""True explanation → the rival that tells of it; a plain war is the weakest lack of capacity."""

FAMILIES = (
    ("attack", "strike", "clash", "one_sided", "defend", "repel"),
    ("capture", "advance", "control", "handover", "lose"),
    ("withdraw", "transit", "evacuate"),
    ("cooperate", "deal", "trade", "ally", "infiltrate", "truce", "exchange", "release"),
    ("no_clash", "less_targeting"),
    ("defect", "capacity", "figure", "accuse", "deny", "say"),
)
FAMILY = {kind: number for number, kinds in enumerate(FAMILIES) for kind in kinds}
HALF = 0.5
ROWS = (0, 100, 250, 500, 1000)
"""From how many rows on a war counts for a larger size."""


def summed(trials: Sequence[Trial], *, seed: int) -> Calibration:
    """Put trials together, in the order of their numbers."""
    trials = sorted(trials, key=lambda one: one.number)
    names = dict.fromkeys(form.form for one in trials for form in one.forms)
    kinds = dict.fromkeys(one.explanation for one in trials)
    return Calibration(
        wars=len(trials),
        seed=seed,
        forms={name: _rates(name, trials) for name in names},
        verdict=_scores(trials),
        coder=_coder(trials),
        explanations=tuple(_explained(kind, trials) for kind in sorted(kinds)),
        sizes=tuple(_sized(trials)),
        version=__version__,
    )


def matched_claims(found: Sequence[Claim], gold: Sequence[Claim], optional: Sequence[bool]) -> CodedClaims:
    """Match claims of one document: spans that share half of the shorter one, kinds of one family.

    Each claim is matched once, the same kind and the longest common span first. A gold claim that a fair
    reader could leave out counts for nothing, found or missed.
    """
    near = sorted(
        (
            (value, i, j)
            for i, one in enumerate(gold)
            for j, other in enumerate(found)
            if (value := _near(one, other))
        ),
        reverse=True,
    )
    taken_gold, taken_found = dict[int, int](), set[int]()
    for _, i, j in near:
        if i not in taken_gold and j not in taken_found:
            taken_gold[i] = j
            taken_found.add(j)
    same = sum(not optional[i] for i in taken_gold)
    return CodedClaims(found=len(found) - (len(taken_gold) - same), gold=len(gold) - sum(optional), same=same)


def _near(one: Claim, other: Claim) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    if shorter <= 0 or shared < HALF * shorter or FAMILY.get(one.kind) != FAMILY.get(other.kind):
        return 0.0
    return shared / shorter + (one.kind == other.kind)


def _rates(name: str, trials: Sequence[Trial]) -> FormRates:
    null = [one for one in trials if one.explanation in NULL]
    true = [one for one in trials if one.explanation == COLLUSION]
    promised = [form for one in true for form in one.forms if form.form == name and form.promised]
    return FormRates(
        false_alarms=_share([_supports(one, name) for one in null]),
        power=_share([_supports(one, name) for one in true]),
        n_null=len(null),
        n_true=len(true),
        promised=len(promised),
        found=_share([form.pvalue is not None and form.pvalue <= ALPHA for form in promised]),
        kept=_share([form.verdict == Verdict.SUPPORTS for form in promised]),
    )


def _share(right: Sequence[bool]) -> float | None:
    return sum(right) / len(right) if right else None


def _supports(trial: Trial, name: str) -> bool:
    return any(form.form == name and form.verdict == Verdict.SUPPORTS for form in trial.forms)


def _sized(trials: Sequence[Trial]) -> Iterator[Sized]:
    """Sum up by how many rows a war had; sizes of no war are left out."""
    for least, below in zip(ROWS, (*ROWS[1:], None), strict=True):
        own = [one for one in trials if least <= one.rows and (below is None or one.rows < below)]
        null = [one.verdict == Verdict.SUPPORTS for one in own if one.explanation in NULL]
        true = [one.verdict == Verdict.SUPPORTS for one in own if one.explanation == COLLUSION]
        if own:
            yield Sized(
                least=least,
                below=below,
                wars=len(own),
                n_null=len(null),
                n_true=len(true),
                false_alarms=_share(null),
                power=_share(true),
                verdict=_scores(own),
            )


def said_and_true(weighed: Sequence[Trial]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Give (wars, rivals) probabilities, and which rival tells of what was true, of weighed wars."""
    names = list(weighed[0].rivals)
    said = np.array([[one.rivals[name] for name in names] for one in weighed])
    return said, np.array([names.index(RIVAL_OF[one.explanation]) for one in weighed])


def _scores(trials: Sequence[Trial]) -> VerdictScores:
    weighed = [one for one in trials if one.rivals]
    if not weighed:
        return VerdictScores(brier=None, ece=None, weighed=0, reliability=())
    said, truth = said_and_true(weighed)
    top = said.argmax(axis=1)
    return VerdictScores(
        brier=brier(said, truth),
        ece=calibration_error(said, truth),
        weighed=len(weighed),
        reliability=tuple(reliability(said.max(axis=1), top == truth)),
    )


def _coder(trials: Sequence[Trial]) -> CoderScores:
    found, gold, same = (
        sum(getattr(one.coded, name) for one in trials) for name in ("found", "gold", "same")
    )
    return CoderScores(
        f1=2 * same / (found + gold) if found + gold else None,
        precision=same / found if found else None,
        recall=same / gold if gold else None,
    )


def _explained(kind: str, trials: Sequence[Trial]) -> Explained:
    own = [one for one in trials if one.explanation == kind]
    names = dict.fromkeys(form.form for one in own for form in one.forms)
    leading = Counter(max(one.rivals, key=lambda name: one.rivals[name]) for one in own if one.rivals)
    return Explained(
        explanation=kind,
        wars=len(own),
        verdicts=dict(sorted(Counter(one.verdict or "none" for one in own).items())),
        supports={name: sum(_supports(one, name) for one in own) for name in names},
        leading=dict(sorted(leading.items())),
        brier=_scores(own).brier,
    )
