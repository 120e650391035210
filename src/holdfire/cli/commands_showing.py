"""Commands that show a case: dossier, serve, demo."""

import os
import secrets
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from holdfire.case.folder import Case
from holdfire.cli.application import print_table, progress, say, tell, the_case, this_act
from holdfire.cli.making import make_whole
from holdfire.dossier.page import render
from holdfire.errors import BusyError, InputError, UsageError
from holdfire.inquiry.asking import ask
from holdfire.inquiry.composing import compose
from holdfire.inquiry.packing import pack
from holdfire.inquiry.reading import settings
from holdfire.inquiry.registration import Asked, register
from holdfire.intake.demo import DEMO_SEED, suggested_questions, write_demo
from holdfire.web.app import create_app
from holdfire.web.found_out import found_out

PORT = 8642
DEMO = "holdfire-demo"
Told = Callable[[str], None]
Port = Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help="Port on 127.0.0.1.")]


def dossier(
    context: typer.Context,
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="A registered question (q_…).", show_default=False)
    ],
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="The file to write, .html or .zip.", show_default=False)
    ],
) -> None:
    """Write one self-contained page; as .zip with the data, to check and recompute it without the case."""
    kind = out.suffix.lower()
    if kind not in (".html", ".htm", ".zip"):
        raise UsageError(f"a dossier is written as .html or .zip, not {out.suffix or out.name!r}")
    case = the_case(context)
    if kind == ".zip":
        data = pack(case, question)
        told = "the page, the data and how to recompute every answer"
    else:
        data = render(compose(case, question, made_at=this_act().at)).encode()
        told = "needs no network"
    temporary = out.with_name(out.name + ".part")
    try:
        temporary.write_bytes(data)
        temporary.replace(out)
    except OSError as error:
        raise InputError(
            f"cannot write {out}: {error.strerror}; choose a folder that exists and can be written"
        ) from error
    tell(f"{out}: {len(data):,} bytes, {told}")


def serve(context: typer.Context, port: Port = PORT) -> None:
    """Open the case as a web app on this machine; no page of another origin is trusted."""
    open_app(the_case(context), port, browser=False)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to make it.")] = Path(DEMO),
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Make the case and stop.")] = False,
    port: Port = PORT,
) -> None:
    """Make the demonstration case, a simulated war and its press with known truth, and open the web app."""
    case = Case.open(folder) if (folder / "holdfire.toml").is_file() else make_whole(folder, _fill)
    if not settings(case).simulated:
        raise InputError(f"{folder} is a case of its own, not a demonstration; give another folder")
    tell(f"the demonstration case: {case.path} (a simulated war; truth.json says what really happened in it)")
    print_table(
        ("alleged", "found", "true", "what lies behind it"),
        [(f.sentence, f.found, "yes" if f.true else "no", f.behind) for f in found_out(case)],
    )
    if not no_serve:
        open_app(case, port, browser=True)


def _fill(folder: Path, told: Told = progress) -> None:
    told("simulating a war and its press")
    act = this_act()
    case = write_demo(folder, seed=DEMO_SEED, act=act)
    for suggested in suggested_questions(case):
        asked = Asked(
            a=(suggested.a,),
            b=(suggested.b,),
            against=(suggested.against,),
            area=suggested.area,
            since=suggested.since,
            until=suggested.until,
            on=suggested.on,
            forms=suggested.forms,
        )
        told(f"asking whether {suggested.a} and {suggested.b} cooperate against {suggested.against}")
        ask(case, register(case, asked, act).question, act)


def open_app(case: Case, port: int, *, browser: bool) -> None:
    """Serve a case on 127.0.0.1 until Ctrl-C."""
    application = _app(case, port, demonstrate=_Demonstration(case.path.parent / DEMO).serve)
    _check_free(port)
    address = f"http://127.0.0.1:{port}/"
    say(f"{address}   (Ctrl-C ends it)")
    if browser and (
        sys.platform in ("darwin", "win32") or os.environ.keys() & {"DISPLAY", "WAYLAND_DISPLAY"}
    ):
        webbrowser.open(address)
    uvicorn.run(application, host="127.0.0.1", port=port, log_level="warning", access_log=False)


def _app(case: Case, port: int, *, demonstrate: Callable[[Told], str] | None = None) -> FastAPI:
    return create_app(
        case.path,
        token=secrets.token_urlsafe(32),
        port=port,
        user=this_act().by,
        clock=lambda: datetime.now(UTC).isoformat(timespec="seconds"),
        demonstrate=demonstrate,
    )


@dataclass(slots=True)
class _Demonstration:
    """The demonstration case beside another one: made when it is first asked for, served by this process."""

    folder: Path
    address: str | None = None

    def serve(self, told: Told) -> str:
        """Make the case if there is none, serve it on a free port, and give its address."""
        if self.address is None:
            case = (
                Case.open(self.folder)
                if (self.folder / "holdfire.toml").is_file()
                else make_whole(self.folder, partial(_fill, told=told))
            )
            if not settings(case).simulated:
                raise InputError(f"{case.path} is a case of its own, not a demonstration; move it away")
            listening = socket.create_server(("127.0.0.1", 0))
            port = listening.getsockname()[1]
            server = uvicorn.Server(uvicorn.Config(_app(case, port), log_level="warning", access_log=False))
            threading.Thread(target=server.run, args=([listening],), daemon=True).start()
            self.address = f"http://127.0.0.1:{port}/"
        return self.address


def _check_free(port: int) -> None:
    """Say so before the application is built when another program has the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise BusyError(f"port {port} is in use; give another with --port") from error
