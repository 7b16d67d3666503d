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

from gateways.images import colours, heif
from gateways.images.formats import format_of
from gateways.images.pdf_page import page_picture
from gateways.images.png_chunks import only_picture
from gateways.images.port import (
    MAX_PIXELS,
    MIN_LONG_SIDE,
    MIN_SHORT_SIDE,
    VIEW_SIDE,
    Reason,
    Unreadable,
    Wanted,
)
from gateways.images.turning import turned, upright

Image.preinit()
# The limit is checked below, against the header and with a reason of its own.
Image.MAX_IMAGE_PIXELS = None


def read(data: bytes, wanted: Wanted) -> tuple[Image.Image, str]:
    """The picture (RGB, long side at most VIEW_SIDE) and the format that it came in.

    Raises Unreadable, MemoryError, or what a decoder raises for broken input.
    """
    form = format_of(data)
    reason = _unwelcome(form, wanted)
    if form is None or reason:
        raise Unreadable(reason or Reason.NOT_AN_IMAGE)
    picture = page_picture(data) if form == "PDF" else _decoded(data, form)
    # Pillow would write comments and more from here into a new file.
    picture.info = {}
    return turned(picture, wanted.turn), form


def _unwelcome(form: str | None, wanted: Wanted) -> Reason | None:
    if form is None:
        return Reason.NOT_AN_IMAGE
    if form == "PDF" and not wanted.may_be_pdf:
        return Reason.PDF_NOT_HERE
    if form == "HEIF" and not heif.INSTALLED:
        return Reason.HEIC
    return None


def _decoded(data: bytes, form: str) -> Image.Image:
    profile = b""
    if form == "PNG":
        data, profile = only_picture(data)
    with Image.open(io.BytesIO(data), formats=[form]) as image:
        reason = _wrong_by_header(image)
        if reason:
            raise Unreadable(reason)
        profile = profile or image.info.get("icc_profile") or b""
        way_up = None if form == "HEIF" else upright(image)
        picture = colours.screen_rgb(_reduced(image), profile)
    return picture if way_up is None else picture.transpose(way_up)


def _wrong_by_header(image: Image.Image) -> Reason | None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        return Reason.TOO_MANY_PIXELS
    if isinstance(image, PngImagePlugin.PngImageFile) and image.is_animated:
        return Reason.ANIMATED
    if max(width, height) < MIN_LONG_SIDE or min(width, height) < MIN_SHORT_SIDE:
        return Reason.TOO_SMALL
    return None


def _reduced(image: Image.Image) -> Image.Image:
    """The picture at most as large as the view, reduced before anything else: it is cheaper."""
    side: Final = (VIEW_SIDE, VIEW_SIDE)
    # A decoder of JPEG skips what the reduction would throw away.
    image.draft(None, (2 * VIEW_SIDE, 2 * VIEW_SIDE))
    image = colours.plain(image)
    image.thumbnail(side, Image.Resampling.HAMMING, reducing_gap=2.0)
    image.load()
    return image
