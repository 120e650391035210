"""The prose itself: wordings that are well made, and English that is right."""

import re
from collections import Counter
from importlib.resources import files

import pytest

from holdfire.simulate.press import Newsroom, Report
from holdfire.simulate.press.grammar import agreeing, article, in_words, is_plural, listed, ordinal
from holdfire.simulate.press.naming import names_of
from holdfire.simulate.press.spelling import SCHEMES, spelled
from holdfire.simulate.press.wording import Close, Gap, Head, parts_of, prose
from holdfire.simulate.press.world import World

PROSE = sorted(
    f.name.removesuffix(".toml") for f in files("holdfire.simulate.press").joinpath("prose").iterdir()
)
SPEAKERS = frozenset(("s", "t", "o", "cousin"))
WRONG = (
    (r"  | ,| \.(?!\.)|\.\.|,,|\(\)|\{|\}|\[|\]", "signs"),
    (r"\b[Aa] [aeio]|\b[Aa]n [bcdfgjkpqtvwz]", "a or an"),
    (
        r"\b(?:gunmen|fighters|forces|troops|men|militants|mercenaries|Lowlanders) (?:was|is|has)\b",
        "singular verb",
    ),
    (r"\b(?:Front|Covenant|Guard|Column|army|government|FVF) (?:were|are|have)\b", "plural verb"),
    (r"\b(?:one|1) (?:people|fighters|civilians|soldiers|buses|lorries|clashes|days)\b", "one of several"),
    (r"\b(?:two|three|[2-9]|\d\d+) (?:person|fighter|civilian|soldier|man|bus|clash)\b", "several of one"),
    (r"\b(\w+) \1\b", "twice"),
    (r"[.!?] [a-z]", "small letter"),
)
NUMBER = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|dozen|hundred|\d+)\b", re.IGNORECASE
)
RIGHT = re.compile(
    r"had had|one of our men was|stamp of|between .* was reached|of (?:[\w-]+ ){1,4}(?:was|is|has)\b"
    r"|and (?:the )?(?:so-called )?[\w ]+ (?:have|are|were)\b"
)


@pytest.mark.parametrize("name", PROSE)
def test_every_wording_is_well_made(name: str) -> None:
    for use, wordings in prose(name).items():
        assert len(set(wordings)) == len(wordings), use
        for wording in wordings:
            parts = parts_of(wording)
            gaps = {part.key for part in parts if isinstance(part, Gap)}
            for head in (part for part in parts if isinstance(part, Head)):
                assert set(head.places) | ({head.when} if head.when else set()) <= gaps | {"place", "when"}
                assert set(head.tellers) <= SPEAKERS
                # who is said to speak is named in the sentence, or is its "he"
                assert set(head.tellers) <= gaps | ({"s"} if gaps & {"he"} or "“" in wording else set()), (
                    wording
                )
                # and whoever is named as speaking in a sentence says what it claims
                assert head.tellers or not gaps & {*SPEAKERS, "he"} or use.endswith("title"), wording


@pytest.mark.parametrize("name", PROSE)
def test_numbers_that_a_wording_holds_are_in_its_gold(name: str) -> None:
    for wording in (wording for wordings in prose(name).values() for wording in wordings):
        opened: list[Head] = []
        for part in parts_of(wording):
            if isinstance(part, Head):
                opened.append(part)
            elif isinstance(part, Close):
                opened.pop()
            elif isinstance(part, str) and opened:
                assert bool(NUMBER.search(part)) == bool(opened[-1].figures and NUMBER.search(part)), wording


@pytest.mark.parametrize(
    ("wording", "message"),
    [
        ("[clash x>y: {x} and {y}", "don't fit"),
        ("{x} fought {y}]", "don't fit"),
        ("[fight x>y: {x}]", "no kind of claim"),
        ("[clash x>y &: {x}]", "means nothing"),
    ],
)
def test_a_wording_that_is_not_well_made_is_refused(wording: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parts_of(wording)


@pytest.mark.parametrize(("pattern", "what"), WRONG, ids=[what for _, what in WRONG])
def test_the_english_is_right(pattern: str, what: str, reports: tuple[Report, ...]) -> None:
    for report in reports:
        for passage in report.passages:
            found = re.search(pattern, passage.text)
            assert found is None or RIGHT.search(passage.text), (what, passage.text)


def test_sentences_vary(reports: tuple[Report, ...]) -> None:
    bodies = [
        p.body.text
        for r in reports
        for p in r.paragraphs
        if p.taken_from is None and p.body.marks and len(p.body.text) > 70
    ]
    assert Counter(bodies).most_common(1)[0][1] <= 4
    titles = {report.title.text for report in reports}
    assert len(titles) > len(reports) / 3


def test_outlets_keep_to_their_habits(reports: tuple[Report, ...], room: Newsroom) -> None:
    straight = {outlet.name for outlet in room.outlets if not outlet.habits.curly}
    assert straight
    for report in reports:
        own = " ".join(p.body.text for p in report.paragraphs if p.taken_from is None)
        if report.outlet.name in straight:
            assert not set(own) & set("“”’")


def test_partisan_words_stay_inside_the_outlets_texts(
    reports: tuple[Report, ...], world: World, room: Newsroom
) -> None:
    plain = room.of("agency")[0]
    scorn = {
        name
        for outlet in room.of("partisan")
        for folk in world.folks.values()
        for name in names_of(folk, outlet).later
    } - {name for folk in world.folks.values() for name in names_of(folk, plain).later}
    assert scorn
    for report in reports:
        if report.outlet.sides_with is None:
            own = " ".join(p.body.text for p in report.paragraphs if p.taken_from is None)
            assert not [name for name in scorn if re.search(rf"\b{re.escape(name)}\b", own)]


def test_every_name_that_an_outlet_uses_holds_one_of_the_registry(world: World, room: Newsroom) -> None:
    for folk in world.folks.values():
        known = [name.casefold() for name in (folk.name, *folk.aliases)]
        words = {word for name in known for word in name.split()} if folk.is_state else set()
        for outlet in room.outlets:
            names = names_of(folk, outlet)
            for name in (names.full, *names.later, *names.org, *names.men, names.short):
                low = name.casefold()
                assert any(alias in low for alias in known) or words & set(low.split()), name


def test_foreign_services_spell_the_names_of_places_in_their_own_way(
    reports: tuple[Report, ...], room: Newsroom
) -> None:
    told = [
        (place.name, named)
        for report in reports
        if report.kind == "translation"
        for gold in report.gold()
        for place, named in zip(gold.claim.places, gold.told_as, strict=True)
    ]
    changed = [(written, named) for written, named in told if written != named]
    assert len(changed) > len(told) / 2
    scheme = room.of("foreign")[0].habits.spelling
    assert all(written == spelled(named, scheme) for written, named in told)
    assert len({spelled("Keshwei Quay", scheme) for scheme in range(SCHEMES)}) == SCHEMES


def test_articles_follow_sound() -> None:
    told = {
        word: article(word)
        for word in ("FVF post", "army", "Union man", "hour", "“old” man", "11 men", "UN post")
    }
    assert told == {
        "FVF post": "an",
        "army": "an",
        "Union man": "a",
        "hour": "an",
        "“old” man": "an",
        "11 men": "an",
        "UN post": "a",
    }


def test_numbers_and_lists_are_written_as_english_does() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 21)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "21st",
    ]
    assert [in_words(n) for n in (0, 7, 12, 20, 47)] == ["no", "seven", "twelve", "twenty", "forty-seven"]
    assert [listed(["a", "b", "c"][:n]) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]
    assert [agreeing("was", plural=plural) for plural in (False, True)] == ["was", "were"]
    assert [
        n for n in ("the Lowlanders", "the Front", "FVF men", "the Sons of Osk", "Pass") if is_plural(n)
    ] == [
        "the Lowlanders",
        "FVF men",
        "the Sons of Osk",
    ]
