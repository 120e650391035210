"""What every form promises, on every form that is registered."""

from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass, replace

import numpy as np
import pytest

from holdfire.errors import QuestionError
from holdfire.forms import FORMS, form
from holdfire.forms.samples import (
    Attacks,
    Captures,
    Fronts,
    Hits,
    Passage,
    Sample,
    Strikes,
    Truce,
    Visibility,
)
from holdfire.forms.spec import AnyForm
from holdfire.model.answer import Finding, ReferenceKind, Weakness

DESIGNED = {
    "silent-front",
    "concerted-attack",
    "selective-targeting",
    "safe-passage",
    "hand-over",
    "truce-break",
}

ON = 800  # the alleged day of the samples, and its date
CHOICES = {"truce-break": {"on": "1972-03-11"}}  # without it the form looks for the date, and can tell little

READ_CLASHES = {"silent-front", "selective-targeting", "hand-over"}  # three forms, one finding at most

with_p = pytest.mark.parametrize(
    "chosen", [form for form in FORMS if not form.needs_passage], ids=lambda chosen: chosen.name
)
every_form = pytest.mark.parametrize("chosen", FORMS, ids=lambda chosen: chosen.name)


@pytest.fixture
def samples(
    make_attacks: Callable[..., Attacks],
    make_fronts: Callable[..., Fronts],
    make_truce: Callable[..., Truce],
    make_captures: Callable[..., Captures],
    make_strikes: Callable[..., Strikes],
    make_passage: Callable[..., Passage],
) -> dict[type, Sample]:
    return {
        Strikes: make_strikes(spared=0.3),
        Attacks: make_attacks(days=215, imprecise=6, answered=15),
        Fronts: make_fronts(restraint=0.3),
        Truce: make_truce(left=0.3, on=ON),
        Captures: make_captures(deaths=3),
        Passage: make_passage(gap=4),
    }


def _params(chosen: AnyForm, **other: float) -> object:
    return chosen.params(**{**CHOICES.get(chosen.name, {}), **other})


def _run(chosen: AnyForm, sample: Sample) -> Finding:
    return chosen.run(sample, _params(chosen), np.random.default_rng(7))


def _without_names(finding: Finding) -> Finding:
    """Take out what says which of the two is called A: one detail, and the names in the sentence."""
    sentence = finding.sentence.format(a="one", b="one", c="third")
    details = {k: v for k, v in finding.details.items() if k != "turns"}
    return replace(finding, details=details, sentence=sentence)


def _renamed(finding: Finding) -> str:
    """Give the sentence with A and B exchanged, where they don't stand side by side."""
    if "{a} and {b}" in finding.sentence or "{a} or {b}" in finding.sentence:
        return finding.sentence
    return finding.sentence.format(a="{b}", b="{a}", c="{c}")


def _other_outcome(sample: Sample) -> Sample:  # noqa: PLR0911  one a sample
    """Change what A and B did of or with each other, and nothing else."""
    if isinstance(sample, Fronts):
        clashes, asked, wide = (
            array.copy() for array in (sample.clashes, sample.asked_clashes, sample.wide_clashes)
        )
        clashes[0], asked[0], wide[0] = 3 * clashes[0] + 1, 3 * asked[0] + 1, 3 * wide[0] + 1
        return replace(sample, clashes=clashes, asked_clashes=asked, wide_clashes=wide)
    if isinstance(sample, Truce):
        clashes = sample.clashes.copy()
        clashes[0, ON : ON + 90] = 3 * clashes[0, ON : ON + 90] + 1
        return replace(sample, clashes=clashes)
    if isinstance(sample, Strikes):
        a, b = (replace(s, on_partner=s.on_third, on_third=s.on_partner) for s in (sample.a, sample.b))
        return replace(sample, a=a, b=b)
    if isinstance(sample, Captures):
        fights, own = sample.fights, sample.fights.capture == 0
        more = {name: getattr(fights, name) + 500 * own for name in ("low", "best", "high")}
        return replace(sample, fights=replace(fights, **more))
    if isinstance(sample, Passage):
        held = sample.maps[0].held.any(axis=0)[None, :] & sample.maps[0].passable
        return replace(sample, maps=(replace(sample.maps[0], held=held),))
    return replace(sample, b=_turned(sample.b, sample.days))


def _turned(hits: Hits, days: int) -> Hits:
    """Turn all hits of a region and a block by the same number of days; the last block is 19 days long."""
    start = hits.day // 28 * 28
    length = np.minimum(28, days - start)
    turn = 5 + 3 * hits.region + start // 28
    inside = (hits.day >= 0) & (hits.day < days)
    turned = start + (hits.day - start + turn) % np.maximum(length, 1)
    return replace(hits, day=np.where(inside, turned, hits.day))


def _alike(one: float | None, two: float | None) -> bool:
    """Say whether two forms could find the same: nothing both, or effects of one size."""
    return one == two or (one is not None and two is not None and one == pytest.approx(two, rel=1e-12))


@every_form
def test_swapping_a_and_b_keeps_everything(chosen: AnyForm, samples: dict[type, Sample]) -> None:
    sample = samples[chosen.needs]
    own, swapped = _run(chosen, sample), _run(chosen, sample.swapped())
    assert _without_names(own) == _without_names(swapped)
    assert swapped.sentence == _renamed(own)


@every_form
def test_swapping_a_and_b_keeps_what_could_be_found(chosen: AnyForm, samples: dict[type, Sample]) -> None:
    sample = samples[chosen.needs]
    assert chosen.power(sample, _params(chosen)) == chosen.power(sample.swapped(), _params(chosen))


@every_form
def test_the_same_seed_gives_the_same_finding(chosen: AnyForm, samples: dict[type, Sample]) -> None:
    sample = samples[chosen.needs]
    assert _run(chosen, sample) == _run(chosen, sample)


@every_form
def test_what_could_be_found_ignores_what_a_and_b_did(chosen: AnyForm, samples: dict[type, Sample]) -> None:
    sample = samples[chosen.needs]
    other = _other_outcome(sample)
    before, after = (chosen.power(s, _params(chosen)) for s in (sample, other))
    assert _alike(before.minimum_detectable, after.minimum_detectable)
    assert before.largest_count == after.largest_count
    assert _run(chosen, sample).statistic != _run(chosen, other).statistic


@every_form
def test_a_finding_carries_what_could_be_found_before_it(
    chosen: AnyForm, samples: dict[type, Sample]
) -> None:
    sample = samples[chosen.needs]
    registered = chosen.power(sample, _params(chosen))
    carried = _run(chosen, sample).power
    assert _alike(carried.minimum_detectable, registered.minimum_detectable)
    assert carried.largest_count == registered.largest_count


@with_p
def test_more_registered_forms_leave_less_to_find(chosen: AnyForm, samples: dict[type, Sample]) -> None:
    sample = samples[chosen.needs]
    one, two = (chosen.power(sample, _params(chosen, family=m)).minimum_detectable for m in (1, 2))
    assert one is not None
    assert two is not None
    assert abs(np.log(two)) > abs(np.log(one))


@every_form
def test_the_p_value_follows_from_the_reference(chosen: AnyForm, samples: dict[type, Sample]) -> None:
    finding = _run(chosen, samples[chosen.needs])
    reference = finding.reference
    assert reference is not None
    if finding.pvalue is None:  # a share of maps, and no test
        assert reference.feasible
        assert finding.effect is not None
        assert reference.draws
        assert finding.effect.value == (reference.extreme_draws or 0) / reference.draws
    elif reference.draws is not None:
        assert reference.extreme_draws is not None
        assert finding.pvalue == (reference.extreme_draws + 1) / (reference.draws + 1)
    elif reference.rank is not None:
        assert reference.of is not None
        assert finding.pvalue == reference.rank / reference.of
    else:
        assert reference.df is not None or reference.kind is ReferenceKind.EXACT


@every_form
def test_every_shut_gate_has_a_sentence_and_no_open_one(  # noqa: PLR0917  one a sample
    chosen: AnyForm,
    make_attacks: Callable[..., Attacks],
    make_fronts: Callable[..., Fronts],
    make_truce: Callable[..., Truce],
    make_captures: Callable[..., Captures],
    make_strikes: Callable[..., Strikes],
    make_passage: Callable[..., Passage],
) -> None:
    unseen = Visibility(in_war=0, within_year=0, of_region=0)
    samples: dict[type, tuple[Sample, ...]] = {
        Attacks: (make_attacks(count=250, days=300, answered=60), make_attacks(count=40, imprecise=10)),
        Fronts: (
            make_fronts(actors=8),
            make_fronts(actors=4, days=6_000, basis="co-presence", visibility=unseen),
        ),
        Strikes: (make_strikes(spared=0.2), make_strikes(occasions=12, basis="others", in_war=2)),
        Truce: (make_truce(left=0.1, on=ON), make_truce(left=0.1, on=ON, days=1_000)),
        Passage: (make_passage(), make_passage(lag=900)),
        Captures: (make_captures(deaths=0), make_captures(count=12, foreseen=False, in_war=2)),
    }
    for sample in samples[chosen.needs]:
        finding = _run(chosen, sample)
        gates = {**finding.valid, **finding.strict}
        assert finding.valid
        assert set(finding.explain) == {gate for gate, is_open in gates.items() if not is_open}
        assert all(words.endswith(".") for words in finding.explain.values())
    assert not all(gates.values())


@every_form
def test_details_are_plain_values_without_nan(chosen: AnyForm, samples: dict[type, Sample]) -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(type(key) is str and plain(inner) for key, inner in value.items())
        if isinstance(value, (list, tuple)):
            return all(plain(inner) for inner in value)
        return type(value) in (str, bool, int, type(None)) or (
            type(value) is float and bool(np.isfinite(value))
        )

    assert plain(_run(chosen, samples[chosen.needs]).details)


@every_form
def test_a_form_says_its_null_and_its_sources(chosen: AnyForm) -> None:
    assert chosen.null.sentence.endswith(".")
    assert chosen.null.keeps
    assert chosen.null.shuffles
    assert chosen.references
    assert chosen.data
    assert chosen.trace


@every_form
def test_choices_are_frozen_scalars_with_defaults(chosen: AnyForm) -> None:
    assert is_dataclass(chosen.params)
    assert "family" in {field.name for field in fields(chosen.params)}
    assert all(isinstance(value, (int, float, str)) for value in asdict(chosen.params()).values())
    with pytest.raises(AttributeError):
        chosen.params().family = 2


@every_form
def test_a_form_without_family_is_refused(chosen: AnyForm) -> None:
    with pytest.raises(QuestionError, match="family"):
        chosen.params(family=0)


@every_form
def test_the_smallest_effect_lies_on_the_alleged_side(chosen: AnyForm) -> None:
    assert (chosen.smallest_effect < 1) == (chosen.towards == "less")


@every_form
def test_forms_that_read_how_often_a_and_b_clash_share_one_weakness(chosen: AnyForm) -> None:
    wanted = Weakness.UNREPORTED_CLASHES if chosen.name in READ_CLASHES else None
    assert chosen.weakness == wanted


@every_form
def test_a_finding_that_unreported_clashes_could_undo_has_that_weakness(
    chosen: AnyForm, samples: dict[type, Sample]
) -> None:
    finding = _run(chosen, samples[chosen.needs])
    assert finding.tipping_ratio is None or chosen.weakness == Weakness.UNREPORTED_CLASHES


@every_form
def test_a_look_is_the_run_without_pictures(chosen: AnyForm, samples: dict[type, Sample]) -> None:
    sample, params = samples[chosen.needs], _params(chosen)
    look = chosen.looked(sample, params, np.random.default_rng(7))
    whole = _run(chosen, sample)
    assert (look.valid, look.undefined) == (whole.valid, whole.undefined)
    assert look.effect is not None  # which of two cuts decides may hang on the draws; the limits do not
    assert whole.effect is not None
    assert look.effect.interval == whole.effect.interval
    assert look.tipping_ratio == whole.tipping_ratio
    assert set(look.strict) <= set(whole.strict)


@every_form
def test_a_form_says_what_its_chances_are_and_what_could_not_be_told(chosen: AnyForm) -> None:
    assert chosen.chance != "chances"
    assert chosen.any_effect
    assert chosen.package == ""
    assert chosen.build is None


def test_names_are_those_of_the_design_and_numbers_are_unique() -> None:
    assert {chosen.name for chosen in FORMS} <= DESIGNED
    assert len({chosen.name for chosen in FORMS}) == len({chosen.number for chosen in FORMS}) == len(FORMS)


def test_a_form_is_found_by_name_and_an_unknown_one_is_refused_with_the_list() -> None:
    assert all(form(chosen.name) is chosen for chosen in FORMS)
    with pytest.raises(QuestionError, match="silent-front, concerted-attack"):
        form("loud-front")
