"""Names to coders: the built-in ones, what a case configures, and what other packages bring.

A package brings a coder through the entry-point group `holdfire.coders`, whose entries are `Coder` values. It
is loaded when a user names it and not before; its distribution and version stand in every claim of it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points

from holdfire.claims.coder import Coded, Coder
from holdfire.errors import CoderError
from holdfire.lexicon import Lexicon
from holdfire.model.claim import KINDS, Claim
from holdfire.model.document import Document
from holdfire.model.layout import NO_LAYOUT, Layout

GROUP = "holdfire.coders"


def short_name(coder: Coder) -> str:
    """Name a coder as a user does: without its version."""
    return coder.name.partition("/")[0]


def coders_named(
    names: Iterable[str], builtin: Sequence[Coder], configured: Mapping[str, Callable[[], Coder]]
) -> tuple[Coder, ...]:
    """Find coders by name, each once, in the order of the names; only what is named is loaded.

    Parameters
    ----------
    configured
        Coders that only a case's settings can make, by name.

    Raises
    ------
    CoderError
        Where a name is unknown (lists those that there are), two packages bring it, or it can't be loaded.
    """
    known = {short_name(coder): coder for coder in builtin}
    return tuple(_named(name, known, configured) for name in dict.fromkeys(names))


def coder_names(builtin: Iterable[Coder], configured: Iterable[str] = ()) -> tuple[str, ...]:
    """List the names that there are; a package that takes the name of a built-in coder is not heard."""
    ours = (*map(short_name, builtin), *configured)
    return (*ours, *sorted({entry.name for entry in entry_points(group=GROUP)} - {*ours}))


def _named(name: str, known: Mapping[str, Coder], configured: Mapping[str, Callable[[], Coder]]) -> Coder:
    if name in known:
        return known[name]
    if name in configured:
        return configured[name]()
    found = list(entry_points(group=GROUP, name=name))
    if not found:
        listed = ", ".join(coder_names(known.values(), configured))
        raise CoderError(f"no coder is called {name!r}; there are: {listed}")
    if len(found) > 1:
        listed = " and ".join(sorted(_distribution(entry) for entry in found))
        raise CoderError(f"two packages bring a coder {name!r}: {listed}; uninstall one of them")
    return _loaded(found[0])


def _loaded(entry: EntryPoint) -> Coder:
    """Load another package's coder and put its distribution into its name."""
    where = _distribution(entry)
    try:
        coder: object = entry.load()
    except Exception as error:  # whatever a foreign package raises, the user must learn which one
        raise CoderError(
            f"the coder {entry.name!r} of {where} can't be loaded: {type(error).__name__}: {error}"
        ) from error
    if not isinstance(coder, Coder):
        raise CoderError(
            f"the coder {entry.name!r} of {where} is no holdfire.claims.Coder but a {type(coder).__name__}"
        )
    return _signed(coder, f"{coder.name} ({where})")


def _distribution(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist is not None else "an unknown package"


def _signed(coder: Coder, name: str) -> Coder:
    """Have a coder sign its claims with a name, and hold it to the kinds and the document that we know."""

    def code(document: Document, text: str, lexicon: Lexicon, layout: Layout = NO_LAYOUT) -> Coded:
        coded = coder.code(document, text, lexicon, layout)
        for claim in coded.claims:
            _refuse(claim, document, name)
        return replace(coded, claims=tuple(replace(claim, coder=name) for claim in coded.claims))

    return replace(coder, name=name, code=code)


def _refuse(claim: Claim, document: Document, name: str) -> None:
    if claim.kind not in KINDS:
        raise CoderError(f"{name} gives a claim of the kind {claim.kind!r}, which is none of ours")
    if (claim.document, claim.text_sha256) != (document.folder, document.text_sha256):
        raise CoderError(
            f"{name} gives a claim of another document than it was asked about ({claim.document})"
        )
