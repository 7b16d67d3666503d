"""Pictures turned: upright as the camera was held, and as the applicant asks."""

from __future__ import annotations

from typing import Final

from PIL import Image

from gateways.images.port import VIEW_SIDE

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
_GRID: Final = 32
"""Pixels of the side of the small copy from which the colour of the edge is read."""
_QUARTERS: Final = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
"""What turns a picture by so many degrees clockwise without drawing its pixels anew."""


def upright(image: Image.Image) -> Image.Transpose | None:
    """What turns the picture upright, by its metadata."""
    try:
        found = image.getexif().get(_ORIENTATION)
    except Exception:
        # Damaged metadata are no reason to refuse a good picture.
        return None
    return _UPRIGHT.get(found) if isinstance(found, int) else None


def turned(picture: Image.Image, degrees: float) -> Image.Image:
    """Turned clockwise. Quarters keep every pixel; other angles give a larger picture, whose
    corners have the colour of the old one's edge: white ones would look like glare."""
    degrees %= 360
    if degrees == 0:
        return picture
    if degrees in _QUARTERS:
        return picture.transpose(_QUARTERS[int(degrees)])
    sheet = picture.rotate(
        -degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=_edge(picture)
    )
    sheet.thumbnail((VIEW_SIDE, VIEW_SIDE), Image.Resampling.HAMMING)
    return sheet


def _edge(picture: Image.Image) -> tuple[int, int, int]:
    """The usual colour of the picture's edge: the median of each channel."""
    small = picture.resize((_GRID, _GRID), Image.Resampling.BOX).load()
    if small is None:
        return (255, 255, 255)
    last = _GRID - 1
    places = [place for n in range(_GRID) for place in ((n, 0), (n, last), (0, n), (last, n))]
    red, green, blue = (
        sorted(channel) for channel in zip(*map(small.__getitem__, places), strict=True)
    )
    middle = len(places) // 2
    return red[middle], green[middle], blue[middle]
