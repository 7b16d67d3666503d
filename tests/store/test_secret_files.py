"""A secret is made once, for its owner only, whoever comes first."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from store.secret_files import kept_secret


def test_it_is_made_private_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "some.key"
    assert kept_secret(path, lambda: b"first") == b"first"
    assert kept_secret(path, lambda: b"second") == b"first"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["some.key"]


def test_all_that_start_together_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "some.key"
    with ThreadPoolExecutor(16) as pool:
        made = [pool.submit(kept_secret, path, lambda: secrets.token_bytes(32)) for _ in range(64)]
    assert len({one.result() for one in made}) == 1


def test_a_secret_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    def fails() -> bytes:
        raise OSError("no randomness")

    with pytest.raises(OSError, match="no randomness"):
        kept_secret(tmp_path / "some.key", fails)
    assert list(tmp_path.iterdir()) == []
