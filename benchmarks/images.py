"""Scans per second: accepted and drawn anew in the confined process, beside bare Pillow.

The bare side decodes the same 12-megapixel photo in this process and encodes it again with the
quality of our view; ours also makes the thumbnail and the bureau's copy. Both run on one core,
in turns within one run, and are counted by the processor time that they and the processes
they start take; the coach's cost is shown apart.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops

from benchmarks.bench import report, rounded
from gateways.images import Prepared
from gateways.images.drawing import VIEW_QUALITY
from gateways.images.fork_line import START
from gateways.images.sandbox import SandboxWorkshop
from tests.images_corpus import licence

ROUNDS: Final = 8
IMAGES: Final = 5
"""In one round on each side."""
SIZE: Final = (4000, 3000)
UNCOACHED: Final = START.replace(
    "import fork_server;", "import drawing, fork_server; drawing.judge = lambda *_: ();"
)
"""The same server, with no checks."""


def photo() -> bytes:
    """A drawn licence of 12 megapixels with the noise of a telephone's camera; about 4.5 MB."""
    noise = Image.effect_noise(SIZE, 12)
    grain = Image.merge("RGB", (noise, noise.transpose(Image.Transpose.ROTATE_180), noise))
    picture = ImageChops.add(licence(SIZE), grain, scale=1, offset=-128)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92)
    return out.getvalue()


def bare(data: bytes) -> None:
    """Decode and encode, and nothing else."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        picture.save(io.BytesIO(), "JPEG", quality=VIEW_QUALITY)


@dataclass
class Side:
    """One way to work on the photo, and what it took: seconds on the clock, one value for each
    image, and of processor time, for all of them together."""

    work: Callable[[], object]
    clock: list[float] = field(default_factory=list)
    processor: float = 0.0

    def run(self, times: int) -> None:
        before = processor_seconds()
        for _ in range(times):
            started = time.perf_counter()
            self.work()
            self.clock.append(time.perf_counter() - started)
        # The confined processes are counted once they are gone.
        while any(children_of(server) for server in children_of(os.getpid())):
            time.sleep(0.005)
        self.processor += processor_seconds() - before

    @property
    def per_core_second(self) -> float:
        return len(self.clock) / self.processor

    @property
    def p99(self) -> float:
        """Milliseconds; of so few values it is the highest."""
        return 1000 * max(self.clock)


def children_of(number: int | str) -> list[str]:
    """The processes that a process started and has not waited for."""
    lists = Path(f"/proc/{number}/task").glob("*/children")
    return [child for each in lists for child in each.read_text().split()]


def processor_seconds() -> float:
    """Processor time of this process, its servers, and the processes that those waited for."""
    stats = [Path(f"/proc/{child}/stat").read_text() for child in children_of(os.getpid())]
    ticks = sum(int(value) for stat in stats for value in stat.rpartition(")")[2].split()[11:15])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print what one core does."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    data = photo()
    workshops = SandboxWorkshop(start=UNCOACHED), SandboxWorkshop()
    for workshop in workshops:
        assert isinstance(workshop.prepare(data), Prepared)
    theirs = Side(lambda: bare(data))
    ours, coached = (Side(partial(workshop.prepare, data)) for workshop in workshops)
    for _ in range(ROUNDS):
        for side in (theirs, ours, coached):
            side.run(IMAGES)
    report(
        "images",
        megabytes=rounded(len(data) / 1e6),
        images_per_core_second=rounded(ours.per_core_second),
        with_coach_per_core_second=rounded(coached.per_core_second),
        bare_per_core_second=rounded(theirs.per_core_second),
        p99_milliseconds=rounded(ours.p99),
        with_coach_p99_milliseconds=rounded(coached.p99),
        bare_p99_milliseconds=rounded(theirs.p99),
        ratio=rounded(ours.per_core_second / theirs.per_core_second),
        with_coach_ratio=rounded(coached.per_core_second / theirs.per_core_second),
        aim="at least 0.45",
    )


if __name__ == "__main__":
    main()
