"""The sandbox's two secrets in files: its key, and the token that its callers show."""

from __future__ import annotations

import secrets
from pathlib import Path

from gateways.miit.sandbox.seals import KEY_SIZE
from store.secret_files import kept_secret


def sandbox_key(directory: Path) -> bytes:
    """The sandbox's key (32 bytes), made where there is none."""
    return kept_secret(directory / "sandbox.key", lambda: secrets.token_bytes(KEY_SIZE))


def sandbox_token(directory: Path) -> str:
    """The token of the sandbox's programming interface, made where there is none."""
    made = kept_secret(directory / "sandbox.token", lambda: secrets.token_hex(32).encode())
    return made.decode()
