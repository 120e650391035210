"""The weighing of rival explanations in words and a table, and the flags with which a reader takes part."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from holdfire.cli.application import print_table, progress_of, tell
from holdfire.errors import UsageError
from holdfire.inquiry.weighed.weighing import Reader, Weighed
from holdfire.jobs.engines import Engine
from holdfire.model.weighing import Hypothesis, Weighing
from holdfire.weighing.rivals import shipped_rivals
from holdfire.weighing.tipping import UNKNOWNS

EVEN = "even"


def reader_of(
    prior: Sequence[str], assumed: Sequence[str], rivals: Path | None, wars: int, workers: int
) -> Reader:
    """Read the flags: --prior NAME=P, or even; --assume NAME=VALUE; --rivals FILE; --simulate N."""
    names = [one.name for one in shipped_rivals()]
    even = dict.fromkeys(names, 1 / len(names)) if EVEN in prior else {}
    given = _numbers((text for text in prior if text != EVEN), f"--prior takes {names[0]}=0.2 or {EVEN}")
    return Reader(
        prior={**even, **given},
        assumed=_numbers(assumed, f"--assume takes {UNKNOWNS[0].name}=0.5 or the like"),
        own=rivals,
        wars=wars,
        engine=Engine(workers=workers),
        progress=progress_of,
    )


def _numbers(given: Iterable[str], takes: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for text in given:
        name, _, value = text.partition("=")
        try:
            found[name] = float(value)
        except ValueError:
            raise UsageError(f"{takes}, not {text!r}") from None
    return found


def tell_weighing(found: Weighed) -> None:
    """Print the rival explanations, or why nothing was weighed."""
    tell("\nRival explanations")
    if found.weighing is None:
        tell(f"  not weighed: {found.reason}")
        return
    weighing = found.weighing
    if not any(one.evidence for one in weighing.hypotheses):
        tell(f"  {weighing.sentence}")
        return
    known = any(one.prior is not None for one in weighing.hypotheses)
    headings = ("explanation", "decibans", "range", *(("prior", "posterior", "range") if known else ()))
    print_table(headings, [tuple(_cells(one, known=known)) for one in weighing.hypotheses])
    for line in _lines(weighing, known=known):
        tell(f"  {line}")


def _cells(one: Hypothesis, *, known: bool) -> Iterator[str]:
    evidence = one.evidence[0]
    yield one.name + ("" if one.fits else " (does not fit)")
    yield f"{evidence.decibans:.1f}"
    yield f"{evidence.range[0]:.1f} to {evidence.range[1]:.1f}"
    if known and one.prior is not None and one.posterior is not None and one.range is not None:
        yield f"{one.prior:.2f}"
        yield f"{one.posterior:.2f}"
        yield f"{one.range[0]:.2f} to {one.range[1]:.2f}"


def _lines(weighing: Weighing, *, known: bool) -> Iterator[str]:
    yield weighing.sentence
    yield "0 decibans: none explains it better; -10: ten times less likely. Range: of the assumed strengths."
    if not known:
        yield "No explanation is given a probability: that takes a prior of yours (--prior NAME=P)."
    for one in weighing.tipping:
        if one.value is not None:
            where = "inside" if one.inside else "outside"
            low, high = one.declared
            yield f"{one.leads} would lead at {one.value:g}, {where} {low:g} to {high:g}: {one.what}"
    yield from weighing.caveats[1:]
    for part, why in weighing.left_out.items():
        yield f"left out: {part}; {why}"
