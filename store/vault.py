"""Sealing and opening of personal values, each under the key of its person.

A sealed value stands in an event as ``{"person", "kind", "alg", "sealed"}``, where ``sealed``
is the base64 of a 12-byte nonce and the AES-256-GCM ciphertext with its tag. Its token, which
projections keep, is ``stream.version.kind.person.alg.sealed``: what stands before ``sealed``
is the associated data, so a value moved to another event, kind or person does not open. A value
that was erased before it was copied into the event stands there with an empty ``sealed``.
"""

from __future__ import annotations

import hmac
import os
import re
import unicodedata
from binascii import Error as NotBase64
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.personal import KINDS, Personal
from store.key_ring import KeyRing
from store.keys import Keys, NoKey, derived

__all__ = ["Erased", "KeyMissing", "NoKey", "Tampered", "Vault", "unopened"]

Encode: TypeAlias = Callable[[Any], Any]
Decode: TypeAlias = Callable[[type, Any], Any]

ALGORITHM: Final = "A256GCM"
INDEX_OWNER: Final = "blind-index"
_NONCE_BYTES: Final = 12
_KINDS: Final = frozenset(KINDS)
_PERSON_IN_JSON: Final = re.compile(rb'"person":"([^"\\]+)"')


class Erased(Exception):
    """The person's key was destroyed: nothing more can be sealed, no file can be read."""


class KeyMissing(Exception):
    """There is no key and no trace of an erasure: the key database is not the log's own."""


class Tampered(Exception):
    """A sealed value does not open: it, or the place where it stands, was changed."""


class Vault:
    """Seals, opens and erases personal values. Safe in many threads."""

    def __init__(self, keys: Keys, ring: KeyRing | None = None) -> None:
        self._ring = KeyRing(keys) if ring is None else ring
        self._index_key: bytes | None = None

    def sealer(self, stream: str, version: int) -> Encode:
        """The ``enc_hook`` of msgspec for the event at that place; see ``seal``."""
        place = _place(stream, version)

        def encode(value: Any) -> dict[str, str]:
            if not isinstance(value, Personal):
                raise NotImplementedError(f"{type(value).__qualname__} cannot be stored")
            copied_erased = value.erased and value.text is None
            sealed = "" if copied_erased else self._sealed(place, value)
            value.token = f"{place}{value.kind}.{value.person}.{ALGORITHM}.{sealed}"
            return {
                "person": value.person,
                "kind": value.kind,
                "alg": ALGORITHM,
                "sealed": sealed,
            }

        return encode

    def opener(self, stream: str, version: int) -> Decode:
        """The ``dec_hook`` of msgspec that opens the values of the event at that place.

        A value of an erased person comes as the erased marker. Raises Tampered, KeyMissing.
        """
        place = _place(stream, version)

        def decode(wanted: type, stored: Any) -> Personal:
            head, person, kind, sealed = _parts(place, wanted, stored)
            return self._opened(person, kind, head, sealed)

        return decode

    def seal(self, stream: str, version: int, value: Personal) -> str:
        """The token of ``value`` for that place; the person's key is made if there is none.

        ``value.token`` is not touched. Raises Erased for a person whose key was destroyed and
        ValueError for a value that was not opened.
        """
        place = _place(stream, version)
        sealed = self._sealed(place, value)
        return f"{place}{value.kind}.{value.person}.{ALGORITHM}.{sealed}"

    def open(self, token: str) -> Personal:
        """The value of a token, or the erased marker. Raises Tampered, KeyMissing."""
        person, kind, head, sealed = _split(token)
        return self._opened(person, kind, head, sealed)

    def open_many(self, tokens: Iterable[str]) -> list[Personal]:
        """The values in the order of their tokens, with one query for the keys of all."""
        parts = [_split(token) for token in tokens]
        self.prefetch(person for person, _kind, _head, _sealed in parts)
        return [self._opened(*one) for one in parts]

    def prefetch(self, persons: Iterable[str]) -> None:
        """Fetch the keys of these persons in one query, for what is opened next."""
        self._ring.prefetch(persons)

    def prefetch_for(self, stored: Iterable[bytes]) -> None:
        """As ``prefetch``, for all persons named in the JSON of these stored events."""
        self._ring.prefetch(
            {
                name.decode("utf-8", "replace")
                for data in stored
                for name in _PERSON_IN_JSON.findall(data)
            }
        )

    def digest(self, kind: str, text: str) -> str:
        """The blind index of a text: equal texts of a kind are found, none can be read back.

        HMAC-SHA-256 in hex over the kind and the text in Unicode's NFKC form.
        """
        if self._index_key is None:
            key = self._ring.get_or_make(INDEX_OWNER).files
            if key is None:
                raise NoKey("The key of the blind index was destroyed: restore the key database.")
            self._index_key = derived(key, b"filing-desk blind index")
        message = f"{kind}\0{unicodedata.normalize('NFKC', text)}"
        return hmac.digest(self._index_key, message.encode(), "sha256").hex()

    def erase(self, person: str) -> None:
        """Destroy the key of a person or an owner of files; twice is as once.

        Other processes can still open what they hold the key of, for 30 seconds at most.
        """
        if person == INDEX_OWNER:
            raise ValueError("the key of the blind index belongs to nobody")
        self._ring.destroy(person)

    def file_key(self, owner: str, salt: bytes, *, make: bool) -> bytes:
        """The key of one file of that owner, 32 bytes, derived with the file's own salt.

        ``make`` gives an owner who never had a key one. Raises Erased, KeyMissing.
        """
        held = self._ring.get_or_make(_plain(owner)) if make else self._ring.get(owner)
        if held is None:
            raise KeyMissing(f"there is no key for {owner}")
        if held.files is None:
            raise Erased(f"the key of {owner} was destroyed")
        return derived(held.files, b"filing-desk file", salt)

    def _sealed(self, place: str, value: Personal) -> str:
        if value.text is None:
            if value.erased:
                raise Erased(f"the key of {value.person} was destroyed")
            raise ValueError("a value that was not opened cannot be sealed")
        cipher = self._ring.get_or_make(_plain(value.person)).fields
        if cipher is None:
            raise Erased(f"the key of {value.person} was destroyed")
        nonce = os.urandom(_NONCE_BYTES)
        head = f"{place}{value.kind}.{value.person}.{ALGORITHM}"
        sealed = nonce + cipher.encrypt(nonce, value.text.encode(), head.encode())
        return b2a_base64(sealed, newline=False).decode("ascii")

    def _opened(self, person: str, kind: str, head: str, sealed: str) -> Personal:
        held = self._ring.get(person)
        token = f"{head}.{sealed}"
        if held is None:
            raise KeyMissing(f"there is no key for {person}")
        if held.fields is None or not sealed:
            return Personal(person, kind, None, token, erased=True)
        return Personal(person, kind, _text(held.fields, head, sealed), token)


def unopened(stream: str, version: int) -> Decode:
    """The ``dec_hook`` that needs no keys: values come with their tokens and without text."""
    place = _place(stream, version)

    def decode(wanted: type, stored: Any) -> Personal:
        head, person, kind, sealed = _parts(place, wanted, stored)
        return Personal(person, kind, None, f"{head}.{sealed}")

    return decode


def _text(cipher: AESGCM, head: str, sealed: str) -> str:
    try:
        raw = a2b_base64(sealed, strict_mode=True)
        # The last character of base64 has bits that mean nothing: they must not change either.
        if b2a_base64(raw, newline=False).decode("ascii") != sealed:
            raise ValueError("not the one way to write these bytes")
        return cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], head.encode()).decode()
    except (InvalidTag, NotBase64, ValueError):
        raise Tampered(f"the value at {head} does not open") from None


def _place(stream: str, version: int) -> str:
    return f"{_plain(stream)}.{version}."


def _plain(name: str) -> str:
    # The dot parts the token, and with it the associated data: a name with a dot could be
    # read in two ways.
    if not name or "." in name:
        raise ValueError(f"not a name for a stream or a person: {name!r}")
    return name


def _parts(place: str, wanted: type, stored: Any) -> tuple[str, str, str, str]:
    """Head of the token, person, kind and sealed text of a value as it stands in an event."""
    if wanted is not Personal:
        raise NotImplementedError(f"{wanted.__qualname__} cannot be stored")
    try:
        person, kind, alg, sealed = (
            stored["person"],
            stored["kind"],
            stored["alg"],
            stored["sealed"],
        )
    except (KeyError, TypeError):
        raise Tampered(f"the value at {place} is not a sealed one") from None
    head = f"{place}{kind}.{person}.{alg}"
    strings = type(kind) is type(person) is type(sealed) is str
    if not strings or alg != ALGORITHM or kind not in _KINDS:
        raise Tampered(f"the value at {head} is not a sealed one")
    return head, person, kind, sealed


def _split(token: str) -> tuple[str, str, str, str]:
    """Person, kind, head and sealed text of a token. Raises Tampered for anything else."""
    head, _, sealed = token.rpartition(".")
    names = head.split(".")
    if len(names) != 5 or names[4] != ALGORITHM or names[2] not in _KINDS:
        raise Tampered("this is not the token of a sealed value")
    return names[3], names[2], head, sealed
