"""A coder that asks a language model over an endpoint for chat completions; off unless a user says otherwise.

A model proposes quotes and nothing else. A document may hold instructions meant for it: they can make it
leave claims out or misjudge them, and can't put words into a claim that the text does not have, since every
quote, side, place and figure is looked up there to the character.
"""

from holdfire.claims.remote.coder import ModelCoder, Unasked, model_coder
from holdfire.claims.remote.endpoint import endpoint_of

__all__ = ["ModelCoder", "Unasked", "endpoint_of", "model_coder"]
