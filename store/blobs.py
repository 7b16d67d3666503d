"""Encrypted files on the local disk, each under a random name.

A stored file is a header and frames. The header holds a mark with the format's version, the
salt of the file's own key, and the owner. Each frame is the AES-256-GCM ciphertext of at most
64 KiB; its nonce is its number, which is safe because no two files share a key. The associated
data of a frame are the header, the file's id, the frame's number and whether it is the last
one: a file that was cut, extended, reordered or moved to another name does not open.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from store.vault import Erased, KeyMissing, Vault

__all__ = ["BlobRef", "Blobs", "Damaged", "Erased", "KeyMissing"]

FRAME_BYTES: Final = 64 * 1024
_TAG_BYTES: Final = 16
_SALT_BYTES: Final = 32
_MARK: Final = b"FDF\x01"
_ID: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)
_STALE_SECONDS: Final = 24 * 3600


class Damaged(Exception):
    """The stored file is gone, was changed, or belongs to someone else."""


class BlobRef(msgspec.Struct, frozen=True):
    """Where a file is: its id, its size in bytes before encryption, and the SHA-256 (hex) of
    what is stored. No digest of the plaintext is kept: it would tell which scan it is.
    """

    id: str
    size: int
    digest: str


class Blobs:
    """The files in one directory, under keys that the vault keeps for their owners."""

    def __init__(self, directory: Path, vault: Vault) -> None:
        self._directory = directory
        self._incoming = directory / "incoming"
        self._vault = vault
        self._incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sweep()

    def put(self, owner: str, data: bytes) -> BlobRef:
        """Store ``data`` so that it survives a power cut once this returns.

        Raises Erased for an owner whose key was destroyed, and OSError (a full disk); after
        either nothing is left behind.
        """
        blob_id = secrets.token_hex(16)
        salt = secrets.token_bytes(_SALT_BYTES)
        header = _header(owner, salt)
        cipher = AESGCM(self._vault.file_key(owner, salt, make=True))
        digest = hashlib.sha256()
        part = self._incoming / blob_id
        try:
            with os.fdopen(
                os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as file:
                for piece in _sealed(cipher, header, blob_id, data):
                    digest.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            self._publish(part, blob_id)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return BlobRef(blob_id, len(data), digest.hexdigest())

    def get(self, owner: str, blob_id: str) -> bytes:
        """The file's content. Raises Erased, Damaged, and ValueError for what is no id."""
        stored = self._read(blob_id)
        start = len(_MARK) + _SALT_BYTES
        salt = stored[len(_MARK) : start]
        header = _header(owner, salt)
        if not stored.startswith(header):
            raise Damaged(f"file {blob_id} is not one of {owner}")
        cipher = AESGCM(self._vault.file_key(owner, salt, make=False))
        try:
            return b"".join(_opened(cipher, header, blob_id, stored))
        except InvalidTag:
            raise Damaged(f"file {blob_id} was changed") from None

    def digest(self, blob_id: str) -> str:
        """The SHA-256 (hex) of what is stored now, to compare with the log; needs no key.

        Raises Damaged for a file that is gone, and ValueError for what is no id.
        """
        return hashlib.sha256(self._read(blob_id)).hexdigest()

    def remove(self, blob_id: str) -> None:
        """Delete a file that no event refers to, such as one whose upload was refused."""
        self._path(blob_id).unlink(missing_ok=True)

    def _path(self, blob_id: str) -> Path:
        if not _ID.fullmatch(blob_id):
            raise ValueError("the id of a file has 32 hexadecimal digits")
        return self._directory / blob_id[:2] / blob_id[2:4] / blob_id

    def _read(self, blob_id: str) -> bytes:
        try:
            return self._path(blob_id).read_bytes()
        except FileNotFoundError:
            raise Damaged(f"file {blob_id} is gone") from None

    def _publish(self, part: Path, blob_id: str) -> None:
        final = self._path(blob_id)
        for folder in (final.parent.parent, final.parent):
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
                _sync_directory(folder.parent)
        part.rename(final)
        try:
            _sync_directory(final.parent)
        except BaseException:
            final.unlink(missing_ok=True)
            raise

    def _sweep(self) -> None:
        # Left by a process that was killed while it wrote. Younger ones may still be written.
        limit = time.time() - _STALE_SECONDS
        for part in self._incoming.iterdir():
            try:
                if part.stat().st_mtime < limit:
                    part.unlink()
            except FileNotFoundError:
                continue


def _header(owner: str, salt: bytes) -> bytes:
    name = owner.encode()
    return _MARK + salt + len(name).to_bytes(2, "big") + name


def _sealed(cipher: AESGCM, header: bytes, blob_id: str, data: bytes) -> Iterator[bytes]:
    yield header
    view = memoryview(data)
    count = max(1, -(-len(data) // FRAME_BYTES))
    for number in range(count):
        piece = view[number * FRAME_BYTES : (number + 1) * FRAME_BYTES]
        bound = _associated(header, blob_id, number, last=number == count - 1)
        yield cipher.encrypt(_nonce(number), piece, bound)


def _opened(cipher: AESGCM, header: bytes, blob_id: str, stored: bytes) -> Iterator[bytes]:
    view = memoryview(stored)[len(header) :]
    step = FRAME_BYTES + _TAG_BYTES
    count = max(1, -(-len(view) // step))
    for number in range(count):
        piece = view[number * step : (number + 1) * step]
        bound = _associated(header, blob_id, number, last=number == count - 1)
        yield cipher.decrypt(_nonce(number), piece, bound)


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _associated(header: bytes, blob_id: str, number: int, *, last: bool) -> bytes:
    return header + bytes.fromhex(blob_id) + number.to_bytes(8, "big") + bytes([last])


def _sync_directory(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
