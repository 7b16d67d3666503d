"""Sheets set with Typst, in the one font that comes with the program.

Fonts of the machine are not looked at: a sheet is the same everywhere. What two sheets have in
common Typst keeps from the first, layouts and the parts cut out of the font; the templates are
written so that little is not common.
"""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Final

import noto_cjk_sans_otc
import typst
import zxingcpp

from gateways.sheets.glyphs import Glyphs
from gateways.sheets.port import Checked, Paper

_TEMPLATES: Final = Path(__file__).resolve().parent
_FONT: Final = Path(str(noto_cjk_sans_otc.FONT_PATH))
_SIMPLIFIED: Final = 2
"""Which font of the collection is ``Noto Sans CJK SC``, from 0; its ``Mono`` shows no others."""
_SOURCE: Final = '#import "sheet.typ": sheet\n#sheet(json(bytes(({data},))), bytes("{code}"))\n'


class TypstPress:
    """One compiler, used by one thread at a time: it keeps what it has read and laid out."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._compiler: typst.Compiler | None = None
        self._glyphs: Glyphs | None = None

    def pdf(self, paper: Paper) -> bytes:
        """Pages of A4, the form and a filled example: equal bytes for equal papers."""
        source = _SOURCE.format(data=_numbers(self._data(paper)), code=_svg(paper.code))
        with self._lock:
            if self._compiler is None:
                self._compiler = _compiler()
            # The file is dated 1970: it tells nothing that the data do not.
            made = self._compiler.compile(
                input=source.encode("ascii"), format="pdf", root=str(_TEMPLATES), timestamp=0
            )
        if not isinstance(made, bytes):
            raise TypeError("a PDF is one piece")
        return made

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of the text that the font lacks, each once."""
        with self._lock:
            if self._glyphs is None:
                self._glyphs = Glyphs(_FONT, _SIMPLIFIED)
        return tuple(dict.fromkeys(one for one in text if not self._glyphs.has(one)))

    def _data(self, paper: Paper) -> bytes:
        data = {
            "form": paper.form,
            "name": paper.name,
            "domains": paper.domains,
            "individual": paper.individual,
            "fingerprint": paper.fingerprint,
            "provider": paper.provider,
            "label": paper.label,
            "missing": self.missing(paper.name),
            "checked": None if paper.checked is None else self._filled(paper.checked),
        }
        return json.dumps(data).encode()

    def _filled(self, checked: Checked) -> dict[str, object]:
        on = checked.on
        return {
            "by": checked.by,
            "missing": self.missing(checked.by),
            "day": (on.year, on.month, on.day),
            "items": sorted(checked.items),
        }


def _numbers(data: bytes) -> str:
    """Bytes as they stand in the source: as numbers, so that no name can become a command."""
    return ",".join(map(str, data))


def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(_FONT.parent)],
    )
    return typst.Compiler(root=str(_TEMPLATES), font_paths=fonts)


def _svg(code: str) -> str:
    """The QR code with its quiet zone of four modules; a quarter of it may be damaged. The
    drawing quotes nothing of the text, and has no double quotes."""
    made = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    drawn: str = made.to_svg(add_quiet_zones=True)
    return drawn.replace('"', "'")
