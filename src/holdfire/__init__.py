"""From an allegation of secret cooperation in a war to a test that anyone can check.

The names of `__all__` are the Python API; everything else may move. Each is loaded when it is first used, so
that `import holdfire` costs nothing; `__init__.pyi` tells type checkers what they are. No name is that of a
package of holdfire: once that package is loaded, it would stand where the function should.
"""

from importlib import import_module

from holdfire.model.shown import Shown

__version__ = "0.1.0"

_HOMES = {  # the module, and the name there where it is another
    "About": "intake.documents",
    "Act": "case.act",
    "Answer": "model.answer",
    "Asked": "inquiry.registration",
    "Case": "case.folder",
    "HoldfireError": "errors",
    "Inquiry": "inquiry.asking",
    "Missed": "intake.review",
    "Plot": "dossier.notebook",
    "Scan": "model.scan",
    "Scanned": "inquiry.scan",
    "Verdict": "model.verdict",
    "Visibility": "forms.samples",
    "WantedChanges": "inquiry.handing",
    "WantedExposure": "inquiry.exposures",
    "WantedFindings": "inquiry.checking:Wanted",
    "WantedHoldings": "inquiry.holding",
    "WantedReach": "inquiry.reaching",
    "WantedShares": "inquiry.share_ground:Wanted",
    "add_claim": "intake.review",
    "add_documents": "intake.documents",
    "ask": "inquiry.asking",
    "check": "inquiry.checking",
    "code_claims": "intake.coding",
    "compose": "inquiry.composing",
    "concerted_attack": "inquiry.plain.concerted_attack",
    "explain": "dossier.notebook",
    "exposure": "inquiry.exposures",
    "hand_over": "inquiry.plain.hand_over",
    "import_actors": "intake.actors",
    "import_captures": "intake.captures",
    "import_control": "intake.control",
    "import_events": "intake.tables",
    "list_allegations": "inquiry.grouping:allegations",
    "list_answers": "inquiry.reading:answers",
    "list_changes": "inquiry.handing",
    "list_claims": "inquiry.reading:claims",
    "list_deals": "inquiry.dealing:deals",
    "list_documents": "inquiry.reading:documents",
    "list_holdings": "inquiry.holding",
    "list_matches": "inquiry.matched:match_list",
    "list_places": "intake.gazetteer:gazetteer",
    "list_questions": "inquiry.reading:questions",
    "list_reach": "inquiry.reaching",
    "list_reviews": "case.reviewed:reviews",
    "new_case": "intake.opening",
    "plot": "dossier.notebook",
    "recoding": "intake.coding",
    "register": "inquiry.registration",
    "render": "dossier.page",
    "review_agreement": "inquiry.reviewing",
    "review_claim": "intake.review",
    "safe_passage": "inquiry.plain.safe_passage",
    "scan": "inquiry.scan",
    "selective_targeting": "inquiry.plain.selective_targeting",
    "shares": "inquiry.shares",
    "silent_front": "inquiry.plain.silent_front",
    "to_dict": "dossier.notebook",
    "to_frame": "dossier.notebook",
    "truce_break": "inquiry.plain.truce_break",
    "verify": "inquiry.verifying",
    "why": "inquiry.why",
}

__all__ = sorted([*_HOMES, "__version__"])  # noqa: PLE0605  # pyright: ignore[reportUnsupportedDunderAll]  made from the one table


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"holdfire has no {name}")
    module, _, attribute = _HOMES[name].partition(":")
    return getattr(import_module(f"holdfire.{module}"), attribute or name)


def _drawn(value: object) -> str:
    return import_module("holdfire.dossier.notebook").html(value)


Shown.drawn_by = _drawn  # values know no layer above their own; it is loaded when a notebook asks
