"""What two lists of the same events missed: capture and recapture, with lists that may copy each other."""

from dataclasses import dataclass

ODDS_RATIOS = (0.5, 1.0, 2.0, 4.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoLists:
    """Events of one kind in two lists: how many each has, and how many stand in both."""

    first: int
    second: int
    both: int

    def __post_init__(self) -> None:
        if not 0 <= self.both <= min(self.first, self.second):
            raise ValueError(f"{self.both} events can't stand in both of {self.first} and {self.second}")

    @property
    def seen(self) -> int:
        """Events that stand in either list."""
        return self.first + self.second - self.both

    @property
    def chapman(self) -> float:
        """Estimate how many events there were, if the lists see independently of each other.

        (n1 + 1)(n2 + 1)/(m + 1) - 1. Source: Chapman 1951. Oracle: tests/golden.
        """
        return (self.first + 1) * (self.second + 1) / (self.both + 1) - 1

    @property
    def chapman_variance(self) -> float:
        """(n1 + 1)(n2 + 1)(n1 - m)(n2 - m)/((m + 1)²(m + 2)), its variance after Seber 1970."""
        alone = (self.first - self.both) * (self.second - self.both)
        return (self.first + 1) * (self.second + 1) * alone / ((self.both + 1) ** 2 * (self.both + 2))

    def missed(self, odds_ratio: float) -> float | None:
        """Estimate how many events stand in neither list: f n10 n01/n11; None where none stands in both.

        odds_ratio: how much likelier an event of one list is in the other. 1 is independence; one that quotes
        the other has more than 1, so that 1 understates. Two lists alone can't tell it.
        """
        if not self.both:
            return None
        return odds_ratio * ((self.first - self.both) * (self.second - self.both)) / self.both

    def detection(self, odds_ratio: float) -> float | None:
        """Estimate the share of events that stand in either list."""
        missed = self.missed(odds_ratio)
        return None if missed is None else self.seen / (self.seen + missed)

    def detection_of_first(self, odds_ratio: float) -> float | None:
        """Estimate the share of events that stand in the first list."""
        missed = self.missed(odds_ratio)
        return None if missed is None else self.first / (self.seen + missed)


def detection_ratio(asked: TwoLists, others: TwoLists, odds_ratio: float) -> float | None:
    """Estimate how often events of one kind are seen, those of the others at independence = 1: π(f).

    None where a kind has no event that stands in both lists.
    """
    mine, theirs = asked.detection(odds_ratio), others.detection(1.0)
    return None if mine is None or theirs is None else mine / theirs
