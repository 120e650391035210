"""Who draws on whom: copies, quotations, corrections, and that a report follows from what it is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from holdfire.simulate.press import Newsroom, Quarrel, Report, links_of, origins_of, true_reports, write_press
from holdfire.simulate.press.copies import replaced
from holdfire.simulate.press.kinds import KINDS
from holdfire.simulate.press.marks import Mark, Text
from holdfire.simulate.press.world import World

Reports = tuple[Report, ...]


@pytest.fixture(scope="module")
def by_key(reports: Reports) -> dict[str, Report]:
    return {report.key: report for report in reports}


def _same(text: str) -> str:
    """Leave out what outlets set in their own way."""
    return text.translate(str.maketrans("“”‘’–", "''''-")).replace('"', "'")


def test_there_are_reports_of_every_kind_by_every_outlet(reports: Reports, room: Newsroom) -> None:
    assert {report.kind for report in reports} == set(KINDS)
    assert len(KINDS) >= 20
    assert {report.outlet.name for report in reports} == {outlet.name for outlet in room.outlets}
    assert len({report.filename for report in reports}) == len(reports)
    assert [r.published for r in reports] == sorted(r.published for r in reports)
    assert 600 <= len(reports) <= 750


def test_copies_and_quotations_stand_word_for_word_in_an_older_report(
    reports: Reports, by_key: dict[str, Report]
) -> None:
    seen = set()
    for report in reports:
        for paragraph in report.paragraphs:
            if paragraph.taken_from is None:
                continue
            source = by_key[paragraph.taken_from]
            assert source.published <= report.published
            assert source.outlet != report.outlet or paragraph.how == "corrected"
            whole = _same(source.plain())
            if paragraph.how == "copy":
                assert _same(paragraph.body.text) in whole
            if paragraph.how == "quoted":
                assert _same(source.quotable.text) in _same(paragraph.body.text)
            seen.add(paragraph.how)
    assert seen == {"copy", "edited", "rewritten", "translated", "quoted", "answered", "corrected"}


def test_an_edited_copy_has_most_of_the_words_and_not_all(
    reports: Reports, by_key: dict[str, Report]
) -> None:
    changed = 0
    for report in (r for r in reports if r.kind == "light_edit"):
        source = by_key[report.sources[0][0]]
        theirs, own = set(source.plain().split()), [w for p in report.paragraphs for w in p.body.text.split()]
        assert sum(word in theirs for word in own) > 0.7 * len(own)
        changed += any(word not in theirs for word in own)
    assert changed > 5


def test_a_rewriting_shares_the_facts_and_not_the_words(reports: Reports, by_key: dict[str, Report]) -> None:
    for report in (r for r in reports if r.kind in ("rewrite", "translation")):
        source = by_key[report.sources[0][0]]
        told = [p.body for p in report.paragraphs if p.taken_from]
        assert all(body.text not in source.plain() for body in told)
        assert {i for body in told for mark in body.marks for i in mark.about} <= set(source.about)


def test_wire_copy_is_passed_on_byte_for_byte(reports: Reports, by_key: dict[str, Report]) -> None:
    wire = [r for r in reports if r.kind == "syndicate" and not r.signed and r.outlet.markup == "txt"]
    assert wire
    assert all(r.data == by_key[r.sources[0][0]].data for r in wire)


def test_mistakes_travel_with_copies_and_links_count_them(reports: Reports) -> None:
    links = links_of(reports)
    assert {link.kind for link in links} == {"copy", "quote", "states", None}
    assert any(link.shared_errors for link in links if link.how == "copy")
    assert any(link.shared_errors for link in links if link.how in ("rewritten", "translated"))
    assert {link.how for link in links if link.kind is None} == {"answered"}


def test_an_origin_holds_every_report_that_goes_back_to_it(
    reports: Reports, by_key: dict[str, Report]
) -> None:
    origins = {origin.file: origin for origin in origins_of(reports)}
    assert max(len(origin.documents) for origin in origins.values()) >= 3
    for report in reports:
        first = report
        while first.kind in ("reprint", "syndicate", "light_edit"):
            first = by_key[first.sources[0][0]]
        if first.filename in origins:
            assert report.filename in origins[first.filename].documents
    assert any(by_key[r.sources[0][0]].kind == "reprint" for r in reports if r.kind == "reprint")


def test_a_correction_says_what_was_so(reports: Reports, by_key: dict[str, Report], world: World) -> None:
    corrections = [r for r in reports if r.kind == "correction"]
    assert len(corrections) > 3
    for report in corrections:
        source = by_key[report.sources[0][0]]
        assert source.outlet == report.outlet
        assert any(mark.errors for mark in source.marks)
        right = [mark for mark in report.marks if not mark.optional]
        assert all(mark.true and not mark.errors for mark in right)
        assert set(report.about) <= set(source.about)
        dead = {world.by_id[i].dead for i in report.about}
        assert all(value <= max(dead) for mark in right for _, value in mark.figures)


def test_the_truth_tells_of_each_report_what_it_is_about(reports: Reports) -> None:
    told = {truth.file: truth for truth in true_reports(reports)}
    assert set(told) == {report.filename for report in reports}
    for report in reports:
        truth = told[report.filename]
        assert truth.about == report.about
        assert len(truth.statements) == len(report.marks)
        assert all(s.text in p for s, p in _with_passages(report, truth.statements))
    made_up = [s for truth in told.values() for s in truth.statements if s.true is False and not s.about]
    assert {s.kind for s in made_up} >= {"deal", "transit", "trade"}


def _with_passages(report: Report, statements: tuple) -> list[tuple]:
    passages = [passage.text for passage in report.passages for _ in passage.marks]
    return list(zip(statements, passages, strict=True))


def test_the_same_seed_gives_the_same_press_and_another_another(
    reports: Reports, world: World, room: Newsroom
) -> None:
    again = write_press(world, room, seed=3, reports=700)
    assert [r.data for r in again] == [r.data for r in reports]
    other = write_press(world, room, seed=4, reports=700)
    assert len({r.plain() for r in other} & {r.plain() for r in reports}) < 20


def test_a_smaller_press_has_the_same_reports(reports: Reports, world: World, room: Newsroom) -> None:
    few = write_press(world, room, seed=3, reports=100)
    by_file = {r.filename: r.data for r in reports}
    own = [r for r in few if not KINDS[r.kind].draws_on]
    assert len(own) > 50
    assert all(by_file[r.filename] == r.data for r in own)


def test_a_press_of_none_writes_nothing(world: World, room: Newsroom) -> None:
    assert write_press(world, room, seed=3, reports=0) == ()


def test_other_names_change_the_names_and_nothing_else(world: World, room: Newsroom) -> None:
    # a name of the same kind, so that verbs and articles stay
    folks = {
        key: replace(folk, name=folk.name.replace("Lowland", "Seaward"), aliases=("Union", "Seawarders"))
        if key == "union"
        else folk
        for key, folk in world.folks.items()
    }
    renamed = replace(world, folks=folks)
    others = replace(room, outlets=tuple(o for o in room.outlets if "Lowland" not in o.name))
    one, two = (write_press(w, others, seed=3, reports=150) for w in (world, renamed))
    assert any("Lowland" in r.plain() for r in one)
    told = [r.plain().replace("Lowlanders", "Seawarders").replace("Lowland", "Seaward") for r in one]
    assert told == [r.plain() for r in two]


def test_words_are_replaced_only_where_no_claim_begins_or_ends() -> None:
    mark = Mark(start=4, end=12, kind="clash", side_a=("a",), side_b=("b",))
    text = Text(text="The old war; an old one", marks=(mark,))
    done = replaced(text, "old", "ancient")
    assert (done.text, done.text[done.marks[0].start : done.marks[0].end]) == (
        "The ancient war; an ancient one",
        "ancient war;",
    )
    assert replaced(text, "The old", "Every").text == text.text


def test_nobody_speaks_of_a_deal_before_the_day_from_which_it_is_said_to_be(
    world: World, room: Newsroom
) -> None:
    since = world.since + timedelta(days=200)
    quarrel = Quarrel(a="gov", b="covenant", against="front", since=since, loud=9.0)
    later = replace(room, quarrels=(quarrel,))
    written = write_press(world, later, seed=3, reports=60)
    told = [r for r in written if r.kind == "analysis"]
    assert told
    assert all(r.published >= since for r in told)
