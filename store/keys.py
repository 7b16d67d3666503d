"""The key-encryption key, and the database of the data keys that it wraps.

Each person, and each owner of files, has a data key of its own. The data keys lie wrapped in
a database apart from the log, so that its backups can be kept for a shorter time.

There is one secret to keep, the key-encryption key (KEK). The key of the blind index is a
data key like the others, under a name that no person has: it is backed up with them, and
another KEK would not change the index.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import secrets
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import (
    Column,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    Text,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from store.engine import reading, writing
from store.secret_files import kept_secret
from store.tables import UtcTime, metadata

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_BATCH: Final = 500

keys_metadata: Final = MetaData(naming_convention=metadata.naming_convention)

data_keys: Final = Table(
    "data_keys",
    keys_metadata,
    Column("person", Text, primary_key=True),
    # Empty once the key was destroyed; the row stays, so that no second key is ever made.
    Column("wrapped", LargeBinary),
    Column("kek_id", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("destroyed_at", UtcTime),
)


class NoKey(Exception):
    """A key is missing or is not the right one; the message says in one sentence what to do."""


def load_kek(value: str | None, path: Path, *, create: bool = False) -> Kek:
    """The key-encryption key from ``value`` (the variable KEK) or else from the file.

    Both hold 32 bytes in base64 or in 64 hex digits. ``create`` makes a missing file, as the
    embedded default does at its first start; else a missing key is refused with NoKey.
    """
    if value:
        return Kek(_decoded(value, "KEK"))
    if create:
        ensure_key_file(path)
    try:
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise NoKey(f"Set KEK, or put it into {path}: 32 random bytes in base64 or hex.") from None
    except (OSError, UnicodeDecodeError):
        raise NoKey(f"Make {path} readable: it holds 32 random bytes in base64 or hex.") from None
    return Kek(_decoded(text, str(path)))


def ensure_key_file(path: Path) -> None:
    """Make the file with a random key, mode 0600, unless it exists; safe in two processes."""
    kept_secret(path, lambda: f"{secrets.token_hex(KEY_BYTES)}\n".encode())


def _decoded(text: str, where: str) -> bytes:
    compact = "".join(text.split())
    try:
        if len(compact) == 2 * KEY_BYTES:
            return bytes.fromhex(compact)
        key = base64.b64decode(compact.replace("-", "+").replace("_", "/"), validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY_BYTES:
        raise NoKey(f"{where} must hold exactly 32 bytes, in base64 or as 64 hex digits.")
    return key


class Kek:
    """The key-encryption key: wraps data keys by AES-256-GCM, each bound to its person."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise NoKey("The key-encryption key must have exactly 32 bytes.")
        self.id: Final = derived(key, b"filing-desk kek id")[:8].hex()
        self._cipher = AESGCM(derived(key, b"filing-desk kek wrap"))

    def wrap(self, person: str, key: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, key, person.encode())

    def unwrap(self, person: str, wrapped: bytes) -> bytes:
        """Raises NoKey for a key that was not wrapped by this one for this person."""
        try:
            return self._cipher.decrypt(
                wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], person.encode()
            )
        except (InvalidTag, ValueError):
            raise NoKey("A data key is damaged: restore the key database.") from None


def derived(key: bytes, purpose: bytes, salt: bytes | None = None) -> bytes:
    """A key of 32 bytes for one purpose, by HKDF-SHA-256 (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=purpose).derive(key)


class Keys:
    """The data keys in their database. Safe in many threads and processes."""

    def __init__(self, engine: Engine, kek: Kek) -> None:
        self.engine = engine
        self.kek = kek
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _overwrite_deleted)

    def check(self) -> None:
        """Raises NoKey when the keys there were wrapped by another key-encryption key."""
        other = select(data_keys.c.kek_id).where(
            data_keys.c.kek_id != self.kek.id, data_keys.c.wrapped.is_not(None)
        )
        with reading(self.engine) as connection:
            found = connection.execute(other.limit(1)).scalar()
        if found is not None:
            raise NoKey(_other_kek(found))

    def find(self, persons: Collection[str]) -> dict[str, bytes | None]:
        """The keys of those persons that have a row, in one query; None for a destroyed key."""
        wanted = list(persons)
        found: dict[str, bytes | None] = {}
        with reading(self.engine) as connection:
            for start in range(0, len(wanted), _BATCH):
                rows = connection.execute(
                    select(data_keys.c.person, data_keys.c.wrapped, data_keys.c.kek_id).where(
                        data_keys.c.person.in_(wanted[start : start + _BATCH])
                    )
                )
                found.update((row.person, self._unwrapped(row)) for row in rows)
        return found

    def find_or_make(self, person: str) -> bytes | None:
        """The key of the person, made and committed if there never was one; None if destroyed."""
        for _attempt in range(2):
            found = self.find([person])
            if person in found:
                return found[person]
            key = secrets.token_bytes(KEY_BYTES)
            row = {
                "person": person,
                "wrapped": self.kek.wrap(person, key),
                "kek_id": self.kek.id,
                "created_at": datetime.now(UTC),
            }
            # Where another process was faster, its key counts, and is read in the next round.
            with contextlib.suppress(IntegrityError):
                with writing(self.engine) as connection:
                    connection.execute(insert(data_keys), row)
                return key
        raise NoKey("A data key appeared and vanished: check the key database.")

    def destroy(self, person: str) -> None:
        """Destroy the person's key for ever; the row stays and says when.

        On SQLite the bytes are overwritten in the file, and the write-ahead log is emptied once
        nobody reads. PostgreSQL frees them at its next vacuum. A backup holds them until it goes.
        """
        now = datetime.now(UTC)
        gone = {"wrapped": None, "destroyed_at": now}
        tombstone = {"person": person, "kek_id": self.kek.id, "created_at": now, **gone}
        alive = data_keys.c.wrapped.is_not(None)
        of_person = data_keys.c.person == person
        with writing(self.engine) as connection:
            known = connection.execute(select(data_keys.c.person).where(of_person)).first()
            if known is None:
                connection.execute(insert(data_keys), tombstone)
            else:
                connection.execute(update(data_keys).where(of_person, alive).values(gone))
        if self.engine.dialect.name == "sqlite":
            _empty_write_ahead_log(self.engine)

    def _unwrapped(self, row: Any) -> bytes | None:
        if row.wrapped is None:
            return None
        if row.kek_id != self.kek.id:
            raise NoKey(_other_kek(row.kek_id))
        return self.kek.unwrap(row.person, row.wrapped)


def _other_kek(kek_id: str) -> str:
    return f"The data keys were wrapped by another KEK, with the id {kek_id}: set that one."


def _overwrite_deleted(dbapi_connection: Any, _record: object) -> None:
    dbapi_connection.execute("PRAGMA secure_delete = ON")


def _empty_write_ahead_log(engine: Engine) -> None:
    connection: Any = engine.raw_connection()
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
