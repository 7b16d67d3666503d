"""Wishes to see what is masked."""

from __future__ import annotations

from typing import TypeAlias

from domain.command import Command


class RevealValue(Command, frozen=True):
    """See the full value of a field."""

    filing: str
    target: str
    reason: str


class ViewScan(Command, frozen=True):
    """See a scan or a photo."""

    filing: str
    material: str
    slot: str


AccessCommand: TypeAlias = RevealValue | ViewScan
