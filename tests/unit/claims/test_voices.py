"""Who goes on speaking from one sentence to the next."""

import pytest


def sources(read, text: str) -> list[tuple[str, list[str]]]:
    return [(c.kind, [link.source for link in c.attribution]) for c in read(text).claims]


@pytest.mark.parametrize(
    "text",
    [
        'Jon Marl leads a village guard. He said: "The League attacked Kestrel near Osk."',
        "Jon Marl told reporters that the road was closed. He added that the League attacked Kestrel.",
        'Jon Marl runs the mill of Osk. "They came at dawn," he recalls. "The League attacked Kestrel."',
        'Jon Marl wrote:\n\n"The mill is shut. The League attacked Kestrel."',
        '"The League attacked Kestrel," Jon Marl told this paper, "and we fled."',
        "The League attacked Kestrel in the night, Jon Marl told this newspaper.",
    ],
)
def test_a_named_speaker_is_carried_on(read, text: str) -> None:
    assert ("attack", ["Jon Marl"]) in sources(read, text)


def test_a_short_lead_of_an_unnamed_source_covers_the_next_paragraph_only(read) -> None:
    text = (
        "Residents report nightly fire.\n\nThe League attacked Kestrel.\n\nThe junta bombed Kestrel in Osk."
    )
    text = text.replace("nightly fire", "clashes between the junta and Kestrel")
    assert [who for _, who in sources(read, text)] == [["Residents"], ["Residents"], []]


def test_a_speaker_is_not_carried_into_a_plain_sentence(read) -> None:
    text = "Jon Marl said that the road was closed. The League attacked Kestrel."
    assert sources(read, text) == [("attack", [])]


def test_a_quotation_is_no_map_legend(read) -> None:
    assert len(read('He said: "The League attacked Kestrel near Osk."').claims) == 1


def test_a_claim_does_not_end_in_a_mark_it_did_not_open(read) -> None:
    (claim,) = read('Jon Marl said: "The League attacked Kestrel near Osk."').claims
    assert claim.quote == "The League attacked Kestrel near Osk"


@pytest.mark.parametrize(
    "text",
    [
        '"We came at dawn. The League attacked Kestrel. They ran," said Jon Marl.',
        "“We came at dawn. The League attacked Kestrel. They ran,” said Jon Marl.",
        "«We came at dawn. The League attacked Kestrel. They ran», said Jon Marl.",
        "„We came at dawn. The League attacked Kestrel. They ran“, said Jon Marl.",
        "‘We came at dawn. The League’s men attacked Kestrel. They ran,’ said Jon Marl.",
    ],
)
def test_a_quotation_is_given_to_whom_its_end_names(read, text: str) -> None:
    assert ("attack", ["Jon Marl"]) in sources(read, text)


def test_a_quotation_goes_on_over_paragraphs_that_open_with_a_mark(read) -> None:
    text = (
        "Jon Marl said:\n\n“We came at dawn. It was cold.\n\n“The League attacked Kestrel.\n\n"
        "“The junta bombed Kestrel.”\n\nThe junta attacked the League."
    )
    assert sources(read, text) == [("attack", ["Jon Marl"]), ("strike", ["Jon Marl"]), ("attack", [])]


def test_a_statement_without_marks_goes_on_until_the_voice_changes(read) -> None:
    text = (
        "Minister Marl said:\n\nThe League attacked Kestrel. It was cold.\n\nThe junta bombed Kestrel.\n\n"
        "General Orlo said on Monday that the League attacked the junta.\n\nThe League shelled Kestrel."
    )
    assert [who for _, who in sources(read, text)] == [
        ["Minister Marl"],
        ["Minister Marl"],
        ["General Orlo"],
        [],
    ]


def test_a_colon_that_ends_a_longer_paragraph_announces_one_paragraph_only(read) -> None:
    text = (
        "The fighting has gone on for weeks, and on the road to Osk, where nobody slept that night, "
        "Jon Marl said:\n\nThe League attacked Kestrel.\n\nThe junta bombed Kestrel."
    )
    assert [who for _, who in sources(read, text)][-2:] == [["Jon Marl"], []]


def test_a_mark_without_its_fellow_does_no_harm_beyond_its_paragraph(read) -> None:
    text = 'Jon Marl said: "The League attacked Kestrel.\n\nThe junta bombed Kestrel.'
    assert sources(read, text) == [("attack", ["Jon Marl"]), ("strike", [])]


def test_mails_in_mails_give_the_chain_of_their_writers(read) -> None:
    text = (
        "Hello all, see below.\n\n"
        "On 3 May 2031, Ada Brun <ada at tarn.org> wrote:\n"
        "> The junta bombed Kestrel.\n"
        ">\n"
        "> On 2 May 2031, Jon Marl wrote:\n"
        "> > The League attacked Kestrel.\n\n"
        "The League shelled the junta.\n"
    )
    assert [who for _, who in sources(read, text)] == [["Ada Brun"], ["Jon Marl", "Ada Brun"], []]


def test_a_note_that_names_a_source_is_the_source_of_what_carries_its_mark(read) -> None:
    text = (
        "The League attacked Kestrel. (1) The junta bombed Kestrel. (2) It rained, but the League shelled "
        "the junta.\n\nNotes\n\n"
        "(1) Radio Tarn, 4 May 2031: http://radio.example/1\n(2) See our statement of 3 May."
    )
    first, second, third = read(text).claims
    (link,) = first.attribution
    assert (link.source, link.relation) == ("Radio Tarn", "footnote")
    assert text[link.start : link.end] == "Radio Tarn"
    assert (second.attribution, third.attribution) == ((), ())


def test_a_person_spoken_of_later_is_he(read) -> None:
    text = (
        "Orlo's version is that nothing happened. Colonel Brun commands there. "
        '"The League attacked Kestrel," he said.'
    )
    assert ("attack", ["Colonel Brun"]) in sources(read, text)


def test_the_body_that_writes_a_report_is_its_author(read) -> None:
    text = "CEASEFIRE MISSION\n\nWEEKLY REPORT\n\nThe Mission notes that the League attacked Kestrel."
    assert sources(read, text) == [("attack", [])]


def test_a_sentence_between_two_of_a_speaker_is_that_speakers(read) -> None:
    text = "The road was closed, Marl said. The League attacked Kestrel. It was cold, Marl said."
    assert sources(read, text) == [("attack", ["Marl"])]
