"""Who is who: the registry, the names that documents propose for it, and a person's word on each."""

from urllib.parse import quote as percent

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from holdfire.claims.coder import Context
from holdfire.inquiry import reading
from holdfire.intake.coding import code_claims
from holdfire.intake.naming import confirm_name, proposed_names, refuse_name
from holdfire.model.span import CONTEXT
from holdfire.web.adding import may_code, refuse_model
from holdfire.web.site import Fields, TheCase, TheSite
from holdfire.web.templating import page

router = APIRouter(include_in_schema=False)


@router.get("/actors")
def actors(request: Request, case: TheCase) -> HTMLResponse:
    """List the names that documents propose, then the registry."""
    known = reading.registry(case)
    return page(
        request,
        case,
        "actors.html",
        key="actors",
        proposed=proposed_names(case),
        actors=known.actors,
        names=known.names,
        titles={one.folder: one.outlet or one.title or one.filename for one in reading.documents(case)},
        around=around,
        to_text=to_text,
        coded=bool(case.names("documents/*/coding.json")),
        may_code=may_code(case),
    )


@router.post("/actors/proposed")
def decide(case: TheCase, site: TheSite, fields: Fields) -> RedirectResponse:
    """Put a proposed name into the registry, as a name of an actor or as a new one, or refuse it."""
    name, decision = fields.get("name", ""), fields.get("decision")
    if decision == "alias" and fields.get("actor"):
        confirm_name(case, name, site.act(), actor=fields["actor"])
    elif decision == "new":
        confirm_name(case, name, site.act(), new=True)
    elif decision == "refuse":
        refuse_name(case, name, site.act())
    else:
        raise HTTPException(404, "Choose whose name it is, or that it is a side of its own, or none.")
    return RedirectResponse("/actors", 303)


@router.post("/actors/code")
def code_again(case: TheCase, site: TheSite) -> RedirectResponse:
    """Code the documents with the registry as it stands; a model is asked on the command line only."""
    refuse_model(case)
    code_claims(case, site.act(), engine=None)
    return RedirectResponse("/actors", 303)


def around(place: Context) -> tuple[str, str]:
    """Give the whole words before and behind a name, with an ellipsis where the text was cut."""
    before = place.prefix.partition(" ")[2] if len(place.prefix) == CONTEXT else place.prefix
    after = place.suffix.rpartition(" ")[0] if len(place.suffix) == CONTEXT else place.suffix
    return (
        f"…{before}" if before != place.prefix else before,
        f"{after}…" if after != place.suffix else after,
    )


def to_text(folder: str, place: Context) -> str:
    """Make the address of a name in the reader, by a text fragment; browsers without those open the text."""
    return f"/documents/{folder}#:~:text={percent(place.quote, safe='').replace('-', '%2D')}"
