"""Executors map a pure function over Arrow record batches; the result is the same whichever is chosen.

An executor is `(function, batches, workers, failed) -> iterator of batches`, under a name in the group `toolkit.executors`:

* `function` is picklable and pure, and gives as many rows as it got;
* the results come in the order of the input, however the work was spread, and memory is bounded however long the input;
* a row that takes its process down with it, or never comes to an end, costs that row alone: `failed(row, why)` stands for it;
* an exception in the function ends the map.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    Function = Callable[[pa.RecordBatch], pa.RecordBatch]
    Failed = Callable[[pa.RecordBatch, str], pa.RecordBatch]
