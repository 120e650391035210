"""Who gives what to whom, by the words around the sides; nothing where the text doesn't say."""

from collections.abc import Callable

import pytest

from holdfire.claims.dealing import Mention

Tell = Callable[..., tuple[Mention, ...]]
V, T = ("velm",), ("taro",)


def way(mention: Mention) -> list[tuple[tuple[str, ...], tuple[str, ...], str, str]]:
    return [(t.giver, t.receiver, t.what, t.words.quote) for t in mention.terms]


def test_the_two_sides_of_an_exchange_go_opposite_ways(tell: Tell) -> None:
    text = "Velm released 25 captured Taro fighters in exchange for the bodies of 12 Velm soldiers at Osk."
    (mention,) = tell(text, ("release", V, T, "Velm released 25 captured Taro fighters"))
    assert way(mention) == [
        (V, T, "prisoners", "Velm released 25 captured Taro fighters"),
        (T, V, "bodies", "the bodies of 12 Velm soldiers at Osk"),
    ]
    assert [[f.value for f in t.figures] for t in mention.terms] == [[25.0], [12.0]]
    assert [a.says for a in mention.returns] == ["stated"]


def test_what_is_got_may_be_told_first(tell: Tell) -> None:
    text = "In return for 3,000 tonnes of wheat, Velm let a Taro convoy pass through Pell."
    (mention,) = tell(text, ("transit", V, T, "Velm let a Taro convoy pass through Pell"))
    assert way(mention) == [
        (T, V, "goods", "3,000 tonnes of wheat"),
        (V, T, "passage", "Velm let a Taro convoy pass through Pell"),
    ]


def test_obligations_are_read_clause_by_clause_and_called_agreed(tell: Tell) -> None:
    text = (
        "Velm and Taro reached a deal. Under it, Taro was to free 40 prisoners, while Velm would lift the "
        "siege of Osk."
    )
    (mention,) = tell(text, ("deal", V, T, "Velm and Taro reached a deal"))
    assert way(mention) == [
        (T, V, "prisoners", "Taro was to free 40 prisoners"),
        (V, T, "lifting_of_siege", "Velm would lift the siege of Osk"),
    ]
    assert all(term.agreed for term in mention.terms)


def test_what_a_deal_provides_for_goes_to_whom_it_names(tell: Tell) -> None:
    text = (
        "An agreement between Velm and Taro provided for the evacuation of Taro families from Osk in return "
        "for the withdrawal of Velm fighters from Pell."
    )
    (mention,) = tell(text, ("deal", V, T, "An agreement between Velm and Taro"))
    assert way(mention) == [
        (V, T, "passage", "the evacuation of Taro families from Osk"),
        (T, V, "withdrawal", "the withdrawal of Velm fighters from Pell"),
    ]


def test_a_withdrawal_paid_with_captives_is_let_by_who_gets_them(tell: Tell) -> None:
    text = (
        "The deal between Velm and Taro stipulated the withdrawal of 300 Taro fighters to Brod, in exchange "
        "for the release of Velm prisoners, and revealing the fate of two pilots."
    )
    (mention,) = tell(text, ("deal", V, T, "The deal between Velm and Taro"))
    assert way(mention)[:2] == [
        (V, T, "withdrawal", "the withdrawal of 300 Taro fighters to Brod"),
        (T, V, "prisoners", "the release of Velm prisoners"),
    ]


@pytest.mark.parametrize(
    ("text", "seller"),
    [
        ("Taro sold oil to Velm at $30 a barrel.", T),
        ("Taro bought diesel from Velm for $5,000 a month.", V),
    ],
)
def test_trade_tells_seller_buyer_and_price(tell: Tell, text: str, seller: tuple[str, ...]) -> None:
    (mention,) = tell(text, ("trade", T, V, text[:-1]))
    buyer = V if seller == T else T
    assert [term[:3] for term in way(mention)] == [(seller, buyer, "goods"), (buyer, seller, "money")]
    assert [a.says for a in mention.returns] == ["stated"]


def test_a_price_that_is_not_named_is_not_made_up(tell: Tell) -> None:
    (mention,) = tell("Taro sold cattle to Velm for months.", ("trade", T, V, "Taro sold cattle to Velm"))
    assert [term[:3] for term in way(mention)] == [(T, V, "goods")]
    assert not mention.returns


def test_a_passage_is_given_only_where_somebody_lets(tell: Tell) -> None:
    (let,) = tell("Velm let Taro columns cross Pell.", ("transit", V, T, "Velm let Taro columns cross Pell"))
    (went,) = tell("Taro columns crossed Velm ground.", ("transit", T, V, "Taro columns crossed Velm ground"))
    assert [term[:3] for term in way(let)] == [(V, T, "passage")]
    assert not went.terms
    assert (let.movers, went.movers) == (T, T)


def test_a_swap_names_both_sides_as_givers(tell: Tell) -> None:
    (mention,) = tell(
        "Velm and Taro swapped prisoners.", ("exchange", V, T, "Velm and Taro swapped prisoners")
    )
    assert [term[:3] for term in way(mention)] == [(("taro", "velm"), ("taro", "velm"), "prisoners")]


def test_a_denied_deal_has_no_terms(tell: Tell) -> None:
    text = "Velm denied that it let Taro leave Osk in exchange for 40 prisoners."
    (mention,) = tell(text, ("evacuate", V, T, "it let Taro leave Osk"), denied=True)
    assert not mention.terms


def test_a_condition_of_the_reader_obliges_nobody(tell: Tell) -> None:
    text = "Taro has sold cattle to Velm for months, if one is to believe the traders who pay tax in Osk."
    (mention,) = tell(text, ("trade", T, V, "Taro has sold cattle to Velm for months"))
    assert [term[:3] for term in way(mention)] == [(T, V, "goods")]


def test_terms_say_who_tells_them(tell: Tell) -> None:
    text = "Residents said Velm let Taro columns cross Pell."
    (mention,) = tell(text, ("transit", V, T, "Velm let Taro columns cross Pell"), said_by="Residents")
    assert [term.words.said_by for term in mention.terms] == [("Residents",)]


def test_a_return_told_in_the_next_sentence_is_linked_to_what_it_returns(tell: Tell) -> None:
    text = "Velm released 57 hostages. Taro freed 22 captured fighters in return."
    one, other = tell(
        text,
        ("release", V, (), "Velm released 57 hostages"),
        ("release", T, (), "Taro freed 22 captured fighters"),
    )
    assert (one.answers, other.answers) == (None, one.claim.id)
    assert [a.says for a in other.returns] == ["stated"]
