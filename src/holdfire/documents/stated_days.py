"""Days that a file states about itself, such as when it was made or published."""

import re
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def stated_day(stated: str, form: re.Pattern[str] = _ISO) -> date | None:
    """Read the day at the start of a field; None where it states none or one that no calendar has.

    form: groups 1, 2, 3 are year, month and day.
    """
    found = form.match(stated.strip())
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
