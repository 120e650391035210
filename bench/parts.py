"""What benches of several parts share: their command line and how they print."""

import argparse
import json
from collections.abc import Callable, Mapping
from typing import Any

Measure = Callable[[int], dict[str, Any]]
Sentences = Callable[[dict[str, Any]], list[str]]


def run_parts(
    description: str | None, parts: Mapping[str, tuple[Measure, Sentences]], *, rounds: int
) -> None:
    """Measure the parts that are asked for, all by default, each told as soon as it is done."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(parts)}; all by default")
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(parts):
        parser.error(f"no part is called {', '.join(sorted(unknown))}; there are: {', '.join(parts)}")
    found = {}
    for part in arguments.parts or parts:
        measure, sentences = parts[part]
        found[part] = measure(arguments.rounds)
        if not arguments.json:
            print(*sentences(found[part]), sep="\n", flush=True)
    if arguments.json:
        print(json.dumps(found))
