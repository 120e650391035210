"""Tables as files, and which fits a question."""

from dataclasses import replace

import numpy as np
import pytest

from holdfire.errors import InputError
from holdfire.weighing.comparing import Comparison
from holdfire.weighing.rivals import SETS, shipped_rivals
from holdfire.weighing.tables import Size, Table, read_table, shipped_tables, table_for, write_table


def test_a_table_survives_its_file_and_gives_the_same_bytes_again(made: Table) -> None:
    data = write_table(made)
    again = read_table(data, source="table")
    assert (again.size, again.parts, again.rivals, again.sets) == (made.size, made.parts, made.rivals, SETS)
    for key, rows in made.wars.items():
        np.testing.assert_allclose(again.wars[key], rows, rtol=1e-6)
    assert write_table(again) == data == write_table(made)


@pytest.mark.parametrize("cut", [0, 10, -5])
def test_a_torn_file_is_no_table(cut: int, made: Table) -> None:
    with pytest.raises(InputError, match="x is no table of simulated wars"):
        read_table(write_table(made)[:cut], source="x")


def test_a_table_fits_a_fifth_up_and_down_and_the_nearest_is_taken(made: Table) -> None:
    wanted = Size(months=12, rows=250)
    sizes = [
        (12, 250, True),
        (12, 300, True),
        (12, 200, True),
        (10, 250, True),
        (12, 320, False),
        (9, 250, False),
    ]
    for months, rows, fits in sizes:
        table = replace(made, size=Size(months=months, rows=rows))
        assert (table_for(wanted, [table]) is table) == fits, (months, rows)
    far, near = (replace(made, size=Size(months=12, rows=rows)) for rows in (300, 260))
    assert table_for(wanted, [far, near]) is near
    assert table_for(replace(wanted, basis="co-presence"), [far, near]) is None


def test_the_tables_of_the_package_weigh_all_five_rivals_and_are_small() -> None:
    tables = shipped_tables()
    assert tables
    assert sum(len(write_table(table)) for table in tables) < 500_000
    for table in tables:
        assert table.rivals == tuple(one.name for one in shipped_rivals())
        assert table.made.startswith("python bench/weighing.py table")
        asked = ["truce-break"] if table.size.onset else ["silent-front", "visibility"]
        assert Comparison.of(table, asked) is not None
