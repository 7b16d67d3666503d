"""What an earlier version stored must open for ever: these constants are never made anew."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from store.blobs import Blobs, LocalDisk
from store.engine import make_engine
from store.keys import Kek, Keys, data_keys, keys_metadata
from store.vault import Vault

PERSON = "a1" * 16
KEK = bytes(range(32))
KEK_ID = "c4f726a1801f3735"
WRAPPED = (
    "7ba4f410d2a3df30f53b1079c6a02545e656ba7c9f85315b48737b7666f8725eaa4d551316575d03"
    "0c62d8fe1e2edfe0c5c638bac26c92f5336d3c8f"
)
WRAPPED_INDEX_KEY = (
    "9f3227a4e268c563304b7b56711edbb4044d557ffa01b2d88859b7d6f5e3323117df7b3decd13221"
    "b2789b559e221b4b911d28957d585c973c7ac55b"
)
TOKEN = (
    "filing-3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f.3.name.a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1."
    "A256GCM.o/+s7rVyUZUv7GTlWoRDL2LutAoTlh/cFWjOBP+qLFFUZw=="
)
DIGEST = "1889a5f1e6c374058ea5514d4dd42e39b2ae31c6f3af5163a2ab0bac7d3e313c"
FILE_ID = "6ef1793208005495af6ef3c0353e9fe1"
FILE = (
    "464446010b71f52302aaac9dc56c2adf1e76a54ef3424a38e0d0856e55c6e5be0c4e6e3000206131"
    "61316131613161316131613161316131613161316131613161316131613153bac8c49b7e5489fa1e"
    "6292fe2d93fc8e5124a3"
)


@pytest.fixture
def vault(tmp_path):
    keys = Keys(make_engine(f"sqlite:///{tmp_path}/keys.db"), Kek(KEK))
    keys_metadata.create_all(keys.engine)
    wrapped = {PERSON: WRAPPED, "blind-index": WRAPPED_INDEX_KEY}
    rows = [
        {
            "person": person,
            "wrapped": bytes.fromhex(key),
            "kek_id": KEK_ID,
            "created_at": datetime(2026, 1, 1, tzinfo=UTC),
        }
        for person, key in wrapped.items()
    ]
    with keys.engine.begin() as connection:
        connection.execute(insert(data_keys), rows)
    keys.check()
    yield Vault(keys)
    keys.engine.dispose()


def test_a_stored_value_opens(vault):
    assert vault.open(TOKEN).full == "李雷"


def test_a_stored_digest_is_found(vault):
    assert vault.digest("mobile", "13800138000") == DIGEST


def test_a_stored_file_opens(vault, tmp_path):
    path = tmp_path / "files" / FILE_ID[:2] / FILE_ID[2:4] / FILE_ID
    path.parent.mkdir(parents=True)
    path.write_bytes(bytes.fromhex(FILE))
    assert Blobs(LocalDisk(tmp_path / "files"), vault).get(PERSON, FILE_ID) == b"scan"
