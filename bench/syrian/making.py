"""The case: UCDP GED 21.1 of Syria and its neighbours, the registry of the shared case, governorates."""

from pathlib import Path

import holdfire as hf
from holdfire.intake.places import import_gazetteer

ACT = hf.Act(by="bench", at="2031-01-01T00:00:00+00:00")
EVENTS = "data/ucdp_ged211_global_prec12/ged211_prec12_syria_iraq_lebanon.csv.gz"
GOVERNORATES = "data/syria_admin_boundaries/syr_admin1.geojson"


def syria(shared: Path, folder: Path) -> hf.Case:
    """Make the case, or open the one that is there."""
    if (folder / "holdfire.toml").exists():
        return hf.Case.open(folder)
    case = hf.new_case(folder, title="Syria", actors=shared / "cases" / "syria" / "actors.toml", act=ACT)
    hf.import_events(case, "ucdp", [shared / EVENTS], name=None, skip_bad=False, act=ACT)
    import_gazetteer(case, [shared / GOVERNORATES], name=None, columns={}, skip_bad=False, act=ACT)
    return case
