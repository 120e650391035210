"""What a report or a claim says is denied where the verb that it depends on denies it."""

import pytest

from holdfire.model.claim import Modality


def said(read, text: str) -> list[tuple[str, str, list[str]]]:
    return [(c.kind, c.modality, [link.source for link in c.attribution]) for c in read(text).claims]


@pytest.mark.parametrize(
    "denies",
    [
        "denied reports",
        "denies any claims",
        "rejected reports",
        "rejects the allegation",
        "flatly rejected all such accusations",
        "dismissed as slander the claim",
        'dismissed as "pure invention" claims',
        "refuted the rumour",
        "rebutted assertions",
        "brushed aside rumours",
        "waved away suggestions",
        "ridiculed the idea",
        "called false the claim",
    ],
)
def test_a_verb_of_denial_over_a_report_denies_it(read, denies: str) -> None:
    text = f"The minister {denies} that the League worked together with Kestrel."
    assert said(read, text) == [("cooperate", Modality.DENIED, ["minister"])]


@pytest.mark.parametrize(
    "denies", ["rejected reports", "dismissed claims", "shrugged off rumours", "refuted allegations"]
)
@pytest.mark.parametrize(
    ("kind", "event"),
    [
        ("truce", "a truce between the Night Order and the Marsh Brigades"),
        ("deal", "a secret deal between the Night Order and the Marsh Brigades"),
    ],
)
def test_so_does_one_over_reports_of_an_event(read, denies: str, kind: str, event: str) -> None:
    assert said(read, f"The minister {denies} of {event}.") == [(kind, Modality.DENIED, ["minister"])]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The minister called reports that the League armed Kestrel baseless.", ["minister"]),
        ("The minister described allegations that the League armed Kestrel as lies.", ["minister"]),
        ("Claims that the League armed Kestrel are baseless, the minister said.", ["minister"]),
        ("Claims that the League armed Kestrel were dismissed by the minister.", ["minister"]),
        ("Reports that the League armed Kestrel were completely false.", []),
        (
            "The junta rejected the Night Order's claim that the League armed Kestrel.",
            ["Night Order", "The junta"],
        ),
    ],
)
def test_a_report_that_is_called_false_is_denied(read, text: str, sources: list[str]) -> None:
    assert said(read, text) == [("cooperate", Modality.DENIED, sources)]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The minister confirmed reports that the League armed Kestrel.", Modality.REPORTED),
        ("The minister did not deny reports that the League armed Kestrel.", Modality.REPORTED),
        ("The minister refused to dismiss claims that the League armed Kestrel.", Modality.ALLEGED),
        ("The minister called reports that the League armed Kestrel alarming.", Modality.REPORTED),
        ("Claims that the League armed Kestrel are not baseless.", Modality.ALLEGED),
        ("Claims that the League armed Kestrel were neither confirmed nor denied.", Modality.ALLEGED),
        ("There are reports that a truce between the League and Kestrel was rejected.", Modality.REPORTED),
        ("He rejected the budget; there are rumours that the League armed Kestrel.", Modality.HEDGED),
    ],
)
def test_a_report_that_nobody_denies_is_not(read, text: str, modality: Modality) -> None:
    assert [how for _, how, _ in said(read, text)] == [modality]
