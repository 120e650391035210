"""What the names of the Python API are, for type checkers."""

from holdfire.case.act import Act as Act
from holdfire.case.folder import Case as Case
from holdfire.case.reviewed import reviews as list_reviews
from holdfire.dossier.page import render as render
from holdfire.errors import HoldfireError as HoldfireError
from holdfire.inquiry.asking import Inquiry as Inquiry
from holdfire.inquiry.asking import ask as ask
from holdfire.inquiry.composing import compose as compose
from holdfire.inquiry.dealing import deals as list_deals
from holdfire.inquiry.grouping import allegations as list_allegations
from holdfire.inquiry.reading import answers as list_answers
from holdfire.inquiry.reading import claims as list_claims
from holdfire.inquiry.reading import documents as list_documents
from holdfire.inquiry.reading import questions as list_questions
from holdfire.inquiry.registration import Asked as Asked
from holdfire.inquiry.registration import register as register
from holdfire.inquiry.reviewing import review_agreement as review_agreement
from holdfire.inquiry.verifying import verify as verify
from holdfire.inquiry.why import why as why
from holdfire.intake.actors import import_actors as import_actors
from holdfire.intake.coding import code_claims as code_claims
from holdfire.intake.coding import recoding as recoding
from holdfire.intake.control import import_control as import_control
from holdfire.intake.documents import About as About
from holdfire.intake.documents import add_documents as add_documents
from holdfire.intake.opening import new_case as new_case
from holdfire.intake.review import Missed as Missed
from holdfire.intake.review import add_claim as add_claim
from holdfire.intake.review import review_claim as review_claim
from holdfire.intake.tables import import_events as import_events
from holdfire.model.verdict import Verdict as Verdict

__version__: str
