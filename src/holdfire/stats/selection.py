"""Use against opportunity: how ecology tells preference from what was there to be chosen."""

from dataclasses import dataclass

from scipy.special import bdtr, betaincinv


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What was chosen of two kinds, beside what there was of each.

    share: of the first among the chosen. ratio: (x / o₁) / (z / o₂), None where the second was never chosen.
    alpha: Manly's, the share that would be chosen if both were as common; 0.5 = no preference. jacobs:
    Jacobs' D from -1 (never chosen) to 1 (always). p_low, interval: binomial, as if all choices were
    independent and opportunity were the same for each.
    """

    share: float
    ratio: float | None
    alpha: float
    jacobs: float
    p_low: float
    interval: tuple[float, float]


def selection(first: int, second: int, opportunity: float, *, level: float = 0.95) -> Selection:
    """Describe how often the first of two kinds was chosen; opportunity: its share, in (0, 1).

    At least one choice must have been made. The interval is Clopper and Pearson's.
    Source: Jacobs 1974, doi:10.1007/BF00384581; Manly et al. 2002, Resource Selection by Animals, chapter 4.
    """
    chosen, side = first + second, (1 - level) / 2
    used = first / chosen
    preferred = (used / opportunity, (1 - used) / (1 - opportunity))
    return Selection(
        share=used,
        ratio=preferred[0] / preferred[1] if second else None,
        alpha=preferred[0] / sum(preferred),
        jacobs=(used - opportunity) / (used + opportunity - 2 * used * opportunity),
        p_low=float(bdtr(first, chosen, opportunity)),
        interval=(
            float(betaincinv(first, second + 1, side)) if first else 0.0,
            float(betaincinv(first + 1, second, 1 - side)) if second else 1.0,
        ),
    )
