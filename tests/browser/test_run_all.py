"""`flask run-all`, as `make run` starts it: real processes on real ports."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

PATIENCE = 60
PASSWORD = re.compile(r"^  \w+ +(\S+@\S+) +(\S+)$", re.MULTILINE)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


class Start:
    """One start of the program in a directory."""

    def __init__(self, environment: dict[str, str], output: Path) -> None:
        self.output = output
        with output.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "app", "run-all"],
                env=environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def text(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def wait_until_ready(self) -> None:
        until = time.monotonic() + PATIENCE
        while "Ctrl-C" not in self.text():
            assert self.process.poll() is None, self.text()
            assert time.monotonic() < until, self.text()
            time.sleep(0.1)

    def ended(self) -> int:
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("FLASK_")}
    return {
        **own,
        "DATABASE_URL": f"sqlite:///{tmp_path}/var/desk.db",
        "KEYS_URL": f"sqlite:///{tmp_path}/var/keys.db",
        "FILES_DIR": f"{tmp_path}/var/files",
        "KEYS_DIR": f"{tmp_path}/var/keys",
        "CLOCK_FILE": f"{tmp_path}/var/clock.json",
        "PORT": str(free_port()),
        "SANDBOX_URL": f"http://127.0.0.1:{free_port()}",
    }


@pytest.fixture
def starts(environment: dict[str, str], tmp_path: Path) -> Iterator[list[Start]]:
    """The starts of a test; whatever still runs at its end is ended."""
    begun: list[Start] = []
    yield begun
    for start in begun:
        if start.process.poll() is None:
            start.process.terminate()
            start.ended()


def started(starts: list[Start], environment: dict[str, str], tmp_path: Path) -> Start:
    start = Start(environment, tmp_path / f"output-{len(starts)}.txt")
    starts.append(start)
    start.wait_until_ready()
    return start


def children(process_id: int) -> list[int]:
    listed = Path(f"/proc/{process_id}/task/{process_id}/children").read_text(encoding="ascii")
    return [int(number) for number in listed.split()]


def test_one_command_starts_everything_and_ctrl_c_ends_it_and_keeps_the_data(
    starts: list[Start], environment: dict[str, str], tmp_path: Path
) -> None:
    first = started(starts, environment, tmp_path)
    for address in (f"http://127.0.0.1:{environment['PORT']}/", environment["SANDBOX_URL"]):
        assert httpx.get(address, trust_env=False).status_code == 200
    accounts = PASSWORD.findall(first.text())
    assert len(accounts) == 8
    begun = children(first.process.pid)
    assert len(begun) == 3

    first.process.send_signal(signal.SIGINT)
    assert first.ended() == 0
    assert not any(Path(f"/proc/{child}").exists() for child in begun)

    second = started(starts, environment, tmp_path)
    assert PASSWORD.findall(second.text()) == accounts

    # Whichever part dies, nothing goes on half: the others are ended and it is said why.
    web = children(second.process.pid)[0]
    os.kill(web, signal.SIGKILL)
    assert second.ended() == 1
    assert "the web ended by itself" in second.text()
    with socket.socket() as trial:
        assert trial.connect_ex(("127.0.0.1", int(environment["PORT"]))) != 0


def test_a_port_in_use_is_said_in_one_sentence(
    starts: list[Start], environment: dict[str, str], tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment["PORT"])))
        taken.listen()
        start = Start(environment, tmp_path / "output.txt")
        starts.append(start)
        assert start.ended() == 1
    assert f"127.0.0.1:{environment['PORT']} cannot be used" in start.text()
    assert "Traceback" not in start.text()
