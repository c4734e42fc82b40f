"""The default executor: processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from toolkit.executor import Failed, Function

PATIENCE = 300.0
"""Seconds that a batch may take before its processes are ended; the function keeps limits of its own, far below."""

# spawn, not fork: polars and Arrow keep threads, and a forked thread pool can hang
_SPAWN = multiprocessing.get_context("spawn")


def run(
    function: Function,
    batches: Iterable[pa.RecordBatch],
    workers: int | None,
    failed: Failed,
    *,
    patience: float = PATIENCE,
) -> Iterator[pa.RecordBatch]:
    """Maps `function` over the batches in `workers` processes (None: one a core), as every executor does.

    With one worker, or one batch, no process is started.
    """
    workers = workers or os.cpu_count() or 1
    queue = iter(batches)
    first = list(islice(queue, 2))
    if workers == 1 or len(first) < 2:
        yield from map(function, first)
        yield from map(function, queue)
        return
    waiting: deque[pa.RecordBatch] = deque(first)
    while waiting:
        try:
            yield from _pooled(function, waiting, queue, workers, patience)
        except (
            BrokenProcessPool,
            TimeoutError,
        ):  # one of those under way did it: each goes alone, then on with the rest
            for _ in range(len(waiting)):
                yield alone(function, waiting[0], failed, patience)
                waiting.popleft()
            waiting.extend(islice(queue, 1))


def alone(function: Function, batch: pa.RecordBatch, failed: Failed, patience: float = PATIENCE) -> pa.RecordBatch:
    """The result of one batch in a process of its own, cut in halves until the row that ends the process stands alone."""
    import pyarrow as pa

    pool = _pool(1)
    try:
        pool.submit(_ready, function, batch).result()  # to begin takes a while on a busy machine: no row's fault
        return pool.submit(function, batch).result(patience)
    except BrokenProcessPool:
        why = "its process died"
    except TimeoutError:
        why = f"no end after {patience:g} s"
    finally:
        _end(pool)
    if batch.num_rows == 1:
        return failed(batch, why)
    half = batch.num_rows // 2
    parts = [alone(function, part, failed, patience) for part in (batch.slice(0, half), batch.slice(half))]
    return pa.concat_batches(parts)


def _pooled(
    function: Function,
    waiting: deque[pa.RecordBatch],
    queue: Iterator[pa.RecordBatch],
    workers: int,
    patience: float,
) -> Iterator[pa.RecordBatch]:
    """Results in order; `waiting` holds the batches whose result was not yet given, two a worker at most."""
    pool = _pool(workers)
    try:
        under_way: deque[Future[pa.RecordBatch]] = deque(pool.submit(function, batch) for batch in waiting)
        while under_way:
            while len(under_way) < 2 * workers and (batch := next(queue, None)) is not None:
                waiting.append(batch)
                under_way.append(pool.submit(function, batch))
            result = under_way.popleft().result(patience)
            waiting.popleft()
            yield result
    finally:
        _end(pool)


def _ready(function: Function, batch: pa.RecordBatch) -> None:
    """Returns once a process has got its work, and with it has loaded all that it needs."""


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=_SPAWN)


def _end(pool: ProcessPoolExecutor) -> None:
    """Ends a pool now: what still runs in it is wanted by nobody."""
    processes = list((pool._processes or {}).values())  # public from Python 3.14 on, as kill_workers
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
    for process in processes:
        process.join()
