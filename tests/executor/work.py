"""Functions to be mapped; in a module, so that other processes can import them."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pyarrow as pa


def batches(count: int, rows: int = 4) -> list[pa.RecordBatch]:
    numbers = [list(range(n * rows, (n + 1) * rows)) for n in range(count)]
    return [pa.RecordBatch.from_pydict({"n": pa.array(each, pa.int64())}) for each in numbers]


def result(numbers: list[int], said: str = "") -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({"n": pa.array(numbers, pa.int64()), "said": [said] * len(numbers)})


def pure(batch: pa.RecordBatch) -> pa.RecordBatch:
    time.sleep(0.01 * (batch.column("n")[0].as_py() % 3))  # later ones are done earlier
    return result([n.as_py() ** 2 for n in batch.column("n")])


def failed(row: pa.RecordBatch, why: str) -> pa.RecordBatch:
    assert row.num_rows == 1
    return result([-row.column("n")[0].as_py()], why)


def deadly(batch: pa.RecordBatch, row: int) -> pa.RecordBatch:
    if row in batch.column("n").to_pylist():
        os.kill(os.getpid(), signal.SIGKILL)
    return pure(batch)


def endless(batch: pa.RecordBatch, row: int) -> pa.RecordBatch:
    while row in batch.column("n").to_pylist():
        time.sleep(1)
    return pure(batch)


def faulty(batch: pa.RecordBatch) -> pa.RecordBatch:
    if 9 in batch.column("n").to_pylist():
        raise ValueError("a fault")
    return pure(batch)


def dies_once(batch: pa.RecordBatch, row: int, mark: Path) -> pa.RecordBatch:
    """Its worker is killed in the middle, the first time."""
    if row in batch.column("n").to_pylist() and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return pure(batch)


def slow(batch: pa.RecordBatch, mark: Path) -> pa.RecordBatch:
    mark.touch()
    time.sleep(0.3)
    return pure(batch)
