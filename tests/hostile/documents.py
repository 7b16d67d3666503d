"""PDFs that are more than one page of a scan, or less."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tests import images_corpus as made

Kind = dict[str, tuple[str, Callable[[], bytes], bytes]]


def of_page(*parts: bytes) -> bytes:
    """A PDF of one page with further entries in the page's dictionary (first part)."""
    entries, *others = parts
    whole = made.pdf_of(b"", *others)
    page = b"/MediaBox[0 0 595 842]"
    return whole.replace(page, page + entries)


def sized(box: bytes) -> bytes:
    """An empty page of that size, in points."""
    return made.pdf_of().replace(b"[0 0 595 842]", box)


FILES: Final[Kind] = {
    "PDF": ("scan.pdf", made.pdf, b"%PDF"),
    "PDF called JPEG": ("scan.jpg", made.pdf, b"%PDF"),
    "PDF of two pages": ("scan.pdf", lambda: made.pdf(2), b"%PDF"),
    "PDF with a script": ("scan.pdf", made.pdf_with_script, b"JavaScript"),
    "PDF with a file": ("scan.pdf", made.pdf_with_attachment, b"a.exe"),
    "PDF with a password": ("scan.pdf", made.pdf_locked, b"%PDF"),
    "PDF without content": ("scan.pdf", made.pdf_of, b"%PDF"),
    "PDF that starts a program": (
        "scan.pdf",
        lambda: made.pdf_of(b"/OpenAction<</S/Launch/F(calc.exe)>>"),
        b"calc.exe",
    ),
    "PDF that calls home": (
        "scan.pdf",
        lambda: made.pdf_of(b"/OpenAction<</S/URI/URI(http://example.invalid/)>>"),
        b"example.invalid",
    ),
    "PDF with a form": (
        "scan.pdf",
        lambda: made.pdf_of(
            b"/AcroForm<</Fields[4 0 R]/XFA(x)>>", b"<</FT/Tx/T(a)/V(secret value)>>"
        ),
        b"secret value",
    ),
    "PDF whose page contains itself": (
        "scan.pdf",
        lambda: made.pdf_of().replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
        b"%PDF",
    ),
    "PDF of a million pages, it says": (
        "scan.pdf",
        lambda: made.pdf_of().replace(b"/Count 1", b"/Count 1000000"),
        b"%PDF",
    ),
    "PDF without pages": (
        "scan.pdf",
        lambda: made.pdf_of().replace(b"/Kids[3 0 R]/Count 1", b"/Kids[]/Count 0"),
        b"%PDF",
    ),
    "PDF of a kilometre": ("scan.pdf", lambda: sized(b"[0 0 9999999 9999999]"), b"%PDF"),
    "PDF of a line": ("scan.pdf", lambda: sized(b"[0 0 9999999 1]"), b"%PDF"),
    "PDF of no size": ("scan.pdf", lambda: sized(b"[0 0 0 0]"), b"%PDF"),
    "PDF turned inside out": ("scan.pdf", lambda: sized(b"[595 842 0 0]"), b"%PDF"),
    "PDF with a bomb": (
        "scan.pdf",
        lambda: of_page(
            b"/Contents 4 0 R",
            b"<</Length 40/Filter[/FlateDecode/FlateDecode/FlateDecode]>>stream\n%s\nendstream"
            % bytes(40),
        ),
        b"%PDF",
    ),
    "PDF with a picture of 2^31": (
        "scan.pdf",
        lambda: of_page(
            b"/Resources<</XObject<</a 5 0 R>>>>/Contents 4 0 R",
            b"<</Length 5>>stream\n/a Do\nendstream",
            b"<</Subtype/Image/Width 2147483647/Height 2147483647/BitsPerComponent 8"
            b"/ColorSpace/DeviceRGB/Length 1>>stream\n0\nendstream",
        ),
        b"%PDF",
    ),
    "PDF with a form that draws itself": (
        "scan.pdf",
        lambda: of_page(
            b"/Resources<</XObject<</a 5 0 R>>>>/Contents 4 0 R",
            b"<</Length 5>>stream\n/a Do\nendstream",
            b"<</Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</a 5 0 R>>>>/Length 5>>"
            b"stream\n/a Do\nendstream",
        ),
        b"%PDF",
    ),
    "PDF with ten thousand brackets": (
        "scan.pdf",
        lambda: made.pdf_of(b"/A" + b"[" * 10_000 + b"]" * 10_000),
        b"%PDF",
    ),
    "mark of PDF alone": ("scan.pdf", lambda: b"%PDF-1.7\n", b""),
}
