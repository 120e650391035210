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
