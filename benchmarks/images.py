"""Scans per second: accepted and drawn anew in the confined process, beside bare Pillow.

The bare side decodes the same 12-megapixel photo in this process and encodes it again with the
quality of our view; ours also makes the thumbnail and the bureau's copy. Both run on one core,
in turns within one run; the coach's cost is shown apart.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from statistics import median
from typing import Final

from PIL import Image, ImageChops

from benchmarks.bench import report, rounded
from gateways.images import Prepared
from gateways.images.drawing import VIEW_QUALITY
from gateways.images.fork_line import START
from gateways.images.sandbox import SandboxWorkshop
from tests.images_corpus import licence

ROUNDS: Final = 40
SIZE: Final = (4000, 3000)
UNCOACHED: Final = START.replace(
    "import fork_server;", "import drawing, fork_server; drawing.judge = lambda *_: ();"
)
"""The same server, with no checks."""


def photo() -> bytes:
    """A drawn licence of 12 megapixels with the noise of a telephone's camera; about 3 MB."""
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


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def ninety_ninth(values: list[float]) -> float:
    """Of so few values it is the second highest."""
    return sorted(values)[-2]


def main() -> None:
    """Print what one core does."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    data = photo()
    coached, plain = SandboxWorkshop(), SandboxWorkshop(start=UNCOACHED)
    for workshop in (coached, plain):
        assert isinstance(workshop.prepare(data), Prepared)
    ours: list[float] = []
    with_coach: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        theirs.append(seconds(lambda: bare(data)))
        ours.append(seconds(lambda: plain.prepare(data)))
        with_coach.append(seconds(lambda: coached.prepare(data)))
    report(
        "images",
        megabytes=rounded(len(data) / 1e6),
        images_per_second=rounded(1 / median(ours)),
        with_coach_per_second=rounded(1 / median(with_coach)),
        bare_per_second=rounded(1 / median(theirs)),
        p99_milliseconds=rounded(1000 * ninety_ninth(ours)),
        with_coach_p99_milliseconds=rounded(1000 * ninety_ninth(with_coach)),
        bare_p99_milliseconds=rounded(1000 * ninety_ninth(theirs)),
        ratio=rounded(median(theirs) / median(ours)),
        with_coach_ratio=rounded(median(theirs) / median(with_coach)),
        aim="at least 0.45",
    )


if __name__ == "__main__":
    main()
