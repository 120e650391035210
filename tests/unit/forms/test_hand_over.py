import math
from dataclasses import replace

import numpy as np
import pytest

from holdfire.errors import QuestionError
from holdfire.forms.hand_over import FORM
from holdfire.forms.hand_over_captures import Asked, Params
from holdfire.model.answer import Zero
from holdfire.model.verdict import Rule, Verdict, judge

RNG = np.random.default_rng(1)
RULE = Rule(towards="less", smallest_effect=0.5, family=1)


def run(sample, **choices):
    return FORM.run(sample, Params(**choices), RNG)


def verdict(finding):
    return judge(finding, RULE)[0]


def named(sample, *numbers, **fields):
    """Let captures be between the two, whichever way, and change other fields of theirs."""
    losers, takers, asked = list(sample.losers), list(sample.takers), sample.asked.copy()
    for n in numbers:
        losers[n], takers[n], asked[n] = "b", "a", True
    return replace(sample, losers=tuple(losers), takers=tuple(takers), asked=asked, **fields)


def test_a_bloodless_capture_that_was_foreseen_supports_and_a_picked_one_never_does(make_captures):
    foreseen, picked = run(make_captures(deaths=0)), run(make_captures(deaths=0, foreseen=False))
    assert verdict(foreseen) is Verdict.SUPPORTS
    assert (foreseen.reference.rank, foreseen.reference.of) == (1, 120)
    assert verdict(picked) is Verdict.CANNOT_TELL
    assert picked.pvalue == 1
    assert picked.details["p_low"] == foreseen.pvalue
    assert picked.power.minimum_detectable is None
    assert foreseen.effect == picked.effect


def test_the_deadliest_capture_speaks_against_the_allegation_even_if_picked(make_captures):
    finding = run(make_captures(deaths=100_000, foreseen=False))
    assert verdict(finding) is Verdict.DOES_NOT_SUPPORT
    assert finding.effect.interval[0] > 1


def test_effect_range_and_rank_follow_from_plain_counting(make_captures):
    sample = make_captures(deaths=20)
    finding = run(sample)
    fights, deaths = sample.fights, np.zeros(len(sample))
    for capture, best in zip(fights.capture.tolist(), fights.best.tolist(), strict=True):
        deaths[capture] += best
    scores = sorted(math.log(1 + d) for d in deaths[1:])
    own = math.log(1 + deaths[0])
    assert finding.reference.rank == 1 + sum(score <= own + 1e-9 for score in scores)
    assert finding.effect.value == pytest.approx(math.exp(own - np.median(scores)))
    low, high = np.quantile(scores, (0.025, 0.975))
    assert finding.effect.interval == pytest.approx((math.exp(own - high), math.exp(own - low)))
    assert finding.statistic == pytest.approx(own)


@pytest.mark.parametrize(
    ("choices", "kept"),
    [
        ({}, {"near", "edge", "first", "last", "same"}),
        ({"radius_km": 5.0}, {"near", "first", "last", "same"}),
        ({"days_before": 29}, {"near", "edge", "last", "same"}),
        ({"days_after": 6}, {"near", "edge", "first", "same"}),
        ({"fighting": "any"}, {"near", "edge", "first", "last", "same", "others"}),
        ({"place_km": 100.0}, {"near", "edge", "first", "last", "same", "rough"}),
    ],
)
def test_which_deaths_count(make_captures, choices, kept):
    rows = {  # km, days, place known to, between the two
        "near": (1.0, -3, 1.0, True),
        "edge": (10.0, -3, np.nan, True),
        "beyond": (10.1, -3, 1.0, True),
        "first": (1.0, -30, 1.0, True),
        "before": (1.0, -31, 1.0, True),
        "last": (1.0, 7, 1.0, True),
        "after": (1.0, 8, 1.0, True),
        "same": (1.0, 0, 1.0, True),
        "rough": (1.0, -3, 40.0, True),
        "others": (1.0, -3, 1.0, False),
    }
    deaths = dict(zip(rows, 10.0 ** np.arange(len(rows)), strict=True))
    sample = make_captures(count=3)
    ones = np.array(list(deaths.values()))
    fights = replace(
        sample.fights,
        capture=np.zeros(len(rows), dtype=np.int64),
        km=np.array([row[0] for row in rows.values()]),
        lag=np.array([row[1] for row in rows.values()], dtype=np.int64),
        place_km=np.array([row[2] for row in rows.values()]),
        between=np.array([row[3] for row in rows.values()]),
        low=ones,
        best=ones,
        high=ones,
    )
    asked = Asked.of(replace(sample, fights=fights), Params(**choices))
    assert asked.deaths["best"][0] == sum(deaths[name] for name in kept)


def test_the_worst_figure_of_deaths_decides(make_captures):
    sample = make_captures(deaths=3)
    own = sample.fights.capture == 0
    loud = replace(sample.fights, high=np.where(own, 9_000.0, sample.fights.high))
    finding = run(replace(sample, fights=loud))
    assert finding.details["measure"] == "high"
    by_measure = {name: entry["rank"] for name, entry in finding.details["by_measure"].items()}
    assert finding.reference.rank == by_measure["high"] == max(by_measure.values()) == 120
    assert by_measure["best"] < 20


def test_of_several_asked_captures_the_oddest_decides_and_counts_that_often(make_captures):
    one = run(make_captures(deaths=0))
    several = run(named(make_captures(deaths=0), 5, 6, 7))
    assert several.reference.rank == 4 * several.details["by_measure"]["best"]["rank"] == 4
    assert several.reference.of == one.reference.of - 3
    assert [entry["place"] for entry in several.details["asked"]] == [
        "town 0",
        "town 5",
        "town 6",
        "town 7",
    ]


def test_a_capture_that_happened_before_the_question_makes_all_of_them_picked(make_captures):
    sample = named(make_captures(deaths=0), 5)
    foreseen = sample.foreseen.copy()
    foreseen[5] = False
    assert run(replace(sample, foreseen=foreseen)).pvalue == 1


def test_captures_of_other_kinds_are_left_out_by_rules_that_read_no_death(make_captures):
    sample = make_captures()
    people = np.full(120, np.nan)
    people[1:4] = 4_999
    people[4] = 5_000
    last = sample.last.copy()
    last[10:12] = sample.first[10:12] + 15
    last[12] = sample.first[12] + 14
    first_day = int(sample.first[20]) - 30
    sample = replace(sample, population=people, last=last, data=(first_day, sample.data[1]))
    asked = Asked.of(named(sample, 60, data=(first_day, sample.data[1])), Params())
    left_out = {rule: np.flatnonzero(out).tolist() for rule, out in asked.rules.items()}
    assert list(left_out.values()) == [[1, 2, 3], [10, 11], list(range(20))]
    assert set(asked.references.tolist()) == set(range(20, 120)) - {60}


def test_a_foreseen_capture_has_a_largest_count_that_could_support_it(make_captures):
    def exact(deaths):
        sample = make_captures(deaths=deaths)
        best = sample.fights.best
        return run(replace(sample, fights=replace(sample.fights, low=best, high=best)))

    bound = exact(50).power
    assert bound.largest_count is not None
    at, above = (exact(bound.largest_count + more) for more in (0, 1))
    assert at.pvalue <= 0.05 < above.pvalue
    assert at.effect.value == pytest.approx(bound.minimum_detectable)


def test_before_any_capture_the_bound_stands_while_the_period_lasts(make_captures):
    none = np.zeros(120, dtype=bool)
    ahead, over = (
        FORM.power(make_captures(asked=none, ahead=still), Params()).minimum_detectable
        for still in (True, False)
    )
    assert over is None
    assert 0 < ahead < 1


def test_features_are_taken_into_account_where_half_of_the_captures_have_them(make_captures):
    sample = make_captures(known=True, deaths=60)
    weak = sample.features.copy()
    weak[0] = -2.0  # a village held by few, in which 60 deaths are many
    strong = sample.features.copy()
    strong[0] = 2.0
    ranks = [run(replace(sample, features=f)).reference.rank for f in (weak, sample.features, strong)]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0] > ranks[2] + 40
    few = sample.features.copy()
    few[: len(sample) // 2 + 1] = np.nan
    bare = run(replace(sample, features=few))
    assert bare.details["features"] == []
    assert (
        bare.reference.rank == run(make_captures(known=False, deaths=60, fights=sample.fights)).reference.rank
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"count": 0}, "registered with no capture"),
        ({"asked": np.zeros(120, dtype=bool), "ahead": False}, "None of the 120 captures"),
        ({"population": np.full(120, 10.0)}, "left out by rule: towns of fewer than 5,000 people"),
        ({"count": 1}, "No other capture of this war"),
    ],
)
def test_without_captures_it_has_no_meaning_and_says_what_is_missing(make_captures, change, words):
    if change.get("count") == 0:
        whole = make_captures()
        empty = {name: getattr(whole, name)[:0] for name in ("first", "last", "asked", "foreseen")}
        empty |= {
            name: getattr(whole, name)[:0] for name in ("negotiated", "population", "features", "around")
        }
        fights = replace(whole.fights, **{n: getattr(whole.fights, n)[:0] for n in whole.fights.__slots__})
        sample = replace(whole, places=(), losers=(), takers=(), fights=fights, **empty)
        assert len(sample) == 0
    else:
        sample = make_captures(**change)
    finding = run(sample)
    assert words in finding.undefined
    assert finding.effect is None
    assert finding.power.minimum_detectable is None


def test_too_few_references_and_an_unseen_pair_shut_their_gates(make_captures):
    few, enough = run(make_captures(count=19)), run(make_captures(count=20))
    assert (few.valid["numbers"], enough.valid["numbers"]) == (False, True)
    assert run(make_captures(count=40), family=2).valid["numbers"]
    assert not run(make_captures(count=39), family=2).valid["numbers"]
    unseen = run(make_captures(in_war=4))
    assert not unseen.valid["visibility"]
    assert verdict(unseen) is Verdict.CANNOT_TELL


@pytest.mark.parametrize(
    ("fields", "meaning"),
    [
        ({}, Zero.RESTRAINT),
        ({"in_war": 0}, Zero.NOT_CODED),
        ({"around": np.zeros(120, dtype=np.int64)}, Zero.NOT_CODED),
    ],
)
def test_no_deaths_are_restraint_only_where_the_source_could_see_them(make_captures, fields, meaning):
    assert run(make_captures(deaths=0, **fields)).zero is meaning
    assert run(make_captures(deaths=9, **fields)).zero is None


def test_deaths_that_nobody_counted_are_not_no_deaths(make_captures):
    sample = make_captures(deaths=9)
    fights, asked = sample.fights, Asked.of(sample, Params()).candidates[0]

    def untold(capture):
        none = [
            np.where(fights.capture == capture, np.nan, d) for d in (fights.low, fights.best, fights.high)
        ]
        return run(replace(sample, fights=replace(fights, low=none[0], best=none[1], high=none[2])))

    found = untold(asked)
    assert found.zero is Zero.NOT_CODED
    assert verdict(found) is Verdict.CANNOT_TELL
    assert "doesn't say how many died" in found.explain["visibility"]
    other = untold(next(c for c in fights.capture.tolist() if c != asked))
    assert other.valid["visibility"]
    assert any("count as none" in words for words in other.caveats)


def test_a_single_other_capture_is_no_range(make_captures):
    found = run(make_captures(count=2, deaths=0))
    assert found.reference.of == 2
    assert found.effect.interval == (None, None)
    assert found.tipping_point.value is found.tipping_ratio is found.details["unreported_deaths"] is None
    assert verdict(found) is Verdict.CANNOT_TELL


def test_the_tipping_value_is_what_undoes_the_finding(make_captures):
    finding = run(make_captures(deaths=2))
    missing = finding.details["unreported_deaths"]
    assert finding.tipping_ratio == finding.effect.interval[1] < 1
    still, undone = (run(make_captures(deaths=2 + missing + more)) for more in (-2, 1))
    assert still.effect.interval[1] < 1 <= undone.effect.interval[1]


def test_every_other_capture_is_ranked_by_the_same_scores(make_captures):
    finding = run(make_captures(deaths=30))
    ranks = finding.details["ranks"]
    assert len(ranks) == 120
    assert [entry["place"] for entry in ranks if entry["asked"]] == ["town 0"]
    by_deaths = sorted(entry["deaths"] for entry in ranks)
    assert all(sum(d <= entry["deaths"] for d in by_deaths) == entry["rank"] for entry in ranks)


def test_the_order_of_captures_and_fights_changes_nothing(make_captures):
    sample = make_captures(deaths=20, known=True)
    order, mixed = np.random.default_rng(3).permutation(120), np.random.default_rng(4).permutation(360)
    back = np.argsort(order)
    fights = {name: getattr(sample.fights, name)[mixed] for name in sample.fights.__slots__}
    fights["capture"] = back[fights["capture"]]
    arrays = ("first", "last", "asked", "foreseen", "negotiated", "population", "features", "around")
    names = {name: tuple(getattr(sample, name)[n] for n in order) for name in ("places", "losers", "takers")}
    moved = replace(
        sample,
        **names,
        **{name: getattr(sample, name)[order] for name in arrays},
        fights=replace(sample.fights, **fights),
    )
    one, two = run(sample), run(moved)
    assert (one.reference, one.n, one.sentence) == (two.reference, two.n, two.sentence)
    assert one.effect.value == pytest.approx(two.effect.value, rel=1e-9)


def test_negotiated_captures_stay_in_and_one_set_of_choices_leaves_them_out(make_captures):
    finding = run(make_captures())
    without = [d for d in finding.details["designs"] if "without negotiated ones" in d["choices"]]
    assert len(without) == 18
    assert finding.reference.of == 120
    assert any("12 of the others were negotiated" in words for words in finding.caveats)
    assert finding.robustness.choices == len(finding.details["designs"]) == 36


@pytest.mark.parametrize(
    "wrong", [{"radius_km": 51.0}, {"days_before": -1}, {"fighting": "ours"}, {"penalty": 0.0}]
)
def test_choices_beyond_what_a_sample_holds_are_refused(wrong):
    with pytest.raises(QuestionError, match="hand-over needs"):
        Params(**wrong)


def test_a_town_with_braces_in_its_name_does_no_harm(make_captures):
    places = tuple(f"{{town}} {n}" for n in range(120))
    assert run(make_captures(places=places)).sentence.format(a="A", b="B").startswith("A and B: (town) 0")
