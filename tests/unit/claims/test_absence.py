"""What did not happen, and who is struck less, in an invented war."""

from collections.abc import Callable

import pytest

from holdfire.claims import Coded

NO_CLASH = (
    ("no_clash league>kestrel", "There was not a single clash between the League and Kestrel."),
    ("no_clash league>kestrel", "There hasn't been one clash between the League and Kestrel."),
    ("no_clash league>kestrel", "Nobody can point to one skirmish between the League and Kestrel."),
    ("no_clash league>kestrel", "Not once did the League fight Kestrel."),
    ("no_clash league>kestrel", "Never has the League fought Kestrel."),
    ("no_clash league>kestrel", "The front between the League and Kestrel has been quiet for a year."),
    ("no_clash league>kestrel", "The League shied away from fighting Kestrel."),
    ("no_clash league>kestrel", "The League met no resistance from Kestrel."),
    ("no_clash league>kestrel", "No clashes between the League and Kestrel were reported."),
    ("no_clash league>kestrel", "No serious fighting was reported between the League and Kestrel."),
    (
        "no_clash league>kestrel",
        "Not one shot has been exchanged between the League and Kestrel in four years.",
    ),
    ("no_clash league>kestrel", "The League has not exchanged a shot with Kestrel in three years."),
    ("no_clash league>kestrel", "The guns between the League and Kestrel have fallen silent."),
    ("no_clash league>kestrel", "The League and Kestrel avoided each other."),
    ("no_clash league>kestrel", "The League and Kestrel leave each other alone."),
    ("no_clash league>kestrel", "The League and Kestrel do not fight each other."),
    ("no_clash league>kestrel", "The League and Kestrel live side by side."),
    ("no_clash league>kestrel", "The absence of clashes between the League and Kestrel is striking."),
    ("no_clash league>kestrel", "There is no record of fighting between the League and Kestrel."),
    ("no_clash league>kestrel", "The League and Kestrel have hardly fought."),
    ("no_clash league>kestrel", "There has been little fighting between the League and Kestrel."),
    ("no_clash league>kestrel", "Kestrel's advance was not opposed by the League."),
    ("no_clash league>kestrel", "The League has not lost one man to Kestrel."),
)
SPARED = (
    ("less_targeting league>kestrel", "Only 6% of the League's strikes hit Kestrel."),
    ("less_targeting league>kestrel", "Only 6 percent of League strikes were directed at Kestrel."),
    ("less_targeting league>kestrel", "Just three of the League's 80 attacks were aimed at Kestrel."),
    ("less_targeting league>kestrel", "One League strike in eleven was against Kestrel."),
    (
        "less_targeting league>kestrel",
        "Most of the League's raids fall on areas where Kestrel has no presence.",
    ),
    ("less_targeting league>kestrel!marsh", "The League strikes the Marshmen more often than Kestrel."),
    ("less_targeting league>kestrel!marsh", "The League hit the Marshmen far more heavily than Kestrel."),
    (
        "less_targeting league>kestrel!marsh",
        "The League carried out 31 strikes on the Marshmen for each one on Kestrel.",
    ),
    (
        "less_targeting league>kestrel!marsh",
        "There were three League attacks on Kestrel, as opposed to 96 on the Marshmen.",
    ),
    (
        "less_targeting league>kestrel!marsh",
        "There were three League attacks on Kestrel, compared with 96 on the Marshmen.",
    ),
    (
        "less_targeting league>kestrel!marsh",
        "The League made 122 raids on the Marshmen and eight on Kestrel.",
    ),
    (
        "less_targeting league>kestrel!marsh",
        "The League had orders. Of its 104 attacks 96 were aimed at the Marshmen and eight at Kestrel.",
    ),
    ("less_targeting league>kestrel", "The League spares Kestrel."),
    ("less_targeting league>kestrel", "The League leaves Kestrel alone."),
    ("less_targeting league>kestrel", "Kestrel was spared by the League."),
    ("less_targeting league>kestrel", "Kestrel has been left alone by the League."),
    ("less_targeting league>kestrel!marsh", "The League bombs the Marshmen instead of Kestrel."),
    (
        "less_targeting league>kestrel!marsh",
        "The League concentrated its strikes on the Marshmen and not on Kestrel.",
    ),
    ("less_targeting league>kestrel", "The League never touched Kestrel."),
    ("less_targeting league>kestrel", "The League has never bombed Kestrel."),
    ("less_targeting league>kestrel", "The League rarely bombs Kestrel."),
    ("less_targeting league>kestrel", "League pilots had orders not to bomb Kestrel."),
    ("less_targeting league>kestrel", "League pilots were forbidden to fire at Kestrel."),
    ("less_targeting league>kestrel", "League helicopters flew over the Kestrel columns without firing."),
    ("less_targeting league>kestrel", "Not a single League bomb fell on Kestrel."),
    ("less_targeting league>kestrel", "The League did not fire at Kestrel but bombed the Marshmen."),
    ("less_targeting league>kestrel", "Fewer than thirty League raids hit Kestrel."),
    ("less_targeting league>kestrel", "A mere handful of League raids hit Kestrel."),
    ("less_targeting league>kestrel", "League operations against Kestrel had been paused."),
    ("less_targeting league>kestrel", "The League stopped bombing Kestrel."),
    ("less_targeting league>kestrel", "The League turned a blind eye to Kestrel."),
    ("less_targeting league>kestrel", "Not a single strike on Kestrel by the League was recorded."),
    ("less_targeting league>kestrel", "The League has made not even one attack on Kestrel."),
)
NO_CLAIM = (
    "The League would never touch Kestrel again, if it signed.",
    "Will the League spare Kestrel?",
    "The front door of the League office stayed quiet.",
    "Only three League officers spoke to Kestrel's doctor.",
    "The League scored more often than Kestrel.",
    "The League touched down in Halven.",
)
HAPPENED = (
    ("strike league>kestrel", "The League bombed Kestrel and not only once."),
    ("strike league>kestrel", "League jets hit Kestrel positions more than 30 times."),
    ("clash league>kestrel", "The League met resistance from Kestrel."),
    ("clash league>kestrel", "It is true that the League and Kestrel clashed in Halven."),
    ("strike league>kestrel", "The League carried out 31 strikes on Kestrel in 12 days."),
    ("capture league>kestrel", "The League took Halven from Kestrel without a fight."),
    ("withdraw league>", "The League left Halven without firing a shot."),
)


@pytest.mark.parametrize(("fact", "sentence"), NO_CLASH + SPARED + HAPPENED)
def test_a_sentence_tells_its_fact(tells: Callable[[str, str], None], fact: str, sentence: str) -> None:
    tells(fact, sentence)


@pytest.mark.parametrize("sentence", NO_CLAIM)
def test_a_sentence_about_something_else_tells_nothing(read: Callable[[str], Coded], sentence: str) -> None:
    assert read(sentence).claims == ()


@pytest.mark.parametrize("sentence", [sentence for _, sentence in HAPPENED])
def test_what_happened_is_no_absence(read: Callable[[str], Coded], sentence: str) -> None:
    assert not {claim.kind for claim in read(sentence).claims} & {"no_clash", "less_targeting"}
