"""What the forms cost, on events made up here; seconds are of one processor.

python bench/forms.py [exact beside growth asking] [--rounds 3] [--json]
"""

from forms_speed import asking, beside, exact, growth
from parts import run_parts

PARTS = {
    "exact": (exact.measure, exact.sentences),
    "beside": (beside.measure, beside.sentences),
    "growth": (growth.measure, growth.sentences),
    "asking": (asking.measure, asking.sentences),
}
"""Part → what measures it (rounds) and what says it; one line a part."""

if __name__ == "__main__":
    run_parts(__doc__, PARTS, rounds=3)
