"""``python -m benchmarks.scan_set DIR [SEED]``: the labelled scans as files to look at."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.scan_set.labelled import draw, plans


def main() -> None:
    """Write each scan under its label."""
    home = Path(sys.argv[1])
    home.mkdir(parents=True, exist_ok=True)
    for plan in plans(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        (home / f"{plan.label}.jpg").write_bytes(draw(plan))


if __name__ == "__main__":
    main()
