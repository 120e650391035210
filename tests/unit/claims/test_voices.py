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
        "The League attacked Kestrel in the night, Jon Marl told the Tarn Observer.",
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
