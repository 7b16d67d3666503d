"""A printed verification sheet as it comes back from a scanner, signed."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter


def scanned(pdf: bytes, *, degrees: float = 2, blur: float = 1, dots: int = 200) -> bytes:
    """The first page, signed in blue, as a scanner gives it: a little blurred and askew."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=dots / 72).to_pil().convert("RGB")
    width, height = page.size
    signature = [
        (width * 0.24, height * 0.64),
        (width * 0.3, height * 0.61),
        (width * 0.34, height * 0.65),
    ]
    ImageDraw.Draw(page).line(signature, fill=(30, 60, 190), width=9)
    page = page.filter(ImageFilter.GaussianBlur(blur))
    page = page.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    file = io.BytesIO()
    page.save(file, "JPEG", quality=75)
    return file.getvalue()
