"""A return is stated or denied, a deal kept or broken, only where words say so."""

from collections.abc import Callable

import pytest

from holdfire.claims.dealing import Mention
from holdfire.model.deal import Account

Tell = Callable[..., tuple[Mention, ...]]
V, T = ("velm",), ("taro",)
LET = "Velm let Taro fighters leave Osk"
DEAL = "Velm and Taro made a deal"


def says(accounts: tuple[Account, ...]) -> list[str]:
    return [account.says for account in accounts]


@pytest.mark.parametrize(
    "ending",
    [
        " without anything in return.",
        " and got nothing in return.",
        " free of charge.",
        ". Oddly, Velm did not even claim that it got something from Taro in exchange for the evacuation.",
        ". The evacuation did not involve such an exchange.",
        ". No prisoners were freed by Taro in exchange, under this agreement with Velm.",
    ],
)
def test_a_return_is_denied(tell: Tell, ending: str) -> None:
    (mention,) = tell(LET + ending, ("evacuate", V, T, LET))
    assert says(mention.returns) == ["denied"]


@pytest.mark.parametrize(
    "ending",
    [
        ".",
        ". Velm did not return to Osk.",
        ". What did Velm get in return?",
        ". It might get fuel in return.",
    ],
)
def test_a_return_is_not_mentioned(tell: Tell, ending: str) -> None:
    (mention,) = tell(LET + ending, ("evacuate", V, T, LET))
    assert says(mention.returns) == []


def test_not_doing_something_in_return_is_a_return(tell: Tell) -> None:
    text = "Velm and Taro made a deal: Velm agreed not to shell Pell in exchange for electricity on 3 May."
    (mention,) = tell(text, ("deal", V, T, DEAL))
    assert says(mention.returns) == ["stated"]


def test_what_is_said_of_another_deal_stays_with_its_sides(tell: Tell) -> None:
    text = (
        "Velm let Taro fighters leave Osk. Velm did not claim that it got anything from Taro in exchange - "
        "unlike in the deal between Velm and Kesh."
    )
    one, other = tell(text, ("evacuate", V, T, LET), ("deal", V, ("kesh",), "the deal between Velm and Kesh"))
    assert (says(one.returns), says(other.returns)) == (["denied"], [])


@pytest.mark.parametrize(
    ("ending", "told"),
    [
        (". The deal collapsed after two days.", ["broken"]),
        (". The deal held for six months.", ["kept"]),
        (". The deal did not hold.", ["broken"]),
        (". The agreement was never violated.", ["kept"]),
        (". Taro reneged on the deal.", ["broken"]),
        (". Neither side honoured the deal.", ["broken"]),
        (
            ". The deal, which Ostrany had brokered between the two of them, was breached 27 times.",
            ["broken"],
        ),
        (". The deal was carried out on 4 May.", ["kept"]),
        (". The deal would be carried out in May.", []),
        (". If the deal collapsed, Taro would attack.", []),
        (". The army held the town.", []),
        (". The truce collapsed.", []),
    ],
)
def test_how_a_deal_went(tell: Tell, ending: str, told: list[str]) -> None:
    (mention,) = tell(DEAL + ending, ("evacuate" if "truce" in ending else "deal", V, T, DEAL))
    assert says(mention.fates) == told


def test_another_sides_breach_is_not_taken_up(tell: Tell) -> None:
    (mention,) = tell(f"{DEAL}. Kesh violated the truce.", ("deal", V, T, DEAL))
    assert says(mention.fates) == []
