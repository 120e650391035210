"""Whole families of words and constructions that tell one kind, and their other senses, which tell none."""

from collections.abc import Callable

import pytest

from holdfire.claims import Coded

Read = Callable[..., Coded]

TOLD = (
    # whoever shoots prisoners or bystanders is in no fight
    ("Kestrel shot dozens of captured League soldiers at Halven.", "one_sided", "kestrel", "league"),
    ("Kestrel shot two boys near Halven.", "one_sided", "kestrel", "civilians"),
    ("Kestrel shot at League soldiers in Halven.", "strike", "kestrel", "league"),
    # roads cut, sieges lifted, ground held against somebody
    ("The League cut the road to Halven.", "attack", "league", ""),
    ("The League relieved the garrison of Halven.", "repel", "league", ""),
    ("Kestrel resisted the League for days.", "defend", "kestrel", "league"),
    # who came, and from where; who was sent
    ("Sixty Kestrel fighters came in from the south.", "advance", "kestrel", ""),
    ("The junta sent troops into Halven.", "advance", "junta", ""),
    ("The junta dispatched forces to Halven.", "advance", "junta", ""),
    # whoever is pulled back by nobody named has withdrawn
    ("Kestrel fighters were pulled back to Halven.", "withdraw", "kestrel", ""),
    ("The Kestrel garrison was ordered back to Halven.", "withdraw", "kestrel", ""),
    # leaving through another's ground is a passage
    ("Kestrel withdrew across League territory.", "transit", "kestrel", "league"),
    ("Kestrel let wounded League fighters cross at Halven.", "transit", "kestrel", "league"),
    # places given, sold, passed on
    ("The League sold the post to Kestrel.", "handover", "league", "kestrel"),
    ("The League gave Halven to Kestrel.", "handover", "league", "kestrel"),
    ("Halven passed from the League to Kestrel without a fight.", "handover", "league", "kestrel"),
    # dealings
    ("The League lent Kestrel two launches.", "cooperate", "league", "kestrel"),
    ("Kestrel has fought for the League.", "cooperate", "kestrel", "league"),
    ("The League's purchases of Kestrel oil rose in spring.", "trade", "league", "kestrel"),
    ("The junta has integrated the Marshmen into its ranks.", "ally", "junta", "marsh"),
    ("Kestrel manned checkpoints for the League.", "cooperate", "kestrel", "league"),
    ("Kestrel guided League patrols.", "cooperate", "kestrel", "league"),
    ("Eight Kestrel fighters were freed in January.", "release", "", "kestrel"),
    ("The League emptied its prisons of Kestrel men.", "release", "league", "kestrel"),
    # no fire between two
    ("There was no shelling between the League and Kestrel.", "no_clash", "league", "kestrel"),
)
NOTHING = (
    "The League came to power in Halven.",
    "The League came in for criticism.",
    "The League sent a letter to Halven.",
    "The League gave a press conference in Halven.",
    "The League cut taxes in Halven.",
    "The League shot a film in Halven.",
    "It may be recalled that the League has offices in Halven.",
    "Reports by the League alone were left out.",
    "Clashes fell by half.",
)


@pytest.mark.parametrize(("text", "kind", "doer", "counterpart"), TOLD, ids=[row[0][:50] for row in TOLD])
def test_reads_the_family(read: Read, text: str, kind: str, doer: str, counterpart: str) -> None:
    told = [(c.kind, ",".join(c.side_a), ",".join(c.side_b)) for c in read(text).claims]
    assert (kind, doer, counterpart) in told


@pytest.mark.parametrize("text", NOTHING)
def test_takes_no_other_sense_for_an_event(read: Read, text: str) -> None:
    assert read(text).claims == ()


def test_the_month_of_may_is_no_doubt(read: Read) -> None:
    (held,) = read("Kestrel has held Halven since May.").claims
    (doubtful,) = read("Kestrel may hold Halven.").claims
    assert (held.modality, doubtful.modality) == ("asserted", "hedged")
