"""A virus scanner that looks at uploaded files before anything else does, where there is one."""

from __future__ import annotations

from gateways.antivirus.port import Antivirus, ScanFailed

__all__ = ["Antivirus", "ScanFailed"]
