"""What the answers of a language model took."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Answers and their tokens, as an endpoint counts them; paid: of these, what was asked for in this run.

    The others came from the cache. So the first three are the same however often a document is coded.
    """

    answers: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    paid_answers: int = 0
    paid_in: int = 0
    paid_out: int = 0

    @classmethod
    def of(cls, tokens_in: int, tokens_out: int, *, paid: bool) -> "Usage":
        """Count one answer."""
        return cls(
            answers=1,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            paid_answers=int(paid),
            paid_in=tokens_in * paid,
            paid_out=tokens_out * paid,
        )

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            answers=self.answers + other.answers,
            tokens_in=self.tokens_in + other.tokens_in,
            tokens_out=self.tokens_out + other.tokens_out,
            paid_answers=self.paid_answers + other.paid_answers,
            paid_in=self.paid_in + other.paid_in,
            paid_out=self.paid_out + other.paid_out,
        )

    @property
    def lasting(self) -> "Usage":
        """Leave out what only this run paid."""
        return Usage(answers=self.answers, tokens_in=self.tokens_in, tokens_out=self.tokens_out)
