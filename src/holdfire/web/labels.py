"""Names for the ids of sides: the registry's, and the documents' own words where no registry lists one."""

from collections.abc import Iterable, Mapping

from holdfire.case.folder import Case
from holdfire.claims.coder import Proposal
from holdfire.inquiry.reading import registry
from holdfire.intake.naming import proposed_names


def labels_of(case: Case, proposals: Iterable[Proposal] | None = None) -> Mapping[str, str]:
    """Map ids to names; a name that is only proposed stands in quotation marks.

    proposals: those to go by; without them, what all documents of the case propose.
    """
    known = registry(case).names
    every = (one.proposal for one in proposed_names(case)) if proposals is None else proposals
    own = {one.id: f"“{one.name}”" for one in every if one.alias_of is None}
    return {**own, **known}
