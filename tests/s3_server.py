"""A server that speaks S3 on loopback, with buckets of the tests' own."""

from __future__ import annotations

import itertools
import logging
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from moto.server import ThreadedMotoServer

from store.blobs.s3 import BucketAddress

_names = (f"bucket-{number}" for number in itertools.count())


@contextmanager
def running_s3() -> Iterator[str]:
    """The server's address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def new_bucket(server: str) -> BucketAddress:
    """An empty bucket, and a prefix in it."""
    name = next(_names)
    request = urllib.request.Request(f"{server}/{name}", method="PUT")  # noqa: S310
    urllib.request.urlopen(request).close()  # noqa: S310
    return address_of(server, name)


def address_of(server: str, bucket: str) -> BucketAddress:
    """How a bucket is reached there, which may be missing."""
    return BucketAddress(
        bucket=bucket,
        prefix="desk/files",
        region="us-east-1",
        key_id="somebody",
        secret="nothing that anybody uses",
        endpoint=server,
    )
