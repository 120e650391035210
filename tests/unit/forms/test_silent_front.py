"""What silent front makes of its samples: which part decides, gates, the meanings of zero."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from holdfire.errors import QuestionError
from holdfire.forms import form
from holdfire.forms.samples import Fronts, Visibility
from holdfire.forms.silent_front_readings import Params, basis
from holdfire.model.answer import Finding, IntervalKind, ReferenceKind, Zero
from holdfire.model.verdict import Rule, Verdict, judge

FORM = form("silent-front")
RULE = Rule(towards="less", smallest_effect=0.5, family=1)
SEEN = Visibility(in_war=20, within_year=3, of_region=50)

Make = Callable[..., Fronts]


def _run(sample: Fronts, **choices: float) -> Finding:
    return FORM.run(sample, Params(**choices), np.random.default_rng(0))


def _asked(sample: Fronts, *, clashes: int | None = None, exposure: float | None = None) -> Fronts:
    y, e = sample.asked_clashes.copy(), sample.asked_exposure.copy()
    y[0] = y[0] if clashes is None else clashes
    e[0] = e[0] if exposure is None else exposure
    return replace(sample, asked_clashes=y, asked_exposure=e)


def test_a_front_at_a_twentieth_of_what_is_expected_supports_the_allegation(make_fronts: Make) -> None:
    finding = _run(make_fronts(actors=8, restraint=0.05))
    verdict, reason = judge(finding, RULE)
    assert verdict is Verdict.SUPPORTS, reason
    assert finding.effect is not None
    assert finding.effect.interval_kind is IntervalKind.PREDICTION
    assert finding.tipping_ratio == finding.effect.interval[1]
    assert any("whether or not they agreed" in caveat for caveat in finding.caveats)


def test_a_front_as_lively_as_expected_does_not(make_fronts: Make) -> None:
    finding = _run(make_fronts(actors=8))
    assert judge(finding, RULE)[0] is not Verdict.SUPPORTS
    assert finding.effect is not None
    assert finding.effect.interval[0] is not None
    assert finding.effect.interval[0] < 1


def test_a_weak_actor_is_no_silent_front(make_fronts: Make) -> None:
    sample = make_fronts(actors=8)
    weak = sample.sides == 0
    clashes = np.where(weak.any(axis=1), sample.asked_clashes // 10, sample.asked_clashes)
    finding = _run(replace(sample, asked_clashes=clashes, wide_clashes=clashes))
    assert finding.effect is not None
    assert finding.effect.value > 0.5
    rate = finding.details["rate"]
    assert isinstance(rate, dict)
    assert rate["value"] < 0.3


def test_co_presence_never_supports(make_fronts: Make) -> None:
    finding = _run(make_fronts(actors=8, restraint=0.02, basis="co-presence"))
    assert judge(finding, RULE)[0] is Verdict.CANNOT_TELL
    assert finding.strict == {"control_map": False, "camps": True, "rough_places": True}
    assert finding.exposure.unit == "cell-days"


def test_four_actors_leave_the_rate_to_decide(make_fronts: Make) -> None:
    finding = _run(make_fronts(actors=4))
    assert finding.details["decides"] == "rate"
    assert finding.reference is not None
    assert finding.reference.kind is ReferenceKind.CONFORMAL
    assert finding.effect is not None
    assert finding.effect.interval_kind is IntervalKind.REFERENCE_RANGE
    assert finding.valid["numbers"] is False
    assert "where 19 are needed" in judge(finding, RULE)[1]
    assert any("no range can hold that" in caveat for caveat in finding.caveats)


def test_two_forms_need_39_reference_fronts(make_fronts: Make) -> None:
    sample = make_fronts(actors=4, regions=6, one_region=True)
    assert _run(sample).valid["numbers"] is True
    assert _run(sample, family=2).valid["numbers"] is False


def test_too_few_dyads_in_the_area_are_taken_from_the_country_and_it_says_so(make_fronts: Make) -> None:
    sample = make_fronts(actors=6)
    exposure = np.where(np.arange(15) < 4, sample.asked_exposure, 0.0)
    finding = _run(replace(sample, asked_exposure=exposure))
    prediction = finding.details["prediction"]
    assert isinstance(prediction, dict)
    assert prediction["wide"] is True
    assert any("whole country" in caveat for caveat in finding.caveats)


def test_no_contact_leaves_the_form_without_meaning(make_fronts: Make) -> None:
    finding = _run(_asked(make_fronts(), clashes=0, exposure=0.0))
    assert finding.undefined == "The two had no contact in the area and period: no chance to clash."
    assert finding.zero is Zero.NO_CONTACT
    assert finding.effect is None
    assert finding.pvalue is None


def test_clashes_without_contact_are_an_error_of_the_map(make_fronts: Make) -> None:
    finding = _run(_asked(make_fronts(), clashes=3, exposure=0.0))
    assert finding.undefined is not None
    assert "3 clashes" in finding.undefined
    assert finding.zero is None
    dyads = finding.details["dyads"]
    assert isinstance(dyads, list)
    assert [entry["map_error"] for entry in dyads] == [True] + [False] * 14


def test_little_contact_cannot_tell(make_fronts: Make) -> None:
    finding = _run(_asked(make_fronts(), clashes=0, exposure=30.0))
    assert finding.valid["exposure"] is False
    assert finding.zero is Zero.NO_CONTACT
    assert "Too little contact" in judge(finding, RULE)[1]


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (replace(SEEN, in_war=4), "fewer than 5"),
        (replace(SEEN, within_year=0), "twelve months"),
        (replace(SEEN, of_region=0), "no event of any two"),
        (replace(SEEN, coded=False), "coding rules"),
    ],
)
def test_a_zero_that_the_source_could_not_have_seen_is_not_coded(
    make_fronts: Make, seen: Visibility, words: str
) -> None:
    finding = _run(replace(_asked(make_fronts(), clashes=0), visibility=seen))
    assert finding.valid["visibility"] is False
    assert finding.zero is Zero.NOT_CODED
    assert words in judge(finding, RULE)[1]


def test_a_zero_with_contact_and_a_seeing_source_is_restraint(make_fronts: Make) -> None:
    assert _run(_asked(make_fronts(), clashes=0)).zero is Zero.RESTRAINT


def test_a_count_above_zero_has_no_meaning_of_zero(make_fronts: Make) -> None:
    assert _run(_asked(make_fronts(), clashes=1)).zero is None


def test_the_least_exposure_follows_the_length_of_the_period(make_fronts: Make) -> None:
    edge = 200 * 60 / 182.5
    assert _run(_asked(make_fronts(), exposure=edge)).valid["exposure"] is True
    assert _run(_asked(make_fronts(), exposure=edge - 0.01)).valid["exposure"] is False


def test_the_asked_dyad_is_no_reference_of_itself(make_fronts: Make) -> None:
    sample = make_fronts(actors=8)
    one, other = (basis(_asked(sample, clashes=c), Params()) for c in (0, 500))
    assert one.prediction == other.prediction
    assert one.power == other.power


def test_a_dyad_that_is_not_eligible_is_no_reference(make_fronts: Make) -> None:
    sample = make_fronts(actors=8)
    eligible = sample.eligible.copy()
    eligible[[3, 5]] = False
    finding = _run(replace(sample, eligible=eligible))
    prediction = finding.details["prediction"]
    assert isinstance(prediction, dict)
    assert prediction["references"] == 25


def test_every_reference_is_ranked_beside_the_asked_dyad(make_fronts: Make) -> None:
    finding = _run(make_fronts(actors=8, restraint=0.05))
    ranks = finding.details["ranks"]
    assert isinstance(ranks, list)
    assert len(ranks) == 28
    assert sorted(entry["rank"] for entry in ranks) == list(range(1, 29))
    assert next(entry for entry in ranks if entry["asked"])["rank"] == 1


def test_the_asked_rank_is_that_of_the_reference(make_fronts: Make) -> None:
    finding = _run(make_fronts(actors=4, regions=8, one_region=True, restraint=0.4))
    ranks = finding.details["ranks"]
    assert isinstance(ranks, list)
    asked = next(entry for entry in ranks if entry["asked"])
    assert finding.reference is not None
    assert (asked["rank"], asked["of"]) == (finding.reference.rank, finding.reference.of)


def test_the_largest_count_is_the_last_that_supports(make_fronts: Make) -> None:
    sample = make_fronts(actors=8)
    count = FORM.power(sample, Params()).largest_count
    assert count is not None
    verdicts = [judge(_run(_asked(sample, clashes=c)), RULE)[0] for c in (count, count + 1)]
    assert verdicts[0] is Verdict.SUPPORTS
    assert verdicts[1] is not Verdict.SUPPORTS


def test_without_any_other_dyad_there_is_nothing_to_compare_with(make_fronts: Make) -> None:
    sample = make_fronts(actors=4)
    alone = replace(sample, eligible=np.zeros(6, dtype=np.bool_))
    finding = _run(alone)
    assert finding.effect is None
    assert finding.pvalue is None
    assert finding.power.minimum_detectable is None
    assert judge(finding, RULE)[0] is Verdict.CANNOT_TELL
    assert "nothing to compare" in finding.sentence


def test_a_single_other_front_is_no_range(make_fronts: Make) -> None:
    sample = make_fronts(actors=4)
    finding = _run(replace(sample, eligible=np.arange(6) == 3, one_region=False))
    assert finding.reference.of == 2
    assert finding.effect.interval == (None, None)
    assert finding.tipping_ratio is None
    assert finding.tipping_point.value is None
    assert judge(finding, RULE)[0] is Verdict.CANNOT_TELL


def test_an_exposure_of_nothing_is_refused_as_a_choice() -> None:
    with pytest.raises(QuestionError, match="least_contact"):
        Params(least_contact=0)
