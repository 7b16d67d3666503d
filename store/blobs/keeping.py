"""Files under the keys of their owners, wherever they lie."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import msgspec

from store.blobs.place import Place, Placed
from store.blobs.sealing import Damaged, opened, sealed
from store.vault import Vault


class BlobRef(msgspec.Struct, frozen=True):
    """Where a file is: its id, its size in bytes before encryption, and the SHA-256 (hex) of
    what is stored. No digest of the plaintext is kept: it would tell which scan it is.
    """

    id: str
    size: int
    digest: str


class Blobs:
    """Seals files and gives them to a place; the vault keeps the keys of their owners."""

    def __init__(self, place: Place, vault: Vault) -> None:
        self._place = place
        self._vault = vault

    def put(self, owner: str, data: bytes) -> BlobRef:
        """Store ``data`` so that it survives a power cut once this returns.

        Raises Erased for an owner whose key was destroyed, and FilesUnavailable (a full disk);
        after either nothing is left behind.
        """
        blob_id = secrets.token_hex(16)
        digest = hashlib.sha256()
        key_of = partial(self._vault.file_key, owner, make=True)
        self._place.write(blob_id, _digested(sealed(owner, blob_id, data, key_of), digest.update))
        return BlobRef(blob_id, len(data), digest.hexdigest())

    def get(self, owner: str, blob_id: str) -> bytes:
        """The file's content. Raises Erased, Damaged, FilesUnavailable, and ValueError for
        what is no id."""
        key_of = partial(self._vault.file_key, owner, make=False)
        return opened(owner, blob_id, self._stored(blob_id), key_of)

    def digest(self, blob_id: str) -> str:
        """The SHA-256 (hex) of what is stored now, to compare with the log; needs no key.

        Raises Damaged for a file that is gone, and ValueError for what is no id.
        """
        return hashlib.sha256(self._stored(blob_id)).hexdigest()

    def remove(self, blob_id: str) -> None:
        """Delete a file that nobody needs any more; one that is gone already is no mistake."""
        self._place.remove(blob_id)

    def placed(self) -> Iterator[Placed]:
        """All files that lie there, whoever refers to them."""
        return self._place.placed()

    def check(self) -> None:
        """Raises UnsafeStart, in one sentence, where files could not be kept."""
        self._place.check()

    def _stored(self, blob_id: str) -> bytes:
        stored = self._place.read(blob_id)
        if stored is None:
            raise Damaged(f"file {blob_id} is gone")
        return stored


def _digested(pieces: Iterable[bytes], update: Callable[[bytes], None]) -> Iterator[bytes]:
    for piece in pieces:
        update(piece)
        yield piece
