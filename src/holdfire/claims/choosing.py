"""Names to coders: the built-in ones, what a case configures, and what other packages bring.

A package brings a coder through the entry-point group `holdfire.coders`, whose entries are `Coder` values. It
is loaded when a user names it and not before; its distribution and version stand in every claim of it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from holdfire.claims.coder import Coded, Coder
from holdfire.errors import CoderError
from holdfire.lexicon import Lexicon
from holdfire.model.claim import KINDS, Claim
from holdfire.model.document import Document
from holdfire.model.layout import NO_LAYOUT, Layout
from holdfire.plugins import Group

GROUP: Group[Coder] = Group(
    name="holdfire.coders",
    kind=Coder,
    kind_name="holdfire.claims.Coder",
    noun="coder",
    error=CoderError,
)


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
    return (*ours, *GROUP.names(but=ours))


def _named(name: str, known: Mapping[str, Coder], configured: Mapping[str, Callable[[], Coder]]) -> Coder:
    if name in known:
        return known[name]
    if name in configured:
        return configured[name]()
    brought = GROUP.brought(name)
    if brought is None:
        listed = ", ".join(coder_names(known.values(), configured))
        raise CoderError(f"no coder is called {name!r}; there are: {listed}")
    return _signed(brought.value, f"{brought.value.name} ({brought.package})")


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
