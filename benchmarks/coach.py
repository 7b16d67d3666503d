"""What the image coach finds of drawn defects, and what it says of clean scans.

``python -m benchmarks.coach [SEED [DIR]]``: the scans of SEED, drawn, or read from DIR where
``python -m benchmarks.scan_set DIR SEED`` put them before. The thresholds were found on the scans
of seed 1; so 3, another set of papers, desks, light and chance, is what is reported.
"""

from __future__ import annotations

import io
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Final

from PIL import Image

from benchmarks.bench import report, rounded
from benchmarks.scan_set.defects import STRENGTHS
from benchmarks.scan_set.labelled import DEFECTS, Plan, draw, plans
from gateways.images.coach import judge

REPORTED_SEED: Final = 3
TIMED_SIDES: Final = (2600, 4096)
"""Long sides in pixels of a usual upload and of the largest picture that the coach is given."""
TIMED_EVERY: Final = 21
"""One clean picture in so many, of each kind of document, is enlarged to these and judged against
the clock."""


class Tally:
    """Which checks spoke, over the scans of each kind."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int], list[frozenset[str]]] = defaultdict(list)

    def add(self, plan: Plan, found: frozenset[str]) -> None:
        """What was found on the scan of a plan."""
        self._found[plan.defect, plan.strength].append(found)

    def rate(self, check: str, defect: str = "", strength: int = 0) -> float:
        """The part of the scans with this defect (or of the clean ones) that the check names."""
        seen = self._found[defect, strength]
        return sum(check in found for found in seen) / len(seen)

    def count(self, clean: bool) -> int:
        """How many scans there were."""
        return sum(len(seen) for (defect, _), seen in self._found.items() if clean != bool(defect))

    def bothered(self) -> float:
        """The part of the clean scans of which anything was said."""
        seen = self._found["", 0]
        return sum(bool(found) for found in seen) / len(seen)


def main() -> None:
    """Print a line for each check, and one for the time that judging takes."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTED_SEED
    home = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    tally = Tally()
    spent: dict[int, list[float]] = defaultdict(list)
    for plan in plans(seed):
        picture = _opened(plan, home)
        verdicts = judge(picture, plan.material)
        tally.add(plan, frozenset(verdict.check for verdict in verdicts))
        if not plan.defect and plan.number % TIMED_EVERY == 0:
            for side in TIMED_SIDES:
                spent[side].append(_spent(picture, side, plan.material))
    for check in DEFECTS:
        report(
            "coach",
            check=check,
            found={
                str(strength): rounded(tally.rate(check, check, strength)) for strength in STRENGTHS
            },
            false_alarms=rounded(tally.rate(check)),
        )
    report(
        "coach set",
        seed=seed,
        clean=tally.count(clean=True),
        defective=tally.count(clean=False),
        clean_ones_with_any_false_alarm=rounded(tally.bothered()),
        judge_ms={f"{side} px": rounded(median(spent[side])) for side in TIMED_SIDES},
    )


def _spent(picture: Image.Image, side: int, material: str) -> float:
    """Milliseconds of processor time that judging takes, of the picture in this size."""
    scale = side / max(picture.size)
    size = (round(picture.width * scale), round(picture.height * scale))
    enlarged = picture.resize(size, Image.Resampling.BICUBIC)
    started = time.process_time()
    judge(enlarged, material)
    return (time.process_time() - started) * 1000


def _opened(plan: Plan, home: Path | None) -> Image.Image:
    """The scan as the coach gets it: decoded, in RGB."""
    data = (home / f"{plan.label}.jpg").read_bytes() if home else draw(plan)
    return Image.open(io.BytesIO(data)).convert("RGB")


if __name__ == "__main__":
    main()
