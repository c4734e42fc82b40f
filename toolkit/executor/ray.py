"""An executor on a cluster: Ray Data maps the batches. RAY_ADDRESS says which cluster; without it, one is begun here."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # read on import: nothing is sent that nobody asked for

import ray
import ray.data
import ray.exceptions

from toolkit.executor import local

if TYPE_CHECKING:
    import pyarrow as pa

    from toolkit.executor import Failed, Function

WINDOW = 256
"""Batches that are handed to the cluster at a time: so many are held here, and no more."""

RETRIES = 3
"""How often a task is run again whose worker or node died. Ray Data's own answer is: for ever."""


def run(
    function: Function, batches: Iterable[pa.RecordBatch], workers: int | None, failed: Failed
) -> Iterator[pa.RecordBatch]:
    """Maps `function` over the batches as every executor does, in at most `workers` tasks at a time (None: as many as fit).

    A worker or a node that dies costs nothing but time. What still fails after that is run here, batch by batch, by the
    local executor, which finds the row that did it.
    """
    logging.getLogger("ray").setLevel(logging.CRITICAL)  # what failed is told by us, in one line
    begun = not ray.is_initialized()
    if begun:
        ray.init(log_to_driver=False, logging_level=logging.CRITICAL)
    try:
        queue = iter(batches)
        while window := list(islice(queue, WINDOW)):
            given = 0
            try:
                for result in _window(function, window, workers):
                    yield result
                    given += 1
            except ray.exceptions.UserCodeException:
                raise
            except ray.exceptions.RayError:
                for batch in window[given:]:
                    yield local.alone(function, batch, failed)
    finally:
        if begun:
            ray.shutdown()


def _window(function: Function, window: list[pa.RecordBatch], workers: int | None) -> Iterator[pa.RecordBatch]:
    """The results of some batches, in order. Each goes as one block; Ray may cut or join the blocks that come back."""
    import pyarrow as pa

    def mapped(table: pa.Table) -> pa.Table:
        return pa.Table.from_batches([function(each) for each in table.combine_chunks().to_batches()])

    context = ray.data.DataContext.get_current().copy()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    with ray.data.DataContext.current(context):
        blocks = ray.data.from_arrow([pa.Table.from_batches([batch]) for batch in window])
        with warnings.catch_warnings():
            # there is no other way yet to end the retries (Ray goes on for ever); hence the bound on its version
            warnings.simplefilter("ignore", DeprecationWarning)
            made = blocks.map_batches(
                mapped, batch_size=None, batch_format="pyarrow", concurrency=workers, max_retries=RETRIES
            )
        results = iter(made.iter_batches(batch_size=None, batch_format="pyarrow"))
        held: list[pa.Table] = []
        for batch in window:
            while sum(each.num_rows for each in held) < batch.num_rows:
                held.append(next(results))
            joined = pa.concat_tables(held).combine_chunks()
            yield joined.slice(0, batch.num_rows).to_batches()[0]
            held = [joined.slice(batch.num_rows)]
