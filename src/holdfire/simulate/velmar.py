"""Velmar: a country that never was, with its parties. It lies in the open Atlantic, so nobody lives there."""

from dataclasses import replace
from datetime import date

from holdfire.simulate.setting import Course, Deal, Land, Party, Setting

_BEGINNINGS = (
    "Tal", "Kesh", "Drun", "Osk", "Mael", "Zhor", "Brin", "Quen",
    "Fyr", "Hald", "Ubr", "Sarn", "Wex", "Ilm", "Gaut", "Pell",
)  # fmt: skip
_ENDINGS = ("ivar", "una", "esk", "abra", "olm", "etta", "urin", "anth", "imo", "edra")
_REGIONS = ("Haldria", "Keshmoor", "Tallivern", "Brinnath", "Umbrosa", "Quenland")
_WIDTH, _HEIGHT, _CELL = 300.0, 240.0, 10.0
# the plastic number's powers: points that follow each other in these steps fill a rectangle evenly
_STEP_X, _STEP_Y = 0.7548776662466927, 0.5698402909980532


def _settlements() -> tuple[tuple[str, float, float], ...]:
    names = [begin + end for end in _ENDINGS for begin in _BEGINNINGS]
    return tuple(
        (name, round((0.5 + i * _STEP_X) % 1 * _WIDTH, 2), round((0.5 + i * _STEP_Y) % 1 * _HEIGHT, 2))
        for i, name in enumerate(names, start=1)
    )


def _regions() -> tuple[tuple[str, float, float], ...]:
    seats = ((58, 70), (150, 52), (246, 66), (44, 182), (156, 174), (250, 188))
    return tuple(
        (f"{name} province", float(x), float(y)) for name, (x, y) in zip(_REGIONS, seats, strict=True)
    )


LAND = Land(
    name="Velmar",
    south=20.0,
    west=-42.0,
    rows=int(_HEIGHT / _CELL),
    columns=int(_WIDTH / _CELL),
    cell_km=_CELL,
    settlements=_settlements(),
    regions=_regions(),
)

# seats: so placed that every two of the six parties have a common front when the war begins, and that the
# Government, the Covenant and the Front meet around the middle of the country
PARTIES = (
    Party(
        id="gov",
        name="Government of Velmar",
        kind="state",
        strength=1.5,
        aliases=(
            "Velmari government",
            "Velmari army",
            "government forces",
            "Dornhold",
            "the regime",
        ),
        seats=((135, 35), (123, 81), (222, 81), (20, 215)),
    ),
    Party(
        id="covenant",
        name="Ashen Covenant",
        aliases=("Covenant", "Covenant fighters", "Covenant terrorists", "the cult"),
        seats=((167, 38), (65, 147), (181, 149), (219, 141)),
    ),
    Party(
        id="front",
        name="Free Velmar Front",
        aliases=("FVF", "Front fighters", "the bandits", "liberation fighters"),
        units=("Tern Brigade", "Harrow Brigade"),
        strength=1.2,
        seats=((221, 26), (165, 98), (20, 140), (83, 212)),
    ),
    Party(
        id="guard",
        name="Issel Guard",
        aliases=("Guard", "Issel militia"),
        seats=((276, 32), (115, 158), (234, 219), (281, 203)),
    ),
    Party(
        id="union",
        name="Lowland Union",
        aliases=("Union", "Lowlanders"),
        seats=((33, 40), (68, 33), (114, 199), (175, 205)),
    ),
    Party(
        id="column",
        name="Kestrel Column",
        aliases=("Kestrels",),
        strength=0.8,
        seats=((35, 94), (73, 94), (282, 97), (285, 161)),
    ),
)

PLAIN_WAR = Setting(land=LAND, parties=PARTIES, since=date(2031, 1, 1), months=20, course=Course())

DEAL = Deal(
    a="gov",
    b="covenant",
    against="front",
    since=date(2031, 9, 1),
    restraint=0.1,
    concert=0.3,
)

WAR_WITH_DEAL = replace(PLAIN_WAR, deal=DEAL)
