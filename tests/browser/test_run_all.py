"""`flask run-all`, as `make run` starts it: real processes on real ports."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.browser.program import Program, own_environment


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return own_environment(tmp_path)


@pytest.fixture
def starts(environment: dict[str, str], tmp_path: Path) -> Iterator[list[Program]]:
    """The starts of a test; whatever still runs at its end is ended."""
    begun: list[Program] = []
    yield begun
    for start in begun:
        start.stop()


def started(starts: list[Program], environment: dict[str, str], tmp_path: Path) -> Program:
    start = Program(environment, tmp_path / f"output-{len(starts)}.txt")
    starts.append(start)
    start.wait_until_ready()
    return start


def test_one_command_starts_everything_and_ctrl_c_ends_it_and_keeps_the_data(
    starts: list[Program], environment: dict[str, str], tmp_path: Path
) -> None:
    first = started(starts, environment, tmp_path)
    for address in (f"{first.address}/", first.sandbox):
        assert httpx.get(address, trust_env=False).status_code == 200
    accounts = first.accounts()
    assert len(accounts) == 10
    begun = first.parts()
    assert len(begun) == 3

    first.process.send_signal(signal.SIGINT)
    assert first.ended() == 0
    assert not any(Path(f"/proc/{child}").exists() for child in begun)

    second = started(starts, environment, tmp_path)
    assert second.accounts() == accounts

    # Whichever part dies, nothing goes on half: the others are ended and it is said why.
    os.kill(second.parts()[0], signal.SIGKILL)
    assert second.ended() == 1
    assert "the web ended by itself" in second.text()
    with socket.socket() as trial:
        assert trial.connect_ex(("127.0.0.1", int(environment["PORT"]))) != 0


def test_a_port_in_use_is_said_in_one_sentence(
    starts: list[Program], environment: dict[str, str], tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment["PORT"])))
        taken.listen()
        start = Program(environment, tmp_path / "output.txt")
        starts.append(start)
        assert start.ended() == 1
    assert f"127.0.0.1:{environment['PORT']} cannot be used" in start.text()
    assert "Traceback" not in start.text()
