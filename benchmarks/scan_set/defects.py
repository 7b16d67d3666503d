"""Each defect in three strengths, done to the document, the shot, the scene or the picture."""

from __future__ import annotations

from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from benchmarks.scan_set.camera import Shot
from benchmarks.scan_set.ink import Random, font
from benchmarks.scan_set.screens import from_screen

Field = NDArray[Any]

STRENGTHS: Final = (1, 2, 3)

BLUR_AT_1600: Final = (1.8, 3.0, 5.0)
"""Radius in pixels of a picture of 1600 pixels."""
GLARE_SHARE: Final = (0.015, 0.04, 0.09)
"""Part of the frame that is blown out."""
PAPER: Final = (70.0, 48.0, 28.0)
"""What white paper becomes in a picture that is too dark."""
FRAME_SHARE: Final = (0.42, 0.34, 0.25)
"""Part of the frame's nearer dimension that the document takes; its square is the area."""
BEYOND: Final = (0.05, 0.10, 0.2)
"""Part of the frame by which the document reaches out of it."""
TILT: Final = (6.0, 9.0, 15.0)
GRID: Final = (0.08, 0.16, 0.3)
"""Contrast of the stripes of a screen's dots, where they meet the sensor."""
INK_SHARE: Final = (0.16, 0.28, 0.42)
"""How much of the paper the watermark hides."""
SMALL: Final = (0.85, 0.7, 0.55)
"""The document's long side as a part of the least that is asked for."""

_MARKS: Final = ("仅供网站备案使用", "样本 请勿转载", "内部资料 严禁外传", "COPY 复印无效")


def on_document(document: Image.Image, defect: str, strength: int, random: Random) -> Image.Image:
    """The flat document with the defect."""
    if defect == "watermark":
        return _watermarked(document, INK_SHARE[strength - 1], random)
    return document


def on_shot(shot: Shot, defect: str, strength: int, random: Random) -> Shot:
    """The photo's circumstances with the defect."""
    sign = 1 if random.random() < 0.5 else -1
    index = strength - 1
    match defect:
        case "dark":
            return msgspec.structs.replace(shot, light=PAPER[index])
        case "background":
            return msgspec.structs.replace(shot, share=FRAME_SHARE[index])
        case "cut":
            return msgspec.structs.replace(shot, shift=_out(shot, BEYOND[index], random))
        case "skew":
            share = min(shot.share, 0.74)
            return msgspec.structs.replace(shot, tilt=sign * TILT[index], share=share)
        case "glare":
            return msgspec.structs.replace(shot, light=min(shot.light, 215.0))
        case _:
            return shot


def on_scene(scene: Field, defect: str, strength: int, random: Random) -> Field:
    """The light that comes into the lens with the defect."""
    if defect == "glare":
        return _glared(scene, GLARE_SHARE[strength - 1], random)
    if defect == "screen":
        return from_screen(scene, GRID[strength - 1], random)
    return scene


def on_picture(picture: Image.Image, defect: str, strength: int, random: Random) -> Image.Image:
    """The finished picture with the defect."""
    if defect == "blur":
        return _blurred(picture, BLUR_AT_1600[strength - 1] * max(picture.size) / 1600, random)
    if defect == "no_colour":
        grey = ImageOps.grayscale(picture)
        if strength == 2:
            grey = ImageOps.autocontrast(grey, cutoff=2)
        if strength == 3:
            grey = grey.point(
                [0] * 100 + [(level - 100) * 4 for level in range(100, 164)] + [255] * 92
            )
        return grey.convert("RGB")
    return picture


def _out(shot: Shot, beyond: float, random: Random) -> tuple[float, float]:
    """A shift along one axis, or along both, by which the document's edge leaves the frame."""
    free = (1 - shot.share) / 2
    signs = random.choice((-1.0, 1.0), size=2)
    axes = ((1, 0), (0, 1), (1, 1))[int(random.integers(0, 3))]
    x, y = (float(sign * axis * (free + beyond)) for sign, axis in zip(signs, axes, strict=True))
    return x, y


def _watermarked(document: Image.Image, share: float, random: Random) -> Image.Image:
    """Large words all over the document, slanted, letting through what they cover."""
    width, height = document.size
    side = int(np.hypot(width, height))
    layer = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(layer)
    size = int(min(width, height) * random.uniform(0.07, 0.12))
    mark = str(random.choice(_MARKS))
    for row, y in enumerate(range(0, side, int(size * random.uniform(2.0, 2.8)))):
        for x in range(-(row % 2) * size * 2, side, int(font(size).getlength(mark)) + size):
            pen.text((x, y), mark, font=font(size), fill=int(255 * share))
    layer = layer.rotate(float(random.uniform(20, 40)), Image.Resampling.BICUBIC)
    left, top = (side - width) // 2, (side - height) // 2
    layer = layer.crop((left, top, left + width, top + height))
    colour = ((90, 90, 96), (60, 90, 170), (170, 60, 60))[int(random.integers(0, 3))]
    marked = document.copy()
    marked.paste(colour, (0, 0), layer)
    return marked


def _glared(scene: Field, share: float, random: Random) -> Field:
    """A lamp's reflection near the middle: blown out inside, fading over its rim."""
    height, width = scene.shape[:2]
    longish = float(random.uniform(1.0, 2.2))
    across = np.sqrt(share * width * height * longish / np.pi)
    down = across / longish
    x = np.arange(width)[None, :] - width * float(random.uniform(0.32, 0.68))
    y = np.arange(height)[:, None] - height * float(random.uniform(0.35, 0.65))
    turn = float(random.uniform(0, np.pi))
    u = (x * np.cos(turn) + y * np.sin(turn)) / across
    v = (y * np.cos(turn) - x * np.sin(turn)) / down
    lamp = 1 / (1 + np.exp((np.sqrt(u * u + v * v) - 1.08) * 14))
    return scene + (lamp * 300)[:, :, None].astype(np.float32)


def _blurred(picture: Image.Image, radius: float, random: Random) -> Image.Image:
    """Out of focus, or moved along a line by about as much."""
    if random.random() < 0.6:
        return picture.filter(ImageFilter.GaussianBlur(radius))
    reach = max(1, round(radius * 1.7))
    pixels = np.asarray(picture, dtype=np.float32)
    axis = int(random.integers(0, 2))
    moved = sum(np.roll(pixels, step, axis=axis) for step in range(-reach, reach + 1))
    return Image.fromarray((moved / (2 * reach + 1)).clip(0, 255).astype(np.uint8))
