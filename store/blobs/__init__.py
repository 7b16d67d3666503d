"""Encrypted files: sealed in frames, each under a random id, on a disk or in a bucket."""

from __future__ import annotations

from store.blobs.keeping import BlobRef, Blobs
from store.blobs.local_disk import LocalDisk
from store.blobs.place import FilesUnavailable, Placed
from store.blobs.s3 import Bucket
from store.blobs.sealing import FRAME_BYTES, Damaged
from store.vault import Erased, KeyMissing

__all__ = [
    "FRAME_BYTES",
    "BlobRef",
    "Blobs",
    "Bucket",
    "Damaged",
    "Erased",
    "FilesUnavailable",
    "KeyMissing",
    "LocalDisk",
    "Placed",
]
