"""What the routes share: which case is served, to whom, and what its paths may look like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, cast
from urllib.parse import parse_qs

from fastapi import Depends, HTTPException, Path, Query, Request

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.model.claim import KINDS
from holdfire.model.deal import DEAL_KINDS, PART_KINDS
from holdfire.web.runs import Runs
from holdfire.web.sent_roads import SentRoads


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One case as it is served; case stays the same value, which follows the log as it grows.

    demonstrate: makes the demonstration case where there is none yet, serves it beside, and gives its
    address; it tells how far it is. None: nobody can.
    """

    case: Case
    token: str
    user: str
    clock: Callable[[], str]
    demonstrate: Callable[[Callable[[str], None]], str] | None = None
    runs: Runs = field(default_factory=Runs)
    roads: SentRoads = field(default_factory=SentRoads)

    def act(self) -> Act:
        """Say who acts through the app, and when."""
        return Act(by=self.user, at=self.clock())


def site_of(request: Request) -> Site:
    """Fetch what `create_app` put beside the routes."""
    return cast("Site", request.app.state.site)


def case_of(request: Request) -> Case:
    """Open the case as it stands now, so that work that another process left half done is finished first."""
    return Case.open(site_of(request).case.path)


def known_kind(kind: str | None = Query(None, description="only this kind of claim")) -> str | None:
    """Take a kind of claim from the address; nothing chosen is all kinds, an unknown one answers 404."""
    if not kind:
        return None
    if kind not in KINDS:
        raise HTTPException(404, f"No kind of claim is called {kind}; there are: {', '.join(KINDS)}.")
    return kind


def known_deal_kind(kind: str | None = Query(None, description="only this kind of deal")) -> str | None:
    """Take a kind of deal from the address; nothing chosen is all kinds, an unknown one answers 404."""
    if not kind:
        return None
    if kind not in (*DEAL_KINDS, *PART_KINDS):
        raise HTTPException(404, f"No kind of deal is called {kind}; there are: {', '.join(DEAL_KINDS)}.")
    return kind


async def form_fields(request: Request) -> Mapping[str, str]:
    """Read the fields of a plain form; of a field that comes twice the first counts."""
    sent = parse_qs((await request.body()).decode("utf-8", "replace"))
    return {name: values[0] for name, values in sent.items()}


FOLDER = r"^[0-9a-f]{64}(~[1-9][0-9]{0,5})?$"
CLAIM = r"^c_[0-9a-f]{4,64}$"
QUESTION = r"^q_[0-9a-f]{4,64}$"
RUN = r"^(q_[0-9a-f]{4,64}|coding|demonstration)$"

TheSite = Annotated[Site, Depends(site_of)]
TheCase = Annotated[Case, Depends(case_of)]
Kind = Annotated[str | None, Depends(known_kind)]
DealKind = Annotated[str | None, Depends(known_deal_kind)]
Folder = Annotated[str, Path(pattern=FOLDER, description="folder of a document in the case")]
ClaimId = Annotated[str, Path(pattern=CLAIM, description="id of a claim")]
Fields = Annotated[Mapping[str, str], Depends(form_fields)]
QuestionId = Annotated[str, Path(pattern=QUESTION, description="id of a registered question")]
RunKey = Annotated[str, Path(pattern=RUN, description="id of a question, or the name of a piece of work")]
