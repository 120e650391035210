"""Claims out of documents: code what is not coded yet, or was coded with other names, places or rules."""

import os
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

from holdfire.case.act import Act
from holdfire.case.contents import ACTORS, actors, documents, layout_of, refusals, settings, text_of
from holdfire.case.folder import Case
from holdfire.case.reviewed import reviewed_claims, reviews
from holdfire.claims import CODERS, Coded, coders_named
from holdfire.claims.coder import Coder
from holdfire.claims.usage import Usage
from holdfire.errors import BusyError, CoderError, UsageError, WorkerError
from holdfire.intake.coding_report import CodingReport, Spending
from holdfire.intake.coding_run import Coding, Made, Run
from holdfire.intake.coding_text import code_text, is_uncoded, summed, summed_proposals
from holdfire.intake.gazetteer import PLACED, gazetteer
from holdfire.intake.model_coder import Sending, the_model, what_to_send
from holdfire.intake.recoding import Recoding
from holdfire.jobs.engines import HERE, Engine, each
from holdfire.lexicon import Lexicon
from holdfire.model.document import Document
from holdfire.model.ids import digest
from holdfire.model.review import Review, standing
from holdfire.records.coders import MODEL

__all__ = ["Coding", "code_claims", "coders_of", "is_uncoded", "recoding", "sending"]

Told = Callable[[int, int, str], None]
BATCH = 50  # documents a commit: an interrupted run keeps what it has done
BATCH_BYTES = 200_000  # of text, some seconds of reading
WORTH_BYTES = 200_000  # of text for each process: 6 s of reading, where to start and load takes 2 s
MOST_WORKERS = 8  # unless a call says more: each holds 350 MB


def coders_of(case: Case, named: Sequence[str] = ()) -> tuple[Coder, ...]:
    """Choose the coders that read the documents of a case, in the order of their say.

    Those that a command names, else those of the case's settings, else the built-in ones.
    """
    names = tuple(named) or settings(case).coders.use
    return coders_named(names, CODERS, {MODEL: lambda: the_model(case).coder()}) if names else CODERS


def code_claims(  # noqa: PLR0913  each is one thing to say about a run
    case: Case,
    act: Act,
    *,
    again: bool = False,
    recode: bool = False,
    coders: Sequence[str] = (),
    engine: Engine | None = HERE,
    told: Told | None = None,
) -> CodingReport:
    """Code every document whose claims are missing or were made from other inputs; again = every document.

    A document that was never coded is coded at once. One that was coded before is coded again at once where
    the reading stays the same, or where only the case changed (its registry, its places) and no reviewed
    claim reads otherwise. Else it keeps its claims, and the report says what would change: so it is with
    other coders, unless the call names them. A document whose coders were named keeps them where a call names
    none. Coding runs without the lock; a commit is refused where a document or the registry changed since.

    Parameters
    ----------
    recode
        Replace claims whatever changes. `reviews.jsonl` stays as it is.
    coders
        Names of coders to use; `model` sends text to the endpoint that the case's settings name.
    engine
        Where documents are read; None: in as many processes of this machine as the text is worth. What is
        stored is the same for all, and stored by this process.
    told
        Called before each document is given out to be read, with its number, how many there are, its name.

    Raises
    ------
    AnchorError
        Where a coder puts forward a quote that is not in the text: nothing of its batch is stored.
    BusyError
        Where the case changed while it was coded.
    CoderError, EndpointError
        Where a coder is unknown or the model can't be asked; what it answered before is kept.
    WorkerError
        Where each process that came to a document died; all others are stored by then.
    UsageError
        Where a model is to be asked by several processes.
    """
    if MODEL in coders and engine not in (None, HERE):
        raise UsageError("a model is asked by one process, which counts what it may cost; ask for no others")
    run = _run(case, coders, recode=recode)
    found = documents(case)
    wanted = run.wanted(found, again=again)
    engine = engine or (HERE if MODEL in coders else _worth(case, wanted))
    made = _made(run, act, wanted, engine, told)
    stored = [one for one in made if one.stored]
    return CodingReport(
        coded=tuple(one.folder for one in stored),
        unchanged=len(found) - len(wanted),
        claims=sum(one.coding.claims for one in stored),
        dropped=summed(one.coding.dropped for one in stored),
        proposals=summed_proposals(p for one in stored for p in one.coding.proposals),
        uncoded=_uncoded(found, run.coders),
        replaced=Recoding(changes=tuple(c for one in stored for c in one.changes)),
        kept=Recoding(changes=tuple(c for one in made if not one.stored for c in one.changes)),
        asked_before=tuple(sorted({name for one in made if not one.stored for name in one.asked_before})),
        spent=_spent(case, [one.usage for one in made]),
    )


def _made(run: Run, act: Act, wanted: Sequence[Document], engine: Engine, told: Told | None) -> list[Made]:
    """Read documents in any order and store them in theirs, a batch at a time."""
    given = (run.case.path, run.asked, run.names, digest(*run.context.items()))
    batches = deque(_batches(run.case, wanted))
    read: dict[str, Coded] = {}
    made: list[Made] = []
    begun = None if told is None else _telling(told, len(wanted))
    try:
        for folder, coded in each(_reading, given, wanted, engine=engine, called=_called, begun=begun):
            read[folder] = coded
            while batches and all(one.folder in read for one in batches[0]):
                made += run.store(act, [(one, read.pop(one.folder)) for one in batches.popleft()])
    except WorkerError:
        for batch in batches:
            made += run.store(act, [(one, read[one.folder]) for one in batch if one.folder in read])
        raise
    return made


def _reading(
    path: Path, asked: Sequence[str], names: tuple[str, ...], context: str
) -> Callable[[Document], tuple[str, Coded]]:
    """Make what reads a document of a case; every process does this once, for itself.

    names: of the coders, with their versions, as the process has them that stores what is read. context: hash
    of the registry and the places that it saw, so that a cluster's worker does not use what they were before.
    """
    case = Case.open(path)
    if digest(*_context(case).items()) != context:
        raise BusyError("the case changed meanwhile: its registry or its places; run it again")
    coders, lexicon = coders_of(case, asked), _lexicon(case)
    if (mine := tuple(coder.name for coder in coders)) != names:
        raise CoderError(
            f"a worker would read with {', '.join(mine)}, this machine with {', '.join(names)}; install the "
            "same version of holdfire, and the same extras, on both"
        )

    def read(document: Document) -> tuple[str, Coded]:
        text, layout = text_of(case, document.folder), layout_of(case, document.folder)
        return document.folder, code_text(coders, document, text, lexicon, layout)

    return read


def _batches(case: Case, wanted: Sequence[Document]) -> Iterator[Sequence[Document]]:
    """Cut documents into the commits that store them: few, or little text."""
    start, size = 0, 0
    for end, document in enumerate(wanted, 1):
        size += _bytes_of(case, document)
        if end - start >= BATCH or size >= BATCH_BYTES or end == len(wanted):
            yield wanted[start:end]
            start, size = end, 0


def _worth(case: Case, wanted: Sequence[Document]) -> Engine:
    """Take as many processes as the text is worth: each has to start, and to load a parser."""
    size = sum(_bytes_of(case, document) for document in wanted)
    return Engine(workers=max(1, min(os.cpu_count() or 1, size // WORTH_BYTES, len(wanted), MOST_WORKERS)))


def _bytes_of(case: Case, document: Document) -> int:
    text = case.path / "documents" / document.folder / "text.txt"
    return text.stat().st_size if text.is_file() else 0  # who reads it says what is wrong


def _telling(told: Told, total: int) -> Callable[[Document], None]:
    numbers = count(1)
    return lambda document: told(next(numbers), total, document.filename)


def _called(document: Document) -> str:
    return document.filename


def recoding(case: Case, act: Act, *, again: bool = False, coders: Sequence[str] = ()) -> Recoding:
    """Say what coding again would change in documents that were coded before; nothing is written."""
    return code_claims(case.rehearsal(), act, again=again, recode=True, coders=coders).replaced


def sending(case: Case, *, again: bool = False, coders: Sequence[str] = ()) -> Sending | None:
    """Say what `code_claims` with these coders would send, and to whom; None where no model is among them."""
    if MODEL not in coders:
        return None
    wanted = _run(case, coders, recode=False).wanted(documents(case), again=again)
    return what_to_send(case, wanted, _lexicon(case))


def _run(case: Case, named: Sequence[str], *, recode: bool) -> Run:
    return Run(
        case=case,
        logged=case.logged(),
        coders=coders_of(case, named),
        asked=tuple(dict.fromkeys(named)),
        context=_context(case),
        decided=_decided(case),
        recode=recode,
    )


def _lexicon(case: Case) -> Lexicon:
    return Lexicon(actors(case), gazetteer(case), refusals(case))


def _spent(case: Case, used: Iterable[Usage | None]) -> Spending | None:
    """Add up what a run paid to a model; None where none was asked."""
    total = sum((usage for usage in used if usage is not None), Usage())
    configured = settings(case).coders.model
    if not total.answers or configured is None:
        return None
    return Spending(usage=total, cost=configured.cost(total.paid_in, total.paid_out))


def _uncoded(found: Iterable[Document], coders: Sequence[Coder]) -> Mapping[str, tuple[str, ...]]:
    """List the documents that no coder reads, by their language."""
    by_language: defaultdict[str, list[str]] = defaultdict(list)
    for document in found:
        if is_uncoded(document, coders):
            by_language[document.language or ""].append(document.filename)
    return {language: tuple(names) for language, names in sorted(by_language.items())}


def _decided(case: Case) -> Mapping[str, Sequence[Review]]:
    """Map ids of stored claims to the decisions that stand on them."""
    by_claim: defaultdict[str, list[Review]] = defaultdict(list)
    for review in reviews(case):
        by_claim[review.claim].append(review)
    behind = reviewed_claims(case).behind if by_claim else {}
    return {behind[claim].id: standing(group) for claim, group in by_claim.items() if claim in behind}


def _context(case: Case) -> Mapping[str, str]:
    """Name the files, beside the document's own, that claims are made from, with their hashes."""
    logged = case.logged()
    names = (*(name for pattern in PLACED for name in case.names(pattern)), *case.names(ACTORS))
    return {name: logged[name] for name in names}
