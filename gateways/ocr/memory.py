"""A reader that finds what it was told to, for tests."""

from __future__ import annotations

from collections.abc import Mapping

from gateways.ocr.port import Kind, ReadField


class MemoryReader:
    """Answers by the kind of certificate and keeps which were asked for."""

    def __init__(self, answers: Mapping[Kind, tuple[ReadField, ...]]) -> None:
        self.answers = answers
        self.asked: list[Kind] = []

    def read(self, picture: bytes, kind: Kind) -> tuple[ReadField, ...]:
        """The answer for that kind; the picture must be a JPEG."""
        if not picture.startswith(b"\xff\xd8"):
            raise ValueError("a reader is given a JPEG")
        self.asked.append(kind)
        return self.answers.get(kind, ())
