"""The image workshop without a sandbox: only for pictures that the program made itself."""

from __future__ import annotations

from gateways.images import watermark
from gateways.images.drawing import draw
from gateways.images.port import ANY, Prepared, Refused, Wanted, refused_unread


class InProcessWorkshop:
    """Gives the sandbox's answers sooner; for tests and for demonstration data."""

    def prepare(self, data: bytes, wanted: Wanted = ANY) -> Prepared | Refused:
        """The scan, or the reason why there is none."""
        return refused_unread(data) or draw(data, wanted)

    def marked(self, jpeg: bytes, text: str) -> bytes:
        """The copy with the text across it."""
        return watermark.marked(jpeg, text)
