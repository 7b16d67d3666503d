"""Signed statements of how far the log reached and what its root was.

The notes have the format of C2SP's tlog-checkpoint, signed as its signed-note says with
Ed25519. The signing key is a file of its own, so that who can write the database cannot
sign for what it holds.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from sqlalchemy import Connection, func, insert, select

from store import event_log
from store.merkle import Tree
from store.secret_files import kept_secret
from store.tables import checkpoints

EVERY_EVENTS: Final = 1000
EVERY: Final = timedelta(seconds=60)

_ED25519: Final = b"\x01"
_DASH: Final = "\N{EM DASH} "


class BadNote(Exception):
    """A checkpoint that cannot be read, or that this log's key did not sign."""


class BadKeyFile(Exception):
    """The file of the signing key does not hold one; the message says what to do."""


class Checkpoint(NamedTuple):
    """What a note says: the root over the first ``size`` events of the log ``origin``."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"


class Verifier:
    """A name and a public key."""

    def __init__(self, name: str, key: Ed25519PublicKey) -> None:
        self.name = name
        self._key = key
        self.key_id = hashlib.sha256(name.encode() + b"\n" + _ED25519 + self._raw).digest()[:4]

    @property
    def _raw(self) -> bytes:
        return self._key.public_bytes_raw()

    def __str__(self) -> str:
        """The key as auditors are given it: ``name+id+key``."""
        return f"{self.name}+{self.key_id.hex()}+{_base64(_ED25519 + self._raw)}"

    def read(self, note: str) -> Checkpoint:
        """What a note says. Raises BadNote unless this key signed it."""
        body, _blank, signatures = note.partition("\n\n")
        body += "\n"
        prefix = f"{_DASH}{self.name} "
        for line in signatures.splitlines():
            signature = _unbase64(line.removeprefix(prefix)) if line.startswith(prefix) else b""
            if signature[:4] != self.key_id:
                continue
            try:
                self._key.verify(signature[4:], body.encode())
            except InvalidSignature:
                raise BadNote("the signature does not fit") from None
            return _parse(body)
        raise BadNote(f"there is no signature of {self.name}")


class Signer:
    """A name and a private key."""

    def __init__(self, name: str, key: Ed25519PrivateKey) -> None:
        if not name or "+" in name or any(letter.isspace() for letter in name):
            raise ValueError("the name of a key has no space and no plus sign")
        self.name = name
        self._key = key
        self.verifier = Verifier(name, key.public_key())

    @classmethod
    def from_file(cls, path: Path, new_name: str) -> Signer:
        """The key kept in ``path``, under the name that it was made with.

        A missing file is made for ``new_name``, readable by this user only. Raises BadKeyFile
        where the file holds something else.
        """
        kept = kept_secret(path, lambda: _new_key(new_name))
        try:
            # The form of Go's note package: PRIVATE+KEY+name+id+key.
            _private, _key, name, _id, secret = kept.decode().strip().split("+", 4)
            seed = _unbase64(secret).removeprefix(_ED25519)
            return cls(name, Ed25519PrivateKey.from_private_bytes(seed))
        except (ValueError, BadNote):
            raise BadKeyFile(
                f"{path} does not hold the signing key of a log: put the log's key back."
            ) from None

    def sign(self, checkpoint: Checkpoint) -> str:
        """The signed note."""
        signature = self._key.sign(checkpoint.body.encode())
        line = _base64(self.verifier.key_id + signature)
        return f"{checkpoint.body}\n{_DASH}{self.name} {line}\n"


def make_checkpoint(
    connection: Connection, signer: Signer, origin: str, now: datetime
) -> str | None:
    """Signs the log as it stands and keeps the note; None where nothing came since the last.

    ``origin`` names the log for ever, for example ``filing-desk.example.com/log``.
    """
    event_log.lock_head(connection)  # so that of two workers one signs
    size, frontier = event_log.head(connection)
    known = select(checkpoints.c.size).where(checkpoints.c.size == size)
    if size == 0 or connection.execute(known).first():
        return None
    note = signer.sign(Checkpoint(origin, size, Tree(size, frontier).root))
    connection.execute(insert(checkpoints).values(size=size, at=now, note=note))
    return note


def due(connection: Connection, now: datetime) -> bool:
    """Whether 1,000 events, or one and 60 seconds, came since the last checkpoint."""
    size = event_log.head(connection).size
    last = connection.execute(
        select(func.max(checkpoints.c.size), func.max(checkpoints.c.at))
    ).one()
    if last[0] is None:
        return bool(size)
    return bool(size - last[0] >= EVERY_EVENTS or (size > last[0] and now - last[1] >= EVERY))


def latest(connection: Connection) -> str | None:
    """The newest note, for an auditor or a witness to keep elsewhere."""
    query = select(checkpoints.c.note).order_by(checkpoints.c.size.desc()).limit(1)
    found: str | None = connection.execute(query).scalar_one_or_none()
    return found


def _new_key(name: str) -> bytes:
    key = Ed25519PrivateKey.generate()
    key_id = Signer(name, key).verifier.key_id.hex()
    secret = _base64(_ED25519 + key.private_bytes_raw())
    return f"PRIVATE+KEY+{name}+{key_id}+{secret}\n".encode()


def _parse(body: str) -> Checkpoint:
    lines = body.split("\n")
    if len(lines) < 4 or not lines[1].isascii() or not lines[1].isdigit():
        raise BadNote("it has no size or no root")
    return Checkpoint(lines[0], int(lines[1]), _unbase64(lines[2]))


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _unbase64(text: str) -> bytes:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except ValueError:
        raise BadNote("it holds something that is not base64") from None
