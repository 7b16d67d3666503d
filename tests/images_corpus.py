"""Pictures for tests, drawn when asked for: good scans and everything that pretends to be one."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

SCRIPT = b"<script>alert(document.cookie)</script>"
SIZE = (1200, 800)

_GPS = 0x8825
_ORIENTATION = 0x0112
_MAKE = 0x010F


def licence(size: tuple[int, int] = SIZE) -> Image.Image:
    """A drawn licence: pale yellow paper, dark lines, a red seal at the lower right."""
    width, height = size
    image = Image.new("RGB", size, (250, 244, 224))
    draw = ImageDraw.Draw(image)
    draw.rectangle((10, 10, width - 11, height - 11), outline=(150, 110, 40), width=6)
    for line in range(8):
        y = height * (line + 3) // 14
        draw.rectangle((width // 8, y, width * (5 + line % 3) // 8, y + 10), fill=(40, 40, 60))
    right, low, radius = width * 4 // 5, height * 3 // 4, height // 8
    seal = (right - radius, low - radius, right + radius, low + radius)
    draw.ellipse(seal, outline=(200, 20, 30), width=8)
    return image


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def jpeg(size: tuple[int, int] = SIZE, **options: object) -> bytes:
    """A good colour scan."""
    return _saved(licence(size), "JPEG", **{"quality": 90, **options})


def png(size: tuple[int, int] = SIZE) -> bytes:
    """A good colour scan without loss."""
    return _saved(licence(size), "PNG")


def photo_12_megapixels() -> bytes:
    """As large as a telephone's photo."""
    return jpeg((4000, 3000))


def jpeg_with_gps() -> bytes:
    """A photo that tells where it was made, by whom, and what was said about it."""
    exif = Image.Exif()
    exif[_MAKE] = "SecretPhone"
    exif.get_ifd(_GPS).update({1: "N", 2: (39.0, 54.0, 20.0), 3: "E", 4: (116.0, 23.0, 29.0)})
    return jpeg(
        exif=exif.tobytes(),
        comment=b"SecretComment",
        icc_profile=b"SecretProfile" * 20,
        xmp=b"<x:xmpmeta>SecretPlace</x:xmpmeta>",
    )


def png_with_text() -> bytes:
    """A PNG with a written note and EXIF."""
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "SecretComment")
    exif = Image.Exif()
    exif[_MAKE] = "SecretPhone"
    return _saved(licence(), "PNG", pnginfo=note, exif=exif.tobytes())


def jpeg_lying(orientation: int) -> bytes:
    """The licence as a camera stores it that was held in that EXIF orientation (1 to 8)."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = licence()
    if orientation in undo:
        image = image.transpose(undo[orientation])
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    return _saved(image, "JPEG", quality=90, exif=exif.tobytes())


def jpeg_with_script() -> bytes:
    """A good scan with a script behind its end."""
    return jpeg() + SCRIPT


def jpeg_cut(share: float) -> bytes:
    """The first ``share`` (0 to 1) of a good scan's bytes."""
    whole = jpeg()
    return whole[: int(len(whole) * share)]


def png_cut(share: float) -> bytes:
    """The first ``share`` (0 to 1) of a good PNG's bytes."""
    whole = png()
    return whole[: int(len(whole) * share)]


def cmyk() -> bytes:
    """A scan from a print shop."""
    return _saved(licence().convert("CMYK"), "JPEG", quality=90)


def progressive() -> bytes:
    return jpeg(progressive=True)


def palette() -> bytes:
    """64 colours."""
    return _saved(licence().quantize(64), "PNG")


def palette_transparent() -> bytes:
    """A palette of which one entry is transparent."""
    return _saved(licence().quantize(64), "PNG", transparency=0)


def transparent() -> bytes:
    """The licence on the left, nothing on the right half."""
    image = licence().convert("RGBA")
    image.paste((0, 0, 0, 0), (SIZE[0] // 2, 0, *SIZE))
    return _saved(image, "PNG")


def grey_jpeg() -> bytes:
    """One channel."""
    return _saved(licence().convert("L"), "JPEG")


def grey_in_colour() -> bytes:
    """A black-and-white copy that was saved as a colour picture."""
    return _saved(licence().convert("L").convert("RGB"), "JPEG", quality=60)


def grey_16_bit() -> bytes:
    """A PNG with one channel of 16 bits."""
    wide = licence().convert("L").convert("I").point(lambda level: level * 257)
    return _saved(wide.convert("I;16"), "PNG")


def white_with_seal() -> bytes:
    """A white sheet with black lines and a small red seal: in colour, though hardly."""
    image = licence((1600, 2200)).convert("L").point(lambda v: 255 if v > 128 else 0)
    image = image.convert("RGB")
    ImageDraw.Draw(image).ellipse((1200, 1800, 1400, 2000), outline=(190, 30, 40), width=8)
    return _saved(image, "JPEG", quality=80)


def colour_16_bit() -> bytes:
    """A PNG with three channels of 16 bits, which Pillow itself cannot write."""
    width, height = SIZE
    raw = licence().tobytes()
    stride = width * 3
    rows = b"".join(
        b"\0" + bytes(b for value in raw[y * stride : (y + 1) * stride] for b in (value, 0))
        for y in range(height)
    )
    return raw_png(width, height, zlib.compress(rows, 1), depth=16)


def animated_png() -> bytes:
    """Two frames."""
    image = licence()
    return _saved(image, "PNG", save_all=True, append_images=[image.rotate(180)], duration=200)


def gif() -> bytes:
    return _saved(licence(), "GIF")


def bomb() -> bytes:
    """A PNG of 400 megapixels in about 50 kB."""
    side = 20_000
    row = b"\0" * (1 + side // 8)
    return raw_png(side, side, zlib.compress(row * side, 9), depth=1, colour=0)


def raw_png(width: int, height: int, pixels: bytes, depth: int = 8, colour: int = 2) -> bytes:
    """A PNG around compressed pixel rows; ``colour`` 2 is RGB and 0 is grey."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def pdf(pages: int = 1) -> bytes:
    """Scans in a PDF, one for each page."""
    rest = [licence() for _ in range(pages - 1)]
    return _saved(licence(), "PDF", save_all=True, append_images=rest)


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of an empty page (object 3) and further objects, from number 4 on. The first of
    ``objects`` stands in the catalogue."""
    catalog, *others = objects or (b"",)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        *others,
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        trailer,
        start,
    )
    return bytes(out)


def pdf_with_script() -> bytes:
    """A PDF that would say something as soon as it is opened."""
    return pdf_of(
        b"/OpenAction 4 0 R/Names<</JavaScript<</Names[(a) 4 0 R]>>>>",
        b"<</S/JavaScript/JS(app.alert\\(1\\))>>",
    )


def pdf_with_attachment() -> bytes:
    """A PDF that carries a file."""
    return pdf_of(
        b"/Names<</EmbeddedFiles<</Names[(a.exe) 4 0 R]>>>>",
        b"<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>",
        b"<</Type/EmbeddedFile/Length 2>>stream\nMZ\nendstream",
    )


def pdf_locked() -> bytes:
    """A PDF that asks for a password."""
    key = b"00" * 32
    return pdf_of(
        b"",
        b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (key, key),
        trailer=b"/Encrypt 4 0 R/ID[<00><00>]",
    )


def wide_colours() -> bytes:
    """A photo whose profile exchanges red and green: read by it, the seal is green."""
    return _saved(licence(), "JPEG", quality=90, icc_profile=exchanged_profile())


def exchanged_profile() -> bytes:
    """A colour profile like sRGB, with the tags of red and green exchanged."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile = profile.replace(b"sRGB", b"GRxB").replace(b"s\0R\0G\0B", b"G\0R\0x\0B")
    for tag in (b"XYZ", b"TRC"):
        red, green = profile.find(b"r" + tag), profile.find(b"g" + tag)
        profile[red : red + 1], profile[green : green + 1] = b"g", b"r"
    return bytes(profile)


def png_with_chunk(name: bytes, body: bytes) -> bytes:
    """A good PNG with one more chunk behind its header."""
    whole = png()
    chunk = struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return whole[:33] + chunk + whole[33:]


def png_icc_bomb() -> bytes:
    """A good PNG whose colour profile unpacks to 100 MB of nothing."""
    return png_with_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(100_000_000), 9))


def png_text_bomb() -> bytes:
    """A good PNG with a note that unpacks to 100 MB."""
    return png_with_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9))


def broken_profile() -> bytes:
    """A good JPEG with a colour profile that is none."""
    return jpeg(icc_profile=b"acsp" * 500)


def heic() -> bytes:
    """The beginning of an Apple photo."""
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200


def pretenders() -> dict[str, bytes]:
    """Files that are no JPEG or PNG, by what they are; uploaded under the name ``scan.jpg``."""
    return {
        "text": "营业执照\n".encode() * 100,
        "html": b"<!doctype html>" + SCRIPT,
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "gif": gif(),
        "webp": b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 32,
        "tiff": b"II*\0" + b"\0" * 64,
        "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n",
        "program": b"MZ" + b"\0" * 64,
    }
