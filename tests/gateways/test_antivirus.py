"""ClamAV's INSTREAM against a server that speaks it on a real socket."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest

from gateways.antivirus import ScanFailed
from gateways.antivirus.clamd import Clamd, ClamdAddress, address_of
from tests.gateways.clamd_server import EICAR, running_clamd


@pytest.fixture(params=["tcp", "unix"])
def clamd(request, tmp_path: Path):
    with running_clamd(tmp_path / "clamd.ctl" if request.param == "unix" else None) as server:
        yield server


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 1_000_000])
def test_a_clean_file_arrives_whole_and_is_clean(clamd, size: int) -> None:
    url, seen = clamd
    data = os.urandom(size)
    assert Clamd(address_of(url)).found_in(data) is None
    assert seen == [data]


def test_a_virus_is_named(clamd) -> None:
    url, _seen = clamd
    data = bytes(100_000) + EICAR + bytes(100_000)
    assert Clamd(address_of(url)).found_in(data) == "Eicar-Signature"


def test_a_file_over_the_servers_limit_is_not_taken_for_clean() -> None:
    with running_clamd(most_bytes=10_000) as (url, _seen):
        scanner = Clamd(address_of(url))
        with pytest.raises(ScanFailed):
            scanner.found_in(bytes(8_000_000))
        assert scanner.found_in(b"small") is None


def test_a_scanner_that_is_away_tells_so(tmp_path: Path) -> None:
    for url in (f"unix://{tmp_path}/nothing.ctl", "tcp://127.0.0.1:9"):
        with pytest.raises(ScanFailed, match="did not answer"):
            Clamd(address_of(url)).found_in(b"scan")


@pytest.mark.parametrize("said", [b"", b"UNKNOWN COMMAND\0", b"stream: Can't allocate ERROR\0"])
def test_anything_but_a_clear_answer_is_no_answer(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def once() -> None:
            line, _peer = server.accept()
            with line:
                line.recv(1000)
                line.sendall(said)

        thread = threading.Thread(target=once)
        thread.start()
        with pytest.raises(ScanFailed):
            Clamd(ClamdAddress("", *server.getsockname())).found_in(b"scan")
        thread.join()


def test_a_scanner_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateways.antivirus.clamd._SECONDS", 0.2)
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(ScanFailed, match="did not answer"),
    ):
        Clamd(ClamdAddress("", *silent.getsockname())).found_in(b"scan")


@pytest.mark.parametrize(
    "url", ["", "clamd", "tcp://", "unix://", "unix://host/path", "http://localhost:3310"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="unix:///path"):
        address_of(url)


def test_the_usual_port_need_not_be_told() -> None:
    assert address_of("tcp://scanner.example.com") == ("", "scanner.example.com", 3310)
