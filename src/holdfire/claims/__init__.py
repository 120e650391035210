"""A text layer to claims; one file a step, one a coder."""

from holdfire.claims import rules
from holdfire.claims.choosing import coder_names, coders_named
from holdfire.claims.coder import Coded, Coder, Proposal

__all__ = ["CODERS", "Coded", "Coder", "Proposal", "coder_names", "coders_named"]

CODERS: tuple[Coder, ...] = (rules.CODER,)
