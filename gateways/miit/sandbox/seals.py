"""How the simulated ministry keeps secrets: digests to find, hashes to compare, seals to show."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_SIZE: Final = 32
_NONCE_SIZE: Final = 12


class Seals:
    """One secret of 32 bytes, with a key derived from it for each use."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_SIZE:
            raise ValueError(f"the sandbox key must have {KEY_SIZE} bytes")
        self._digests = _derive(secret, b"digests")
        self._hashes = _derive(secret, b"hashes")
        self._cipher = AESGCM(_derive(secret, b"seals"))

    def digest(self, kind: str, text: str) -> str:
        """The same hex digits for the same text: to find a value that is not stored."""
        return hmac.new(self._digests, f"{kind}\0{text}".encode(), hashlib.sha256).hexdigest()

    def salted(self, text: str) -> tuple[bytes, bytes]:
        """A new salt, and the hash of ``text`` under it.

        A code has a million values, so the hash is keyed too: without the key the table
        can't be searched for it.
        """
        salt = secrets.token_bytes(16)
        return salt, self._hash(salt, text)

    def matches(self, text: str, salt: bytes, expected: bytes) -> bool:
        """Whether ``text`` is what was hashed."""
        return hmac.compare_digest(self._hash(salt, text), expected)

    def seal(self, text: str, about: str) -> bytes:
        """``text`` encrypted; it opens only with the same ``about``."""
        nonce = secrets.token_bytes(_NONCE_SIZE)
        return nonce + self._cipher.encrypt(nonce, text.encode(), about.encode())

    def unseal(self, sealed: bytes, about: str) -> str:
        """The text of ``seal``. Raises cryptography's InvalidTag for a changed one."""
        nonce, body = sealed[:_NONCE_SIZE], sealed[_NONCE_SIZE:]
        return self._cipher.decrypt(nonce, body, about.encode()).decode()

    def _hash(self, salt: bytes, text: str) -> bytes:
        return hmac.digest(self._hashes, salt + text.encode(), "sha256")


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return hmac.digest(secret, b"sandbox " + purpose, "sha256")
