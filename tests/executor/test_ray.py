"""A real Ray cluster of two nodes on this machine: the same rows and the same bytes, also when workers and a node die."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.executor import work
from toolkit import sample
from toolkit.executor import local
from toolkit.flow import ingest, init

pytestmark = pytest.mark.xdist_group("ray")


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    import ray
    from ray.cluster_utils import Cluster

    import toolkit.executor.ray  # noqa: F401  (first: it sets what must be set before Ray is imported)

    small = {"num_cpus": 1, "object_store_memory": 128 * 2**20}
    made = Cluster(initialize_head=True, head_node_args={**small, "include_dashboard": False})
    made.add_node(**small)
    # workers import the tests' functions
    root = str(Path(__file__).parent.parent.parent)
    ray.init(address=made.address, log_to_driver=False, runtime_env={"env_vars": {"PYTHONPATH": root}})
    yield made
    ray.shutdown()
    made.shutdown()


def rows(results: Iterator[object]) -> list[int]:
    return [n for batch in results for n in batch.column("n").to_pylist()]


def test_the_same_rows_in_the_same_order(cluster: object) -> None:
    from toolkit.executor import ray

    ours = list(ray.run(work.pure, iter(work.batches(30)), None, work.failed))
    assert ours == list(local.run(work.pure, iter(work.batches(30)), 1, work.failed))
    assert list(ray.run(work.pure, iter([]), None, work.failed)) == []


def test_more_than_a_window(cluster: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.executor import ray

    monkeypatch.setattr(ray, "WINDOW", 4)
    assert rows(ray.run(work.pure, iter(work.batches(10)), 2, work.failed)) == [n**2 for n in range(40)]


def test_a_worker_dies_in_the_middle(cluster: object, tmp_path: Path) -> None:
    from toolkit.executor import ray

    function = partial(work.dies_once, row=21, mark=tmp_path / "died")
    assert rows(ray.run(function, iter(work.batches(12)), None, work.failed)) == [n**2 for n in range(48)]
    assert (tmp_path / "died").exists()


def test_a_row_that_kills_every_worker_costs_itself_alone(cluster: object) -> None:
    from toolkit.executor import ray

    got = rows(ray.run(partial(work.deadly, row=6), iter(work.batches(4)), None, work.failed))
    assert got == [-n if n == 6 else n**2 for n in range(16)]


def test_a_fault_of_the_function_ends_the_map(cluster: object) -> None:
    from ray.exceptions import UserCodeException

    from toolkit.executor import ray

    with pytest.raises(UserCodeException, match="ValueError: a fault"):
        list(ray.run(work.faulty, iter(work.batches(5)), None, work.failed))


def test_ingest_gives_the_same_bytes(cluster: object, tmp_path: Path) -> None:
    pages = Path(sample.__file__).parent / "pages"
    made = {}
    for executor in ("local", "ray"):
        workspace = init.init(tmp_path / executor)[0]
        tally = ingest.ingest(workspace, [pages], executor=executor)
        assert tally.counts[ingest.UNIT].kept == tally.counts[ingest.UNIT].read > 0
        data = workspace.root / "data"
        made[executor] = {p.relative_to(data): p.read_bytes() for p in data.rglob("*.parquet")}
    assert made["ray"] == made["local"]


def test_a_node_dies_in_the_middle(cluster: object, tmp_path: Path) -> None:  # the last: the node is gone after it
    from toolkit.executor import ray

    node = cluster.add_node(num_cpus=1, object_store_memory=128 * 2**20)
    mark = tmp_path / "begun"

    def kill() -> None:
        while not mark.exists():
            time.sleep(0.05)
        time.sleep(1)
        cluster.remove_node(node, allow_graceful=False)

    killer = threading.Thread(target=kill)
    killer.start()
    assert rows(ray.run(partial(work.slow, mark=mark), iter(work.batches(40)), None, work.failed)) == [
        n**2 for n in range(160)
    ]
    killer.join()
