"""The Merkle tree over the log, hashed as RFC 6962 section 2.1 says.

The frontier of a tree is the roots of its perfect subtrees, the largest first, 32 bytes
each: all that is needed to append a leaf or to know the root.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256

HASH_SIZE = 32


def leaf_bytes(position: int, stream: str, version: int, name: str, data: bytes) -> bytes:
    """What the leaf of an event covers; a verifier needs only ``json`` and ``hashlib`` for it.

    Raises UnicodeDecodeError where ``data`` is not UTF-8.
    """
    row = [position, stream, version, name, data.decode()]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """A growing tree that remembers its frontier only."""

    __slots__ = ("_roots", "size")

    def __init__(self, size: int = 0, frontier: bytes = b"") -> None:
        """Refuses with ValueError a frontier that cannot belong to a tree of ``size`` leaves."""
        if len(frontier) != HASH_SIZE * size.bit_count():
            raise ValueError(f"a tree of {size} leaves has no frontier of {len(frontier)} bytes")
        self.size = size
        self._roots = [
            frontier[start : start + HASH_SIZE] for start in range(0, len(frontier), HASH_SIZE)
        ]

    def append(self, leaf: bytes) -> None:
        """Adds the hash of a leaf; each trailing 1 bit of the size is a subtree to merge."""
        merges = self.size
        while merges & 1:
            leaf = node_hash(self._roots.pop(), leaf)
            merges >>= 1
        self._roots.append(leaf)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        for leaf in leaves:
            self.append(leaf)

    @property
    def frontier(self) -> bytes:
        return b"".join(self._roots)

    @property
    def root(self) -> bytes:
        """The hash of the whole tree; that of no bytes for an empty tree."""
        if not self._roots:
            return sha256(b"").digest()
        root = self._roots[-1]
        for left in reversed(self._roots[:-1]):
            root = node_hash(left, root)
        return root
