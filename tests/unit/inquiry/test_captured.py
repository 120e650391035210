"""Captures from a table or from maps to an answer that can be verified, redrawn and renamed."""

import csv
import json
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from holdfire.case.act import Act
from holdfire.dossier.figures.answer import answer_figures
from holdfire.errors import QuestionError
from holdfire.inquiry.asking import ask, compute
from holdfire.inquiry.captured import gather
from holdfire.inquiry.registration import Asked, register
from holdfire.inquiry.scan import Scanned, scan
from holdfire.inquiry.verifying import verify
from holdfire.intake.captures import import_captures
from holdfire.intake.control import import_control
from holdfire.intake.opening import new_case
from holdfire.intake.places import import_gazetteer
from holdfire.intake.tables import import_events
from holdfire.model.verdict import Verdict

LATER = Act(by="ada", at="2041-01-01T00:00:00+00:00")
BEFORE = Act(by="ada", at="2031-01-01T00:00:00+00:00")
FIRST, TOWNS, FELL = date(2030, 1, 1), 50, date(2031, 5, 16)
HEADER = "id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,where_prec,date_prec,best"
NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
OTHERS = ("Zinc", "Yttrium", "Xenon", "Wolfram")


def towns(names):
    """Towns on a grid of 40 km, one captured every two weeks; town 0 passes from the first to the second."""
    rng = np.random.default_rng(3)
    for n in range(TOWNS):
        one, two = rng.choice(len(names), 2, replace=False) if n else (0, 1)
        if n and {one, two} == {0, 1}:
            two = 2
        day = FIRST + timedelta(days=60 + 14 * n) if n else FELL
        deaths = int(np.exp(rng.normal(4, 0.7))) if n else 1
        yield f"Town {n}", 34 + n // 8 * 0.4, 38 + n % 8 * 0.5, day, names[one], names[two], deaths


def write(path, rows):
    with path.open("w", newline="") as out:
        csv.writer(out).writerows(rows)
    return path


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    folder = tmp_path_factory.mktemp("captured")

    def made(name, names=NAMES, *, captures=True):
        events = [HEADER.split(",")]
        for _, lat, lon, day, loser, taker, deaths in towns(names):
            for back, part in ((9, deaths // 2), (2, deaths - deaths // 2)):
                on = day - timedelta(days=back)
                events.append([len(events), 2, taker, loser, lat, lon, "Velmar", on, 1, 1, part])
        quiet = [names[0], names[1]]
        for n in range(120):
            on = FIRST + timedelta(days=10 * n)
            sides = quiet if n % 3 else names[2:]
            events.append([len(events), 2, *sides, 33.2, 37.2, "Velmar", on, 1, 1, 1])
        case = new_case(folder / name, title="t", actors=None, act=LATER)
        import_events(
            case, "ucdp", [write(folder / f"{name}.csv", events)], name=None, skip_bad=False, act=LATER
        )
        if captures:
            put(case, names)
        return case

    def put(case, names=NAMES, *, without=(), act=LATER, more=()):
        rows = [t[:6] for n, t in enumerate(towns(names)) if n not in without]
        table = write(folder / "towns.csv", [("place", "lat", "lon", "date", "from", "to"), *rows, *more])
        import_captures(case, [table], name="towns", columns={}, skip_bad=False, act=act)

    made.put = put
    return made


def asked(a="Ash", b="Birch", *, forms=("hand-over",), area="Velmar"):
    return Asked(
        a=(a,), b=(b,), area=area, since=date(2031, 3, 1), until=date(2031, 9, 1), forms=forms, seed=5
    )


def answer(case, question):
    (found,) = compute(case, question)[1]
    return found


def test_a_town_named_after_it_fell_is_ranked_and_can_never_support(make):
    case = make("after")
    question = register(case, asked(), LATER).question
    assert question.detectable[0].minimum_detectable is None
    (stored,) = ask(case, question, LATER).answers
    found = stored.answer
    assert found.status == "done"
    assert (found.details["p_low"], found.pvalue) == (1 / TOWNS, 1)
    assert found.verdict is not Verdict.SUPPORTS
    assert (found.placebos.n, found.placebos.rank, found.placebos.false_alarms) == (TOWNS - 1, 1, None)
    assert verify(case, recompute=compute) == ()
    assert any(figure.heading.startswith("Where this capture lies") for figure in answer_figures(found, {}))
    assert json.loads(case.read(f"answers/{question.id}/hand-over.json"))["details"]["picked"] is True


def test_a_question_registered_before_the_capture_can_support(make):
    case = make("before", captures=False)
    make.put(case, without=(0,), act=BEFORE)
    question = register(case, asked(), BEFORE).question
    assert 0 < question.detectable[0].minimum_detectable < 1
    assert answer(case, question).status == "undefined"
    later = date(2031, 6, 1)
    others = [
        ("Dull", 34.2, 38.2, later, "Cedar", "Ash"),
        ("Far", 33.2, 37.2, date(2031, 1, 9), "Ash", "Birch"),
    ]
    make.put(case, more=others)  # not compared with: nobody had fixed them
    found = answer(case, question)
    assert (found.reference.rank, found.reference.of) == (1, TOWNS)
    assert found.verdict == Verdict.SUPPORTS
    assert found.power.registered


def test_captures_that_are_imported_after_the_registration_make_another_question(make):
    case = make("frozen")
    first = register(case, asked(), LATER).question
    before = answer(case, first)
    row = ("Late", 34.2, 38.2, date(2031, 1, 5), "Cedar", "Ash")
    make.put(case, more=(row,))
    again = replace(answer(case, first), inputs=before.inputs)
    assert again == before
    second = register(case, asked(), LATER).question
    assert second.id != first.id
    assert answer(case, second).reference.of == TOWNS + 1
    assert register(case, asked(), LATER).question == second


def test_captures_fixed_with_a_question_can_not_be_changed_unseen(make):
    case = make("changed")
    question = register(case, asked(), LATER).question
    path = case.path / f"questions/{question.id}.captures.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Town 7", b"Town 8"))
    faults = [fault for fault in verify(case) if fault.file.endswith("captures.jsonl")]
    assert any("not those that were registered" in fault.message for fault in faults)


def test_deaths_have_no_part_in_what_is_registered(make):
    one = register(make("deaths"), asked(), LATER).question
    case = make("other", captures=False)
    table = case.path.parent / "other.csv"
    rows = list(csv.reader(table.read_text().splitlines()))
    write(table, [rows[0], *([*row[:-1], int(row[-1]) * 7 + 3] for row in rows[1:])])
    import_events(case, "ucdp", [table], name=None, skip_bad=False, act=LATER)
    make.put(case)
    two = register(case, asked(), LATER).question
    assert (one.id, one.choices, one.detectable) == (two.id, two.choices, two.detectable)


def test_exchanging_and_renaming_the_two_changes_nothing_but_names(make):
    case = make("neutral")
    one, two = (register(case, asked(a, b), LATER).question for a, b in (NAMES[:2], NAMES[1::-1]))
    assert one == two
    renamed = make("renamed", OTHERS)
    other = answer(renamed, register(renamed, asked(*OTHERS[:2]), LATER).question)
    found = answer(case, one)
    for field in ("effect", "pvalue", "reference", "n", "verdict", "power", "valid"):
        assert getattr(found, field) == getattr(other, field)


@pytest.mark.parametrize(
    ("a", "b", "area", "has"),
    [
        ("Ash", "Birch", "Velmar", True),
        ("Ash", "Birch", "38.4,33.9,39.9,34.9", False),
        ("Ash", "Cedar", "33.0,33.0,37.5,33.5", False),
    ],
)
def test_it_is_asked_unnamed_only_where_a_town_passed_between_the_two(make, a, b, area, has):
    case = make(f"unnamed {a} {b} {area}")
    forms = register(case, asked(a, b, forms=(), area=area), LATER).question.forms
    assert ("hand-over" in forms) is has


def test_without_captures_the_answer_says_what_to_import(make):
    case = make("none", captures=False)
    question = register(case, asked(), LATER).question
    found = answer(case, question)
    assert found.status == "undefined"
    assert "holdfire import captures FILE" in found.reason
    assert not list(case.path.glob("questions/*.jsonl"))
    make.put(case)
    assert register(case, asked(), LATER).question.id != question.id


def test_a_scan_is_refused_since_each_capture_would_be_a_picked_one(make):
    case = make("scanned")
    with pytest.raises(QuestionError, match="the answer ranks every capture"):
        scan(case, Scanned(form="hand-over"))


def test_towns_that_change_hands_between_control_maps_are_captures(make, tmp_path):
    case = make("maps", captures=False)
    features = []
    for place, lat, lon, day, loser, taker, _ in towns(NAMES):
        ring = [
            [lon - 0.1, lat - 0.1],
            [lon + 0.1, lat - 0.1],
            [lon + 0.1, lat + 0.1],
            [lon - 0.1, lat + 0.1],
        ]
        geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        spells = ((loser, FIRST, day), (taker, day, date(2040, 1, 1)))
        for holder, since, until in spells:
            said = {"holder": holder, "from": str(since), "until": str(until), "source": place}
            features.append({"type": "Feature", "properties": said, "geometry": geometry})
    maps = tmp_path / "maps.geojson"
    maps.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    import_control(case, [maps], name=None, act=LATER)
    assert gather(case) == ()
    rows = [(t[0], t[1], t[2], 9_000 if n != 9 else 400, "Velmar") for n, t in enumerate(towns(NAMES))]
    gazetteer = write(tmp_path / "places.csv", [("name", "lat", "lon", "population", "country"), *rows])
    import_gazetteer(case, [gazetteer], name=None, columns={}, skip_bad=False, act=LATER)
    found = gather(case)
    assert len(found) == TOWNS - 1  # town 9 is a village
    assert {c.basis for c in found} == {"control map"}
    make.put(case)  # the table dates the same captures
    again = answer(case, register(case, asked(), LATER).question)
    assert again.details["captures_in_all"] == TOWNS - 1  # town 9 counts 400 people by the gazetteer
    assert any(f"{TOWNS - 1} captures are told of twice" in words for words in again.caveats)
    table = make("table")
    by_map, by_table = (answer(one, register(one, asked(), LATER).question) for one in (case, table))
    assert by_map.details["p_low"] == 1 / (TOWNS - 1)
    assert by_table.details["p_low"] == 1 / TOWNS
