"""Processes of this machine: the same rows in the same order, whatever becomes of a process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pyarrow as pa
import pytest

from tests.executor import work
from toolkit.executor import local


def rows(results: Iterator[pa.RecordBatch]) -> list[int]:
    return [n for batch in results for n in batch.column("n").to_pylist()]


@pytest.mark.parametrize(("count", "workers"), [(0, 2), (1, 2), (7, 1), (23, 2)])
def test_every_row_in_order(count: int, workers: int) -> None:
    got = list(local.run(work.pure, iter(work.batches(count)), workers, work.failed))
    assert [batch.num_rows for batch in got] == [4] * count
    assert rows(iter(got)) == [n**2 for n in range(4 * count)]


def test_the_input_is_read_as_it_is_needed() -> None:
    read = 0

    def counted() -> Iterator[pa.RecordBatch]:
        nonlocal read
        for batch in work.batches(50):
            read += 1
            yield batch

    results = local.run(work.pure, counted(), 2, work.failed)
    next(results)
    assert read <= 5
    results.close()


@pytest.mark.parametrize("row", [0, 13, 39])
def test_a_row_that_kills_its_process_costs_itself_alone(row: int) -> None:
    got = rows(local.run(partial(work.deadly, row=row), iter(work.batches(10)), 2, work.failed))
    assert got == [-n if n == row else n**2 for n in range(40)]


def test_a_row_that_never_ends_costs_itself_alone() -> None:
    endless = partial(work.endless, row=6)
    got = list(local.run(endless, iter(work.batches(4, rows=2)), 2, work.failed, patience=8))
    assert rows(iter(got)) == [-n if n == 6 else n**2 for n in range(8)]
    assert got[3].column("said").to_pylist() == ["no end after 8 s", ""]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_of_the_function_ends_the_map(workers: int) -> None:
    with pytest.raises(ValueError, match="a fault"):
        list(local.run(work.faulty, iter(work.batches(5)), workers, work.failed))
