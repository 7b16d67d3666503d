"""A printed verification sheet as a demonstration hands it in: signed, and scanned."""

from __future__ import annotations

import io
from typing import Final

import pypdfium2
from PIL import ImageDraw

_DOTS: Final = 110
"""To the inch: the code is read, and drawing and looking at it take a quarter of a second."""
_SIGNATURE: Final = ((0.24, 0.64), (0.27, 0.62), (0.29, 0.65), (0.32, 0.63))
"""Points of a line, as shares of the width and the height of the page."""


def signed_sheet(pdf: bytes) -> bytes:
    """The first page with a line of blue ink where the name belongs, as a JPEG."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0].render(scale=_DOTS / 72).to_pil().convert("RGB")
    finally:
        document.close()
    line = [(page.width * across, page.height * down) for across, down in _SIGNATURE]
    ImageDraw.Draw(page).line(line, fill=(30, 60, 190), width=4)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=80)
    return out.getvalue()
