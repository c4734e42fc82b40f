"""Executors map a pure function over Arrow record batches; the result is the same whichever is chosen.

An executor is `(function, batches, workers) -> iterator of batches`, in the order of the input, under a name in the group
`toolkit.executors`. Here is the default: processes of this machine.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    Function = Callable[[pa.RecordBatch], pa.RecordBatch]


def local(
    function: Function, batches: Iterable[pa.RecordBatch], workers: int | None = None
) -> Iterator[pa.RecordBatch]:
    """Maps `function` (picklable, pure) over the batches in processes of this machine, in order.

    Two batches a worker are under way at a time, so memory stays bounded however many there are. With one worker, or one
    batch, no process is started. An exception in the function ends the map.
    """
    workers = workers or os.cpu_count() or 1
    queue = iter(batches)
    first = list(islice(queue, 2))
    if workers == 1 or len(first) < 2:
        yield from map(function, first)
        yield from map(function, queue)
        return
    # spawn, not fork: polars and Arrow keep threads, and a forked thread pool can hang
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        under_way: deque[Future[pa.RecordBatch]] = deque(pool.submit(function, batch) for batch in first)
        for batch in queue:
            under_way.append(pool.submit(function, batch))
            if len(under_way) >= 2 * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
