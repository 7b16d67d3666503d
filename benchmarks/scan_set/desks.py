"""What lies below a photographed document: wood, cloth, stone, plain surfaces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.scan_set.ink import Random

Field = NDArray[Any]


def desk(random: Random, size: tuple[int, int]) -> Image.Image:
    """A surface of (width, height), drawn at half the size: a desk is out of focus anyhow."""
    kind = _KINDS[int(random.integers(0, len(_KINDS)))]
    surface = kind(random, (size[0] // 2, size[1] // 2))
    drawn = Image.fromarray(surface.clip(0, 255).astype(np.uint8))
    return drawn.resize(size, Image.Resampling.BILINEAR)


def clouds(random: Random, size: tuple[int, int], cells: int) -> Field:
    """Smooth chance, about -1 to 1, with ``cells`` bumps along the width."""
    width, height = size
    coarse = random.normal(0, 0.5, (max(2, cells * height // width), cells)).astype(np.float32)
    return np.asarray(Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC))


def _wood(random: Random, size: tuple[int, int]) -> Field:
    height = size[1]
    tone = np.array(random.integers((90, 55, 30), (190, 140, 100)), dtype=np.float32)
    y = np.arange(height, dtype=np.float32)[:, None]
    bend = clouds(random, size, 3) * 60
    grain = np.sin((y + bend) / random.uniform(3, 8)) * 0.4 + clouds(random, size, 5) * 0.6
    shades = 1 + 0.16 * grain
    if random.random() < 0.5:
        plank = random.uniform(0.2, 0.45) * height
        shades *= 1 - 0.3 * (np.abs((y % plank) - plank / 2) > plank / 2 - 3)
    return tone * shades[:, :, None]


def _cloth(random: Random, size: tuple[int, int]) -> Field:
    width, height = size
    tone = np.array(random.integers((20, 20, 40), (120, 110, 120)), dtype=np.float32)
    x, y = np.arange(width)[None, :], np.arange(height)[:, None]
    pitch = random.uniform(4, 7)
    weave = np.sin(x * 2 * np.pi / pitch) * np.sin(y * 2 * np.pi / pitch)
    return tone * (1 + 0.1 * weave + 0.12 * clouds(random, size, 4))[:, :, None]


def _stone(random: Random, size: tuple[int, int]) -> Field:
    tone = np.array(random.integers((70, 70, 70), (150, 150, 150)), dtype=np.float32)
    speckles = clouds(random, size, 220) * 0.22 + clouds(random, size, 30) * 0.12
    return tone * (1 + speckles)[:, :, None]


def _plain(random: Random, size: tuple[int, int]) -> Field:
    tone = np.array(random.integers((40, 60, 60), (170, 175, 170)), dtype=np.float32)
    return tone * (1 + 0.04 * clouds(random, size, 3))[:, :, None]


_KINDS: Final[tuple[Callable[[Random, tuple[int, int]], Field], ...]] = (
    _wood,
    _cloth,
    _stone,
    _plain,
)
