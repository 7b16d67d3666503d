"""A PostgreSQL server for the tests: real, durable as in production, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

_OPTIONS = (
    "-c listen_addresses='' -c shared_buffers=64MB -c max_wal_size=256MB -c max_connections=60"
)


class PostgresqlMissing(Exception):
    """The tests need PostgreSQL's server programs; the message says how to get them."""


class Cluster:
    """A running server that is reached through a socket in its own directory."""

    def __init__(self, directory: Path, owner: str) -> None:
        self._directory = directory
        self._owner = owner
        self._made = 0

    def url(self, database: str) -> str:
        return f"postgresql://{self._owner}@/{database}?host={self._directory}"

    def create(self, template: str = "template1", name: str | None = None) -> str:
        """Makes a database as a copy of ``template`` and returns its name."""
        self._made += 1
        name = name or f"test_{self._made}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Starts a server as an unprivileged user, and stops and removes it at the end."""
    programs = _programs()
    # A socket's path is limited to about 100 bytes, which pytest's own directories exceed.
    directory = Path(tempfile.mkdtemp(prefix="pg"))
    owner = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:
        shutil.chown(directory, owner)
    data = directory / "data"
    try:
        _as(owner, programs / "initdb", "-D", data, "-U", owner, "-A", "trust", "-E", "UTF8")
        control = (programs / "pg_ctl", "-D", data, "-w")
        options = f"-k {directory} {_OPTIONS}"
        _as(owner, *control, "-l", directory / "log", "-o", options, "start")
        try:
            yield Cluster(directory, owner)
        finally:
            _as(owner, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _programs() -> Path:
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise PostgresqlMissing(
            "The tests need PostgreSQL 15 or newer: run `make test`, or install postgresql."
        )
    return found[-1].parent if found else Path(str(on_path)).parent


def _as(owner: str, *command: object) -> None:
    become: dict[str, Any] = {}
    if os.geteuid() == 0:
        become = {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []}
    done = subprocess.run(  # noqa: S603 — the command is made here
        [str(part) for part in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd="/",
        check=False,
        text=True,
        **become,
    )
    if done.returncode:
        raise PostgresqlMissing(f"{command[0]} failed: {done.stderr.strip()}")
