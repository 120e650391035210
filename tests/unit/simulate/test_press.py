"""The press: verbatim copies, outlets that take sides, and statements whose truth the war decides."""

from datetime import date

import numpy as np
import pytest

from holdfire.documents import read_document
from holdfire.model.claim import KINDS
from holdfire.model.layout import BlockRole
from holdfire.simulate import news
from holdfire.simulate.desk import how_many, ordinal, people
from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.newsroom import Report, Statement, long_date
from holdfire.simulate.press import write_press
from holdfire.simulate.steady import simulate_war
from holdfire.simulate.truth import truth_of
from holdfire.simulate.velmar import NEWSROOM, PARTIES, PLAIN_WAR, WAR_WITH_DEAL


@pytest.fixture(scope="module", params=[True, False], ids=["deal", "no deal"])
def war(request: pytest.FixtureRequest) -> SimulatedWar:
    return simulate_war(WAR_WITH_DEAL if request.param else PLAIN_WAR, np.random.default_rng(4))


@pytest.fixture(scope="module")
def reports(war: SimulatedWar) -> tuple[Report, ...]:
    return write_press(war, NEWSROOM, np.random.default_rng(8))


def _statements(reports: tuple[Report, ...], kind: str) -> list[Statement]:
    return [s for r in reports for p in r.paragraphs for s in p.statements if s.kind == kind]


def test_there_are_about_thirty_reports_by_six_outlets(reports: tuple[Report, ...]) -> None:
    assert 28 <= len(reports) <= 36
    assert {r.outlet.name for r in reports} == {o.name for o in NEWSROOM.outlets}
    assert {r.outlet.markup for r in reports} == {"txt", "html"}
    assert len({r.filename for r in reports}) == len(reports)


def test_reports_are_numbered_by_day(reports: tuple[Report, ...]) -> None:
    assert [r.number for r in reports] == list(range(1, len(reports) + 1))
    assert [r.published for r in reports] == sorted(r.published for r in reports)


def test_what_is_taken_from_a_report_stands_in_it_word_for_word_and_is_older(
    reports: tuple[Report, ...],
) -> None:
    by_name = {r.filename: r for r in reports}
    taken = [(r, p) for r in reports for p in r.paragraphs if p.taken_from]
    assert {p.how for _, p in taken} == {"copy", "quote"}
    for report, paragraph in taken:
        source = by_name[paragraph.taken_from or ""]
        passages = [paragraph.text] if paragraph.how == "copy" else [s.text for s in paragraph.statements]
        original = read_document(source.data, source.filename).text
        own = read_document(report.data, report.filename).text
        assert all(passage in original and passage in own for passage in passages)
        assert source.published <= report.published
        assert source.outlet != report.outlet


def test_wire_copy_is_passed_on_byte_for_byte(reports: tuple[Report, ...]) -> None:
    same = [(a, b) for a in reports for b in reports if a.number < b.number and a.data == b.data]
    assert same
    assert all(a.outlet.name == "Meridian Press Agency" != b.outlet.name for a, b in same)


def test_every_statement_stands_in_the_text_that_readers_see(reports: tuple[Report, ...]) -> None:
    for report in reports:
        text = read_document(report.data, report.filename).text
        assert all(s.text in text for p in report.paragraphs for s in p.statements)
        assert {s.kind for p in report.paragraphs for s in p.statements} <= set(KINDS)


def test_html_reports_state_title_and_day(reports: tuple[Report, ...]) -> None:
    for report in (r for r in reports if r.outlet.markup == "html"):
        reading = read_document(report.data, report.filename)
        assert (reading.title, reading.published) == (report.title, report.published)
        menu = next(block for block in reading.layout.blocks if block.role is BlockRole.MENU)
        assert "Home · War" in reading.text[menu.start : menu.end]  # kept, and told from the report


def test_a_deal_is_alleged_and_denied_whether_there_is_one_or_not(
    war: SimulatedWar, reports: tuple[Report, ...]
) -> None:
    there_is = war.setting.deal is not None
    alleged = [s for s in _statements(reports, "deal") if set(s.sides) == {"gov", "covenant", "front"}]
    assert len(alleged) >= 4
    assert {s.true for s in alleged} == {there_is}
    assert {s.true for s in _statements(reports, "deny")} == {not there_is}
    scapegoat = [s for s in _statements(reports, "deal") if "guard" in s.sides]
    assert {s.true for s in scapegoat} == {False}


def test_a_silence_is_true_only_where_no_clash_happened(
    war: SimulatedWar, reports: tuple[Report, ...]
) -> None:
    regions = [name for name, _, _ in war.setting.land.regions]
    said = _statements(reports, "no_clash")
    assert said
    for s in said:
        assert s.since is not None
        assert s.until is not None
        span = news.span_between(war, s.since, s.until)
        rows = news.clashes(war, 0, 1, span, region=regions.index(s.place or ""))
        assert s.true == (len(rows) == 0)


def test_dated_clashes_happened_there_on_that_day(war: SimulatedWar, reports: tuple[Report, ...]) -> None:
    names = [name for name, _, _ in war.setting.land.settlements]
    said = [
        s for kind in ("clash", "repel", "attack") for s in _statements(reports, kind) if len(s.sides) == 2
    ]
    assert len(said) > 8
    for s in said:
        day = war.setting.day_number(s.since or date.min)
        one, other = (war.setting.index(side) for side in s.sides)
        rows = news.clashes(war, one, other, news.Span(first=day, last=day + 1))
        assert names.index(s.place or "") in war.events.place[rows]


def test_captured_places_changed_hands_that_month(war: SimulatedWar, reports: tuple[Report, ...]) -> None:
    names = [name for name, _, _ in war.setting.land.settlements]
    for s in _statements(reports, "capture") + _statements(reports, "handover"):
        month = war.setting.month_starts.index(s.since or date.min)
        cell = war.places.cell[names.index(s.place or "")]
        held = war.owners.reshape(len(war.owners), -1)[:, cell]
        parties = [war.setting.parties[held[m]].id for m in (month - 1, month)]
        assert set(parties) == set(s.sides)
        assert parties[0] != parties[1]


def test_partisan_words_stay_inside_the_outlets_texts(reports: tuple[Report, ...]) -> None:
    neutral = " ".join(
        p.text for r in reports if r.outlet.sides_with is None for p in r.paragraphs if p.how is None
    )
    partisan = {w for o in NEWSROOM.outlets if o.sides_with for ws in o.words.values() for w in ws}
    plain = {w for ws in NEWSROOM.agency.words.values() for w in ws}
    assert not [word for word in partisan - plain if word in neutral]
    assert all("regime" not in party.name and "terror" not in party.name for party in PARTIES)


def test_the_truth_holds_the_counts_of_the_events(war: SimulatedWar, reports: tuple[Report, ...]) -> None:
    truth = truth_of(war, NEWSROOM, reports)
    assert truth.deal == (war.setting.deal is not None)
    counted = sum(c.clashes for c in truth.clashes if c.dyad == ("gov", "covenant"))
    assert counted == war.events.between(0, 1).sum()
    assert sum(c.clashes for c in truth.clashes) == (war.events.other >= 0).sum()
    assert truth.answers_of_b == war.events.answer.sum()
    files = {r.file for r in truth.reports}
    assert {b.file for r in truth.reports for b in r.draws_on} <= files


def test_the_same_seed_gives_the_same_press(war: SimulatedWar, reports: tuple[Report, ...]) -> None:
    again = write_press(war, NEWSROOM, np.random.default_rng(8))
    assert [r.data for r in again] == [r.data for r in reports]
    other = write_press(war, NEWSROOM, np.random.default_rng(9))
    assert [r.data for r in other] != [r.data for r in reports]


def test_numbers_are_written_as_english_does() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 21)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "21st",
    ]
    assert (people(1, be=True), people(3, be=True)) == ("One person was", "3 people were")
    assert [how_many(n, "clash") for n in (0, 1, 2)] == ["no clashes", "1 clash", "2 clashes"]
    assert long_date(date(2031, 10, 3)) == "3 October 2031"
