"""A real Dask cluster: the same numbers as in this process, also when a worker is killed on the way."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import units_of_work as work
from dask_cluster import Cluster, cluster

from holdfire.errors import QuestionError, UsageError
from holdfire.jobs.engines import Engine, each

pytestmark = pytest.mark.filterwarnings("ignore")  # the client's own threads; what it warns of is not ours


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Cluster]:
    with cluster(tmp_path) as made:
        yield made


def test_a_cluster_gives_what_this_process_gives_though_a_worker_is_killed(dask: Cluster) -> None:
    engine = Engine(cluster=dask.address)
    found: list[int] = []
    for result in each(work.slow_squares, (0.05,), range(40), engine=engine):
        found.append(result)
        if len(found) == 5:
            dask.workers[0].kill()
    assert dask.workers[0].wait() < 0
    assert dask.workers[1].poll() is None
    assert sorted(found) == sorted(each(work.slow_squares, (0.0,), range(40), engine=Engine()))

    with pytest.raises(QuestionError, match="3 is nothing to ask about"):
        list(each(work.refusing, (3,), range(9), engine=engine))


def test_an_address_where_nobody_answers_is_told() -> None:
    code = (
        "from holdfire.jobs import engines\n"
        "engines.CONNECT_SECONDS = 0.2\n"
        "try:\n"
        "    list(engines.each(abs, (1,), [1], engine=engines.Engine(cluster='tcp://127.0.0.1:9')))\n"
        "except engines.UsageError as error:\n"
        "    import json; print(json.dumps([str(error), error.exit_code]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    said, exit_code = json.loads(done.stdout)
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in said
    assert exit_code == UsageError.exit_code
