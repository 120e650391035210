"""What the model coder of a case would ask, and whether it could; no network is asked."""

import os

from holdfire.case.contents import settings
from holdfire.case.folder import Case
from holdfire.claims.remote import endpoint_of
from holdfire.cli.diagnosis import Part
from holdfire.errors import HoldfireError
from holdfire.records.coders import MODEL, ModelSettings

FOR = "reading claims with a language model, where a user asks for it"


def model_part(case: Case | None) -> Part:
    """Say whether a case configures the model coder: which model, at which host, whether its key is set."""
    try:
        found = settings(case).coders.model if case is not None else None
        if found is None:
            return _part("off", detail="no case here" if case is None else "not configured")
        return _configured(found)
    except HoldfireError as error:
        return _part("not usable", works=False, remedy="mend holdfire.toml", detail=str(error))


def _configured(found: ModelSettings) -> Part:
    endpoint = endpoint_of(found.url)
    detail = f"{found.model} at {endpoint.shown}; it is asked with --coder {MODEL} only"
    if found.key_env is not None and not os.environ.get(found.key_env):
        return _part(
            "without its key",
            works=False,
            remedy=f"set the environment variable {found.key_env}",
            detail=detail,
        )
    return _part("configured", detail=detail)


def _part(state: str, *, works: bool = True, remedy: str = "", detail: str = "") -> Part:
    return Part(name=f"language model, {state}", needed_for=FOR, works=works, remedy=remedy, detail=detail)
