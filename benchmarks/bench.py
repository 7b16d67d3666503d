"""What the benchmarks share: a desk over an empty database, and the shape of their answer."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gateways.clock import SystemClock
from gateways.images.port import ANY, Prepared, Refused, Wanted
from gateways.mail.memory import MemoryMail
from gateways.miit.port import FilingStatus
from gateways.sheets.typeset import TypstPress
from gateways.sms.memory import MemorySms
from store import migrate
from store.blobs import Blobs, LocalDisk
from store.engine import make_engine
from store.keys import Kek, Keys
from store.unit_of_work import UnitOfWork
from store.vault import Vault
from use_cases.desk import Desk
from wiring import REACTIONS, all_projections


class NoWorkshop:
    """Gives tiny copies at once: images are not what is measured here."""

    def prepare(self, data: bytes, wanted: Wanted = ANY) -> Prepared | Refused:
        del data, wanted
        return Prepared(
            view=b"view",
            thumbnail=b"thumbnail",
            width=1200,
            height=800,
            original_format="JPEG",
            bureau=b"bureau",
            bureau_width=900,
            bureau_height=600,
            bureau_quality=80,
        )


class SilentMinistry:
    """Is never told anything, and knows of nothing."""

    def report(self, report: object) -> Any:
        raise NotImplementedError

    def collect(self) -> list[Any]:
        return []

    def acknowledge(self, notice_ids: list[str]) -> None:
        del notice_ids

    def status(self, query: object) -> FilingStatus:
        del query
        return FilingStatus()


@contextmanager
def directory() -> Iterator[Path]:
    """A directory on the project's own disk, since /tmp may be memory, which syncs nothing."""
    home = Path("var/bench")
    home.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=home) as made:
        yield Path(made)


def make_desk(home: Path, database_url: str) -> Desk:
    """A desk over a migrated, empty database; keys and files in ``home``."""
    keys_url = f"sqlite:///{home}/keys.db"
    migrate.upgrade(database_url, "log")
    migrate.upgrade(keys_url, "keys")
    vault = Vault(Keys(make_engine(keys_url), Kek(os.urandom(32))))
    return Desk(
        unit=UnitOfWork(make_engine(database_url), vault, all_projections(), REACTIONS),
        vault=vault,
        blobs=Blobs(LocalDisk(home / "files"), vault),
        clock=SystemClock(),
        images=NoWorkshop(),
        ministry=SilentMinistry(),
        mail=MemoryMail(),
        sms=MemorySms(),
        press=TypstPress(),
    )


def report(name: str, **figures: Any) -> None:
    """Print one benchmark's figures as a line of JSON, with the machine that gave them."""
    machine = {"python": platform.python_version(), "cores": os.cpu_count()}
    json.dump({"benchmark": name, **figures, "machine": machine}, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")
    sys.stdout.flush()


def rounded(value: float) -> float:
    """Three significant digits."""
    return float(f"{value:.3g}")
