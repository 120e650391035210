"""A question of a case as one zip: the page, and a case of its own that holds what its answers rest on.

Whoever unzips it can check and recompute every number with holdfire alone. Documents stay at home: the page
quotes claims with their sources, and no answer is computed from a text.
"""

import io
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from holdfire import __version__
from holdfire.case.act import Act
from holdfire.case.captured import frozen_name
from holdfire.case.checking import readable_entries
from holdfire.case.folder import SETTINGS, Case
from holdfire.case.log import NAME as LOG
from holdfire.case.log import Entry
from holdfire.case.matched import JUDGEMENTS, MATCHES
from holdfire.dossier.page import render
from holdfire.dossier.words import question_sentence
from holdfire.inquiry.captured import FORM as HAND_OVER
from holdfire.inquiry.composing import compose
from holdfire.inquiry.passing import roads_name
from holdfire.inquiry.reading import RECORD, answers, names_of, question, settings
from holdfire.inquiry.registration import DATA_READ
from holdfire.model.allegation import Question
from holdfire.records.coders import NO_CODERS
from holdfire.records.settings import write_settings

COMPUTING = ("duckdb", "numpy", "pyproj", "scipy", "shapely")
"""Packages whose versions may show in the last digits of a number."""

WHOLE_LOG = "log-of-the-whole-case.jsonl"
STANDARD = "standard"  # the privacy profile of a case whose log may be handed on
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the day that zips without a clock carry


def pack(case: Case, question_id: str) -> bytes:
    """Put a question's page, the case that it needs and the way to check it into one zip.

    The same case gives the same bytes: dates are those of the log, and the day of packing is in none of them.
    """
    asked = question(case, question_id)
    registered, answered = _acts(case, asked)
    left_out = tuple(s.answer.form for s in answers(case, asked.id) if s.stale)
    page = render(compose(case, asked.id, made_at=answered.at))
    files = {
        "README.md": _readme(asked, names_of(case), left_out, with_log=bool(_whole_log(case))),
        "dossier.html": page.encode(),
        **_whole_log(case),
        **_case_files(case, asked, (registered, answered), left_out),
    }
    return _zipped({f"{asked.id}/{name}": data for name, data in files.items()})


def _whole_log(case: Case) -> dict[str, bytes]:
    """Give the case's own log, which names documents; a case with a stricter profile keeps it at home."""
    if settings(case).privacy != STANDARD:
        return {}
    return {WHOLE_LOG: (case.path / LOG).read_bytes()}


def _acts(case: Case, asked: Question) -> tuple[Act, Act]:
    """Say who registered and who asked, and when, as the log has it."""
    entries = [row.entry for row in readable_entries(case)]
    registered = _last(entries, f"questions/{asked.id}.toml")
    answered = _last(entries, f"answers/{asked.id}/") or registered
    first = Act(by="", at=asked.registered)
    return registered or first, answered or first


def _last(entries: Iterable[Entry], begins: str) -> Act | None:
    found = [e for e in entries if any(file.path.startswith(begins) for file in e.files)]
    return Act(by=found[-1].by, at=found[-1].at) if found else None


def _case_files(
    case: Case, asked: Question, acts: tuple[Act, Act], left_out: tuple[str, ...]
) -> dict[str, bytes]:
    """Make a case of the data and the question, then of its answers: in this order a log tells of them."""
    logged = case.logged()
    data = {name: case.read(name) for name in sorted(logged) if _is_needed(name, asked)}
    data[SETTINGS] = write_settings(replace(settings(case), coders=NO_CODERS)).encode()
    folder = f"answers/{asked.id}/"
    stored = [name for name in case.names(f"{folder}*.json") if name != f"{folder}{RECORD}"]
    fresh = [name for name in stored if name.removeprefix(folder).removesuffix(".json") not in left_out]
    if fresh:
        fresh += [name for name in case.names(f"{folder}{RECORD}") if not left_out]
    with tempfile.TemporaryDirectory() as beside:
        made = Case.create(Path(beside) / "case", data, acts[0])
        if fresh:
            written = {name: case.read(name) for name in fresh}
            made.commit(acts[1], "ask", write=written, detail={"question": asked.id, "seed": asked.seed})
        return {f"case/{name}": made.read(name) for name in (*made.logged(), LOG)}


def _is_needed(name: str, asked: Question) -> bool:
    """Say whether an answer is computed from a file, or the question is kept in it."""
    own = ("actors.toml", MATCHES, JUDGEMENTS, f"questions/{asked.id}.toml")
    beside = (frozen_name(asked.id), roads_name(asked.id))
    gazetteers = name.startswith("places/") and HAND_OVER in asked.forms
    return name in (*own, *beside) or name.startswith(DATA_READ) or gazetteers


def _readme(asked: Question, names: Mapping[str, str], left_out: tuple[str, ...], *, with_log: bool) -> bytes:
    whole = f"""
`{WHOLE_LOG}` is the log of the case that all this was taken from: who registered and
asked what, when, and the SHA-256 of every file.
"""
    stale = f"""
Not in the case, since the data changed after they were made: {", ".join(left_out)}. Ask again to have them.
"""
    used = "\n".join(f"- {name} {version(name)}" for name in COMPUTING)
    return f"""# {question_sentence(asked, names)}

`dossier.html` is the page: question, answers, evidence. It needs no network and no program but a browser.

`case/` holds what the answers were computed from (events, control maps, captures, the registry of actors),
the question as it was registered, and the answers, with a log of its own. With holdfire {__version__} check
every hash and every sum, then compute every answer again from its seed:

    holdfire -C case verify
    holdfire -C case verify --recompute

Both print "0 faults". Documents are not in the zip: the page quotes them claim by claim, and no answer is
computed from a text.
{whole if with_log else ""}{stale if left_out else ""}
Computed with holdfire {__version__} and

{used}
""".encode()


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Write files in the order of their names, without a clock and without whose they are."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, files[name])
    return target.getvalue()
