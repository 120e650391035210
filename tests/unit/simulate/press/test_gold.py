"""The gold of the press: exact to the character, and true or false as the arrays of the war have it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from holdfire.documents import read_document
from holdfire.errors import AnchorError
from holdfire.model.claim import KINDS, Modality
from holdfire.simulate.fought import Deed, PolicyKind, SimulatedWar, Turned
from holdfire.simulate.press import Newsroom, Report, gold_rows
from holdfire.simulate.press.report import GoldClaim
from holdfire.simulate.press.world import World

DAY = timedelta(days=1)
TOLD = ("clash", "attack", "strike", "repel", "one_sided", "capture", "withdraw")
Reports = tuple[Report, ...]


def _gold(reports: Reports, *kinds: str) -> Iterator[GoldClaim]:
    return (gold for report in reports for gold in report.gold() if not kinds or gold.claim.kind in kinds)


def test_every_claim_stands_at_its_offsets_in_the_text_that_readers_see(reports: Reports) -> None:
    assert {report.outlet.markup for report in reports} == {"txt", "html"}
    for report in reports:
        text = read_document(report.data, report.filename).text
        for row in gold_rows(report, text):
            assert text[row["start"] : row["end"]] == row["quote"]
            assert row["kind"] in KINDS
            for link in row["attribution"]:
                assert text[link["start"] : link["end"]] == link["source"]
        if report.outlet.markup == "txt":
            assert gold_rows(report, text) == gold_rows(report)


def test_a_text_that_lacks_a_passage_is_refused(reports: Reports) -> None:
    with pytest.raises(AnchorError, match="its text layer has not"):
        reports[0].gold("another text")


def test_places_and_numbers_of_a_claim_stand_in_its_report(reports: Reports) -> None:
    for report in reports:
        text = report.plain()
        for gold in report.gold():
            assert all(place.name in text for place in gold.claim.places)
            assert all(value >= 0 for value in gold.claim.figures.values())


def test_sides_are_parties_and_what_a_report_is_about_happened(
    reports: Reports, world: World, war: SimulatedWar
) -> None:
    known = {h.id for h in world.happenings} | {f"p{i}" for i in range(len(war.policies))}
    for gold in _gold(reports):
        claim = gold.claim
        assert {*claim.side_a, *claim.side_b, *claim.against} <= set(world.folks)
        assert set(gold.about) <= known | {"counts", "ground"}
        assert (
            gold.true is not True
            or gold.about
            or claim.modality is Modality.DENIED
            or claim.kind == "no_clash"
        )


def test_true_fights_are_events_of_that_day_place_and_sides(reports: Reports, war: SimulatedWar) -> None:
    events, setting = war.events, war.setting
    names = [name for name, _, _ in setting.land.settlements]
    told = 0
    for gold in _gold(reports, "attack", "clash", "strike"):
        claim = gold.claim
        sides = [setting.index(side) for side in (*claim.side_a, *claim.side_b)]
        if (
            gold.true
            and claim.date
            and len(sides) == 2
            and len(gold.told_as) == 1
            and gold.about[0][0] == "e"
        ):
            if (claim.date[1] - claim.date[0]) > DAY or gold.told_as[0] not in names:
                continue
            rows = events.between(*sides) & (events.day == setting.day_number(claim.date[0]))
            rows &= events.place == names.index(gold.told_as[0])
            assert rows.any()
            if claim.kind == "strike":
                assert (events.deed[rows] == Deed.STRIKE).any()
            if claim.kind == "attack":
                assert sides[0] in events.initiator[rows]
            told += 1
    assert told > 200


def test_a_wrong_place_or_day_is_wrong_and_a_right_one_is_right(reports: Reports, world: World) -> None:
    wrong = {"place": 0, "day": 0}
    for gold in _gold(reports):
        happening = world.by_id.get(gold.about[0]) if len(gold.about) == 1 else None
        if happening is None or not gold.claim.date or len(gold.told_as) != 1 or gold.claim.kind not in TOLD:
            continue
        if gold.told_as[0] not in world.region_of or gold.claim.date[1] - gold.claim.date[0] > DAY:
            continue
        assert (gold.told_as[0] != happening.place) == ("place" in gold.errors)
        assert (gold.claim.date[0] != happening.day) == ("day" in gold.errors)
        wrong = {name: count + (name in gold.errors) for name, count in wrong.items()}
        assert not gold.errors or gold.true is not True
    assert min(wrong.values()) > 0


def test_a_silence_is_true_only_where_no_event_was(reports: Reports, war: SimulatedWar) -> None:
    setting, events = war.setting, war.events
    regions = [name for name, _, _ in setting.land.regions]
    seen = set()
    for gold in _gold(reports, "no_clash"):
        claim = gold.claim
        if claim.date is None or len(gold.told_as) != 1 or gold.told_as[0] not in regions:
            continue
        one, other = (setting.index(side) for side in (*claim.side_a, *claim.side_b))
        first, last = (setting.day_number(day) for day in claim.date)
        if claim.date[1].day != 1:
            last -= 1  # of "since May", the day of the report itself is not told yet
        rows = events.between(one, other) & (events.day >= first) & (events.day < last)
        rows &= war.places.region[events.place] == regions.index(gold.told_as[0])
        assert gold.true == (not rows.any())
        seen.add(gold.true)
    assert seen == {True, False}


def test_a_deal_is_true_only_where_the_war_has_it_in_force(reports: Reports, war: SimulatedWar) -> None:
    agreed = (PolicyKind.COLLUSION, PolicyKind.LOCAL_DEAL)
    seen = set()
    for report in reports:
        if report.kind not in ("analysis", "denial") or report.published >= war.setting.until:
            continue
        day = war.setting.day_number(report.published)
        for gold in report.gold():
            claim = gold.claim
            if claim.kind not in ("deal", "cooperate") or set(gold.errors) - {"against"}:
                continue
            sides = [war.setting.index(side) for side in (*claim.side_a, *claim.side_b)]
            bound = [p for p in war.policies if p.kind in agreed and p.since <= day < p.until]
            bound = [p for p in bound if set(sides) <= set(p.members)]
            aimed = [{war.setting.parties[c].id for c in p.against} for p in bound]
            there_is = any(set(claim.against) <= whom for whom in aimed)
            assert gold.true == (there_is != (claim.modality is Modality.DENIED))
            seen.add((gold.true, claim.modality is Modality.DENIED))
    assert seen == {(True, False), (False, False), (True, True), (False, True)}


def test_captures_and_hand_overs_are_turns_of_the_war(reports: Reports, war: SimulatedWar) -> None:
    names = [name for name, _, _ in war.setting.land.settlements]
    how = {"capture": (Turned.ASSAULT,), "handover": (Turned.HAND_OVER,)}
    found = 0
    for gold in _gold(reports, *how):
        if gold.true and gold.about[0].startswith("t") and len(gold.claim.side_b) == 1 and gold.told_as:
            turn = war.turns[int(gold.about[0][1:])]
            winner = gold.claim.side_a if gold.claim.kind == "capture" else gold.claim.side_b
            assert turn.how in how[gold.claim.kind]
            assert (names[turn.place], turn.winner) == (gold.told_as[0], war.setting.index(winner[0]))
            found += 1
    assert found > 10


def test_a_map_says_who_held_a_place_that_day(reports: Reports, war: SimulatedWar) -> None:
    names = [name for name, _, _ in war.setting.land.settlements]
    assert war.holders is not None
    told = 0
    for report in (r for r in reports if r.kind == "map_caption"):
        day = war.setting.day_number(report.published)
        for gold in report.gold():
            if gold.claim.kind != "control" or gold.about != ("ground",):
                continue
            for named in gold.told_as:
                turned = [t.winner for t in war.turns if names[t.place] == named and t.day < day]
                holder = turned[-1] if turned else war.holders[0][names.index(named)]
                assert war.setting.parties[holder].id == gold.claim.side_a[0]
                told += 1
    assert told > 20


def test_numbers_of_a_monitor_are_the_counts_of_the_war(reports: Reports, world: World) -> None:
    counted = 0
    for report in reports:
        for gold in report.gold() if report.kind == "monitor" else ():
            claim = gold.claim
            if claim.kind != "clash" or claim.date is None:
                continue
            fights = world.fights(*claim.side_a, *claim.side_b, *claim.date, gold.told_as[0])
            assert set(claim.figures.values()) <= {len(fights)}
            assert gold.true
            counted += 1
    assert counted > 5


def test_every_side_is_accused_of_something_that_is_not_so(
    reports: Reports, room: Newsroom, world: World
) -> None:
    against: set[str] = set()
    for report in reports:
        if report.kind == "analysis" and report.quarrel is not None:
            assert report.outlet.sides_with == report.quarrel.against
            if any(
                g.true is False for g in report.gold() if g.claim.kind in ("deal", "cooperate", "transit")
            ):
                against.add(report.quarrel.against)
    assert against == set(world.folks) == {o.sides_with for o in room.of("partisan")}


def test_a_text_layer_with_more_around_it_moves_the_gold(reports: Reports) -> None:
    report = reports[5]
    moved = report.gold("Home | War\n\n" + report.plain())
    assert [g.claim.start - 12 for g in moved] == [g.claim.start for g in report.gold()]
    same = [replace(g.claim, start=0, end=0, id="", text_sha256="", prefix="", attribution=()) for g in moved]
    again = report.gold()
    assert same == [
        replace(g.claim, start=0, end=0, id="", text_sha256="", prefix="", attribution=()) for g in again
    ]
