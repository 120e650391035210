"""What documents say of the terms of deals: claims and texts in, anchored mentions out.

`read_mentions` is the way in; every piece of a mention has `quote == text[start:end]`.
"""

from holdfire.claims.dealing.mention import Mention, nested
from holdfire.claims.dealing.reading import read_mentions

__all__ = ["Mention", "nested", "read_mentions"]
