"""A stranger's file as an upright picture in RGB, or the reason why it is none."""

from __future__ import annotations

import io
from typing import Final

# Pillow imports some of these only when a file asks for them. Then it is too late: the process
# of the sandbox may open no more files.
from PIL import (
    Image,
    JpegImagePlugin,  # noqa: F401
    MpoImagePlugin,  # noqa: F401
    PngImagePlugin,
    TiffImagePlugin,  # noqa: F401
)

from gateways.images.port import (
    MAX_PIXELS,
    MIN_LONG_SIDE,
    MIN_SHORT_SIDE,
    VIEW_SIDE,
    Reason,
    Wanted,
)

Image.preinit()
# The limit is checked below, against the header and with a reason of its own.
Image.MAX_IMAGE_PIXELS = None

_MARKS: Final = ((b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"))
_WHITE: Final = (255, 255, 255)

_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture upright, by the value of the EXIF tag Orientation (EXIF 2.32, 4.6.4)."""
_QUARTERS: Final = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
"""What turns a picture by so many degrees clockwise without drawing its pixels anew."""


class Unreadable(Exception):
    """The file is no scan: the reason says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def read(data: bytes, wanted: Wanted) -> tuple[Image.Image, str]:
    """The picture (RGB, long side at most VIEW_SIDE) and the format that it came in.

    Raises Unreadable, MemoryError, or what a decoder raises for broken input.
    """
    form = next((form for mark, form in _MARKS if data.startswith(mark)), None)
    if form is None:
        raise Unreadable(Reason.NOT_AN_IMAGE)
    with Image.open(io.BytesIO(data), formats=[form]) as image:
        reason = _wrong_by_header(image)
        if reason:
            raise Unreadable(reason)
        upright = _UPRIGHT.get(_orientation(image))
        view = _in_rgb(_reduced(image))
    if upright is not None:
        view = view.transpose(upright)
    # Pillow would write comments and more from here into a new file.
    view.info = {}
    return _turned(view, wanted.turn), form


def _wrong_by_header(image: Image.Image) -> Reason | None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        return Reason.TOO_MANY_PIXELS
    if isinstance(image, PngImagePlugin.PngImageFile) and image.is_animated:
        return Reason.NOT_AN_IMAGE
    if max(width, height) < MIN_LONG_SIDE or min(width, height) < MIN_SHORT_SIDE:
        return Reason.TOO_SMALL
    return None


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(_ORIENTATION)
    except Exception:
        # Damaged metadata are no reason to refuse a good picture.
        return 1
    return found if isinstance(found, int) else 1


def _reduced(image: Image.Image) -> Image.Image:
    """The picture at most as large as the view, reduced before anything else: it is cheaper."""
    if image.mode in ("P", "PA"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    elif image.mode == "RGB" and image.has_transparency_data:
        image = image.convert("RGBA")
    # For a JPEG this also makes the decoder skip what the reduction would throw away.
    image.thumbnail((VIEW_SIDE, VIEW_SIDE), Image.Resampling.HAMMING, reducing_gap=2.0)
    image.load()
    return image


def _in_rgb(image: Image.Image) -> Image.Image:
    if image.mode == "RGBA":
        sheet = Image.new("RGB", image.size, _WHITE)
        sheet.paste(image, mask=image.getchannel("A"))
        return sheet
    return image.convert("RGB")


def _turned(picture: Image.Image, degrees: float) -> Image.Image:
    """Turned clockwise. Quarters keep every pixel; other angles give a larger white sheet."""
    degrees %= 360
    if degrees == 0:
        return picture
    if degrees in _QUARTERS:
        return picture.transpose(_QUARTERS[int(degrees)])
    turned = picture.rotate(-degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=_WHITE)
    turned.thumbnail((VIEW_SIDE, VIEW_SIDE), Image.Resampling.HAMMING)
    return turned
