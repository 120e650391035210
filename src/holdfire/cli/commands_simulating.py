"""The command that makes a war with known truth: simulate."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from holdfire.case.folder import Case
from holdfire.cli.application import AsJson, DryRun, print_json, print_table, progress, tell, this_act
from holdfire.cli.making import make_whole
from holdfire.dossier.words import counted
from holdfire.errors import UsageError
from holdfire.intake.simulated import Truth, Wish, scenarios, truth_in, write_simulated
from holdfire.intake.simulated_pictures import FOLDER
from holdfire.simulate.cast import FEWEST, MOST
from holdfire.simulate.terrain import LEAST_PLACES, MOST_PLACES

USUAL = Wish(scenario="", seed=0)


def simulate(
    folder: Annotated[
        Path | None, typer.Argument(metavar="OUT", help="Where to make the case.", show_default=False)
    ] = None,
    scenario: Annotated[
        str | None, typer.Option("--scenario", metavar="S", help="A scenario of --list.", show_default=False)
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Decides every byte.")] = 1,
    months: Annotated[int, typer.Option("--months", metavar="N", help="1 to 120.")] = USUAL.months,
    places: Annotated[
        int, typer.Option("--places", metavar="N", help=f"Settlements, {LEAST_PLACES} to {MOST_PLACES}.")
    ] = USUAL.places,
    actors: Annotated[
        int, typer.Option("--actors", metavar="N", help=f"Parties, {FEWEST} to {MOST}.")
    ] = USUAL.parties,
    reports: Annotated[
        int,
        typer.Option("--reports", metavar="N", min=0, max=20_000, help="About so many reports of its press."),
    ] = USUAL.reports,
    pictures: Annotated[
        int,
        typer.Option(
            "--pictures",
            metavar="N",
            min=0,
            help="Also pictures of maps, N dates of each maker, with what control digitise needs.",
        ),
    ] = USUAL.pictures,
    list_: Annotated[bool, typer.Option("--list", help="List the scenarios and stop.")] = False,
    as_json: AsJson = False,
    dry_run: DryRun = False,
) -> None:
    """Simulate a war and its press with known truth: a whole case, and truth.json beside it."""
    if list_:
        _list(as_json)
        return
    if folder is None or scenario is None:
        raise UsageError("simulate takes a folder and --scenario S; --list names the scenarios")
    wish = Wish(
        scenario=scenario,
        seed=seed,
        months=months,
        places=places,
        parties=actors,
        reports=reports,
        pictures=pictures,
    )
    progress(f"simulating {months} months of a war of {actors} parties over {places} places")
    if dry_run:
        with tempfile.TemporaryDirectory(prefix="holdfire-rehearsal-") as beside:
            _tell(write_simulated(Path(beside) / "case", wish, act=this_act()), wish, as_json, where=None)
        return
    case = make_whole(folder, lambda made: write_simulated(made, wish, act=this_act()))
    _tell(case, wish, as_json, where=case.path)


def _list(as_json: bool) -> None:
    known = [{"name": s.name, "summary": s.summary} for s in scenarios()]
    if as_json:
        print_json(known)
    else:
        print_table(("scenario", "what is true in it"), [(s["name"], s["summary"]) for s in known])


def _tell(case: Case, wish: Wish, as_json: bool, where: Path | None) -> None:
    """Say what was made and how much of it, and what is true of what is alleged."""
    truth = truth_in(case)
    war = truth.war
    if as_json:
        print_json(
            {
                "case": None if where is None else str(where),
                "scenario": wish.scenario,
                "seed": wish.seed,
                "parties": war.parties,
                "since": war.since,
                "until": war.until,
                "reports": len(truth.reports),
                "clashes": sum(count.clashes for count in war.counts),
                "joint_attacks": war.joint_attacks,
                "pictures": truth.pictures,
                "allegations": war.allegations,
            }
        )
        return
    tell(f"simulated: {war.summary}")
    fought = sum(count.clashes for count in war.counts)
    tell(
        f"{war.since} to {war.until}, {len(war.parties)} parties, {fought:,} clashes and strikes, "
        f"{len(war.turns)} changes of hand, {len(truth.reports)} reports"
    )
    tell_truth(truth)
    if truth.pictures:
        drawn = counted(len(truth.pictures), "picture")
        tell(f"{drawn} of maps, with points and legends, in the case's folder {FOLDER}")
    tell(
        "nothing was written"
        if where is None
        else f"the case: {where} (truth.json says what really happened)"
    )


def tell_truth(truth: Truth) -> None:
    """Say of every allegation whether it is true, and what lies behind what can be seen."""
    print_table(
        ("alleged", "true", "what lies behind it"),
        [
            (
                f"{a.a} and {a.b} against {a.against}",
                "yes" if a.true else "no",
                a.explanation.replace("_", " "),
            )
            for a in truth.war.allegations
        ],
    )
