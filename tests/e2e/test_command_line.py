"""The command line as a user meets it: the demonstration case, exit codes, JSON forms, reasons."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from command_line import Done, run, run_anew

from holdfire.case.folder import Case
from holdfire.web.found_out import found_out

pytestmark = pytest.mark.e2e

SECONDS_FOR_DEMO = 18  # of the processor, with the suite's other work beside it; by itself 8 to 12 s
CLAIM = {
    *(
        "id",
        "document",
        "text_sha256",
        "start",
        "end",
        "quote",
        "prefix",
        "suffix",
        "kind",
        "side_a",
        "side_b",
    ),
    *("against", "places", "date", "date_basis", "attribution", "modality", "figures", "footnotes", "coder"),
    *("confidence", "status"),
}
ANSWER = {
    *("question", "form", "status", "verdict", "reason", "effect", "towards", "null", "statistic", "pvalue"),
    *("pvalue_family", "reference", "n", "exposure", "power", "placebos", "robustness", "tipping_point"),
    *("caveats", "seed", "inputs", "references", "version"),
}


def holdfire(*arguments: str | Path, cwd: Path | None = None, code: int = 0, anew: bool = False) -> Done:
    done = (run_anew if anew else run)(*arguments, cwd=cwd)
    assert done.returncode == code, f"{arguments}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done


def reply(case: Path, *arguments: str, anew: bool = False) -> object:
    return json.loads(holdfire("-C", case, *arguments, "--json", anew=anew).stdout)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "velmar"
    began = time.process_time(), os.times().children_user
    holdfire("demo", folder, "--no-serve", anew=True)
    spent = os.times().children_user - began[1]
    assert spent <= SECONDS_FOR_DEMO, f"the demonstration case took {spent:.1f} s of processor time"
    return folder


def test_the_demonstration_case_verifies_down_to_recomputed_answers(demo: Path) -> None:
    assert reply(demo, "verify", "--recompute") == []


def test_a_zip_of_it_is_recomputed_without_it_and_holds_no_document(demo: Path, tmp_path: Path) -> None:
    name = min(path.stem for path in (demo / "questions").glob("q_*.toml"))
    holdfire("-C", demo, "dossier", name, tmp_path / "out.zip")
    shutil.unpack_archive(tmp_path / "out.zip", tmp_path)
    made = tmp_path / name
    assert reply(made / "case", "verify", "--recompute") == []
    assert "holdfire -C case verify --recompute" in (made / "README.md").read_text()
    answers = [sorted(p.name for p in (at / "answers" / name).glob("*.json")) for at in (made / "case", demo)]
    assert answers[0] == answers[1]
    assert not (made / "case" / "documents").exists()
    texts = [path.read_text() for path in (demo / "documents").glob("*/text.txt")]
    page = (made / "dossier.html").read_text()
    assert len(texts) > 5
    assert not any(text in page for text in texts)


def test_the_demonstration_case_knows_its_truth(demo: Path) -> None:
    truth = json.loads((demo / "truth.json").read_text())
    assert [said["true"] for said in truth["war"]["allegations"]] == [True, False, False]
    assert "simulated" in (demo / "holdfire.toml").read_text()


def test_the_demonstration_shows_each_verdict_once_and_the_truth_beside_it(demo: Path) -> None:
    lines = holdfire("demo", demo, "--no-serve").stdout.splitlines()
    told = [re.split(r" {2,}", line.strip())[1:3] for line in lines if " cooperate against " in line]
    assert sorted(told) == [["cannot tell", "no"], ["does not support", "no"], ["supports", "yes"]]


def test_a_second_demo_opens_the_case_that_is_there(demo: Path) -> None:
    before = (demo / "log.jsonl").read_bytes()
    holdfire("demo", demo, "--no-serve")
    assert (demo / "log.jsonl").read_bytes() == before


def test_claims_have_the_fields_of_the_contract_and_quote_the_text(demo: Path) -> None:
    found = reply(demo, "claims")
    assert found
    for claim in found:
        assert set(claim) >= CLAIM
        text = (demo / "documents" / claim["folder"] / "text.txt").read_bytes().decode()
        assert text[claim["start"] : claim["end"]] == claim["quote"]


def test_a_case_is_found_from_a_folder_inside_it(demo: Path) -> None:
    inside = holdfire("claims", "--json", cwd=demo / "documents").stdout
    assert json.loads(inside) == reply(demo, "claims")


def test_claims_of_one_kind_are_of_that_kind(demo: Path) -> None:
    assert {claim["kind"] for claim in reply(demo, "claims", "--kind", "no_clash")} == {"no_clash"}


@pytest.fixture(scope="module")
def asked(demo: Path) -> dict[str, object]:
    names = sorted(p.stem for p in (demo / "questions").glob("*.toml"))
    return reply(demo, "ask", names[0], anew=True)


def test_the_true_allegation_is_weighed_by_a_table_of_the_package(demo: Path) -> None:
    (true,) = (one.question for one in found_out(Case.open(demo)) if one.true)
    weighed = reply(demo, "ask", true)["weighing"]
    assert weighed["table"]["months"] == 50
    assert {h["name"] for h in weighed["hypotheses"]} >= {"collusion", "reporting_artefact"}
    assert all(h["posterior"] is None for h in weighed["hypotheses"])


def test_an_inquiry_has_the_fields_of_the_contract(asked: dict[str, object]) -> None:
    assert list(asked) == ["question", "record", "answers", "one_findings", "weighing", "verdict"]
    assert asked["weighing"] is None or "table" in asked["weighing"]
    for answer in asked["answers"]:
        assert set(answer) >= ANSWER
        assert answer["power"]["registered"] is True


def test_the_record_holds_every_dyad_in_the_area_before_and_in_the_country(asked: dict[str, object]) -> None:
    rows = asked["record"]
    assert {row["area"] for row in rows} == {"asked", "before", "country"}
    assert len({tuple(row["dyad"]) for row in rows}) == 3
    for row in rows:
        assert row["events"] == len(row["rows"]) == sum(row["by_precision"].values())
        assert row["covered"] or row["events"] == 0


def test_asking_again_changes_nothing(demo: Path, asked: dict[str, object]) -> None:
    before = (demo / "log.jsonl").read_bytes()
    assert reply(demo, "ask", asked["question"]["id"]) == asked
    assert (demo / "log.jsonl").read_bytes() == before


def test_exchanging_a_and_b_is_the_same_question(demo: Path, asked: dict[str, object]) -> None:
    triple, period, area = (asked["question"][part] for part in ("triple", "period", "area"))
    again = reply(
        demo,
        *("ask", "--a", triple["b"][0], "--b", triple["a"][0], "--against", triple["against"][0]),
        *("--from", period["since"], "--until", period["until"], "--area", area["asked"]),
        *("--on", asked["question"]["choices"]["truce-break"]["on"]),
        *(f"--form={form}" for form in asked["question"]["forms"]),
    )
    assert again["question"]["id"] == asked["question"]["id"]


def test_a_question_can_be_registered_from_an_allegation(demo: Path) -> None:
    allegation = reply(demo, "allegations")[0]
    question = reply(demo, "register", allegation["id"], anew=True)
    assert question["allegation"] == allegation["id"]
    assert {d["form"] for d in question["detectable"]} == set(question["forms"])


def test_a_dry_run_registers_nothing(demo: Path) -> None:
    allegation = reply(demo, "allegations")[1]["id"]
    before = sorted(p.name for p in (demo / "questions").iterdir())
    told = holdfire("-C", demo, "register", allegation, "--dry-run")
    assert "registered nothing" in told.stderr
    assert sorted(p.name for p in (demo / "questions").iterdir()) == before


def test_a_dry_run_of_add_does_not_read_as_done(demo: Path, tmp_path: Path) -> None:
    article = tmp_path / "a new article.txt"
    article.write_text("The two sides met again on 4 May 2031.", encoding="utf-8")
    told = holdfire("-C", demo, "add", article, "--dry-run")
    assert told.stdout
    assert all(line.startswith("without --dry-run: ") for line in told.stdout.splitlines())


def test_why_goes_down_to_characters_and_rows(demo: Path, asked: dict[str, object]) -> None:
    claim = reply(demo, "claims")[0]
    assert any(claim["quote"] in step["what"] for step in reply(demo, "why", claim["id"])["rests_on"])
    done = next(answer for answer in asked["answers"] if answer["pvalue"] is not None)
    number = reply(demo, "why", f"{asked['question']['id']}/{done['form']}/pvalue")
    told = json.dumps(number)
    row = next(row for row in asked["record"] if row["area"] == "asked" and row["rows"])
    assert row["rows"][0] in told
    event = reply(demo, "why", row["rows"][0])
    assert "events/" in event["where"]


def test_why_names_parties_and_verdicts_in_words(demo: Path, asked: dict[str, object]) -> None:
    told = holdfire("-C", demo, "why", asked["question"]["id"], anew=True).stdout
    names = {
        actor["id"]: actor["name"] for actor in tomllib.loads((demo / "actors.toml").read_text())["actor"]
    }
    triple = asked["question"]["triple"]
    assert all(names[one] in told for side in ("a", "b", "against") for one in triple[side])
    assert "does_not_support" not in told
    assert "cannot_tell" not in told
    listed = holdfire("-C", demo, "claims").stdout
    assert "Government of Velmar" in listed
    assert "gov →" not in listed


def test_fail_on_makes_a_verdict_an_exit_code(demo: Path, asked: dict[str, object]) -> None:
    question = asked["question"]["id"]
    holdfire("-C", demo, "ask", question, "--fail-on", asked["verdict"], code=1)
    other = next(v for v in ("supports", "does_not_support", "cannot_tell") if v != asked["verdict"])
    holdfire("-C", demo, "ask", question, "--fail-on", other)


@pytest.mark.parametrize(
    "wrong",
    [
        ("nonsense",),
        ("ask", "--fail-on", "maybe"),
        ("import", "shapefile", "x"),
        ("ask", "--nonsense"),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_two(demo: Path, wrong: tuple[str, ...]) -> None:
    assert holdfire("-C", demo, *wrong, code=2).stderr


@pytest.mark.parametrize("day", ["soon", "2031-13-01"])
def test_a_day_that_is_none_is_a_bad_value(demo: Path, day: str) -> None:
    assert "--from takes a date" in holdfire("-C", demo, "ask", "--from", day, code=3).stderr


def test_a_folder_without_a_case_is_bad_input(tmp_path: Path) -> None:
    assert "holdfire new" in holdfire("-C", tmp_path, "claims", code=3).stderr


def test_doctor_names_every_part_and_asks_no_network() -> None:
    parts = json.loads(holdfire("doctor", "--json", anew=True).stdout)
    assert any(part["name"].startswith("Python") and part["works"] for part in parts)
    assert any("dev" in part["name"] for part in parts)
    parser = next(part for part in parts if part["name"] == "dependency parser")
    models = [part for part in parts if part["name"].startswith("model ")]
    assert parser["works"] == any(part["works"] for part in models)
    for file in (file for part in models if part["works"] for file in part["hashes"].values()):
        assert file["recorded"] == file["found"]


def test_every_command_has_help() -> None:
    from holdfire.cli.main import COMMANDS

    listed = holdfire("--help", anew=True).stdout
    for command in COMMANDS:
        assert command in listed


@pytest.mark.parametrize("group", ["matches", "review", "deals"])
def test_what_each_subcommand_does_is_not_cut_off(group: str) -> None:
    lines = holdfire(group, "--help").stdout.splitlines()[1:]
    assert [line for line in lines if line.endswith("...")] == []


def test_options_of_a_command_are_completed() -> None:
    asked = {"_HOLDFIRE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "holdfire check --stri"}
    command = [str(Path(sys.executable).with_name("holdfire"))]  # a shell completes the script's own name
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **asked})
    assert "--strict" in done.stdout


def test_serve_says_that_a_port_is_taken(demo: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert str(port) in holdfire("-C", demo, "serve", "--port", str(port), code=4).stderr


def test_ctrl_c_ends_the_server_with_130(demo: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "holdfire", "-C", str(demo), "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        assert str(port) in server.stderr.readline()
        _wait_for(port)
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=30)
    assert server.returncode == 130


@pytest.mark.parametrize("seconds", [0.2, 0.6, 1.0], ids=str)
def test_ctrl_c_at_any_moment_ends_an_inquiry_with_130_and_a_whole_case(
    demo: Path, tmp_path: Path, seconds: float
) -> None:
    case = shutil.copytree(demo, tmp_path / "case")
    command = [
        *(sys.executable, "-m", "holdfire", "-C", str(case), "ask", "--a", "covenant", "--b", "gov"),
        *("--against", "front", "--area", "Velmar", "--from", "2031-10-01", "--until", "2032-06-01"),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as asking:
        _work(asking, seconds)
        asking.send_signal(signal.SIGINT)
        _, told = asking.communicate(timeout=60)
    assert asking.returncode == 130
    assert told.strip() == "stopped; the case is whole, run the same command to go on"
    assert reply(case, "verify") == []


def _work(process: "subprocess.Popen[str]", seconds: float) -> None:
    """Let a process work for so long by its own clock: on a busy machine Python may not have begun yet."""
    stat, tick = Path(f"/proc/{process.pid}/stat"), os.sysconf("SC_CLK_TCK")
    if not stat.exists():  # no Linux
        time.sleep(seconds)
        return
    while process.poll() is None and _ticks(stat) < seconds * tick:
        time.sleep(0.01)


def _ticks(stat: Path) -> int:
    """Read the processor time of a process: user and system, behind its name in brackets."""
    return sum(int(word) for word in stat.read_text().rsplit(")", 1)[1].split()[11:13])


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server did not open its port")
