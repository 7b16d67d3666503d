"""QR codes in a picture."""

from __future__ import annotations

import zxingcpp
from PIL import Image


def read_codes(picture: Image.Image) -> tuple[str, ...]:
    """The texts of the QR codes in the picture, in the decoder's order."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return tuple(code.text for code in found)
