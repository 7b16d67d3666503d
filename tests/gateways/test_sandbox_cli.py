"""``flask sandbox`` as a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
from flask import Flask

from cli.sandbox import sandbox
from settings import Settings

PROJECT = Path(__file__).resolve().parents[2]
PROGRAM = """
from flask import Flask
from cli.sandbox import sandbox
from settings import Settings
app = Flask("desk")
app.extensions["settings"] = Settings(_env_file=None)
app.cli.add_command(sandbox)
app.test_cli_runner().invoke(args=["sandbox"], catch_exceptions=False)
"""


def test_the_sandbox_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    environment = {
        **os.environ,
        "PYTHONPATH": str(PROJECT),
        "SANDBOX_URL": address,
        "KEYS_DIR": str(tmp_path / "keys"),
        "CLOCK_FILE": str(tmp_path / "clock.json"),
    }
    command = [sys.executable, "-c", PROGRAM]
    process = subprocess.Popen(command, env=environment, cwd=tmp_path)  # noqa: S603
    try:
        assert "监管沙箱" in _first_answer(address)
    finally:
        process.send_signal(signal.SIGTERM)
        ended = process.wait(timeout=10)
    assert ended == 0
    assert (tmp_path / "sandbox.db").exists()


def _first_answer(address: str) -> str:
    until = time.monotonic() + 20
    while True:
        try:
            return httpx.get(address, trust_env=False).text
        except httpx.ConnectError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def test_production_has_no_sandbox() -> None:
    app = Flask("desk")
    app.extensions["settings"] = Settings(_env_file=None, mode="production")
    app.cli.add_command(sandbox)
    refused = app.test_cli_runner().invoke(args=["sandbox"])
    assert refused.exit_code == 1
    assert "MODE=embedded" in refused.output
