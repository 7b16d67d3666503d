"""A PNG with nothing in it but the picture.

Texts, profiles and private chunks may each be compressed a thousandfold. What the picture does
not need is left out before a decoder sees it, so that none of them can make a good scan fail.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

_MARK_BYTES: Final = 8
_HEAD: Final = struct.Struct(">I4s")
_CHECKSUM_BYTES: Final = 4
_PICTURE: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"eXIf", b"acTL"})
"""``eXIf`` says which way is up, and ``acTL`` that the picture moves."""
_MOST_PROFILE: Final = 4 * 1024 * 1024


def only_picture(data: bytes) -> tuple[bytes, bytes]:
    """The PNG without chunks that no picture needs, and its colour profile (may be empty).

    What is broken stays broken: the decoder finds it.
    """
    kept = [data[:_MARK_BYTES]]
    profile = b""
    position = _MARK_BYTES
    while position + _HEAD.size <= len(data):
        length, name = _HEAD.unpack_from(data, position)
        end = position + _HEAD.size + length + _CHECKSUM_BYTES
        if name in _PICTURE:
            kept.append(data[position:end])
        elif name == b"iCCP" and not profile:
            profile = _profile(data[position + _HEAD.size : end - _CHECKSUM_BYTES])
        position = end
        if name == b"IEND":
            break
    return b"".join(kept), profile


def _profile(chunk: bytes) -> bytes:
    """The profile in an iCCP chunk, or nothing where it is too large or broken."""
    _name, _, rest = chunk.partition(b"\0")
    unpacking = zlib.decompressobj()
    try:
        profile = unpacking.decompress(rest[1:], _MOST_PROFILE)
    except zlib.error:
        return b""
    return profile if unpacking.eof else b""
