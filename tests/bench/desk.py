"""What labelling one sample article takes at the desk, with and without suggestions: keys, clicks and drags.

    python -m tests.bench.desk

The figures were counted in a browser: `GOLDEN=write pytest tests/live/test_desk.py -k spare` counts them again. Seconds are
the keystroke-level model's for a practised hand (0.28 s a key, 1.3 s a click, 2.4 s a drag), without reading or thinking;
what people need is measured from their lead times.
"""

from __future__ import annotations

import json
from pathlib import Path


def main() -> None:
    """Prints a row for each way to suggest."""
    figures = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    thousands = figures["characters"] / 1000
    print(f"desk: {figures['article']}, {figures['characters']} characters, {figures['spans']} spans, ", end="")
    print(f"{figures['relations']} relations; hands only, by the keystroke-level model")
    print(f"{'suggestions':<14}{'keys':>6}{'clicks':>8}{'drags':>7}{'seconds':>9}{'per 1,000 characters':>22}")
    for name, said in figures["effort"].items():
        row = f"{said['keys']:>6}{said['clicks']:>8}{said['drags']:>7}{said['seconds']:>9.1f}"
        print(f"{name:<14}{row}{said['seconds'] / thousands:>22.0f}")


if __name__ == "__main__":
    main()
