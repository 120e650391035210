"""A small case for the map, with names that would be scripts if any page took them for more than text."""

import json
from pathlib import Path

from command_line import run

HOSTILE = '<img src=x onerror="document.title=1">'
ROWS = """\
id,type_of_violence,side_a,side_b,date_start,date_end,date_prec,latitude,longitude,where_prec,country,adm_1,\
where_coordinates,best,low,high,source_office
1,1,Government of X,Order,2017-10-01,2017-10-01,1,35.0,37.0,1,X,North,Suha,4,4,4,Office
2,1,Government of X,Order,2017-10-01,2017-10-03,2,35.0,37.0,1,X,North,Suha,2,1,3,Office; Office
3,2,Order,{name},2017-10-09,2017-10-09,1,35.5,37.5,2,X,North,"{place}",12,12,12,{name_quoted}
4,3,Order,Civilians,2017-11-30,2017-11-30,1,35.2,37.2,4,X,North,North province,1,1,1,
5,1,Government of X,Order,2017-12-01,2017-12-01,1,34.5,36.5,1,X,South,Rabea,0,0,0,Office
6,1,Government of X,Order,2018-02-10,2018-02-10,1,34.5,36.5,1,X,South,Rabea,40,30,60,Office
"""


def make_map_case(folder: Path) -> Path:
    """Make a case with six events, a control map of two sources, and an article; return its folder."""
    case, table, ground, text = (folder / n for n in ("case", "made.csv", "ground.geojson", "article.txt"))
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    table.write_text(ROWS.format(name=quoted, place=HOSTILE.replace('"', '""'), name_quoted=quoted))
    ground.write_text(json.dumps({"type": "FeatureCollection", "features": list(_features())}))
    text.write_text(
        "The Order attacked the Government of X near Suha on 1 October 2017, the ministry said.\n"
    )
    steps = (
        ("new", case, "--title", HOSTILE),
        ("-C", case, "import", "ucdp", table),
        ("-C", case, "import", "control", ground),
        ("-C", case, "add", text, "--published", "2017-10-03", "--outlet", HOSTILE),
    )
    for step in steps:
        done = run(*step)
        assert done.returncode == 0, done.stderr
    return case


def _features():
    grounds = (
        ("Government of X", "2017-10-01", "2018-01-01", (36, 34, 37, 36), HOSTILE),
        (HOSTILE, "2017-10-01", "2017-11-01", (37, 34, 38, 36), HOSTILE),
        ("Order", "2017-11-01", "2018-01-01", (37, 34, 38, 36), HOSTILE),
        ("Order", "2017-10-01", "2018-01-01", (36.5, 34, 37, 36), "Second desk"),
    )
    for holder, since, until, (west, south, east, north), source in grounds:
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        properties = {"holder": holder, "from": since, "until": until, "source": source, "error_km": 5}
        geometry = {"type": "Polygon", "coordinates": [ring]}
        yield {"type": "Feature", "properties": properties, "geometry": geometry}
