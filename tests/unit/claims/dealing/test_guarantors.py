"""Who stands behind a deal or between its sides, by the name that the text gives."""

from collections.abc import Callable

import pytest

from holdfire.claims.dealing import Mention

Tell = Callable[..., tuple[Mention, ...]]
DEAL = "Velm and Taro agreed on a truce"


@pytest.mark.parametrize(
    ("ending", "named"),
    [
        (", guaranteed by Ostrany.", [("guarantor", "Ostrany")]),
        (
            " brokered by Ostrany, the Red Crescent and tribal elders in Osk.",
            [("mediator", "Ostrany"), ("mediator", "Red Crescent"), ("mediator", "tribal elders")],
        ),
        (" under the supervision of UN observers.", [("monitor", "UN observers")]),
        (", with Ostrany and Norland as guarantors.", [("guarantor", "Ostrany"), ("guarantor", "Norland")]),
        (" under Norwegian mediation.", [("mediator", "Norwegian")]),
        (" in a UN-brokered meeting.", [("mediator", "UN")]),
        (" through a middleman named Jon Marl.", [("middleman", "a middleman named Jon Marl")]),
        (" mediated by Velm.", []),
        (" by the river.", []),
        (" in the open.", []),
    ],
)
def test_names_that_stand_by_a_cue(tell: Tell, ending: str, named: list[tuple[str, str]]) -> None:
    (mention,) = tell(DEAL + ending, ("truce", ("velm",), ("taro",), DEAL))
    assert [(one.role, one.words.quote) for one in mention.guarantors] == named


def test_a_guarantor_of_the_registry_has_its_id(tell: Tell) -> None:
    (mention,) = tell(f"{DEAL}. Ostrany guaranteed the truce.", ("truce", ("velm",), ("taro",), DEAL))
    assert [(one.actors, one.role) for one in mention.guarantors] == [(("ostrany",), "guarantor")]
