"""What the names of the Python API are, for type checkers."""

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.case.reviewed import reviews as list_reviews
from holdfire.dossier.notebook import Plot, explain, plot, to_dict, to_frame
from holdfire.dossier.page import render
from holdfire.errors import HoldfireError
from holdfire.forms.samples import Visibility
from holdfire.inquiry.asking import Inquiry, ask
from holdfire.inquiry.checking import Wanted as WantedFindings
from holdfire.inquiry.checking import check
from holdfire.inquiry.composing import compose
from holdfire.inquiry.dealing import deals as list_deals
from holdfire.inquiry.exposures import WantedExposure, exposure
from holdfire.inquiry.grouping import allegations as list_allegations
from holdfire.inquiry.handing import WantedChanges, list_changes
from holdfire.inquiry.holding import WantedHoldings, list_holdings
from holdfire.inquiry.matched import match_list as list_matches
from holdfire.inquiry.plain.concerted_attack import concerted_attack
from holdfire.inquiry.plain.hand_over import hand_over
from holdfire.inquiry.plain.safe_passage import safe_passage
from holdfire.inquiry.plain.selective_targeting import selective_targeting
from holdfire.inquiry.plain.silent_front import silent_front
from holdfire.inquiry.plain.truce_break import truce_break
from holdfire.inquiry.reaching import WantedReach, list_reach
from holdfire.inquiry.reading import answers as list_answers
from holdfire.inquiry.reading import claims as list_claims
from holdfire.inquiry.reading import documents as list_documents
from holdfire.inquiry.reading import questions as list_questions
from holdfire.inquiry.registration import Asked, register
from holdfire.inquiry.reviewing import review_agreement
from holdfire.inquiry.scan import Scanned, scan
from holdfire.inquiry.share_ground import Wanted as WantedShares
from holdfire.inquiry.shares import shares
from holdfire.inquiry.verifying import verify
from holdfire.inquiry.why import why
from holdfire.intake.actors import import_actors
from holdfire.intake.captures import import_captures
from holdfire.intake.coding import code_claims, recoding
from holdfire.intake.control import import_control
from holdfire.intake.documents import About, add_documents
from holdfire.intake.gazetteer import gazetteer as list_places
from holdfire.intake.opening import new_case
from holdfire.intake.review import Missed, add_claim, review_claim
from holdfire.intake.tables import import_events
from holdfire.model.answer import Answer
from holdfire.model.scan import Scan
from holdfire.model.verdict import Verdict

__all__ = [
    "About",
    "Act",
    "Answer",
    "Asked",
    "Case",
    "HoldfireError",
    "Inquiry",
    "Missed",
    "Plot",
    "Scan",
    "Scanned",
    "Verdict",
    "Visibility",
    "WantedChanges",
    "WantedExposure",
    "WantedFindings",
    "WantedHoldings",
    "WantedReach",
    "WantedShares",
    "__version__",
    "add_claim",
    "add_documents",
    "ask",
    "check",
    "code_claims",
    "compose",
    "concerted_attack",
    "explain",
    "exposure",
    "hand_over",
    "import_actors",
    "import_captures",
    "import_control",
    "import_events",
    "list_allegations",
    "list_answers",
    "list_changes",
    "list_claims",
    "list_deals",
    "list_documents",
    "list_holdings",
    "list_matches",
    "list_places",
    "list_questions",
    "list_reach",
    "list_reviews",
    "new_case",
    "plot",
    "recoding",
    "register",
    "render",
    "review_agreement",
    "review_claim",
    "safe_passage",
    "scan",
    "selective_targeting",
    "shares",
    "silent_front",
    "to_dict",
    "to_frame",
    "truce_break",
    "verify",
    "why",
]

__version__: str
