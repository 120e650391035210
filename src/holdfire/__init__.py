"""From an allegation of secret cooperation in a war to a test that anyone can check.

The names of `__all__` are the Python API; everything else may move. Each is loaded when it is first used, so
that `import holdfire` costs nothing; `__init__.pyi` tells type checkers what they are.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "About": "intake.documents",
    "Act": "case.act",
    "Asked": "inquiry.registration",
    "Case": "case.folder",
    "HoldfireError": "errors",
    "Inquiry": "inquiry.asking",
    "Missed": "intake.review",
    "Verdict": "model.verdict",
    "add_claim": "intake.review",
    "add_documents": "intake.documents",
    "allegations": "inquiry.grouping",
    "answers": "inquiry.reading",
    "ask": "inquiry.asking",
    "claims": "inquiry.reading",
    "code_claims": "intake.coding",
    "compose": "inquiry.composing",
    "deals": "inquiry.dealing",
    "documents": "inquiry.reading",
    "import_actors": "intake.actors",
    "import_control": "intake.control",
    "import_events": "intake.tables",
    "new_case": "intake.opening",
    "questions": "inquiry.reading",
    "recoding": "intake.coding",
    "register": "inquiry.registration",
    "render": "dossier.page",
    "review_agreement": "inquiry.reviewing",
    "review_claim": "intake.review",
    "reviews": "case.reviewed",
    "verify": "inquiry.verifying",
    "why": "inquiry.why",
}

__all__ = sorted([*_HOMES, "__version__"])  # noqa: PLE0605  # pyright: ignore[reportUnsupportedDunderAll]  made from the one table


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"holdfire has no {name}")
    return getattr(import_module(f"holdfire.{_HOMES[name]}"), name)
