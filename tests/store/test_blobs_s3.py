"""Encrypted files in a bucket: what only a server far away can do wrong."""

from __future__ import annotations

import socket
import time
from datetime import timedelta

import pytest

from settings import Settings, UnsafeSettings
from store.blobs import Blobs, Bucket, FilesUnavailable
from store.engine import UnsafeStart
from tests.s3_server import address_of, new_bucket

OWNER = "c3" * 16
NOBODY = "http://127.0.0.1:9"


@pytest.mark.parametrize(
    "use",
    [
        lambda blobs: blobs.put(OWNER, b"scan"),
        lambda blobs: blobs.get(OWNER, "ab" * 16),
        lambda blobs: blobs.digest("ab" * 16),
        lambda blobs: blobs.remove("ab" * 16),
        lambda blobs: list(blobs.placed()),
    ],
)
def test_a_server_that_is_away_is_unavailable_and_not_damage(vault, use):
    with pytest.raises(FilesUnavailable, match="s3://away/desk/files"):
        use(Blobs(Bucket(address_of(NOBODY, "away")), vault))


def test_a_missing_bucket_is_not_a_missing_file(s3, vault):
    blobs = Blobs(Bucket(address_of(s3, "never-made")), vault)
    with pytest.raises(FilesUnavailable):
        blobs.get(OWNER, "ab" * 16)
    with pytest.raises(FilesUnavailable):
        blobs.put(OWNER, b"scan")


@pytest.mark.parametrize("bucket", ["away", "never-made"])
def test_an_unreachable_bucket_is_told_in_one_sentence(s3, vault, bucket):
    server = NOBODY if bucket == "away" else s3
    with pytest.raises(UnsafeStart) as refused:
        Blobs(Bucket(address_of(server, bucket)), vault).check()
    told = str(refused.value)
    assert f"s3://{bucket}/desk/files cannot be written" in told
    assert told.count(".") == 1
    assert "\n" not in told


def test_a_server_that_says_nothing_is_given_up(vault, monkeypatch):
    monkeypatch.setattr("store.blobs.s3._ANSWERING", timedelta(seconds=0.3))
    monkeypatch.setattr("store.blobs.s3._TRYING", timedelta(seconds=0.5))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = address_of(f"http://127.0.0.1:{silent.getsockname()[1]}", "silent")
        started = time.monotonic()
        with pytest.raises(FilesUnavailable):
            Blobs(Bucket(address), vault).put(OWNER, b"scan")
        assert time.monotonic() - started < 5


def test_files_lie_below_the_prefix(s3, vault):
    address = new_bucket(s3)
    ref = Blobs(Bucket(address), vault).put(OWNER, b"scan")
    elsewhere = address_of(s3, address.bucket)
    assert [one.id for one in Bucket(elsewhere).placed()] == [ref.id]


def test_the_secret_is_not_in_what_is_printed(s3):
    address = address_of(s3, "bucket")
    assert address.secret not in repr(address)


def given(tmp_path, **more):
    return Settings(_env_file=None, keys_dir=tmp_path, **more)


def test_without_an_address_files_lie_on_the_disk(tmp_path):
    assert given(tmp_path).bucket() is None
    assert given(tmp_path, files_url="").bucket() is None


def test_settings_name_the_bucket(tmp_path):
    keys = {"aws_access_key_id": "somebody", "aws_secret_access_key": "secret"}
    found = given(tmp_path, files_url="s3://desk/a/b/", **keys).bucket()
    assert (found.bucket, found.prefix, found.url) == ("desk", "a/b", "s3://desk/a/b")
    assert given(tmp_path, files_url="s3://desk", **keys).bucket().url == "s3://desk"


def test_a_bucket_without_a_key_is_refused_and_nobody_is_asked_for_one(tmp_path):
    with pytest.raises(UnsafeSettings, match="Set AWS_ACCESS_KEY_ID and"):
        given(tmp_path, files_url="s3://desk", aws_access_key_id="somebody").bucket()


@pytest.mark.parametrize("url", ["https://desk", "s3://", "desk", "s3://desk/a?x=1", "s3://a@desk"])
def test_an_address_that_is_none_is_refused(tmp_path, monkeypatch, url):
    monkeypatch.setenv("FILES_URL", url)
    with pytest.raises(UnsafeSettings, match=r"Correct the setting FILES_URL: write s3://bucket"):
        Settings.from_environment()
