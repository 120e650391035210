"""A table of made-up wars."""

import pytest
from made_up_tables import table

from holdfire.weighing.tables import Table


@pytest.fixture(scope="session")
def made() -> Table:
    return table()
