"""Claims stand together as one deal only for a reason that is named, and never against what they say."""

from datetime import date
from itertools import permutations

import pytest

from holdfire.claims.dealing import Mention
from holdfire.inquiry.dealt import deal_of
from holdfire.inquiry.joining import Speaking, joined
from holdfire.model.claim import Claim, ClaimPlace, DateBasis, Modality
from holdfire.model.deal import Account, InReturn, Standing, Words

TWO = ("taro", "velm")


def speaking(name: str, **given: object) -> Speaking:
    """Make a mention; given: document, kind, parties, days, places, sentence and fields of the mention."""
    document = str(given.pop("document", "a"))
    sentence = int(str(given.pop("sentence", 1)))
    parties = given.pop("parties", TWO)
    days = given.pop("days", None)
    fields: dict[str, object] = {
        "kind": given.pop("kind", "evacuate"),
        "side_a": parties[:1],  # pyright: ignore[reportIndexIssue]
        "side_b": parties[1:],  # pyright: ignore[reportIndexIssue]
        "date": days,
        "date_basis": DateBasis.STATED if days else DateBasis.NONE,
        "places": tuple(ClaimPlace(name=place) for place in given.pop("places", ())),  # pyright: ignore[reportGeneralTypeIssues]
        "modality": given.pop("modality", Modality.ASSERTED),
    }
    claim = Claim(
        id=name,
        document=document,
        text_sha256="0",
        start=sentence * 100,
        end=sentence * 100 + 4,
        quote="text",
        prefix="",
        suffix="",
        coder="test",
        **fields,  # pyright: ignore[reportArgumentType]
    )
    published = given.pop("published", None)
    mention = Mention(claim=claim, parties=parties, sentence=sentence, told={sentence: ""}, **given)  # pyright: ignore[reportArgumentType]
    return Speaking(mention=mention, published=published, order=(document, sentence))  # pyright: ignore[reportArgumentType]


def groups(*every: Speaking) -> set[frozenset[str]]:
    return {frozenset(one.claim.id for one in group) for group, _ in joined(every)}


def day(number: int, until: int | None = None) -> tuple[date, date]:
    return date(2031, 3, number), date(2031, 3, until or number + 1)


TOGETHER = [
    ("one sentence", {"kind": "deal"}, {"kind": "exchange"}),
    ("told after", {"kind": "deal", "sentence": 1}, {"kind": "evacuate", "sentence": 3}),
    ("same day", {"days": day(4)}, {"days": day(4), "document": "b"}),
    ("a day late", {"days": day(4)}, {"days": day(6), "document": "b"}),
    ("within the month", {"days": day(1, 31)}, {"days": day(6), "document": "b"}),
    (
        "a third party beside",
        {"days": day(4)},
        {"days": day(4), "document": "b", "parties": ("taro", "us", "velm")},
    ),
    (
        "reported in one month",
        {"places": ("Osk",), "published": date(2031, 3, 5)},
        {"places": ("Ósk",), "published": date(2031, 3, 9), "document": "b"},
    ),
    (
        "told as the return",
        {"kind": "release", "parties": ("velm",)},
        {"kind": "release", "parties": ("taro",), "answers": "one", "sentence": 2},
    ),
]
APART = [
    ("other parties", {"days": day(4)}, {"days": day(4), "document": "b", "parties": ("kesh", "velm")}),
    ("other days", {"days": day(4)}, {"days": day(9), "document": "b"}),
    ("other days in one document", {"days": day(4)}, {"days": day(9), "sentence": 2}),
    (
        "other places",
        {"days": day(4), "places": ("Osk",)},
        {"days": day(4), "places": ("Pell",), "document": "b"},
    ),
    ("no days in two documents", {}, {"document": "b"}),
    ("other kinds", {"kind": "truce", "days": day(4)}, {"kind": "trade", "days": day(4), "document": "b"}),
    ("a new one", {"kind": "deal"}, {"kind": "deal", "sentence": 2, "introduces": True}),
    (
        "the other way",
        {"kind": "transit", "movers": ("velm",)},
        {"kind": "transit", "movers": ("taro",), "sentence": 2},
    ),
    ("deals in the plural", {"kind": "deal", "habitual": True}, {"kind": "deal", "sentence": 2}),
    ("one party in two documents", {"days": day(4), "parties": ("velm",)}, {"days": day(4), "document": "b"}),
]


@pytest.mark.parametrize(("case", "first", "second"), TOGETHER, ids=[c[0] for c in TOGETHER])
def test_claims_of_one_deal_stand_together_and_say_why(
    case: str, first: dict[str, object], second: dict[str, object]
) -> None:
    one, other = speaking("one", **first), speaking("other", **second)
    ((group, because),) = joined([one, other])
    assert {s.claim.id for s in group} == {"one", "other"}, case
    assert len(because) == 1


@pytest.mark.parametrize(("case", "first", "second"), APART, ids=[c[0] for c in APART])
def test_claims_that_contradict_or_share_too_little_stay_apart(
    case: str, first: dict[str, object], second: dict[str, object]
) -> None:
    assert groups(speaking("one", **first), speaking("other", **second)) == {
        frozenset({"one"}),
        frozenset({"other"}),
    }, case


def test_a_bridge_does_not_join_what_contradicts() -> None:
    early, late = speaking("early", days=day(4)), speaking("late", days=day(20), document="b")
    month = speaking("month", days=day(1, 31), document="c")
    found = groups(early, month, late)
    assert not any({"early", "late"} <= group for group in found)
    assert len(found) == 2


def test_the_order_of_what_is_given_changes_nothing() -> None:
    every = [
        speaking("one", days=day(4)),
        speaking("two", days=day(5), document="b"),
        speaking("three", kind="deal", sentence=2),
        speaking("four", days=day(20), document="c"),
    ]
    assert len({frozenset(groups(*order)) for order in permutations(every)}) == 1


def test_accounts_that_differ_stand_side_by_side() -> None:
    def account(says: str, by: str) -> Account:
        return Account(says=says, words=Words(document="a", start=1, end=2, quote="x", said_by=(by,)))

    one = speaking("one", days=day(4), returns=(account("stated", "Ann"),))
    other = speaking(
        "other", days=day(4), document="b", returns=(account("denied", "Bo"),), modality=Modality.DENIED
    )
    ((group, because),) = joined([one, other])
    deal = deal_of(group, because)
    assert deal.in_return is InReturn.DISPUTED
    assert {(a.says, a.words.said_by) for a in deal.return_said} == {
        ("stated", ("Ann",)),
        ("denied", ("Bo",)),
    }
    assert deal.standing is Standing.DISPUTED
    assert deal.date == day(4)
    assert deal.claims == ("one", "other")
    assert deal.parties == TWO
