"""Whom "the group", "the two sides" take up, and which side is the only other one of a paragraph."""

import pytest


def sides(read, text: str) -> list[tuple[str, set[str], set[str]]]:
    return [(c.kind, set(c.side_a), set(c.side_b)) for c in read(text).claims]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The junta shelled the Kestrel Front. In May the group attacked the Palace Guard.",
            ("attack", {"kestrel"}, {"guard"}),
        ),
        (
            "The League attacked Kestrel on Monday. The two sides agreed a ceasefire on Tuesday.",
            ("truce", {"league", "kestrel"}, set()),
        ),
        (
            "The League and Kestrel hold Osk. The Observatory counted 40 clashes between the two.",
            ("clash", {"league"}, {"kestrel"}),
        ),
    ],
)
def test_a_noun_takes_up_who_was_named_before(
    read, text: str, wanted: tuple[str, set[str], set[str]]
) -> None:
    kind, one, other = wanted
    assert (kind, one | other) in [(k, a | b) for k, a, b in sides(read, text)]


def test_a_state_is_no_group(read) -> None:
    text = "Kestrel fought the League. The junta watched. The group attacked the mill."
    assert ("attack", {"junta"}, set()) not in sides(read, text)


def test_a_group_that_is_described_anew_takes_up_nobody(read) -> None:
    text = "Kestrel withdrew from Osk. The group of villagers attacked the mill."
    assert [kind for kind, *_ in sides(read, text)] == ["withdraw"]


def test_the_only_other_side_of_a_paragraph_is_the_missing_one(read) -> None:
    found = read("Kestrel and the League met at Osk. On Monday Kestrel attacked the mill.").claims
    attack = next(claim for claim in found if claim.kind == "attack")
    assert (attack.side_a, attack.side_b) == (("kestrel",), ("league",))
    assert "r.only_other" in attack.rules
    assert attack.confidence < 0.75


def test_of_two_other_sides_none_is_chosen(read) -> None:
    found = sides(
        read, "Kestrel, the League and the Marshmen met at Osk. On Monday Kestrel attacked the mill."
    )
    assert ("attack", {"kestrel"}, set()) in found


def test_another_paragraph_names_no_missing_side(read) -> None:
    found = sides(read, "Kestrel and the League met at Osk.\n\nOn Monday Kestrel attacked the mill.")
    assert ("attack", {"kestrel"}, set()) in found


def test_of_several_sides_the_one_that_was_fought_before_is_the_missing_one(read) -> None:
    text = "Kestrel attacked the League at Osk. The Marshmen watched. On Monday Kestrel stormed the mill."
    found = read(text).claims[-1]
    assert (found.side_a, found.side_b) == (("kestrel",), ("league",))
    assert "r.known_foe" in found.rules


def test_an_attack_in_a_later_paragraph_is_on_whom_the_document_says_they_fight(read) -> None:
    text = (
        "Kestrel attacked the League at Osk. Kestrel shelled the League.\n\nIn May Kestrel stormed the mill."
    )
    assert ("attack", {"kestrel"}, {"league"}) in sides(read, text)


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel attacked the League. Kestrel attacked the Marshmen.\n\nIn May Kestrel stormed the mill.",
        "Kestrel attacked the Marshmen.\n\nIn May the League stormed the mill.",
        "Kestrel shelled militants at Osk. Militants fled.\n\nIn May the League stormed the mill.",
    ],
)
def test_no_foe_is_filled_in_where_the_document_leaves_two_or_none(read, text: str) -> None:
    *_, last = sides(read, text)
    assert last[2] == set()


@pytest.mark.parametrize("post", ["the police station at Osk", "police posts near Osk", "the police"])
def test_an_attack_on_the_police_is_on_the_state_whose_they_are(read, post: str) -> None:
    assert ("attack", {"kestrel"}, {"junta"}) in sides(read, f"Kestrel attacked {post}.")


def test_what_is_only_named_after_the_police_is_no_side(read) -> None:
    assert ("attack", {"kestrel"}, set()) in sides(read, "Kestrel attacked the police academy at Osk.")


@pytest.mark.parametrize("group", ["jihadist group", "armed faction", "outlawed movement"])
def test_one_group_with_an_article_takes_up_the_last_one_named(read, group: str) -> None:
    text = f"Kestrel fled from Osk. The {group} attacked the Palace Guard."
    assert ("attack", {"kestrel"}, {"guard"}) in sides(read, text)


def test_groups_without_an_article_take_up_nobody(read) -> None:
    found = sides(read, "Kestrel fled from Osk. A jihadist group attacked the Palace Guard.")
    assert ("attack", {"kestrel"}, {"guard"}) not in found


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel claimed responsibility for the attack on civilians at Osk.",
        "The attack on civilians at Osk was claimed by Kestrel.",
        "Attacks on civilians, claimed by Kestrel, shook Osk.",
        "On Friday Kestrel claimed two attacks on civilians at Osk.",
    ],
)
def test_who_claims_an_attack_made_it(read, text: str) -> None:
    assert {"kestrel"} in [one for _, one, other in sides(read, text) if other == {"civilians"}]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody claimed responsibility for the attack on civilians at Osk.",
        "Kestrel claimed that an attack on civilians at Osk had failed.",
        "An attack on civilians at Osk killed ten. Kestrel denied it.",
    ],
)
def test_who_only_speaks_of_an_attack_did_not_make_it(read, text: str) -> None:
    assert all(one != {"kestrel"} for _, one, _ in sides(read, text))
