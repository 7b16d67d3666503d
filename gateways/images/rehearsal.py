"""Pictures of our own, worked on before the first stranger's file is.

Python, Pillow and NumPy load parts of themselves only when something asks for them. In a
confined process it is too late for that: no file can be opened there any more.
"""

from __future__ import annotations

import contextlib
import io
from typing import Any, Final

# NumPy loads these at their first use, its median the first of them. A check may come to one only
# in a child, for a picture that is unlike the one below.
import numpy.fft
import numpy.linalg
import numpy.ma
import numpy.random  # noqa: F401
from PIL import Image, ImageCms, ImageDraw

from gateways.images.drawing import draw
from gateways.images.port import Wanted
from gateways.images.reading import read
from gateways.images.watermark import marked

_SIZE: Final = (800, 600)
_WISHES: Final = Wanted(
    material="M05", bureau_bytes=20_000, may_be_pdf=True, read_codes=True, turn=2.0
)


def rehearse() -> None:
    """Have everything loaded that any file may need."""
    picture = _picture()
    files = [
        _file(picture, "JPEG", quality=90, progressive=True, exif=_lying()),
        _file(picture.convert("CMYK"), "JPEG"),
        _file(picture.convert("RGBA"), "PNG"),
        _file(picture.quantize(64), "PNG"),
        _file(picture.convert("L").convert("I;16"), "PNG"),
        _file(picture, "JPEG", icc_profile=_profile()),
        _file(picture, "PDF"),
        b"\xff\xd8\xff",
    ]
    marked(files[0], "字 a 1")
    draw(files.pop(0), _WISHES)
    # The others differ only in how they are decoded.
    for file in files:
        with contextlib.suppress(Exception):
            read(file, _WISHES)


def _picture() -> Image.Image:
    """A coloured sheet with lines on a darker table."""
    picture = Image.new("RGB", _SIZE, (120, 90, 60))
    pencil = ImageDraw.Draw(picture)
    pencil.rectangle((60, 60, 740, 540), fill=(250, 246, 230))
    for line in range(12):
        pencil.rectangle((100, 100 + 30 * line, 600, 106 + 30 * line), fill=(40, 40, 50))
    pencil.ellipse((560, 380, 700, 520), outline=(200, 20, 30), width=8)
    return picture


def _profile() -> bytes:
    """A colour profile that is not sRGB, so that it is converted."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def _lying() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif.tobytes()


def _file(picture: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()
