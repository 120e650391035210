"""Adjusted p values against R and against the definition by rejected sets."""

import numpy as np
import pytest

from holdfire.stats.false_discovery import by_adjusted, draws_for


def test_p_values_in_any_order_are_adjusted_as_r_does_it() -> None:
    found = by_adjusted(np.array([0.04, 0.001, 0.04, 0.5, 0.012]))
    of_r = [0.11416666666666667, 0.01141666666666667, 0.11416666666666667, 1.0, 0.0685]
    assert found == pytest.approx(of_r, rel=1e-12)  # R 4.2: p.adjust(c(.04, .001, .04, .5, .012), "BY")


def test_fifteen_p_values_of_benjamini_and_hochberg_as_r_adjusts_them() -> None:
    first = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    rest = [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    of_r = [0.00497734348984349, 0.00995468697968698, 0.03152317543567543, 0.11821190788378289]
    of_r += [0.20008920829170829, 0.21189262285333715, 0.21189262285333715, 0.21402577006327006]
    of_r += [0.25384451798201801, *[1.0] * 6]
    assert by_adjusted(np.array(first + rest)) == pytest.approx(of_r, rel=1e-12)


def test_a_level_rejects_what_the_step_up_rule_rejects() -> None:
    rng = np.random.default_rng(1)
    for tests in (1, 2, 9, 40):
        pvalues = rng.uniform(size=tests) ** 3
        cost = tests * sum(1 / k for k in range(1, tests + 1))
        for level in (0.01, 0.05, 0.2):
            passing = [k for k in range(1, tests + 1) if np.sort(pvalues)[k - 1] <= level * k / cost]
            limit = np.sort(pvalues)[max(passing) - 1] if passing else -1.0
            assert ((by_adjusted(pvalues) <= level) == (pvalues <= limit)).all()


def test_independent_nulls_are_rarely_kept() -> None:
    rng = np.random.default_rng(2)
    kept = [bool((by_adjusted(rng.uniform(size=30)) <= 0.05).any()) for _ in range(2_000)]
    assert np.mean(kept) <= 0.05


def test_with_so_many_draws_and_no_fewer_one_test_alone_can_be_kept() -> None:
    draws = draws_for(29, 0.05)
    alone = np.array([1 / (draws + 1), *[0.9] * 28])
    assert by_adjusted(alone)[0] <= 0.05
    assert by_adjusted(np.array([1 / (draws - 1), *[0.9] * 28]))[0] > 0.05


def test_no_test_gives_no_p() -> None:
    assert len(by_adjusted(np.array([]))) == 0
