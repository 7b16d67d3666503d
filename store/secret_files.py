"""Secrets that a process makes at its first start and keeps in a file of its own."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from pathlib import Path


def kept_secret(path: Path, fresh: Callable[[], bytes]) -> bytes:
    """What stands in the file; ``fresh`` makes it, with mode 0600, where there is none.

    Safe in two processes that start together: the first one's secret is kept, both read it.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        made.touch(mode=0o600)
        try:
            made.write_bytes(fresh())
            # A link fails where the name exists, and a reader never sees half a secret.
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(made)
        finally:
            made.unlink()
    return path.read_bytes()
