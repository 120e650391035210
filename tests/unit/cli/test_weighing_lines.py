"""The flags with which a reader takes part in a weighing."""

import pytest

from holdfire.cli.weighing_lines import reader_of
from holdfire.errors import UsageError


def test_priors_and_assumed_values_are_read_by_name() -> None:
    found = reader_of(["collusion=0.1", "local_deal=0.2"], ["reporting=0.5"], None, 40, 1)
    assert found.prior == {"collusion": 0.1, "local_deal": 0.2}
    assert found.assumed == {"reporting": 0.5}
    assert found.wars == 40


def test_even_gives_each_the_same_and_a_named_one_its_own() -> None:
    found = reader_of(["even"], (), None, 0, 1)
    assert len(found.prior) == 5
    assert sum(found.prior.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("prior", "assumed", "says"),
    [(["collusion"], [], "--prior takes collusion=0.2 or even"), ([], ["reporting=half"], "--assume takes")],
)
def test_what_is_no_number_is_wrong_usage(prior: list[str], assumed: list[str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        reader_of(prior, assumed, None, 0, 1)
