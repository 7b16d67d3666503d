"""Reading the text of certificates behind a port. Without the optional extra nothing is read."""

from __future__ import annotations

from gateways.ocr.port import CertificateReader, Kind, ReadField

__all__ = ["CertificateReader", "Kind", "ReadField"]
