"""The command `calibrate`: many simulated wars, and how often the whole chain is right about them."""

import os
from pathlib import Path
from typing import Annotated

import typer

from holdfire.calibration.calibrating import calibrate as run
from holdfire.calibration.trying import Wars
from holdfire.cli.application import AsJson, ClusterAddress, print_json, print_table, progress_of, say, tell
from holdfire.cli.commands_shares import write_picture
from holdfire.dossier.figures.reliability import reliability_figure
from holdfire.dossier.picture import picture
from holdfire.jobs.engines import Engine
from holdfire.model.calibration import Calibration, VerdictScores
from holdfire.model.verdict import Verdict

USUAL = Wars(seed=1)


def calibrate(
    wars: Annotated[int, typer.Option("--wars", metavar="N", min=1, help="How many wars.")],
    workers: Annotated[int, typer.Option(metavar="N", min=1, help="Processes that work at once.")] = 1,
    cluster: ClusterAddress = None,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Decides every war.")] = USUAL.seed,
    months: Annotated[int, typer.Option(metavar="N", help="Length of each war.")] = USUAL.months,
    places: Annotated[int, typer.Option(metavar="N", help="Settlements of each war.")] = USUAL.places,
    reports: Annotated[int, typer.Option(metavar="N", help="Reports of each press.")] = USUAL.reports,
    kept: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where finished wars are kept, so that a stopped run goes on; without it, your cache.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the reliability of the weighing there, as SVG.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Simulate wars, put each through intake, coder, forms and weighing, and compare with what was true."""
    chosen = Wars(seed=seed, months=months, places=places, reports=reports)
    folder = _cache() if kept is None else kept
    engine = Engine(workers=workers, cluster=cluster)
    found = run(wars, chosen, engine=engine, kept=folder, progress=progress_of)
    if out is not None:
        write_picture(out, picture(reliability_figure(found.verdict)))
    if as_json:
        print_json(found)
        return
    _tell(found)
    say(f"finished wars are kept in {folder}; the same command with more --wars goes on from there")


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "holdfire" / "calibrate"


def _tell(found: Calibration) -> None:
    tell(f"{found.wars:,} simulated wars, seed {found.seed}")
    _tell_forms(found)
    tell("")
    forms = list(found.forms)
    said = [
        (
            one.explanation,
            str(one.wars),
            *(str(one.verdicts.get(verdict, 0)) for verdict in Verdict),
            *(str(one.supports.get(name, 0)) for name in forms),
            ", ".join(f"{name} {count}" for name, count in one.leading.items()),
        )
        for one in found.explanations
    ]
    supports = (f"{name} supports" for name in forms)
    print_table(("what was true", "wars", *Verdict, *supports, "likeliest explanation"), said)
    _tell_sizes(found)
    _tell_scores(found.verdict)
    coder = found.coder
    if coder.f1 is not None and coder.precision is not None and coder.recall is not None:
        tell(f"coder: F1 {coder.f1:.2f} (precision {coder.precision:.2f}, recall {coder.recall:.2f})")


def _tell_forms(found: Calibration) -> None:
    headings = (
        "form",
        "supports without cooperation",
        "of wars",
        "supports with it",
        "of wars",
        "promised to find",
        "found",
        "supports",
    )
    rows = [
        (
            name,
            _share(one.false_alarms),
            str(one.n_null),
            _share(one.power),
            str(one.n_true),
            str(one.promised),
            _share(one.found),
            _share(one.kept),
        )
        for name, one in found.forms.items()
    ]
    print_table(headings, rows)
    tell("promised: the deal was at least as strong as what was registered to be found with power 80%")


def _tell_sizes(found: Calibration) -> None:
    tell("")
    headings = ("rows", "wars", "supports without cooperation", "supports with it", "weighed", "Brier", "ECE")
    rows = [
        (
            one.span,
            str(one.wars),
            _of(one.false_alarms, one.n_null),
            _of(one.power, one.n_true),
            str(one.verdict.weighed),
            _score(one.verdict.brier),
            _score(one.verdict.ece),
        )
        for one in found.sizes
    ]
    print_table(headings, rows)


def _of(share: float | None, wars: int) -> str:
    return "" if share is None else f"{share:.0%} of {wars}"


def _score(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _tell_scores(scores: VerdictScores) -> None:
    if scores.brier is None or scores.ece is None:
        tell("weighing: no war has the size of a table of simulated wars")
        return
    tell(f"weighing, even priors: {scores.weighed:,} wars, Brier {scores.brier:.3f}, ECE {scores.ece:.3f}")
    for count, said, share in scores.reliability:
        tell(f"  said {said:.2f}, right {share:.2f} ({count:,} wars)")


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"
