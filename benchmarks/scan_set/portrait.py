"""A person before the provider's backdrop, drawn: what an identity photo is measured on."""

from __future__ import annotations

from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from benchmarks.scan_set.ink import Random, font

SIZE: Final = (1600, 2000)


def portrait(random: Random) -> Image.Image:
    """Head and shoulders in the middle, the backdrop with the provider's name behind."""
    width = SIZE[0]
    cloth = tuple(int(tone) for tone in random.integers((30, 70, 140), (80, 130, 210)))
    picture = Image.new("RGB", SIZE, cloth)
    pen = ImageDraw.Draw(picture)
    for row in range(4):
        for column in range(3):
            at = (120 + column * 540, 110 + row * 420)
            pen.text(at, "示例云 备案", font=font(64), fill=(236, 240, 246))
    middle = width / 2 + float(random.normal(0, 30))
    coat = tuple(int(tone) for tone in random.integers((40, 40, 40), (200, 190, 180)))
    skin = tuple(int(tone) for tone in random.integers((196, 150, 120), (240, 200, 172)))
    pen.ellipse((middle - 620, 1350, middle + 620, 2600), fill=coat)
    pen.rectangle((middle - 130, 1150, middle + 130, 1450), fill=skin)
    pen.ellipse((middle - 330, 420, middle + 330, 1150), fill=(32, 27, 26))
    pen.ellipse((middle - 290, 520, middle + 290, 1290), fill=skin)
    for side in (-125, 125):
        x = middle + side
        pen.ellipse((x - 52, 840, x + 52, 890), fill=(250, 250, 250))
        pen.ellipse((x - 22, 842, x + 22, 888), fill=(40, 28, 24))
        pen.line((x - 70, 780, x + 70, 772), fill=(36, 28, 26), width=16)
    pen.line((middle - 20, 900, middle - 34, 1020, middle + 20, 1030), fill=(160, 110, 90), width=8)
    pen.line((middle - 90, 1130, middle + 90, 1130), fill=(178, 70, 70), width=18)
    hairs = random.normal(0, 1, (260, 2))
    for dx, dy in hairs:
        x, y = middle + 300 * np.tanh(dx), 520 + 70 * dy
        pen.line((x, y, x + 14 * dx, y + 60), fill=(58, 46, 42), width=3)
    for _ in range(60):
        x = middle + float(random.normal(0, 260))
        pen.line((x, 1480, x + float(random.normal(0, 40)), 1990), fill=_darker(coat), width=4)
    return picture.filter(ImageFilter.GaussianBlur(0.8))


def _darker(colour: tuple[int, ...]) -> tuple[int, int, int]:
    red, green, blue = (int(tone * 0.75) for tone in colour)
    return red, green, blue
