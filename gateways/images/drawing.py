"""An uploaded file drawn anew with Pillow.

Only the sandbox's worker, tests, and commands that made the picture themselves import this:
a decoder that meets strangers' bytes has no place in the web process.
"""

from __future__ import annotations

import io
from typing import Final

# Pillow imports some of these only when a file asks for them. Then it is too late: the process
# of the sandbox may open no more files.
from PIL import (
    Image,
    ImageChops,
    JpegImagePlugin,  # noqa: F401
    MpoImagePlugin,  # noqa: F401
    PngImagePlugin,
    TiffImagePlugin,  # noqa: F401
)

from gateways.images.port import (
    MAX_PIXELS,
    MIN_LONG_SIDE,
    MIN_SHORT_SIDE,
    THUMBNAIL_SIDE,
    VIEW_SIDE,
    Prepared,
    Reason,
    Refused,
)

Image.preinit()
# The limit is checked below, against the header and with a reason of its own.
Image.MAX_IMAGE_PIXELS = None

_MARKS: Final = ((b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"))
_VIEW_QUALITY: Final = 88
_THUMBNAIL_QUALITY: Final = 80
_GREY_MODES: Final = frozenset({"1", "L", "LA", "La", "I", "F", "I;16", "I;16B", "I;16L", "I;16N"})
_WHITE: Final = (255, 255, 255)

_COLOURED_FROM: Final = 14
"""Difference of the largest and smallest channel from which a pixel counts as coloured.

A grey copy saved as a colour JPEG reaches about 4; the palest certificate is far above.
"""
_COLOURED_SHARE: Final = 1 / 4000
"""A red seal on a white sheet covers some hundred times as much."""

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


def draw(data: bytes) -> Prepared | Refused:
    """The scan in ``data``, or the reason why it is none. Raises MemoryError only."""
    form = next((form for mark, form in _MARKS if data.startswith(mark)), None)
    if form is None:
        return Refused(Reason.NOT_AN_IMAGE)
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as image:
            reason = _wrong_by_header(image)
            return Refused(reason) if reason else _drawn(image, form)
    except MemoryError:
        raise
    except Exception:
        # Decoders raise whatever comes to hand for broken input.
        return Refused(Reason.BROKEN)


def _wrong_by_header(image: Image.Image) -> Reason | None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        return Reason.TOO_MANY_PIXELS
    if isinstance(image, PngImagePlugin.PngImageFile) and image.is_animated:
        return Reason.NOT_AN_IMAGE
    if max(width, height) < MIN_LONG_SIDE or min(width, height) < MIN_SHORT_SIDE:
        return Reason.TOO_SMALL
    if image.mode in _GREY_MODES:
        return Reason.NO_COLOUR
    return None


def _drawn(image: Image.Image, form: str) -> Prepared | Refused:
    upright = _UPRIGHT.get(_orientation(image))
    view = _in_rgb(_reduced(image))
    if upright is not None:
        view = view.transpose(upright)
    thumbnail = view.copy()
    thumbnail.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    if not _has_colour(thumbnail):
        return Refused(Reason.NO_COLOUR)
    return Prepared(
        view=_jpeg(view, _VIEW_QUALITY),
        thumbnail=_jpeg(thumbnail, _THUMBNAIL_QUALITY),
        width=view.width,
        height=view.height,
        original_format=form,
    )


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
    image.thumbnail((VIEW_SIDE, VIEW_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    image.load()
    return image


def _in_rgb(image: Image.Image) -> Image.Image:
    if image.mode == "RGBA":
        sheet = Image.new("RGB", image.size, _WHITE)
        sheet.paste(image, mask=image.getchannel("A"))
        return sheet
    return image.convert("RGB")


def _has_colour(thumbnail: Image.Image) -> bool:
    red, green, blue = thumbnail.split()
    highest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    lowest = ImageChops.darker(ImageChops.darker(red, green), blue)
    differences = ImageChops.subtract(highest, lowest).histogram()
    coloured = sum(differences[_COLOURED_FROM:])
    return coloured >= thumbnail.width * thumbnail.height * _COLOURED_SHARE


def _jpeg(image: Image.Image, quality: int) -> bytes:
    # Pillow writes comments and more from here into the new file.
    image.info = {}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
