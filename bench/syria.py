"""Government–Islamic State against the rebels in Syria: the tables of docs/syria.md, as Markdown.

    python bench/syria.py [halves areas dates facts shares] [--case FOLDER] [--workers 1]

A case is made of the shared data, and every part asks it by the library's own functions. With --case the
folder stays, and a run that was stopped goes on with what is answered there. Nothing is tuned to any of it.
"""

import argparse
import os
import tempfile
from functools import partial
from pathlib import Path

from syrian import answers, facts, published
from syrian.making import syria

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared"))

PARTS = {
    "halves": answers.by_half_year,
    "areas": partial(answers.by_governorate, SHARED),
    "dates": answers.at_dates,
    "facts": facts.against_the_methods,
    "shares": published.beside_the_press,
}
"""Part → what yields its lines; one line a part."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--case", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory() as folder:
        case = syria(SHARED, arguments.case or Path(folder) / "case")
        for part in arguments.parts or PARTS:
            for line in PARTS[part](case, workers=arguments.workers):
                print(line, flush=True)
            print(flush=True)


if __name__ == "__main__":
    main()
