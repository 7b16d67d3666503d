"""Places for files as a test sees them from behind, past the port."""

from __future__ import annotations

from pathlib import Path

import obstore
from obstore.store import S3Store

from store.blobs import Bucket, LocalDisk
from store.blobs.s3 import BucketAddress


class DiskShelf:
    """The files of a directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self.place = LocalDisk(directory)

    def ids(self) -> list[str]:
        return [path.name for path in self._directory.rglob("*") if path.is_file()]

    def read(self, file_id: str) -> bytes:
        return self._path(file_id).read_bytes()

    def overwrite(self, file_id: str, stored: bytes) -> None:
        self._path(file_id).write_bytes(stored)

    def _path(self, file_id: str) -> Path:
        (path,) = [path for path in self._directory.rglob("*") if path.name == file_id]
        return path


class BucketShelf:
    """The objects of a bucket, all of them, whatever their prefix."""

    def __init__(self, address: BucketAddress) -> None:
        self.place = Bucket(address)
        self._store = S3Store(
            address.bucket,
            endpoint=address.endpoint,
            region=address.region,
            access_key_id=address.key_id,
            secret_access_key=address.secret,
            client_options={"allow_http": True},
        )

    def ids(self) -> list[str]:
        return [path.rpartition("/")[2] for path in self._paths()]

    def read(self, file_id: str) -> bytes:
        return bytes(obstore.get(self._store, self._path(file_id)).bytes())

    def overwrite(self, file_id: str, stored: bytes) -> None:
        obstore.put(self._store, self._path(file_id), stored)

    def _paths(self) -> list[str]:
        return [one["path"] for page in obstore.list(self._store) for one in page]

    def _path(self, file_id: str) -> str:
        (path,) = [path for path in self._paths() if path.endswith(file_id)]
        return path
