"""Photos of screens: which patterns tell them, and which do not."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from gateways.images import coach
from gateways.images.coach.moire import regularity
from gateways.images.coach.pixels import Pixels
from gateways.images.coach.sight import Sight

SIZE = (1400, 1000)


def waves(pitch: float, turn: float = 0.05) -> Pixels:
    """-1 to 1, ``pitch`` pixels apart, turned by so many radians."""
    y, x = np.mgrid[: SIZE[1], : SIZE[0]].astype(np.float32)
    return np.cos(2 * np.pi * (x * np.cos(turn) + y * np.sin(turn)) / pitch)


def paper(
    light: Pixels | float = 0.0, colour: Pixels | float = 0.0, noise: float = 2.0
) -> Image.Image:
    """Text on paper. What is added to the light, and what to red and taken from blue, in levels."""
    image = Image.new("RGB", SIZE, (228, 224, 214))
    pen = ImageDraw.Draw(image)
    chance = np.random.default_rng(4)
    for top in range(80, SIZE[1] - 80, 46):
        for left in range(80, SIZE[0] - 80, 26):
            x, width = left + int(chance.integers(0, 6)), int(chance.integers(8, 19))
            pen.rectangle((x, top, x + width, top + 20), outline=(40, 40, 44), width=3)
    seen = np.asarray(image, dtype=np.float32) + chance.normal(0, 1, (*SIZE[::-1], 1)) * noise
    seen += np.stack([light + colour, light + 0 * colour, light - colour], axis=-1)
    return Image.fromarray(seen.clip(0, 255).astype(np.uint8))


def uploaded(picture: Image.Image) -> Image.Image:
    """As a telephone's JPEG, decoded again."""
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=85)
    return Image.open(data).convert("RGB")


def called_screen(picture: Image.Image, material: str = "M01") -> bool:
    return "screen" in {verdict.check for verdict in coach.judge(picture, material)}


@pytest.mark.parametrize("pitch", [2.3, 2.9, 3.7])
def test_a_fine_grid_of_light_is_a_screen(pitch: float) -> None:
    assert called_screen(uploaded(paper(light=18 * waves(pitch))))


@pytest.mark.parametrize("pitch", [8.0, 11.0, 24.0])
def test_coloured_bands_are_a_screen_though_its_dots_are_lost(pitch: float) -> None:
    assert called_screen(uploaded(paper(colour=18 * waves(pitch))))


@pytest.mark.parametrize("noise", [0.0, 0.5, 4.0])
def test_text_is_no_screen(noise: float) -> None:
    picture = paper(noise=noise)
    assert not called_screen(picture)
    assert not called_screen(uploaded(picture))


def test_lines_that_wind_are_no_screen() -> None:
    """Those printed against copying come back wherever one looks, but nowhere as a point."""
    y, x = np.mgrid[: SIZE[1], : SIZE[0]].astype(np.float32)
    lines = np.cos(2 * np.pi * (y + 18 * np.sin(x / 60)) / 6)
    assert not called_screen(uploaded(paper(light=8 * lines, colour=4 * lines)))


def test_a_pattern_in_a_corner_is_no_screen() -> None:
    corner = waves(2.6)
    corner[:, SIZE[0] // 2 :] = 0
    corner[SIZE[1] // 2 :] = 0
    assert not called_screen(uploaded(paper(light=18 * corner)))


def test_a_screenshot_may_be_one() -> None:
    assert not called_screen(paper(light=18 * waves(2.9)), "M08")


def test_what_is_too_small_to_tell_is_not_called_a_screen() -> None:
    assert regularity(Sight(paper(light=18 * waves(2.9)).crop((0, 0, 511, 900)))) is None


def test_a_drawing_may_have_no_wave_that_stands_above_those_next_to_it() -> None:
    drawn = Image.effect_mandelbrot((900, 600), (-2, -1, 1, 1), 20).convert("RGB")
    drawn.paste((180, 40, 30), (0, 0, 450, 600))
    found = regularity(Sight(drawn))
    assert found is not None
    assert found < 30
