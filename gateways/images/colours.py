"""Any colours as those of screens: RGB, in the colour space sRGB, on white."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageCms

_WHITE: Final = (255, 255, 255)
_MOST_PROFILE: Final = 4 * 1024 * 1024
"""The profiles of print shops have up to 2 MB."""
_SIXTEEN_BITS: Final = frozenset({"I;16", "I;16B", "I;16L", "I;16N", "I"})
_SCREEN: Final = ImageCms.createProfile("sRGB")


def plain(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be made smaller: palettes and odd depths are none."""
    if image.mode in _SIXTEEN_BITS:
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("RGB")


def screen_rgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture in RGB. ``profile`` says what its colours mean; it is converted to sRGB.

    A profile that is broken, too large or of another kind of picture is ignored.
    """
    if image.mode == "RGBA":
        sheet = Image.new("RGB", image.size, _WHITE)
        sheet.paste(image, mask=image.getchannel("A"))
        image = sheet
    if 0 < len(profile) <= _MOST_PROFILE:
        image = _by_profile(image, profile)
    return image.convert("RGB")


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(given).lower():
            return image
        converted = ImageCms.profileToProfile(image, given, _SCREEN, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return converted or image
