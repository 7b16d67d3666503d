"""Reading a scan of 1 MiB from its frames, beside a plain read of the same bytes.

On the disk the baseline is ``read_bytes`` of a plain file, and in a bucket a bare get of a plain
object, from a server on loopback; both in turns within one run. The processor's own rate of
opening frames is printed too, since it is what encryption costs.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from statistics import median

import obstore
from obstore.store import S3Store

from benchmarks.bench import directory, report, rounded
from store import migrate
from store.blobs import Blobs, Bucket, LocalDisk
from store.blobs.sealing import opened, sealed
from store.engine import make_engine
from store.keys import Kek, Keys
from store.vault import Vault
from tests.s3_server import new_bucket, running_s3

MEBIBYTE = 1024 * 1024
OWNER = "c3" * 16
ROUNDS = 200


def milliseconds(work: Callable[[], bytes]) -> float:
    started = time.perf_counter()
    found = work()
    took = (time.perf_counter() - started) * 1000
    assert len(found) == MEBIBYTE
    return took


def compare(place: str, ours: Callable[[], bytes], plain: Callable[[], bytes], aim: str) -> None:
    """Print the medians and the slowest hundredth of the rounds."""
    times: dict[str, list[float]] = {"ours": [], "plain": []}
    for _round in range(ROUNDS):
        times["plain"].append(milliseconds(plain))
        times["ours"].append(milliseconds(ours))
    slowest = {name: sorted(each)[int(len(each) * 0.99)] for name, each in times.items()}
    report(
        "encrypted_read",
        place=place,
        bytes=MEBIBYTE,
        encrypted_ms=rounded(median(times["ours"])),
        plain_ms=rounded(median(times["plain"])),
        encrypted_p99_ms=rounded(slowest["ours"]),
        plain_p99_ms=rounded(slowest["plain"]),
        ratio=rounded(median(times["plain"]) / median(times["ours"])),
        aim=aim,
    )


def opening(data: bytes) -> None:
    """How fast frames open, with nothing read."""
    key = os.urandom(32)
    stored = b"".join(sealed(OWNER, "0" * 32, data, lambda _salt: key))
    times = [
        milliseconds(lambda: opened(OWNER, "0" * 32, stored, lambda _salt: key))
        for _round in range(ROUNDS)
    ]
    report("opening_frames", bytes=MEBIBYTE, ms=rounded(median(times)))


def main() -> None:
    """Measure the frames alone, the disk, and a bucket."""
    data = os.urandom(MEBIBYTE)
    opening(data)
    with directory() as home, running_s3() as server:
        migrate.upgrade(f"sqlite:///{home}/keys.db", "keys")
        vault = Vault(Keys(make_engine(f"sqlite:///{home}/keys.db"), Kek(os.urandom(32))))
        disk = Blobs(LocalDisk(home / "files"), vault)
        on_disk = disk.put(OWNER, data).id
        plain = home / "plain"
        plain.write_bytes(data)
        compare("disk", lambda: disk.get(OWNER, on_disk), plain.read_bytes, "under 10 ms")
        address = new_bucket(server)
        bucket = Blobs(Bucket(address), vault)
        in_bucket = bucket.put(OWNER, data).id
        bare = S3Store(
            address.bucket,
            endpoint=address.endpoint,
            region=address.region,
            access_key_id=address.key_id,
            secret_access_key=address.secret,
            client_options={"allow_http": True},
        )
        obstore.put(bare, "plain", data)
        compare(
            "bucket",
            lambda: bucket.get(OWNER, in_bucket),
            lambda: bytes(obstore.get(bare, "plain").bytes()),
            "at least 0.5 of a bare get",
        )


if __name__ == "__main__":
    main()
