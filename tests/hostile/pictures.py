"""Pictures that want too much, lie about themselves, or carry what no picture needs."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable
from typing import Final

from PIL import Image

from tests import images_corpus as made

Kind = dict[str, tuple[str, Callable[[], bytes], bytes]]
"""What it is -> file name, how it is made, and what must not be kept."""

_SMALL: Final = (640, 420)
_SOF: Final = (b"\xff\xc0", b"\xff\xc2")
_NOISE: Final = random.Random(7).randbytes(60_000)


def flat_png(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    """A picture of zeros, some thousand times as large as its file."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row = bytes(1 + (width * channels * depth + 7) // 8)
    packer = zlib.compressobj(9)
    pixels = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return made.raw_png(width, height, pixels, depth=depth, colour=colour)


def sized_jpeg(width: int, height: int) -> bytes:
    """A JPEG whose header says another size than its data have."""
    data = bytearray(made.jpeg(_SMALL))
    place = min(found for mark in _SOF if (found := data.find(mark)) > 0)
    data[place + 5 : place + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def flat_jpeg(width: int, height: int, **options: object) -> bytes:
    """One colour everywhere, which compresses best."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(out, "JPEG", quality=1, **options)
    return out.getvalue()


def many_scans() -> bytes:
    """A progressive JPEG whose last scan comes two hundred times: work without content."""
    data = made.jpeg(_SMALL, progressive=True)
    last = data.rfind(b"\xff\xda")
    scan = data[last:-2]
    return data[:last] + scan * 200 + b"\xff\xd9"


def segments(marker: int, body: bytes, times: int) -> bytes:
    """A good JPEG with so many segments of that kind behind its first mark."""
    data = made.jpeg(_SMALL)
    segment = bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body
    return data[:2] + segment * times + data[2:]


def exif(directory: bytes) -> bytes:
    """A good JPEG with this TIFF directory as its EXIF."""
    tiff = b"II*\0\x08\0\0\0" + directory
    return segments(0xE1, b"Exif\0\0" + tiff, 1)


def _entry(tag: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, kind, count, value)


def _directory(*entries: bytes, following: int = 0) -> bytes:
    return struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<I", following)


def cmyk_plain() -> bytes:
    """Four channels without a profile, and without Adobe's mark that says what they mean."""
    data = made.cmyk()
    place = data.find(b"\xff\xee")
    (length,) = struct.unpack(">H", data[place + 2 : place + 4])
    return data[:place] + data[place + 2 + length :]


def saved(form: str, **options: object) -> bytes:
    """The licence in another format."""
    out = io.BytesIO()
    made.licence(_SMALL).save(out, form, **options)
    return out.getvalue()


def _profile(size: int) -> bytes:
    """A colour profile whose table of tags points behind its end."""
    head = bytearray(made.exchanged_profile())
    head[132:136] = struct.pack(">I", 0xFFFFFFF0)
    return bytes(head) + bytes(size)


FILES: Final[Kind] = {
    "nothing": ("scan.jpg", lambda: b"", b""),
    "one zero": ("scan.jpg", lambda: b"\0", b""),
    "zeros": ("scan.jpg", lambda: bytes(100_000), b""),
    "noise": ("scan.jpg", lambda: _NOISE, b""),
    "mark of JPEG alone": ("scan.jpg", lambda: b"\xff\xd8\xff", b""),
    "mark of PNG alone": ("scan.png", lambda: b"\x89PNG\r\n\x1a\n", b""),
    "mark of JPEG and noise": ("scan.jpg", lambda: b"\xff\xd8\xff" + _NOISE, b""),
    "mark of PNG and noise": ("scan.png", lambda: b"\x89PNG\r\n\x1a\n" + _NOISE, b""),
    "1 bit, 169 megapixels": ("scan.png", lambda: flat_png(13_000, 13_000, 1, 0), b""),
    "1 bit, 59 megapixels": ("scan.png", lambda: flat_png(7_700, 7_700, 1, 0), b""),
    "grey, 59 megapixels": ("scan.png", lambda: flat_png(7_700, 7_700, 8, 0), b""),
    "colour, 59 megapixels": ("scan.png", lambda: flat_png(7_700, 7_700), b""),
    "transparent, 59 megapixels": ("scan.png", lambda: flat_png(7_700, 7_700, 8, 6), b""),
    "16 bits, 59 megapixels": ("scan.png", lambda: flat_png(7_700, 7_700, 16, 6), b""),
    "400 megapixels": ("scan.png", made.bomb, b""),
    "60 000 pixels wide": ("scan.png", lambda: flat_png(60_000, 600), b""),
    "a line": ("scan.png", lambda: flat_png(60_000, 1), b""),
    "PNG without width": ("scan.png", lambda: made.raw_png(0, 600, b""), b""),
    "PNG of 2^31": ("scan.png", lambda: made.raw_png(2**31 - 1, 2**31 - 1, b""), b""),
    "PNG with too few pixels": (
        "scan.png",
        lambda: made.raw_png(1200, 800, zlib.compress(bytes(90_000))),
        b"",
    ),
    "PNG with too many pixels": (
        "scan.png",
        lambda: made.raw_png(640, 420, zlib.compress(bytes(50_000_000), 9)),
        b"",
    ),
    "PNG of an unknown depth": ("scan.png", lambda: made.raw_png(640, 420, b"", 5, 7), b""),
    "JPEG, 59 megapixels": ("scan.jpg", lambda: flat_jpeg(7_700, 7_700), b""),
    "progressive JPEG, 59 megapixels": (
        "scan.jpg",
        lambda: flat_jpeg(7_700, 7_700, progressive=True),
        b"",
    ),
    "JPEG that says 65 500 squared": ("scan.jpg", lambda: sized_jpeg(65_500, 65_500), b""),
    "JPEG that says 7 000 squared": ("scan.jpg", lambda: sized_jpeg(7_000, 7_000), b""),
    "JPEG without width": ("scan.jpg", lambda: sized_jpeg(0, 420), b""),
    "JPEG without height": ("scan.jpg", lambda: sized_jpeg(640, 0), b""),
    "JPEG with 200 scans more": ("scan.jpg", many_scans, b""),
    "JPEG with 5 MB of comments": ("scan.jpg", lambda: segments(0xFE, _NOISE, 80), _NOISE[:64]),
    "JPEG with 5 MB of APP1": ("scan.jpg", lambda: segments(0xE1, _NOISE, 80), _NOISE[:64]),
    "JPEG with 5 MB of XMP": (
        "scan.jpg",
        lambda: segments(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + _NOISE, 80),
        _NOISE[:64],
    ),
    "JPEG with 5 MB of APP13": (
        "scan.jpg",
        lambda: segments(0xED, b"Photoshop 3.0\0" + _NOISE, 80),
        _NOISE[:64],
    ),
    "JPEG with 3 000 empty segments": ("scan.jpg", lambda: segments(0xE5, b"", 3_000), b""),
    "JPEG with an index of pictures": (
        "scan.jpg",
        lambda: segments(0xE2, b"MPF\0II*\0\x08\0\0\0\xff\xff", 1),
        b"",
    ),
    "EXIF with GPS": ("scan.jpg", made.jpeg_with_gps, b"Secret"),
    "EXIF that contains itself": (
        "scan.jpg",
        lambda: exif(_directory(_entry(0x8769, 4, 1, 8), following=8)),
        b"",
    ),
    "EXIF with 65 535 entries": ("scan.jpg", lambda: exif(b"\xff\xff" + bytes(60_000)), b""),
    "EXIF with a value of 4 GB": (
        "scan.jpg",
        lambda: exif(_directory(_entry(0x0112, 7, 2**32 - 1, 8))),
        b"",
    ),
    "EXIF pointing behind its end": (
        "scan.jpg",
        lambda: exif(_directory(_entry(0x8825, 4, 1, 2**31))),
        b"",
    ),
    "EXIF of a strange orientation": (
        "scan.jpg",
        lambda: exif(_directory(_entry(0x0112, 3, 1, 77))),
        b"",
    ),
    "EXIF nested in EXIF": (
        "scan.jpg",
        lambda: exif(
            _directory(_entry(0x8769, 4, 1, 26)) + _directory(_entry(0xA005, 4, 1, 8)) * 50
        ),
        b"",
    ),
    "CMYK without a profile": ("scan.jpg", cmyk_plain, b""),
    "CMYK of Adobe": ("scan.jpg", made.cmyk, b""),
    "16 bits": ("scan.png", made.colour_16_bit, b""),
    "grey of 16 bits": ("scan.png", made.grey_16_bit, b""),
    "palette": ("scan.png", made.palette, b""),
    "palette with a hole": ("scan.png", made.palette_transparent, b""),
    "transparent": ("scan.png", made.transparent, b""),
    "progressive": ("scan.jpg", made.progressive, b""),
    "animated PNG": ("scan.png", made.animated_png, b""),
    "animated WebP": (
        "scan.webp",
        lambda: saved("WEBP", save_all=True, append_images=[made.licence(_SMALL)]),
        b"",
    ),
    "WebP called JPEG": ("scan.jpg", lambda: saved("WEBP"), b""),
    "TIFF called JPEG": ("scan.jpg", lambda: saved("TIFF"), b""),
    "BMP called JPEG": ("scan.jpg", lambda: saved("BMP"), b""),
    "GIF called PNG": ("scan.png", lambda: saved("GIF"), b""),
    "ICO called PNG": ("scan.png", lambda: saved("ICO"), b""),
    "JPEG 2000 called JPEG": ("scan.jpg", lambda: saved("JPEG2000"), b""),
    "PNG called JPEG": ("scan.jpg", lambda: made.png(_SMALL), b""),
    "JPEG called PNG": ("scan.png", lambda: made.jpeg(_SMALL), b""),
    "HEIC": ("scan.heic", made.heic, b""),
    "profile that unpacks to 100 MB": ("scan.png", made.png_icc_bomb, b""),
    "note that unpacks to 100 MB": ("scan.png", made.png_text_bomb, b""),
    "profile that is none": ("scan.jpg", made.broken_profile, b""),
    "profile with exchanged colours": ("scan.jpg", made.wide_colours, b""),
    "profile pointing behind its end": (
        "scan.jpg",
        lambda: made.jpeg(_SMALL, icc_profile=_profile(100)),
        b"",
    ),
    "profile of 6 MB": (
        "scan.jpg",
        lambda: made.jpeg(_SMALL, icc_profile=_profile(6_000_000)),
        b"",
    ),
    "PNG with 5 MB of text": (
        "scan.png",
        lambda: made.png_with_chunk(b"tEXt", b"Comment\0" + _NOISE * 80),
        _NOISE[:64],
    ),
    "PNG with a chunk of 4 GB": (
        "scan.png",
        lambda: made.png(_SMALL)[:33] + b"\xff\xff\xff\xfftEXt" + made.png(_SMALL)[33:],
        b"",
    ),
}
