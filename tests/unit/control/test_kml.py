"""KML: what a placemark says of itself, its outlines with holes, its days."""

from datetime import date

import pytest

from holdfire.control.kml import read_kml
from holdfire.control.reader import Terms
from holdfire.errors import ControlError

OUTER = "36,35,0 38,35,0 38,37,0 36,37,0 36,35,0"
INNER = "36.5,35.5 36.5,36 37,36 37,35.5 36.5,35.5"
SHIFTED = "40,35 41,35 41,36 40,35"


def ring(side: str, coordinates: str) -> str:
    return f"<{side}><LinearRing><coordinates>\n {coordinates}\n</coordinates></LinearRing></{side}>"


HOLED = f"<Polygon>{ring('innerBoundaryIs', INNER)}{ring('outerBoundaryIs', OUTER)}</Polygon>"
FURTHER = f"<Polygon>{ring('outerBoundaryIs', SHIFTED)}</Polygon>"


def write(tmp_path, *marks: str, folder: str = "Red"):
    path = tmp_path / "a.kml"
    inner = "".join(f"<Placemark>{mark}</Placemark>" for mark in marks)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">'
    path.write_text(f"{head}<Document><Folder><name>{folder}</name>{inner}</Folder></Document></kml>")
    return path


def span(begin: str, end: str = "") -> str:
    return f"<TimeSpan><begin>{begin}</begin>{f'<end>{end}</end>' if end else ''}</TimeSpan>"


def data(**values: str) -> str:
    inner = "".join(f'<Data name="{name}"><value>{value}</value></Data>' for name, value in values.items())
    return f"<ExtendedData>{inner}</ExtendedData>"


def test_holes_heights_and_several_parts(tmp_path):
    mark = data(holder="Red", error_km="2.5", against_interest="true") + span("2017-10-01")
    path = write(tmp_path, f"{mark}<MultiGeometry>{HOLED}{FURTHER}</MultiGeometry>")
    (spell,) = read_kml(path, Terms()).spells
    assert [len(polygon) for polygon in spell.polygons] == [2, 1]
    assert spell.polygons[0][0][1] == (38, 35)
    assert spell.polygons[0][1][0] == (36.5, 35.5)
    assert (spell.holder, spell.error_km, spell.against_interest) == ("Red", 2.5, True)


@pytest.mark.parametrize(
    ("begin", "end", "since", "until"),
    [
        ("2017-10-01", "2017-10-05", (2017, 10, 1), (2017, 10, 5)),
        ("2017-10-01T00:00:00Z", "2017-10-05T00:00:00Z", (2017, 10, 1), (2017, 10, 5)),
        ("2017-10-01T06:00:00Z", "2017-10-04T23:59:59Z", (2017, 10, 1), (2017, 10, 5)),
        ("2017-10-01", "", (2017, 10, 1), None),
    ],
)
def test_the_end_of_a_time_span_is_the_instant_from_which_it_no_longer_counts(
    tmp_path, begin, end, since, until
):
    (spell,) = read_kml(write(tmp_path, data(holder="Red") + span(begin, end) + HOLED), Terms()).spells
    assert spell.since == date(*since)
    assert spell.until == (until and date(*until))


@pytest.mark.parametrize(("begin", "end"), [("2017", ""), ("2017-10", ""), ("2017-10-05", "2017-10-05")])
def test_a_month_or_an_empty_span_is_refused(tmp_path, begin, end):
    with pytest.raises(ControlError, match=r"YYYY-MM-DD|not after"):
        read_kml(write(tmp_path, data(holder="Red") + span(begin, end) + HOLED), Terms())


def test_the_user_may_say_that_the_folder_names_the_holder_and_when(tmp_path):
    path = write(tmp_path, f"<styleUrl>#red</styleUrl>{HOLED}", folder="Red Army")
    with pytest.raises(ControlError, match="holder"):
        read_kml(path, Terms())
    terms = Terms(columns={"holder": "folder", "legend": "style"}, since=date(2017, 1, 1))
    (spell,) = read_kml(path, terms).spells
    assert (spell.holder, spell.legend, spell.since) == ("Red Army", "red", date(2017, 1, 1))


def test_all_faults_of_all_placemarks_are_listed(tmp_path):
    line = "<LineString><coordinates>36,35 37,35</coordinates></LineString>"
    broken = HOLED.replace("38,35,0", "38;35")
    good = data(holder="Red") + span("2017-10-01")
    with pytest.raises(ControlError) as refused:
        read_kml(write(tmp_path, good + line, good + broken, good, good + HOLED), Terms())
    assert [p.row for p in refused.value.problems] == [1, 2, 3]
    assert "38;35" in str(refused.value)
