"""QR codes in a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import zxingcpp
from PIL import Image, ImageFilter

_SMALL: Final = 1300
"""Long side in pixels up to which the squares of a sheet's code are small for the decoder."""


def read_codes(picture: Image.Image) -> tuple[str, ...]:
    """The texts of the QR codes in the picture, in the decoder's order.

    The decoder itself finds codes that are turned, tilted, in shadow or grainy. A picture
    without any is tried once more sharpened, and a small one enlarged: about 10 ms where a
    code is found at once and 60 ms where there is none, for 2600 pixels.
    """
    for shown in _versions(picture.convert("L")):
        # The sheet's code is dark on light; looking for inverted ones would double the time.
        found = zxingcpp.read_barcodes(
            shown, formats=zxingcpp.BarcodeFormat.QRCode, try_invert=False
        )
        if found:
            return tuple(code.text for code in found)
    return ()


def _versions(grey: Image.Image) -> Iterator[Image.Image]:
    yield grey
    if max(grey.size) <= _SMALL:
        grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
        yield grey
    yield grey.filter(ImageFilter.UnsharpMask(radius=4, percent=300, threshold=0))
