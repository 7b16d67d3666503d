"""The optional reader: RapidOCR with the models that its wheel brings (extra ``ocr``).

RapidOCR and PaddleOCR's models are under Apache-2.0. Nothing is fetched: the detection, direction
and recognition models of the default languages, Chinese and English, lie in the package.
"""

from __future__ import annotations

import importlib
import importlib.util
import threading
from typing import Any

from gateways.ocr.layout import Line, fields
from gateways.ocr.port import Kind, ReadField


def is_installed() -> bool:
    """Whether the extra is there."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


def _place(box: Any) -> tuple[float, float, float]:
    """Left, top and height of a piece, whose four corners begin at the upper left."""
    return box[0][0], box[0][1], box[3][1] - box[0][1]


class RapidReader:
    """Reads one picture at a time. The models (32 MB) are loaded by the first one."""

    def __init__(self) -> None:
        self._engine: Any = None
        self._turn = threading.Lock()

    def read(self, picture: bytes, kind: Kind) -> tuple[ReadField, ...]:
        """The fields of the certificate that the JPEG shows."""
        with self._turn:
            if self._engine is None:
                made = importlib.import_module("rapidocr")
                self._engine = made.RapidOCR(params={"Global.log_level": "error"})
            read = self._engine(picture)
        if read.txts is None or read.boxes is None:
            return ()
        lines = [
            Line(text, *(float(number) for number in _place(box)), float(score))
            for text, box, score in zip(read.txts, read.boxes, read.scores, strict=True)
        ]
        return fields(lines, kind)
