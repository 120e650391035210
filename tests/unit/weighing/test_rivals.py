"""The file of rivals: the five that are always weighed, a reader's own, and every fault of a bad one."""

import pytest

from holdfire.errors import InputError
from holdfire.weighing.rivals import SETS, read_rivals, shipped_noise, shipped_rivals

OWN = """
[[rival]]
name = "supplies_ran_out"
sentence = "{a} had nothing left to fight {b} with."
weak = { strength = [0.7, 0.9] }
medium = { strength = [0.4, 0.7] }
strong = { strength = [0.1, 0.4], early = [1.0, 1.0] }
"""


def test_the_five_are_those_of_the_contract_each_with_three_sets() -> None:
    rivals = shipped_rivals()
    assert [one.name for one in rivals] == [
        "collusion",
        "tacit_non_aggression",
        "capacity_limits",
        "local_deal",
        "reporting_artefact",
    ]
    for one in rivals:
        assert tuple(one.sets) == SETS
        assert one.sentence.format(a="A", b="B", c="C") != ""


def test_stronger_sets_have_stronger_effects() -> None:
    for one in shipped_rivals():
        weak, medium, strong = (one.sets[name] for name in SETS)
        for number in ("restraint", "worth", "strength", "detection"):
            tops = [getattr(each, number)[1] for each in (weak, medium, strong)]
            assert tops == sorted(tops, reverse=True), (one.name, number)
        assert weak.concert[1] <= medium.concert[1] <= strong.concert[1]


def test_a_war_without_a_trace_speaks_for_no_rival_by_itself() -> None:
    none = {"restraint": 1.0, "worth": 1.0, "strength": 1.0, "detection": 1.0}
    for one in shipped_rivals():
        nearest = [abs(none[name] - getattr(one.sets["weak"], name)[1]) for name in none]
        told = [name for name in none if getattr(one.sets["weak"], name) != (1.0, 1.0)]
        assert told, one.name
        assert max(nearest) <= 0.05 + 1e-9, "weak effects reach down to hardly any"
    low, high = shipped_noise()
    assert 0 < low < 1 < high


def test_a_reader_can_write_one() -> None:
    (own,) = read_rivals(OWN, source="mine.toml")
    assert own.sets["strong"].early == (1.0, 1.0)
    assert own.sets["weak"].restraint == (1.0, 1.0)


def test_every_fault_of_a_file_is_told_at_once() -> None:
    bad = OWN.replace("strength = [0.7, 0.9]", "strenght = [0.7, 0.9]").replace("[0.4, 0.7]", "[0.7, 0.4]")
    bad = bad.replace("sentence", "sentense") + OWN
    with pytest.raises(InputError) as caught:
        read_rivals(bad, source="mine.toml")
    said = str(caught.value)
    for fault in (
        "mine.toml",
        "sentence must be a text",
        "no field 'sentense'",
        "weak: has no number 'strenght'",
        "medium: strength must be [least, most] between 0 and 1 (found [0.7, 0.4])",
        "two rivals are called 'supplies_ran_out'",
    ):
        assert fault in said


@pytest.mark.parametrize("text", ["", "[[rival", "rival = 3", "[[rival]]\nname = 'x'"])
def test_a_file_without_rivals_is_told(text: str) -> None:
    with pytest.raises(InputError, match=r"mine\.toml"):
        read_rivals(text, source="mine.toml")
