"""Sealed files in a bucket that speaks S3. A put is whole or absent, and never replaces."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from store.blobs.place import FilesUnavailable, Placed, is_id, path_of
from store.engine import UnsafeStart

if TYPE_CHECKING:
    from obstore.store import S3Config

_CONNECTING: Final = timedelta(seconds=3)
_ANSWERING: Final = timedelta(seconds=15)
_TRYING: Final = timedelta(seconds=10)
_TRIES_AGAIN: Final = 2


@dataclass(frozen=True, slots=True)
class BucketAddress:
    """Which bucket, below which prefix, at which server (None: Amazon's), with whose key."""

    bucket: str
    prefix: str
    region: str
    key_id: str
    secret: str = field(repr=False)
    token: str | None = field(default=None, repr=False)
    endpoint: str | None = None

    @property
    def url(self) -> str:
        """As settings write it; it holds no secret."""
        return f"s3://{self.bucket}/{self.prefix}".rstrip("/")


def bucket_of(url: str) -> tuple[str, str]:
    """Bucket and prefix of ``s3://bucket/prefix``. Raises ValueError."""
    parts = urlsplit(url)
    rest = parts.query or parts.fragment or parts.username or parts.port
    if parts.scheme != "s3" or not parts.hostname or rest:
        raise ValueError("write s3://bucket or s3://bucket/prefix")
    return parts.hostname, parts.path.strip("/")


class Bucket:
    """Files as objects. The server may be slow or away: every request has its time."""

    def __init__(self, address: BucketAddress) -> None:
        self._url = address.url
        self._store = S3Store(
            address.bucket,
            prefix=address.prefix or None,
            config=_config(address),
            client_options={
                "allow_http": (address.endpoint or "").startswith("http://"),
                "connect_timeout": _CONNECTING,
                "timeout": _ANSWERING,
            },
            retry_config={"max_retries": _TRIES_AGAIN, "retry_timeout": _TRYING},
        )

    def write(self, file_id: str, pieces: Iterable[bytes]) -> None:
        """See Place. If-None-Match lets the server refuse an id that is taken."""
        path, whole = path_of(file_id), b"".join(pieces)
        with self._told_as_unavailable():
            obstore.put(self._store, path, whole, mode="create", use_multipart=False)

    def read(self, file_id: str) -> bytes | None:
        """See Place."""
        path = path_of(file_id)
        with self._told_as_unavailable():
            try:
                return bytes(obstore.get(self._store, path).bytes())
            except FileNotFoundError as error:
                if _is_about_the_bucket(error):
                    raise
                return None

    def remove(self, file_id: str) -> None:
        """See Place."""
        path = path_of(file_id)
        with self._told_as_unavailable():
            obstore.delete(self._store, path)

    def placed(self) -> Iterator[Placed]:
        """See Place."""
        with self._told_as_unavailable():
            for page in obstore.list(self._store):
                for one in page:
                    name = one["path"].rpartition("/")[2]
                    if is_id(name):
                        yield Placed(name, one["size"], one["last_modified"])

    def check(self) -> None:
        """See Place. Writes and removes an object, since reading alone proves too little."""
        probe = f"start-check/{secrets.token_hex(16)}"
        try:
            obstore.put(self._store, probe, b"", mode="create", use_multipart=False)
            obstore.delete(self._store, probe)
        except (BaseError, OSError):
            raise UnsafeStart(
                f"The bucket {self._url} cannot be written: check FILES_URL, AWS_ENDPOINT_URL, "
                "AWS_REGION and the AWS_ keys, and that the server answers."
            ) from None

    @contextmanager
    def _told_as_unavailable(self) -> Iterator[None]:
        try:
            yield
        except (BaseError, OSError) as error:
            raise FilesUnavailable(f"{self._url}: {_first_line(error)}") from error


def _config(address: BucketAddress) -> S3Config:
    config: S3Config = {
        "region": address.region,
        "access_key_id": address.key_id,
        "secret_access_key": address.secret,
    }
    if address.token:
        config["session_token"] = address.token
    if address.endpoint:
        config["endpoint"] = address.endpoint
    return config


def _is_about_the_bucket(error: Exception) -> bool:
    return "NoSuchBucket" in str(error)


def _first_line(error: Exception) -> str:
    """What the library says at first; its further lines repeat the whole request."""
    return str(error).partition("\n")[0][:300]
