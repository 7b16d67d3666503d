"""How a file is sealed: a header and frames.

The header holds a mark with the format's version, the salt of the file's own key, and the
owner. Each frame is the AES-256-GCM ciphertext of at most 64 KiB; its nonce is its number,
which is safe because no two files share a key. The associated data of a frame are the header,
the file's id, the frame's number and whether it is the last one: a file that was cut,
extended, reordered or moved to another name does not open.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FRAME_BYTES: Final = 64 * 1024
_TAG_BYTES: Final = 16
_SALT_BYTES: Final = 32
_MARK: Final = b"FDF\x01"

KeyOf: TypeAlias = Callable[[bytes], bytes]
"""The key (32 bytes) of the file with this salt."""


class Damaged(Exception):
    """The stored file is gone, was changed, or belongs to someone else."""


def sealed(owner: str, file_id: str, data: bytes, key_of: KeyOf) -> Iterator[bytes]:
    """What is stored of ``data``, piece by piece: the header, then the frames."""
    salt = secrets.token_bytes(_SALT_BYTES)
    cipher = AESGCM(key_of(salt))
    header = _header(owner, salt)
    yield header
    view = memoryview(data)
    count = max(1, -(-len(data) // FRAME_BYTES))
    for number in range(count):
        piece = view[number * FRAME_BYTES : (number + 1) * FRAME_BYTES]
        bound = _associated(header, file_id, number, last=number == count - 1)
        yield cipher.encrypt(_nonce(number), piece, bound)


def opened(owner: str, file_id: str, stored: bytes, key_of: KeyOf) -> bytes:
    """The content of what is stored. Raises Damaged, and what ``key_of`` raises."""
    start = len(_MARK) + _SALT_BYTES
    salt = stored[len(_MARK) : start]
    header = _header(owner, salt)
    if not stored.startswith(header):
        raise Damaged(f"file {file_id} is not one of {owner}")
    cipher = AESGCM(key_of(salt))
    try:
        return b"".join(_frames(cipher, header, file_id, stored))
    except InvalidTag:
        raise Damaged(f"file {file_id} was changed") from None


def _frames(cipher: AESGCM, header: bytes, file_id: str, stored: bytes) -> Iterator[bytes]:
    view = memoryview(stored)[len(header) :]
    step = FRAME_BYTES + _TAG_BYTES
    count = max(1, -(-len(view) // step))
    for number in range(count):
        piece = view[number * step : (number + 1) * step]
        bound = _associated(header, file_id, number, last=number == count - 1)
        yield cipher.decrypt(_nonce(number), piece, bound)


def _header(owner: str, salt: bytes) -> bytes:
    name = owner.encode()
    return _MARK + salt + len(name).to_bytes(2, "big") + name


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _associated(header: bytes, file_id: str, number: int, *, last: bool) -> bytes:
    return header + bytes.fromhex(file_id) + number.to_bytes(8, "big") + bytes([last])
