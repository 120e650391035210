"""What the record costs and how right it is.

    python bench/record.py [importing …] [--rounds 5] [--json]

Real files are taken from the shared data; without them only what is made up here is measured.
"""

import os
from functools import partial
from pathlib import Path

from parts import run_parts
from recording import importing, matching

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared"))

PARTS = {
    "importing": (partial(importing.measure, SHARED), importing.sentences),
    "matching": (partial(matching.measure, SHARED), matching.sentences),
}
"""Part → what measures it (rounds) and what says it; one line a part."""

if __name__ == "__main__":
    run_parts(__doc__, PARTS, rounds=5)
