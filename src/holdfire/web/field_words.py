"""Labels of the fields of a new question, and with them what sentences of the core say with flags."""

import re
from collections.abc import Mapping

from holdfire.dossier.words import form_name

LABELS: Mapping[str, str] = {
    "a": "A",
    "b": "B, said to cooperate with A",
    "against": "against C",
    "area": "Where",
    "from": "First day",
    "until": "First day that no longer counts",
    "on": "Day of the alleged deal or passage",
    "mover": "Who moved",
    "through": "Through whose ground",
    "from-place": "From",
    "to-place": "To",
    "roads": "Roads that ways follow",
    "seed": "Seed of every draw",
    "choice": "Other choices of a form",
}
"""By flag: what the form calls it."""

_INSTEAD: Mapping[str, str] = {
    "; --until is the first day that no longer counts": "",  # the label says so
    "--simulate N makes one": "its page has the command that makes one",
}
_FLAG = re.compile(r"--form (?P<form>[a-z]+(?:-[a-z]+)*)|--(?P<flag>[a-z]+(?:-[a-z]+)*)")


def in_fields(text: str) -> str:
    """Say with the labels of the form what a sentence says with flags; a flag without a field stays."""
    for said, instead in _INSTEAD.items():
        text = text.replace(said, instead)
    return _FLAG.sub(_field, text)


def _field(found: re.Match[str]) -> str:
    if found["form"]:
        return f"“{form_name(found['form'])}”"
    label = LABELS.get(found["flag"])
    return f"“{label}”" if label else found[0]
