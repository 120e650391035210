"""The weighing: which explanation fits better, by how much, what would change it, when nothing is said."""

from dataclasses import replace

import numpy as np
import pytest
from made_up_tables import MEANS, table

from holdfire.errors import QuestionError
from holdfire.model.weighing import Weighing
from holdfire.weighing.comparing import CAP, Comparison, full_prior, posterior
from holdfire.weighing.rivals import shipped_rivals
from holdfire.weighing.tables import Table
from holdfire.weighing.weigh import NONE_FITS, weigh, words_of

NAMES = {"a": "Ash", "b": "Birch", "c": "Cedar"}
RIVALS = shipped_rivals()
TYPICAL = {
    name: dict(zip(("silent-front", "concerted-attack", "visibility"), m, strict=True))
    for name, m in MEANS.items()
}


def weighing(found: dict[str, float], made: Table, **prior: float) -> Weighing:
    return weigh(found, made, RIVALS, NAMES, prior or None)


@pytest.mark.parametrize("name", MEANS)
def test_the_explanation_under_which_it_is_typical_fits_best(name: str, made: Table) -> None:
    found = weighing(TYPICAL[name], made)
    best = max(found.hypotheses, key=lambda one: one.evidence[0].decibans)
    assert best.name == name
    assert best.evidence[0].decibans == 0


@pytest.mark.parametrize(
    ("found", "others"),
    [
        ({"silent-front": -0.2}, "local_deal"),
        ({"concerted-attack": 0.5}, "tacit_non_aggression, local_deal or reporting_artefact"),
    ],
)
def test_those_that_fit_about_as_well_are_listed_as_prose_lists_them(
    made: Table, found: dict[str, float], others: str
) -> None:
    said = weighing(found, made)
    assert said.leading is None
    assert f"parts capacity_limits from {others} by too little" in said.sentence


def test_a_small_table_is_said_to_be_rough(made: Table) -> None:
    assert any("the table has 200 wars" in one for one in weighing(TYPICAL["collusion"], made).caveats)


def test_nothing_is_a_probability_without_a_prior_of_the_reader(made: Table) -> None:
    found = weighing(TYPICAL["collusion"], made)
    assert {(one.prior, one.posterior, one.range) for one in found.hypotheses} == {(None, None, None)}
    own = weighing(TYPICAL["collusion"], made, collusion=0.1)
    assert sum(one.prior or 0 for one in own.hypotheses) == pytest.approx(1)
    assert sum(one.posterior or 0 for one in own.hypotheses) == pytest.approx(1)
    assert own.hypotheses[0].prior == pytest.approx(0.1)
    for one in own.hypotheses:
        assert one.range is not None
        assert one.range[0] <= (one.posterior or 0) <= one.range[1]
    assert [one.evidence for one in own.hypotheses] == [one.evidence for one in found.hypotheses]


def test_the_posterior_is_bayes_rule_on_the_decibans(made: Table) -> None:
    found = weighing(TYPICAL["collusion"], made, collusion=0.3, local_deal=0.4)
    weight = [(one.prior or 0) * 10 ** (one.evidence[0].decibans / 10) for one in found.hypotheses]
    assert [one.posterior for one in found.hypotheses] == pytest.approx([w / sum(weight) for w in weight])


def test_no_factor_leaves_a_hundredth_to_a_hundred(made: Table) -> None:
    found = weighing({"silent-front": -2.6, "concerted-attack": 3.0, "visibility": -3.0}, made)
    assert min(one.evidence[0].decibans for one in found.hypotheses) == -CAP
    assert all(-2 <= end <= 2 for factor in found.factors for end in (factor.log10, *factor.range))
    assert len(found.factors) == 10


def test_the_range_covers_every_prior_set_and_words_follow_its_smaller_end(made: Table) -> None:
    found = weighing(TYPICAL["collusion"], made)
    for one in found.hypotheses:
        (evidence,) = one.evidence
        assert set(evidence.sets) == {"weak", "medium", "strong"}
        ends = (evidence.decibans, *evidence.sets.values())
        assert evidence.range == (min(ends), max(ends))
    for factor in found.factors:
        assert factor.words == words_of(*factor.range)
    assert words_of(-0.2, 3) == "either way"
    assert words_of(0.3, 2) == "not worth more than a bare mention"
    assert words_of(0.6, 2) == "substantial"
    assert words_of(1.2, 2) == "strong"


def test_what_lies_outside_every_story_gets_no_weights(made: Table) -> None:
    found = weighing({"silent-front": 9.0, "concerted-attack": 30.0, "visibility": 9.0}, made, collusion=0.5)
    assert found.sentence == NONE_FITS
    assert found.factors == ()
    assert all(one.evidence == () and one.posterior is None and not one.fits for one in found.hypotheses)


def test_one_explanation_alone_is_refused() -> None:
    with pytest.raises(QuestionError, match="one explanation alone can't be weighed"):
        weighing(TYPICAL["collusion"], table(names=("collusion",)))


def test_a_missing_part_is_no_part_of_the_likelihood_and_a_part_nobody_simulated_is_named(
    made: Table,
) -> None:
    without = {k: v for k, v in TYPICAL["collusion"].items() if k != "concerted-attack"}
    found = weighing({**without, "hand-over": -1.0}, made)
    assert found.evidence == without
    assert set(found.left_out) == {"hand-over"}
    by = {one.name: one.evidence[0].decibans for one in found.hypotheses}
    assert by["collusion"] == pytest.approx(by["tacit_non_aggression"], abs=1.0), "only attacks part the two"


def test_gaps_in_the_wars_are_left_out_pattern_by_pattern(made: Table) -> None:
    holes = {key: rows.copy() for key, rows in made.wars.items()}
    for rows in holes.values():
        rows[100:, 1] = np.nan
    found = weighing(TYPICAL["collusion"], replace(made, wars=holes))
    first = {key: rows[:100] for key, rows in made.wars.items()}
    assert found.hypotheses == weighing(TYPICAL["collusion"], replace(made, wars=first)).hypotheses
    for rows in holes.values():
        rows[7:, 1] = np.nan
    assert set(weighing(TYPICAL["collusion"], replace(made, wars=holes)).left_out) == {"concerted-attack"}


def test_entering_one_statistic_again_changes_nothing_that_a_product_would_change(made: Table) -> None:
    """Evidence is a mapping by part, so a copy has no place to go; here it is given one, as a column."""
    copied = {key: np.column_stack([rows, rows[:, [0]], rows[:, [0]]]) for key, rows in made.wars.items()}
    comparison = Comparison.of(made, made.parts)
    parts = (*made.parts, "copy", "copy again")
    again = Comparison.of(replace(made, parts=parts, wars=copied), parts)
    assert comparison is not None
    assert again is not None
    row = np.array([[-1.2, 1.1, -3.2]])
    once = posterior(comparison.decibans(row)[0], np.full(5, 0.2))
    thrice = posterior(again.decibans(np.column_stack([row, row[:, [0]], row[:, [0]]]))[0], np.full(5, 0.2))
    single = [Comparison.of(made, [part]) for part in made.parts]
    logs = [one.all_sets.log_densities(row[:, [j]]) for j, one in enumerate(single) if one]
    product = sum(logs) + 2 * logs[0]
    product = np.exp(product - product.max())
    assert np.abs(thrice - once).max() < 0.5 * np.abs(product / product.sum() - once).max()


def test_an_unknown_that_turns_the_lead_inside_its_plausible_range_means_cannot_tell(made: Table) -> None:
    found = weighing({**TYPICAL["collusion"], "silent-front": -1.6, "concerted-attack": 1.9}, made)
    for point in found.tipping:
        assert point.inside == (
            point.value is not None and point.declared[0] <= point.value <= point.declared[1]
        )
    if any(point.inside for point in found.tipping):
        assert found.leading is None
    (pi,) = [point for point in found.tipping if "(pi)" in point.what]
    assert pi.value is not None
    before = replace_front(made, -1.6, pi.value + 0.01)
    after = replace_front(made, -1.6, pi.value)
    assert before == "collusion"
    assert after == pi.leads != "collusion"


def replace_front(made: Table, value: float, pi: float) -> str:
    """Name who leads if the source sees the two pi times as often as others."""
    found = weigh(
        {"silent-front": value - np.log(pi), "concerted-attack": 1.9, "visibility": -3.0}, made, RIVALS, NAMES
    )
    return max(found.hypotheses, key=lambda one: one.evidence[0].decibans).name


@pytest.mark.parametrize(
    ("given", "says"),
    [({"collusionn": 0.2}, "no explanation is called collusionn"), ({"collusion": 1.2}, "between 0 and 1"),
     ({"collusion": -0.1}, "between 0 and 1"), ({"collusion": 0.7, "local_deal": 0.7}, "sum to 1")],
)  # fmt: skip
def test_a_prior_that_is_none_is_refused(given: dict[str, float], says: str, made: Table) -> None:
    with pytest.raises(QuestionError, match=says):
        weighing(TYPICAL["collusion"], made, **given)


def test_what_a_prior_does_not_name_is_shared() -> None:
    assert full_prior({"a": 0.4}, ("a", "b", "c")).tolist() == pytest.approx([0.4, 0.3, 0.3])
    assert full_prior({}, ("a", "b")).tolist() == [0.5, 0.5]
    with pytest.raises(ValueError, match=r"sum of 0\.8"):
        full_prior({"a": 0.4, "b": 0.4}, ("a", "b"))


def test_an_assumed_unknown_weighs_as_the_evidence_that_it_would_leave(made: Table) -> None:
    as_found = {"silent-front": -1.6, "concerted-attack": 1.9, "visibility": -3.0}
    bent = weigh(as_found, made, RIVALS, NAMES, assumed={"reporting": 0.5})
    by_hand = weigh({**as_found, "silent-front": -1.6 - np.log(0.5)}, made, RIVALS, NAMES)
    assert bent.hypotheses == by_hand.hypotheses
    assert bent.factors == by_hand.factors
    assert bent.evidence == as_found
    assert bent.tipping == weigh(as_found, made, RIVALS, NAMES).tipping
    assert bent.leading is None


@pytest.mark.parametrize(
    ("assumed", "says"),
    [({"report": 0.5}, "no unknown is called report; there are: reporting"),
     ({"reporting": 1.5}, "reporting lies between 0.1 and 1"),
     ({"reporting": float("nan")}, "reporting lies between 0.1 and 1")],
)  # fmt: skip
def test_an_assumed_value_out_of_reach_is_refused(assumed: dict[str, float], says: str, made: Table) -> None:
    with pytest.raises(QuestionError, match=says):
        weigh(TYPICAL["collusion"], made, RIVALS, NAMES, assumed=assumed)
