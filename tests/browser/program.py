"""The program as `flask run-all` starts it: real processes on real ports, data of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 60
"""Seconds that a start or an end may take on a busy machine."""

_FLASK = (sys.executable, "-m", "flask", "--app", "app")
_ACCOUNT = re.compile(r"^  (\w+) +(\S+@\S+) +(\S+)$", re.MULTILINE)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def own_environment(directory: Path) -> dict[str, str]:
    """Settings that keep everything below the directory and listen where nothing else does."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FLASK_")}
    return {
        **inherited,
        "DATABASE_URL": f"sqlite:///{directory}/var/desk.db",
        "KEYS_URL": f"sqlite:///{directory}/var/keys.db",
        "FILES_DIR": f"{directory}/var/files",
        "KEYS_DIR": f"{directory}/var/keys",
        "CLOCK_FILE": f"{directory}/var/clock.json",
        "PORT": str(free_port()),
        "SANDBOX_URL": f"http://127.0.0.1:{free_port()}",
    }


class Program:
    """One start of the program."""

    def __init__(self, environment: dict[str, str], output: Path) -> None:
        self.environment = environment
        self.output = output
        with output.open("wb") as out:
            self.process = subprocess.Popen(  # noqa: S603
                [*_FLASK, "run-all"],
                env=environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.environment['PORT']}"

    @property
    def sandbox(self) -> str:
        return self.environment["SANDBOX_URL"]

    def text(self) -> str:
        """What it has printed so far."""
        return self.output.read_text(encoding="utf-8")

    def accounts(self) -> list[tuple[str, str, str]]:
        """The demo accounts that it printed: role, name to sign in with, password."""
        return _ACCOUNT.findall(self.text())

    def wait_until_ready(self) -> None:
        until = time.monotonic() + PATIENCE
        while "Ctrl-C" not in self.text():
            assert self.process.poll() is None, self.text()
            assert time.monotonic() < until, self.text()
            time.sleep(0.1)

    def parts(self) -> list[int]:
        """The processes that it started: web server, worker, sandbox."""
        number = self.process.pid
        listed = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii")
        return [int(part) for part in listed.split()]

    def kill_web_server(self) -> None:
        """Kill -9 the web server with all its processes, which form a group of their own."""
        os.killpg(self.parts()[0], signal.SIGKILL)

    def stop(self) -> None:
        """End it, unless it has ended already."""
        if self.process.poll() is None:
            self.process.terminate()
        self.ended()

    def ended(self) -> int:
        """Its exit status, once it has ended."""
        return self.process.wait(timeout=PATIENCE)

    def flask(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command beside the running program, with the same settings."""
        return subprocess.run(  # noqa: S603
            [*_FLASK, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
