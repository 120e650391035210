"""What looks like an armed act or a dealing and is none, or is told by another claim of the clause."""

import pytest


def told(read, text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(claim.kind, claim.side_a, claim.side_b) for claim in read(text).claims]


@pytest.mark.parametrize("adjective", ["possible", "potential", "imminent", "planned", "proposed", "future"])
@pytest.mark.parametrize(
    "event", ["offensive by Kestrel against the League", "truce between Kestrel and the League"]
)
def test_what_may_come_to_be_is_not_claimed(read, adjective: str, event: str) -> None:
    coded = read(f"The envoys spoke of a {adjective} {event}.")
    assert coded.claims == ()
    assert coded.dropped == {"hypothetical": 1}


@pytest.mark.parametrize("adjective", ["recent", "secret", "alleged", "local", "strongest possible"])
def test_an_event_of_another_adjective_is_claimed(read, adjective: str) -> None:
    found = told(read, f"The envoys spoke of the {adjective} truce between Kestrel and the League.")
    assert found == [("truce", ("kestrel",), ("league",))]


@pytest.mark.parametrize("noun", ["attempt", "bid", "effort"])
@pytest.mark.parametrize("verb", ["repelled", "beat back", "managed to repel"])
def test_an_attempt_that_was_beaten_is_told_once(read, noun: str, verb: str) -> None:
    (claim,) = read(f"The League {verb} a Kestrel {noun} to capture Halven.").claims
    assert (claim.kind, claim.side_a) == ("repel", ("league",))


def test_hostages_are_no_ground(read) -> None:
    assert told(read, "The fate of League soldiers taken hostage by Kestrel is unknown.") == []


def test_a_few_times_is_no_small_share(read) -> None:
    found = told(read, "Kestrel met the junta a few times before the League attacked Kestrel near Halven.")
    assert ("attack", ("league",), ("kestrel",)) in found
    assert all(kind != "less_targeting" for kind, _, _ in found)


@pytest.mark.parametrize(
    "name",
    [
        "Workers Communist International Tendency (WCIT)",
        "Tarn Human Rights Observatory (THRO)",
        "Institute for Sea Affairs (ISA)",
    ],
)
def test_a_political_or_learned_body_is_no_armed_side(read, name: str) -> None:
    short = name.rpartition("(")[2].rstrip(")")
    coded = read(f"A text by the {name} of 3 May. The {short} supports the struggle of the League.")
    assert coded.claims == ()
    assert coded.proposals == ()


def test_a_sentence_that_a_heading_says_in_capitals_names_no_side(read) -> None:
    text = (
        "The Ruritanian Rising Continues despite all Setbacks\n\n"
        "The Ruritanian rising continues to be under attack by the junta and Kestrel.\n"
    )
    assert {side for _, a, b in told(read, text) for side in (*a, *b)} <= {"junta", "kestrel"}


def test_the_members_of_a_body_are_no_armed_side(read) -> None:
    coded = read("The Members of the Peace Council support the League in its fight against Kestrel.")
    assert not any("members" in proposal.id for proposal in coded.proposals)


def test_sides_from_which_an_attack_comes_suffer_none(read) -> None:
    text = "When Osk is under attack from all sides, the junta, the League and Kestrel, stay calm."
    assert all(b != ("junta", "league", "kestrel") for _, _, b in told(read, text))


@pytest.mark.parametrize(
    "text",
    [
        "We don't know if this is the beginning of an offensive by the junta.",
        "Nobody knows whether the raids by Kestrel are a larger offensive.",
    ],
)
def test_what_is_only_asked_about_is_not_claimed(read, text: str) -> None:
    assert told(read, text) == []


@pytest.mark.parametrize(
    ("text", "a", "b"),
    [
        ("Hundreds of League fighters gave themselves up to Kestrel near Osk.", ("league",), ("kestrel",)),
        ("Forty League fighters surrendered at Osk without a fight.", ("league",), ()),
    ],
)
def test_who_gives_himself_up_hands_no_ground_over(
    read, text: str, a: tuple[str, ...], b: tuple[str, ...]
) -> None:
    assert told(read, text) == [("defect", a, b)]


def test_who_gives_ground_up_hands_it_over(read) -> None:
    assert told(read, "The League gave up Osk to Kestrel.") == [("handover", ("league",), ("kestrel",))]


def test_a_side_that_went_over_is_told_once(read) -> None:
    text = "The Marsh Brigades, a former League faction, are fighting with Kestrel after defecting in May."
    ((_, a, b),) = [c for c in told(read, text) if c[0] == "defect"]
    assert "marsh" in a
    assert b == ("kestrel",)


def test_an_advance_in_which_something_else_was_done_is_not_told(read) -> None:
    found = told(read, "In its march toward Osk, the League captured Halven from Kestrel.")
    assert found == [("capture", ("league",), ("kestrel",))]
