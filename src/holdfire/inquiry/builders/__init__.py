"""Rows to the samples that forms take; one file a sample, one line of registration."""

from collections.abc import Callable, Mapping

from holdfire.forms.samples import Attacks, Captures, Fronts, Passage, Sample, Strikes, Truce
from holdfire.forms.spec import AnyForm
from holdfire.inquiry.builders.attacks import build_attacks
from holdfire.inquiry.builders.captures import build_captures
from holdfire.inquiry.builders.fronts import build_fronts
from holdfire.inquiry.builders.other_fronts import fronts_of_other
from holdfire.inquiry.builders.passages import build_passage
from holdfire.inquiry.builders.strikes import build_strikes
from holdfire.inquiry.builders.truces import build_truce
from holdfire.inquiry.war import War

BUILDERS: Mapping[type[Sample], Callable[[War], Sample]] = {
    Attacks: build_attacks,
    Fronts: build_fronts,
    Truce: build_truce,
    Captures: build_captures,
    Strikes: build_strikes,
    Passage: build_passage,
}


def sample_for(chosen: AnyForm, war: War) -> Sample:
    """Build the sample that a form needs; a form of another package may bring its own builder."""
    return BUILDERS[chosen.needs](war) if chosen.build is None else chosen.build(war)


def sample_of_other(chosen: AnyForm, asked: object, asked_of: War, other: War) -> Sample:
    """Build the sample of another question on the same rows; asked: that of the registered question.

    It is what `sample_for` gives, but for the caveats, which may be the asked one's.
    """
    if chosen.build is None and isinstance(asked, Fronts):
        found = fronts_of_other(asked, asked_of, other)
        if found is not None:
            return found
    return sample_for(chosen, other)
