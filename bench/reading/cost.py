"""What reading costs: words a second on one core beside bare spaCy, time by length, memory by documents."""

import itertools
import multiprocessing
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from holdfire.claims.coder import Coder
from holdfire.claims.syntax.model import chosen
from holdfire.lexicon import Lexicon
from holdfire.model.actor import Actor
from holdfire.model.document import Reading
from reading.coders import claims_in, coder_named

REPEATS = 5  # the fastest counts: the first run fills caches, others may share the processor
COPIES = (1, 10, 100)
NOTED = (1_000, 2_000, 5_000, 10_000)  # documents after which the memory is read
READ_NOT = ("senter", "attribute_ruler", "lemmatizer", "ner")  # of the model; the coder loads none of them
STORY = """On {day} March 2017 the Northern Army attacked rebel positions near {place}. According to
residents, {number} fighters of the Eastern Brotherhood were allowed to leave {place} for the coast under a
deal with the army. "Not a single clash between the army and the Brotherhood has been reported in {place}
since," said {name}, a teacher. The {name} Brigade, which no list knows, took two villages from the rebels and
handed them over three days later. (1)
"""
SIDES = {"army": ["Northern Army", "the army"], "brotherhood": ["Eastern Brotherhood"], "rebels": ["rebels"]}


def speed(coder: str, texts: Sequence[str], lexicon: Lexicon) -> float:
    """Measure words a second of processor time: claims read out of these texts."""
    chosen_coder = coder_named(coder)
    readings = [_plain(text) for text in texts]
    return _words(texts) / fastest(lambda: [claims_in(chosen_coder, r, lexicon) for r in readings])


def bare_speed(texts: Sequence[str], *, whole: bool) -> float | None:
    """Measure spaCy's own words a second on the same texts with the same model, None where there is none.

    whole: with every part of the model, else with the tagger and the parser only, which the coder uses.
    """
    package = chosen()
    if package is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy

        nlp = spacy.load(package.folder, exclude=[] if whole else list(READ_NOT))
    return _words(texts) / fastest(lambda: sum(len(doc) for doc in nlp.pipe(texts)))


def times_by_length(coder: str, text: str, lexicon: Lexicon) -> list[tuple[int, float]]:
    """Measure seconds of processor time a copy, for 1, 10 and 100 copies of a document in one."""
    chosen_coder = coder_named(coder)
    measured: list[tuple[int, float]] = []
    for copies in COPIES:
        reading = _plain("\n\n".join([text] * copies))
        seconds = fastest(
            lambda r=reading: claims_in(chosen_coder, r, lexicon), REPEATS if copies < 100 else 2
        )
        measured.append((copies, seconds / copies))
    return measured


def memory(coder: str) -> list[tuple[int, float]]:
    """Read the MB that a fresh process holds after 1,000 to 10,000 documents, each unlike the others."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_memory, coder).result()


def _memory(coder: str) -> list[tuple[int, float]]:
    chosen_coder: Coder = coder_named(coder)
    lexicon = Lexicon(
        tuple(Actor(id=key, name=names[0], aliases=tuple(names)) for key, names in SIDES.items())
    )
    noted: list[tuple[int, float]] = []
    for count, text in enumerate(itertools.islice(stories(), max(NOTED)), start=1):
        claims_in(chosen_coder, _plain(text), lexicon)
        if count in NOTED:
            noted.append((count, resident_mb()))
    return noted


def stories() -> Iterator[str]:
    """Make short documents without end; place, people and counts are new in each."""
    for number in itertools.count():
        name = "".join("bdfgklmnprstvz"[d] + "aeiou"[d % 5] for d in _digits(number, 14)).capitalize()
        place = f"{name[::-1].capitalize()}pol"
        yield STORY.format(day=number % 28 + 1, number=number + 2, name=name, place=place)


def _digits(number: int, base: int) -> Iterable[int]:
    return [(number + 7 * base**3) // base**k % base for k in range(4)]


def resident_mb() -> float:
    """Read the memory that this process holds now; where only the peak can be had (no /proc), the peak."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def fastest(run: Callable[[], object], repeats: int = REPEATS) -> float:
    """Time a call on the processor's clock, which counts all threads: what one core would need."""
    times: list[float] = []
    for _ in range(repeats):
        began = time.process_time()
        run()
        times.append(time.process_time() - began)
    return min(times)


def _plain(text: str) -> Reading:
    return Reading(text=text, media_type="text/plain")


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)
