"""Dealings told in plain words, in an invented war: support, trade, deals, truces, allies, swaps."""

from collections.abc import Callable

import pytest

from holdfire.claims import Coded
from holdfire.model.claim import Modality

SUPPORT = (
    ("cooperate league>kestrel", "The Kestrel Front has been given rifles by the League."),
    ("cooperate league>kestrel", "The League pays Kestrel's wages."),
    ("cooperate league>kestrel", "Kestrel fighters were paid by the League."),
    ("cooperate league>kestrel", "Kestrel's men are on the League's payroll."),
    ("cooperate league>kestrel", "The League shares intelligence with the Kestrel Front."),
    ("cooperate league>kestrel", "The League acts as the air force of the Kestrel Front."),
    ("cooperate league>kestrel", "The League served as Kestrel's artillery."),
    ("cooperate league>kestrel", "It was a marriage of convenience between the League and Kestrel."),
    ("cooperate league>kestrel", "The League and Kestrel are hand in glove."),
    ("cooperate league>kestrel", "The League works hand in glove with Kestrel."),
    ("cooperate league>kestrel", "The League was in cahoots with Kestrel."),
    ("cooperate league>kestrel", "The League armed and trained Kestrel."),
    ("cooperate league>kestrel", "Kestrel was armed, trained and paid by the League."),
    ("cooperate league>kestrel", "The League looked after Kestrel's wounded."),
    ("cooperate league>kestrel", "Wounded Kestrel fighters were treated in League hospitals."),
    ("cooperate league>kestrel", "Kestrel fighters were billeted in League barracks at Halven."),
    ("cooperate league>kestrel", "Kestrel does the League's bidding."),
    ("cooperate league>kestrel", "Kestrel is a proxy of the League."),
    ("cooperate league>kestrel", "Kestrel takes its orders from the League."),
    ("cooperate league>kestrel", "The League and Kestrel ran joint patrols in Halven."),
    ("cooperate league>kestrel", "The League lent Kestrel two trucks."),
    ("cooperate league>kestrel", "The League had supplied it to Kestrel: radios, boots and maps."),
    ("cooperate league>kestrel", "League planes dropped crates of ammunition to Kestrel near Halven."),
    ("cooperate league>kestrel", "Kestrel got its weapons from the League."),
    ("cooperate league>kestrel", "The League tipped off Kestrel before the raid."),
    ("cooperate league>kestrel", "The League and Kestrel are fighting one war."),
    ("cooperate league>kestrel", "The League and Kestrel are two sides of the same coin."),
    ("cooperate league>kestrel", "The League has close ties to Kestrel."),
    ("cooperate league>kestrel", "Links between the League and Kestrel were documented in Halven."),
    ("cooperate league>kestrel!marsh", "The League is helping Kestrel against the Marshmen."),
    ("cooperate league>kestrel!marsh", "The League and Kestrel fought together against the Marshmen."),
    ("cooperate league>kestrel!marsh", "The League fought alongside Kestrel against the Marshmen."),
    ("attack league,kestrel>marsh", "The League and Kestrel launched a joint attack on the Marshmen."),
    ("attack league,kestrel>marsh", "An assault on the Marshmen by the League and Kestrel began at dawn."),
    ("attack league,kestrel>marsh", "An assault by the League and Kestrel on the Marshmen began at dawn."),
)
TRADE = (
    ("trade league>kestrel", "The League buys oil from Kestrel."),
    ("trade league>kestrel", "The League buys grain from Kestrel through middlemen."),
    ("trade league>kestrel", "Kestrel sells oil to the League."),
    ("trade league>kestrel", "Kestrel pays tolls to the League."),
    ("trade league>kestrel", "The League pays Kestrel a monthly fee for the pipeline."),
    ("trade league>kestrel", "The League paid Kestrel 2,000 crowns for each truck."),
    ("trade league>kestrel", "A ransom was paid by the League to Kestrel."),
    ("trade league>kestrel", "The League and Kestrel share the profits of the gas plant."),
    ("trade league>kestrel", "The League and Kestrel split the revenue."),
    ("trade league>kestrel", "The gas plant is run jointly by the League and Kestrel."),
    ("trade league>kestrel", "Oil from Kestrel wells goes to the League."),
    ("trade league>kestrel", "Kestrel oil is sold to the League."),
    ("trade league>kestrel", "The League is Kestrel's best customer."),
    ("trade league>kestrel", "Kestrel is the main supplier of the League."),
    ("trade league>kestrel", "Trade between the League and Kestrel continues."),
    ("trade league>kestrel", "The League does business with Kestrel."),
    ("trade league>kestrel", "Kestrel charges League traders a tax on every truck."),
    ("trade league>kestrel", "The League's purchases of oil from Kestrel came to two million crowns."),
    ("trade league>kestrel", "Most of the oil of Kestrel goes to the League."),
    ("trade league>kestrel", "The oil trade between the League and Kestrel is worth millions."),
)
DEALS = (
    ("deal league>kestrel", "The League and Kestrel struck a deal in Halven."),
    ("deal league>kestrel", "A deal was struck between the League and Kestrel."),
    ("deal league>kestrel", "A deal concluded on 3 May between the League and Kestrel opened the market."),
    ("deal league>kestrel", "Under a deal between the League and Kestrel, the road was opened."),
    ("deal league>kestrel", "The League promised Kestrel safe conduct in exchange for the wells."),
    ("deal league>kestrel", "The League signed with Kestrel in May."),
    ("deal league>kestrel", "The march was agreed between the League and Kestrel."),
    ("deal league>kestrel", "The League came to terms with Kestrel."),
    ("deal league>kestrel", "A secret agreement was reached with Kestrel by the League."),
    ("deal league>kestrel", "The League agreed with Kestrel that the road would stay open."),
    ("deal league>kestrel", "The League and Kestrel agreed that the road would stay open."),
    ("deal league>kestrel", "The Marshmen accused the League of making a deal with Kestrel."),
    ("truce league>kestrel", "The League and Kestrel agreed on a ceasefire."),
    ("truce league>kestrel", "A truce was agreed between the League and Kestrel."),
    ("truce league>kestrel", "A ceasefire between the League and Kestrel came into force on Monday."),
    ("truce league>kestrel", "The truce between the League and Kestrel has held since May."),
    ("truce league>kestrel", "The League and Kestrel announced an end to hostilities."),
    ("truce league>kestrel", "The League and Kestrel buried the hatchet."),
    ("truce league>kestrel", "The League made peace with Kestrel."),
)
TIES = (
    ("ally league>kestrel", "The League has thrown in its lot with Kestrel."),
    ("ally league>kestrel", "The Kestrel Front has pledged itself to the League."),
    ("ally league>kestrel", "The League and Kestrel closed ranks."),
    ("ally league>kestrel", "Kestrel joined the League in March."),
    ("ally league>kestrel", "Kestrel merged with the League."),
    ("ally league>kestrel", "The League and Kestrel formed a joint command."),
    ("ally league>kestrel", "Kestrel joined forces with the League."),
    ("ally league>kestrel", "The League is allied with Kestrel."),
    ("infiltrate league>kestrel", "The League planted agents in Kestrel."),
    ("infiltrate league>kestrel", "The League has spies inside Kestrel."),
    ("infiltrate league>kestrel", "Kestrel was infiltrated by the League."),
    ("infiltrate league>kestrel", "League agents infiltrated Kestrel."),
    ("release league>kestrel", "The League released twelve Kestrel fighters."),
    ("release league>kestrel", "Twelve Kestrel prisoners were freed by the League."),
    ("release league>kestrel", "The League let the captured Kestrel men go."),
    ("exchange league>kestrel", "The League and Kestrel swapped prisoners in Halven."),
    ("exchange league>kestrel", "Bodies were exchanged by the League and Kestrel at Halven."),
    ("exchange league>kestrel", "A prisoner swap between the League and Kestrel took place in Halven."),
    ("exchange league>kestrel", "The exchange of prisoners between the League and Kestrel was filmed."),
    ("exchange league>kestrel", "A prisoner exchange was carried out by the League and Kestrel."),
)
DENIED = (
    ("cooperate league>kestrel", "The League denied that it has links with Kestrel."),
    ("cooperate league>kestrel", "The League has no links whatsoever with Kestrel."),
    ("cooperate league>kestrel", "There was no coordination of any kind between the League and Kestrel."),
    (
        "cooperate league>kestrel",
        "There is no cooperation between the League and Kestrel, a League spokesman said.",
    ),
    ("deal league>kestrel", "The League denied that it had made a deal with Kestrel."),
    ("deal league>kestrel", "There was no deal between the League and Kestrel."),
    ("deal league>kestrel", "It isn't true that the League made a deal with Kestrel."),
)
NO_CLAIM = (
    "The League plans to share intelligence with Kestrel.",
    "The League urged Kestrel to agree to a truce.",
    "There is no customer for Kestrel oil.",
    "Oil prices went up in Halven, the League said.",
    "Trucks from Halven crossed the bridge.",
    "The League is a member of parliament.",
)


@pytest.mark.parametrize(("fact", "sentence"), SUPPORT + TRADE + DEALS + TIES)
def test_a_sentence_tells_its_fact(tells: Callable[[str, str], None], fact: str, sentence: str) -> None:
    tells(fact, sentence)


@pytest.mark.parametrize(("fact", "sentence"), DENIED)
def test_what_is_said_not_to_be_is_a_denied_claim(
    read: Callable[[str], Coded], fact: str, sentence: str
) -> None:
    (claim,) = read(sentence).claims
    assert (claim.kind, claim.modality) == (fact.partition(" ")[0], Modality.DENIED)


@pytest.mark.parametrize("sentence", NO_CLAIM)
def test_a_sentence_about_something_else_tells_nothing(read: Callable[[str], Coded], sentence: str) -> None:
    assert read(sentence).claims == ()
