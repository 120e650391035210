"""The app as one ASGI application: routes behind the guard, its own few files, errors in plain words."""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from holdfire import __version__
from holdfire.case.folder import Case
from holdfire.dossier.page import style
from holdfire.errors import BusyError, HoldfireError
from holdfire.web import (
    actor_pages,
    adding,
    api,
    api_asking,
    check_pages,
    claim_pages,
    deal_pages,
    finding_pages,
    hand_over_pages,
    hypothesis_pages,
    map_api,
    map_pages,
    pages,
    picture_pages,
    question_pages,
    reader_pages,
)
from holdfire.web.guard import Guard
from holdfire.web.site import Site, case_of
from holdfire.web.templating import page

PARTS = (
    api,
    api_asking,
    pages,
    question_pages,
    claim_pages,
    reader_pages,
    check_pages,
    map_api,
    map_pages,
    picture_pages,
    hypothesis_pages,
    hand_over_pages,
    finding_pages,
    adding,
    deal_pages,
    actor_pages,
)
SHARED_STYLES = ("tokens.css", "pieces.css")


def create_app(
    case_path: Path,
    *,
    token: str,
    port: int,
    user: str,
    clock: Callable[[], str],
    demonstrate: Callable[[Callable[[str], None]], str] | None = None,
) -> FastAPI:
    """Make the app for one case.

    Parameters
    ----------
    case_path
        Folder of the case; raises CaseError where it is none.
    token
        What a request that changes something must show; made anew for every session.
    port
        Port that the app is served on: only 127.0.0.1 and localhost with this port are answered.
    user, clock
        Who acts through the app, and the time as ISO 8601; nothing below reads a clock.
    demonstrate
        Makes and serves the demonstration case, and gives its address.
    """
    app = FastAPI(
        title="holdfire",
        version=__version__,
        description="The case that is served, as JSON. What changes it needs the token of the session.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.site = Site(
        case=Case.open(case_path), token=token, user=user, clock=clock, demonstrate=demonstrate
    )
    for part in PARTS:
        app.include_router(part.router)
    app.add_api_route("/static/shared.css", _shared_styles, include_in_schema=False)
    app.add_api_route("/favicon.ico", _favicon, include_in_schema=False)
    app.mount("/static/leaflet", map_pages.leaflet_files())
    app.mount("/static", StaticFiles(packages=[("holdfire.web", "static")]))
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HoldfireError, _failed)
    app.add_middleware(Guard, token=token, port=port)
    return app


def _shared_styles() -> Response:
    """Serve the styles that app and dossier share from where the dossier has them."""
    return Response("\n".join(style(name) for name in SHARED_STYLES), media_type="text/css")


def _favicon() -> Response:
    return Response(FAVICON, media_type="image/svg+xml")


FAVICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<rect width="16" height="16" rx="3" fill="#f7f6f2"/>'
    '<path d="M8 2v4M8 10v4M2 8h12" stroke="#1b1f24" stroke-width="2"/></svg>'
)


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    words = error.detail if isinstance(error, HTTPException) else "Something went wrong."
    return _told(request, status, words)


def _malformed(request: Request, error: Exception) -> Response:
    """Answer an address that names nothing as one that does not exist."""
    if request.url.path.startswith("/api/") and isinstance(error, RequestValidationError):
        wrong = [{"where": list(e["loc"]), "message": e["msg"]} for e in error.errors()]
        return JSONResponse({"detail": wrong}, 400)
    return _told(request, HTTPStatus.NOT_FOUND, "This address names nothing in the case.")


def _failed(request: Request, error: Exception) -> Response:
    """Say what is wrong with the case or its input in the words of the error."""
    status = HTTPStatus.SERVICE_UNAVAILABLE if isinstance(error, BusyError) else HTTPStatus.CONFLICT
    return _told(request, status, str(error))


def _told(request: Request, status: int, words: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": words}, status)
    try:
        return page(request, case_of(request), "error.html", key="", status=status, words=words)
    except HoldfireError:  # the frame itself can't be read: the case is gone or broken
        return PlainTextResponse(words, status)
