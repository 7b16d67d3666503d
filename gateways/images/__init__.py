"""Uploaded scans: checked and drawn anew, so that only pixels of theirs are kept."""

from __future__ import annotations

from gateways.images.port import ImageWorkshop, Prepared, Reason, Refused, Wanted

__all__ = ["ImageWorkshop", "Prepared", "Reason", "Refused", "Wanted"]
