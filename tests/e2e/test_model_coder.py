"""The model coder as a user meets it: told before it is sent, named or silent, interrupted without loss."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import Done, run

pytestmark = pytest.mark.e2e

KEY = "sk-0123456789abcdef"
SENTENCE = "The River League discomfited the Crown of Velmar near Ost."
CLAIM = {
    "quote": SENTENCE[:-1],
    "act": "discomfited",
    "kind": "repel",
    "side_a": ["River League"],
    "side_b": ["Crown of Velmar"],
}


def holdfire(case: Path, *arguments: str | Path, code: int = 0) -> Done:
    done = run("-C", case, *arguments, env=environment())
    assert done.returncode == code, f"{arguments}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    assert KEY not in done.stdout + done.stderr
    return done


def command(case: Path, *arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "holdfire", "-C", str(case), *map(str, arguments)]


def environment() -> dict[str, str]:
    return {**os.environ, "VELMAR_KEY": KEY, "HOLDFIRE_DEBUG": ""}


@pytest.fixture
def case(chat, tmp_path: Path) -> Path:
    chat.claims = [CLAIM]
    actors = tmp_path / "actors.toml"
    actors.write_text(
        '[[actor]]\nid = "league"\nname = "River League"\n[[actor]]\nid = "crown"\nname = "Crown of Velmar"\n'
    )
    folder = tmp_path / "case"
    holdfire(folder, "new", folder, "--title", "x", "--actors", actors)
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(f"Report {name} of the River League. {SENTENCE}\n")
    holdfire(folder, "add", *sorted(tmp_path.glob("*.txt")))
    settings = (folder / "holdfire.toml").read_text()
    table = f'\n[coders.model]\nurl = "{chat.url}"\nmodel = "recorded"\nkey_env = "VELMAR_KEY"\n'
    (folder / "holdfire.toml").write_text(f"{settings}{table}price_in = 1.0\nprice_out = 2.0\n")
    holdfire(folder, "import", "settings", folder / "holdfire.toml")
    return folder


def test_it_is_told_what_would_be_sent_and_then_what_was(case: Path, chat):
    told = json.loads(holdfire(case, "claims", "--coder", "model", "--dry-run", "--json").stdout)
    assert (told["documents"], told["requests"], told["key_env"]) == (3, 3, "VELMAR_KEY")
    assert told["tokens_in"] > 0
    assert chat.asked == []
    done = holdfire(case, "claims", "--coder", "rules", "--coder", "model", "--json")
    assert f"to {told['host']}, on this machine, with the key in VELMAR_KEY" in done.stderr
    assert "3 answers for 3,000 tokens in and 150 out" in done.stderr
    found = [claim for claim in json.loads(done.stdout) if claim["coder"].startswith("model/")]
    assert {(claim["quote"], claim["kind"]) for claim in found} == {(SENTENCE[:-1], "repel")}
    listed = json.loads(holdfire(case, "claims", "--json").stdout)
    assert [claim["id"] for claim in listed] == [claim["id"] for claim in json.loads(done.stdout)]
    assert len(chat.asked) == 3
    holdfire(case, "verify")
    assert not any(KEY.encode() in path.read_bytes() for path in case.rglob("*") if path.is_file())


def test_an_interrupted_run_goes_on_where_it_was(case: Path, chat):
    chat.script = [(200, {}, chat.completion()), *[(503, {"Retry-After": "60"}, b"")] * 9]
    running = subprocess.Popen(
        command(case, "claims", "--coder", "model"),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    ends = time.monotonic() + 30
    while len(chat.asked) < 2 and time.monotonic() < ends:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 130, said
    assert "Traceback" not in said
    holdfire(case, "verify")
    asked, chat.script = len(chat.asked), []
    done = holdfire(case, "claims", "--coder", "model")
    assert "2 answers" in done.stderr
    assert "1 came from the cache" in done.stderr
    assert len(chat.asked) == asked + 2


def test_what_is_wrong_is_said_with_its_exit_code(case: Path, chat):
    assert "there are: rules, model" in holdfire(case, "claims", "--coder", "nobody", code=3).stderr
    chat.script = [(401, {}, json.dumps({"error": KEY}).encode())]
    assert "VELMAR_KEY" in holdfire(case, "claims", "--coder", "model", code=3).stderr
    assert "language model, configured: recorded at 127.0.0.1" in holdfire(case, "doctor").stdout
    assert len(chat.asked) == 1
