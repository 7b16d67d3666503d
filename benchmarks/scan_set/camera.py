"""A flat document becomes a photo on a desk, or a scan: perspective, light, lens, noise, JPEG."""

from __future__ import annotations

import io
import math
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from benchmarks.scan_set.desks import clouds, desk
from benchmarks.scan_set.ink import Random

Field = NDArray[Any]
_HALF_SHADE: Final = [255 - level // 4 for level in range(256)]
_GRAIN_SIDE: Final = 384


class Shot(msgspec.Struct, frozen=True):
    """How a document is photographed.

    ``side`` is the long side of the photo in pixels; ``share`` how much of the frame's nearer
    dimension the document takes; ``tilt`` degrees clockwise; ``shift`` moves it, in parts of the
    frame; ``light`` is what white paper becomes (0 to 255); ``blur`` a radius in pixels.
    """

    side: int
    share: float
    tilt: float
    keystone: float
    shift: tuple[float, float]
    light: float
    uneven: float
    noise: float
    blur: float
    quality: int


def ordinary(random: Random) -> Shot:
    """A photo as careful people take it."""
    return Shot(
        side=int(random.choice((1600, 1800, 2100, 2600), p=(0.4, 0.3, 0.2, 0.1))),
        share=float(random.uniform(0.78, 0.94)),
        tilt=float(random.uniform(-2.0, 2.0)),
        keystone=float(random.uniform(0, 0.025)),
        shift=(float(random.uniform(-0.01, 0.01)), float(random.uniform(-0.01, 0.01))),
        light=float(random.uniform(165, 242)),
        uneven=float(random.uniform(0, 0.16)),
        noise=float(random.uniform(0.8, 3.5)),
        blur=float(random.uniform(0.3, 0.8)),
        quality=int(random.integers(80, 94)),
    )


def photograph(document: Image.Image, shot: Shot, random: Random) -> Field:
    """The document on a desk, as floats (height, width, 3), before noise and JPEG."""
    size = _frame(document, shot)
    corners = _corners(document, size, shot, random)
    coefficients = _perspective(corners, document.size)
    how = (size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR)
    seen = document.transform(*how)
    there = _covered(corners, size)
    shadow = there.reduce(8).filter(ImageFilter.BoxBlur(2)).resize(size).point(_HALF_SHADE)
    ground = ImageChops.multiply(desk(random, size), Image.merge("RGB", [shadow] * 3))
    scene = np.array(Image.composite(seen, ground, there), dtype=np.float32)
    fall = _light(size, shot, random) * np.float32(shot.light / 255)
    for colour, balance in enumerate((random.normal(1, 0.02), 1.0, random.normal(1, 0.03))):
        # The white balance is a little off.
        scene[:, :, colour] *= fall * np.float32(balance)
    return scene


def scanned(document: Image.Image, random: Random, tilt: float = 0.0) -> Field:
    """The document from a flat-bed scanner: its edges are the picture's, the paper is white."""
    turned = document
    if tilt:
        corner = document.getpixel((3, 3))
        turned = document.rotate(-tilt, Image.Resampling.BICUBIC, fillcolor=corner)
    gain = float(random.uniform(0.98, 1.03))
    return np.asarray(turned, dtype=np.float32) * gain


def taken(scene: Field, shot: Shot, random: Random) -> Image.Image:
    """What lens and sensor make of a scene, which is used up."""
    np.clip(scene, 0, 255, out=scene)
    for axis in (0, 1):
        _soften(scene, shot.blur, axis)
    _add_grain(scene, shot.noise, random)
    return Image.fromarray(np.clip(scene, 0, 255, out=scene).astype(np.uint8))


def _soften(scene: Field, radius: float, axis: int) -> None:
    """A blur by less than a pixel: each pixel takes a little of its two neighbours."""
    part = math.exp(-1 / (2 * radius**2))
    part /= 1 + 2 * part
    lines = np.moveaxis(scene, axis, 0)
    before = lines[:-2] + lines[2:]
    lines[1:-1] *= 1 - 2 * part
    before *= part
    lines[1:-1] += before


def _add_grain(scene: Field, noise: float, random: Random) -> None:
    """A sensor's noise, in brightness for each pixel and in colour for each four. One tile is
    laid side by side: drawing new chance for every pixel takes longer than all the rest."""
    tile = random.standard_normal((_GRAIN_SIDE, _GRAIN_SIDE, 1), dtype=np.float32) * noise
    tint = random.standard_normal((_GRAIN_SIDE // 2, _GRAIN_SIDE // 2, 3), dtype=np.float32)
    tile = tile + tint.repeat(2, axis=0).repeat(2, axis=1) * (noise / 2)
    height, width = scene.shape[:2]
    for top in range(0, height, _GRAIN_SIDE):
        for left in range(0, width, _GRAIN_SIDE):
            part = scene[top : top + _GRAIN_SIDE, left : left + _GRAIN_SIDE]
            part += tile[: part.shape[0], : part.shape[1]]


def jpeg(picture: Image.Image, quality: int) -> bytes:
    """The picture as a telephone stores it."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _frame(document: Image.Image, shot: Shot) -> tuple[int, int]:
    """A frame of 4:3 that lies as the document does."""
    short = shot.side * 3 // 4
    return (shot.side, short) if document.width >= document.height else (short, shot.side)


def _corners(
    document: Image.Image, size: tuple[int, int], shot: Shot, random: Random
) -> list[tuple[float, float]]:
    """Where the document's corners fall: upper left, upper right, lower right, lower left."""
    scale = shot.share * min(size[0] / document.width, size[1] / document.height)
    half = (document.width * scale / 2, document.height * scale / 2)
    middle = (size[0] * (0.5 + shot.shift[0]), size[1] * (0.5 + shot.shift[1]))
    turn = math.radians(shot.tilt)
    corners = []
    for sign in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        near = 1 + float(random.uniform(-shot.keystone, shot.keystone))
        x, y = sign[0] * half[0] * near, sign[1] * half[1] * near
        corners.append(
            (
                middle[0] + x * math.cos(turn) - y * math.sin(turn),
                middle[1] + x * math.sin(turn) + y * math.cos(turn),
            )
        )
    return corners


def _covered(corners: list[tuple[float, float]], size: tuple[int, int]) -> Image.Image:
    """White where the document lies, with smooth edges, drawn at twice the size."""
    twice = Image.new("L", (size[0] * 2, size[1] * 2))
    ImageDraw.Draw(twice).polygon([(2 * x, 2 * y) for x, y in corners], fill=255)
    return twice.reduce(2)


def _perspective(corners: list[tuple[float, float]], size: tuple[int, int]) -> tuple[float, ...]:
    """The eight numbers that take a point of the photo to one of the document."""
    flat = ((0, 0), (size[0], 0), size, (0, size[1]))
    rows, right = [], []
    for (x, y), (u, v) in zip(corners, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return tuple(float(number) for number in np.linalg.solve(np.array(rows), np.array(right)))


def _light(size: tuple[int, int], shot: Shot, random: Random) -> Field:
    """A fall of light over the frame (height, width), about 1."""
    small = (64, 64)
    x = np.linspace(-0.5, 0.5, small[0], dtype=np.float32)[None, :]
    y = np.linspace(-0.5, 0.5, small[1], dtype=np.float32)[:, None]
    turn = float(random.uniform(0, 2 * np.pi))
    fall = 1 + shot.uneven * (x * math.cos(turn) + y * math.sin(turn))
    fall = (fall + shot.uneven * 0.2 * clouds(random, small, 3)).astype(np.float32)
    return np.asarray(Image.fromarray(fall).resize(size, Image.Resampling.BILINEAR))
