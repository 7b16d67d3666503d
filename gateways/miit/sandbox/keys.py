"""The sandbox's two secrets in files: its key, and the token that its callers show."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path

from gateways.miit.sandbox.seals import KEY_SIZE


def sandbox_key(directory: Path) -> bytes:
    """The sandbox's key (32 bytes), made where there is none."""
    return _kept(directory / "sandbox.key", secrets.token_bytes(KEY_SIZE))


def sandbox_token(directory: Path) -> str:
    """The token of the sandbox's programming interface, made where there is none."""
    return _kept(directory / "sandbox.token", secrets.token_hex(32).encode()).decode()


def _kept(path: Path, fresh: bytes) -> bytes:
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        made.touch(mode=0o600)
        made.write_bytes(fresh)
        # A link fails where the name exists: of two processes that start together the
        # first makes the secret and both use it.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(made)
        made.unlink()
    return path.read_bytes()
