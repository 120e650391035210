"""What a claim carries beside its kind and sides."""

from datetime import date

import pytest

from holdfire.model.claim import DateBasis, Modality


def only(read, text: str):
    (claim,) = read(text).claims
    return claim


@pytest.mark.parametrize(
    ("text", "source", "modality"),
    [
        ("The League attacked Kestrel positions near Osk.", [], Modality.ASSERTED),
        (
            "According to the Tarn Observer, the League attacked Kestrel.",
            ["Tarn Observer"],
            Modality.REPORTED,
        ),
        ("The League attacked Kestrel, a local monitor said.", ["a local monitor"], Modality.REPORTED),
        ("Two officials said that the League attacked Kestrel.", ["Two officials"], Modality.REPORTED),
        ("The junta claimed that the League attacked Kestrel.", ["The junta"], Modality.ALLEGED),
        ("Kestrel accused the junta of attacking the League.", ["Kestrel"], Modality.ALLEGED),
        ("The junta denied that it had struck a deal with Kestrel.", ["The junta"], Modality.DENIED),
        ("The League allegedly attacked Kestrel.", [], Modality.ALLEGED),
        ("The League reportedly attacked Kestrel.", [], Modality.REPORTED),
        ("The League may have struck a deal with the junta.", [], Modality.HEDGED),
        ("No clashes between Kestrel and the League have been reported.", [], Modality.REPORTED),
    ],
)
def test_a_claim_says_who_says_so_and_how(read, text: str, source: list[str], modality: Modality) -> None:
    claim = only(read, text)
    assert [link.source for link in claim.attribution] == source
    assert claim.modality is modality
    assert all(text[link.start : link.end] == link.source for link in claim.attribution)


def test_a_chain_begins_with_the_speaker_closest_to_the_event(read) -> None:
    claim = only(read, "According to the Tarn Observer, two witnesses said that the League attacked Kestrel.")
    assert [link.source for link in claim.attribution] == ["two witnesses", "Tarn Observer"]


def test_a_claim_has_its_clause_alone_and_not_its_neighbour(read) -> None:
    text = "On Monday the League attacked Kestrel, and the Marshmen withdrew from Osk. (4)"
    assert [c.quote for c in read(text).claims] == [
        "the League attacked Kestrel",
        "the Marshmen withdrew from Osk",
    ]


def test_places_figures_notes_and_dates_are_read(read) -> None:
    claim = only(read, "On Sunday the Kestrel Front took 15 villages from the League in eastern Halven. (7)")
    assert [(p.name, p.basis) for p in claim.places] == [("eastern Halven", "relative")]
    assert claim.figures == {"villages": 15.0}
    assert claim.footnotes == ("7",)
    assert claim.date == (date(2031, 3, 9), date(2031, 3, 10))
    assert claim.date_basis is DateBasis.RELATIVE


def test_a_paragraph_goes_on_telling_of_the_day_at_its_head(read) -> None:
    text = "On 3 March another battle began.\nThe League attacked Kestrel.".replace("\n", " ")
    assert only(read, text).date == (date(2031, 3, 3), date(2031, 3, 4))
    assert only(read, text.replace(". The", ".\n\nThe")).date is None


def test_a_date_counts_from_the_text_s_own_head_where_no_day_of_publication_is_known(read) -> None:
    text = "Osk, 12 March 2031.\n\nOn Monday the League attacked Kestrel near Osk."
    (claim,) = read(text, published=None).claims
    assert claim.date == (date(2031, 3, 10), date(2031, 3, 11))


@pytest.mark.parametrize(
    "text",
    [
        "The junta cooperates with Kestrel against the League.",
        "The junta struck a deal with Kestrel so that both could turn on the League.",
        "The junta let Kestrel fighters pass through Osk to attack the League.",
    ],
)
def test_the_party_cooperated_against_is_named(read, text: str) -> None:
    assert only(read, text).against == ("league",)


@pytest.mark.parametrize(
    ("text", "side_a"),
    [
        ("The League left Osk quietly. They attacked Kestrel.", ("league",)),
        ("The League, which attacked Kestrel, is small.", ("league",)),
        ("The League said its troops had attacked Kestrel.", ("league",)),
        ("After leaving Osk, the League attacked Kestrel.", ("league",)),
    ],
)
def test_a_pronoun_is_resolved_within_its_paragraph(read, text: str, side_a: tuple[str, ...]) -> None:
    attacks = [c for c in read(text).claims if c.kind == "attack"]
    assert [c.side_a for c in attacks] == [side_a]


def test_a_pronoun_does_not_reach_over_a_paragraph(read) -> None:
    text = "The League left Osk quietly.\n\nThey attacked Kestrel near Drem."
    assert all(c.side_a == () for c in read(text).claims if c.kind == "attack")


def test_an_unlisted_armed_side_is_proposed_and_takes_part_in_the_claim(read) -> None:
    coded = read("The Free Tarn Army attacked Kestrel. Free Tarn Army units left.")
    assert [(p.id, p.name) for p in coded.proposals] == [("free_tarn_army", "Free Tarn Army")]
    assert coded.claims[0].side_a == ("free_tarn_army",)


def test_a_repeated_reference_to_a_deal_is_one_claim(read) -> None:
    coded = read("The junta made a deal with Kestrel. The deal between the junta and Kestrel covers oil.")
    assert [c.kind for c in coded.claims] == ["deal"]
    assert coded.dropped == {"said before": 1}


def test_what_is_dropped_is_counted(read) -> None:
    coded = read("Did Kestrel attack the League? The League failed to capture Halven from Kestrel.")
    assert coded.claims == ()
    assert coded.dropped == {"attempt": 1, "question": 1}


def test_every_claim_names_its_rules(read) -> None:
    claim = only(read, "The junta allowed 300 Kestrel fighters to withdraw from Halven.")
    assert claim.rules == ("v.withdraw", "c.granted")
    assert claim.coder.startswith("rules/2")
