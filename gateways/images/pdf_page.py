"""The one page of a PDF as a picture.

PDFium is given the bytes in memory, without its engine for scripts and without forms. A PDF
that carries more than a page is refused: nobody should wonder what else was handed in.
"""

from __future__ import annotations

from typing import Final

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from gateways.images.port import MIN_SHORT_SIDE, Reason, Unreadable

_SIDE: Final = 2600
"""Pixels of the long side: 220 to the inch on a sheet of A4."""
_NO_SECURITY: Final = -1


def page_picture(data: bytes) -> Image.Image:
    """The page in RGB on white. Raises Unreadable."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise Unreadable(Reason.PDF_LOCKED if locked else Reason.BROKEN) from None
    with document:
        reason = _unwanted(document)
        if reason:
            raise Unreadable(reason)
        return _drawn(document[0])


def _unwanted(document: pypdfium2.PdfDocument) -> Reason | None:
    if raw.FPDF_GetSecurityHandlerRevision(document) != _NO_SECURITY:
        return Reason.PDF_LOCKED
    if len(document) != 1:
        return Reason.PDF_PAGES
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0 or document.count_attachments() > 0:
        return Reason.PDF_ACTIVE
    return None


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    width, height = page.get_size()
    if min(width, height) <= 0:
        raise Unreadable(Reason.BROKEN)
    scale = _SIDE / max(width, height)
    if min(width, height) * scale < MIN_SHORT_SIDE:
        raise Unreadable(Reason.TOO_SMALL)
    drawn: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
    return drawn.convert("RGB")
