"""What the routes share: which case is served, to whom, and what its paths may look like."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, HTTPException, Path, Query, Request

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.model.claim import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One case as it is served; case stays the same value, which follows the log as it grows."""

    case: Case
    token: str
    user: str
    clock: Callable[[], str]

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


FOLDER = r"^[0-9a-f]{64}(~[1-9][0-9]{0,5})?$"
QUESTION = r"^q_[0-9a-f]{4,64}$"

TheSite = Annotated[Site, Depends(site_of)]
TheCase = Annotated[Case, Depends(case_of)]
Kind = Annotated[str | None, Depends(known_kind)]
Folder = Annotated[str, Path(pattern=FOLDER, description="folder of a document in the case")]
QuestionId = Annotated[str, Path(pattern=QUESTION, description="id of a registered question")]
