"""Asking again where that may help: too many requests, a busy server, silence. Bounded, without chance."""

from collections.abc import Callable

from holdfire.claims.remote.http import Answer, Silence
from holdfire.errors import EndpointError

ATTEMPTS = 5
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # seconds; each wait is twice the one before
_PASSING = frozenset((408, 409, 425, 429))


def answered(
    ask: Callable[[], Answer | Silence],
    sleep: Callable[[float], None],
    *,
    host: str,
    attempts: int = ATTEMPTS,
) -> Answer:
    """Ask until there is an answer that more asking would not change.

    Raises
    ------
    EndpointError
        Where there is none after all attempts.
    """
    got = ask()
    for attempt in range(attempts - 1):
        if isinstance(got, Answer) and not _passing(got.status):
            return got
        asked_for = got.retry_after if isinstance(got, Answer) else None
        sleep(min(LONGEST_WAIT, max(FIRST_WAIT * 2**attempt, asked_for or 0.0)))
        got = ask()
    if isinstance(got, Answer) and not _passing(got.status):
        return got
    reason = got.reason if isinstance(got, Silence) else f"HTTP {got.status}"
    raise EndpointError(
        f"{host} gave no answer in {attempts} attempts (the last: {reason}); "
        "what was answered before is kept, run it again to go on"
    )


def _passing(status: int) -> bool:
    return status in _PASSING or status >= 500
