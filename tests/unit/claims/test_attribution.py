"""Who says so: each form in which a text names its sources, and what it does not cover."""

import pytest

from holdfire.model.claim import Modality, Speaker


def chains(read, text: str) -> list[tuple[str, list[str]]]:
    return [(c.kind, [link.source for link in c.attribution]) for c in read(text).claims]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("As a Tarn officer put it, the League attacked Kestrel.", ["a Tarn officer"]),
        ("In the words of General Orlo, the League attacked Kestrel.", ["General Orlo"]),
        ("The League attacked Kestrel near Osk, as a driver told us.", ["a driver"]),
        ("The League attacked Kestrel, said Jon Marl, a baker from Osk.", ["Jon Marl"]),
        ('"The League attacked Kestrel at dawn," said one source.', ["one source"]),
        ("Jon Marl, who fled to Tarn in May, says the League attacked Kestrel.", ["Jon Marl"]),
        (
            "A physician from Osk, Jon Marl, said that the League attacked Kestrel.",
            ["A physician from Osk, Jon Marl"],
        ),
        ("Residents of Osk said on Monday that the League attacked Kestrel.", ["Residents of Osk"]),
        ("It is said that the League attacked Kestrel.", []),
        ("Documents found in Osk show that the League attacked Kestrel.", ["Documents found in Osk"]),
        ("The League attacked Kestrel twice, the papers show.", ["papers"]),
        ("The ministry's claim that the League attacked Kestrel made headlines.", ["ministry"]),
        ("Reports by residents that the League attacked Kestrel made headlines.", ["residents"]),
        ("The League attacked Kestrel, if the mayor of Osk is to be believed.", ["mayor of Osk"]),
        ("I have it from two drivers that the League attacked Kestrel.", ["two drivers"]),
        (
            "The Tarn Herald, citing two officials, said that the League attacked Kestrel.",
            ["two officials", "Tarn Herald"],
        ),
        (
            "Jon Marl was quoted by Radio Tarn as saying that the League attacked Kestrel.",
            ["Jon Marl", "Radio Tarn"],
        ),
        ("In an interview with Radio Tarn, Jon Marl said that the League attacked Kestrel.", ["Jon Marl"]),
        ("Jon Marl told Reuters that the League attacked Kestrel.", ["Jon Marl", "Reuters"]),
        ("Jon Marl told reporters that the League attacked Kestrel.", ["Jon Marl"]),
        (
            "An officer said that, according to a driver, the League attacked Kestrel.",
            ["a driver", "An officer"],
        ),
        (
            "Jon Marl said a nurse had told him that two soldiers claimed that the League attacked Kestrel.",
            ["two soldiers", "a nurse", "Jon Marl"],
        ),
    ],
)
def test_every_form_of_naming_a_source_gives_its_chain(read, text: str, chain: list[str]) -> None:
    assert ("attack", chain) in chains(read, text)


@pytest.mark.parametrize(
    "text",
    [
        "The League attacked Kestrel; a driver said that the road was closed.",
        "As we reported in May, the League attacked Kestrel.",
        "We argue that the League attacked Kestrel.",
        "The League attacked Kestrel and took the police post.",
        'The League attacked Kestrel in what it called a "clean sweep".',
    ],
)
def test_what_nobody_else_says_is_the_authors(read, text: str) -> None:
    assert ("attack", []) in chains(read, text)


def test_two_speakers_of_one_sentence_are_kept_apart(read) -> None:
    text = "The League attacked Kestrel, a driver said; the junta denies that it bombed the League."
    assert [(c.attribution[0].source, c.modality) for c in read(text).claims] == [
        ("a driver", Modality.REPORTED),
        ("the junta", Modality.DENIED),
    ]


def test_a_source_that_speaks_twice_keeps_its_second_clause(read) -> None:
    text = (
        "The junta itself confirmed that the League attacked Kestrel, and it boasted later that it bombed "
        "Kestrel."
    )
    assert [links for _, links in chains(read, text)] == [["The junta"], ["The junta"]]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Jon Marl said that the League attacked Kestrel.", Speaker.NAMED),
        ("The defence ministry said that the League attacked Kestrel.", Speaker.NAMED),
        ("Radio Tarn reported that the League attacked Kestrel.", Speaker.NAMED),
        ("The junta said that the League attacked Kestrel.", Speaker.NAMED),
        ("A military source said that the League attacked Kestrel.", Speaker.UNNAMED),
        ("A Western diplomat in Tarn said that the League attacked Kestrel.", Speaker.UNNAMED),
        ("Two officials said that the League attacked Kestrel.", Speaker.ANONYMOUS_PLURAL),
        ("Residents said that the League attacked Kestrel.", Speaker.ANONYMOUS_PLURAL),
        ("According to local sources, the League attacked Kestrel.", Speaker.ANONYMOUS_PLURAL),
    ],
)
def test_named_unnamed_and_several_speakers_are_told_apart(read, text: str, speaker: Speaker) -> None:
    (claim,) = read(text).claims
    assert [link.speaker for link in claim.attribution] == [speaker]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("It is believed that the League attacked Kestrel.", Modality.HEDGED),
        ("It is alleged that the League attacked Kestrel.", Modality.ALLEGED),
        ("The rumour that the League attacked Kestrel spread.", Modality.HEDGED),
        ("A driver swore that the League attacked Kestrel.", Modality.REPORTED),
        ("Documents suggest that the League attacked Kestrel.", Modality.HEDGED),
    ],
)
def test_hearsay_says_how_sure_it_is(read, text: str, modality: Modality) -> None:
    assert [c.modality for c in read(text).claims if c.kind == "attack"] == [modality]


def test_every_speaker_keeps_its_own_characters(read) -> None:
    text = "\U0001f600 Jon Marl said that, according to the nurse, the League attacked Kestrel."
    (claim,) = read(text).claims
    assert [text[link.start : link.end] for link in claim.attribution] == [
        link.source for link in claim.attribution
    ]
