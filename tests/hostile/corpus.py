"""Files that somebody could upload to break, to mislead or to fill the program."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image

from tests import images_corpus as made
from tests.hostile import documents, pictures

SMALL: Final = (640, 420)
"""Just large enough for a scan: most of these files differ in nothing that needs more."""
DAMAGED: Final = 20


@dataclass(frozen=True)
class Hostile:
    """A file. ``name`` is what it is, ``file_name`` what the browser says it is called, and
    ``secret`` what must never be found in anything that is kept."""

    name: str
    file_name: str
    make: Callable[[], bytes]
    secret: bytes = b""


NAMES: Final = {
    "path upwards": "../../../../etc/passwd.jpg",
    "path of windows": "..\\..\\windows\\system32\\scan.jpg",
    "absolute path": "/var/www/scan.jpg",
    "emoji": "证件🪪👨‍👩‍👧.jpg",
    "right to left": "scan\u202egpj.exe",
    "quotes": "a\"b'c.jpg",
    "markup": "<img src=x onerror=alert(1)>.jpg",
    "template": "{{ config }}.jpg",
    "shell": "$(reboot);`reboot`.jpg",
    "very long": "长" * 300 + ".jpg",
    "device": "CON.jpg",
    "only dots": "...",
    "spaces": "   ",
    "two endings": "scan.jpg.exe",
    "no ending": "scan",
    "control characters": "scan\t\x07.jpg",
}
"""What a good scan may be called."""


def corpus() -> Iterator[Hostile]:
    """All of them, always the same."""
    yield from _truncated()
    yield from _damaged()
    yield from _named()
    yield from _pretending()
    for kind in (pictures.FILES, documents.FILES, _POLYGLOTS):
        for name, (file_name, make, secret) in kind.items():
            yield Hostile(name, file_name, make, secret)


def _truncated() -> Iterator[Hostile]:
    """Cut after every hundredth."""
    whole = {
        "JPEG": made.jpeg(SMALL),
        "PNG": made.png(SMALL),
        "progressive JPEG": made.jpeg(SMALL, progressive=True),
        "PDF": made.pdf(),
    }
    for form, data in whole.items():
        step = 1 if form in ("JPEG", "PNG") else 10
        for percent in range(step, 100, step):
            cut = data[: len(data) * percent // 100]
            yield Hostile(f"{form} cut at {percent} %", "scan.jpg", lambda cut=cut: cut)


def _damaged() -> Iterator[Hostile]:
    """With a few bytes drawn anew behind the header."""
    for form, data in (("JPEG", made.jpeg(SMALL)), ("PNG", made.png(SMALL)), ("PDF", made.pdf())):
        for seed in range(DAMAGED):
            yield Hostile(
                f"{form} damaged {seed}",
                "scan.jpg",
                lambda data=data, seed=seed: damaged(data, seed),
            )


def damaged(data: bytes, seed: int) -> bytes:
    drawn = random.Random(seed)
    changed = bytearray(data)
    for _ in range(1 + seed):
        changed[drawn.randrange(8, len(changed))] = drawn.randrange(256)
    return bytes(changed)


def _named() -> Iterator[Hostile]:
    scan = made.jpeg(SMALL)
    for name, file_name in NAMES.items():
        yield Hostile(f"called: {name}", file_name, lambda: scan)


def _pretending() -> Iterator[Hostile]:
    for name, data in made.pretenders().items():
        yield Hostile(f"{name} as JPEG", "scan.jpg", lambda data=data: data, made.SCRIPT)


def _zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("run.exe", b"MZ" + b"secret in a zip" * 10)
    return out.getvalue()


def _with_comment(comment: bytes) -> bytes:
    return made.jpeg(SMALL, comment=comment)


def _png_behind_gif() -> bytes:
    return b"GIF89a/*" + made.png(SMALL) + b"*/=1;alert(1)"


def _gif() -> bytes:
    out = io.BytesIO()
    made.licence(SMALL).save(out, "GIF", save_all=True, append_images=[Image.new("P", SMALL)])
    return out.getvalue()


_PHP: Final = b"<?php system($_GET['c']); ?>"
_PDF: Final = b"%PDF-1.7 1 0 obj <</OpenAction<</S/JavaScript/JS(app.alert(1))>>>> endobj"

_POLYGLOTS: Final = {
    "JPEG and script": ("scan.jpg.html", made.jpeg_with_script, made.SCRIPT),
    "JPEG and zip": ("scan.zip", lambda: made.jpeg(SMALL) + _zipped(), b"secret in a zip"),
    "JPEG with PHP in a comment": ("scan.php", lambda: _with_comment(_PHP), _PHP),
    "JPEG with a PDF in a comment": ("scan.pdf", lambda: _with_comment(_PDF), b"/OpenAction"),
    "JPEG with HTML in a comment": ("scan.htm", lambda: _with_comment(made.SCRIPT), made.SCRIPT),
    "PNG and HTML": ("scan.html", lambda: made.png(SMALL) + made.SCRIPT, made.SCRIPT),
    "PNG with PHP in a note": (
        "scan.php",
        lambda: made.png_with_chunk(b"tEXt", b"Comment\0" + _PHP),
        _PHP,
    ),
    "PNG with a chunk of its own": (
        "scan.png",
        lambda: made.png_with_chunk(b"scRt", made.SCRIPT),
        made.SCRIPT,
    ),
    "GIF before PNG": ("scan.gif", _png_behind_gif, b"alert(1)"),
    "animated GIF": ("scan.gif", _gif, b""),
    "PDF before JPEG": ("scan.pdf", lambda: _PDF + made.jpeg(SMALL), b"/OpenAction"),
    "HTML before JPEG": ("scan.jpg", lambda: made.SCRIPT + made.jpeg(SMALL), made.SCRIPT),
    "JPEG twice": ("scan.jpg", lambda: made.jpeg(SMALL) * 2, b""),
    "PNG twice": ("scan.png", lambda: made.png(SMALL) * 2, b""),
    "SVG with an entity": (
        "scan.svg",
        lambda: b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
        b"ENTITY",
    ),
    "SVG called PNG": ("scan.png", lambda: b"<svg onload='alert(1)'/>", b"onload"),
    "HTML called JPEG": ("scan.jpg", lambda: b"<html><script>alert(1)</script>", b"alert(1)"),
    "XML bomb": (
        "scan.svg",
        lambda: b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>',
        b"ENTITY",
    ),
}
