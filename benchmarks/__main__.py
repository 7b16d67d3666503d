"""``make bench``: every benchmark; those with a database on SQLite and on a PostgreSQL server."""

from __future__ import annotations

import subprocess
import sys

from store import migrate
from tests.postgresql_cluster import running_cluster

BOTH = ("append", "rebuild", "replay", "pages", "rule_preview")
ONCE = ("blobs", "images", "coach", "sheet", "decision", "findings")


def main() -> None:
    """Run them one after another; each prints lines of JSON."""
    with running_cluster() as cluster:
        for name in BOTH:
            run(name)
            database = cluster.create()
            migrate.upgrade(cluster.url(database), "log")
            run(name, cluster.url(database))
    for name in ONCE:
        run(name)


def run(name: str, *arguments: str) -> None:
    """One benchmark in a process of its own."""
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments], check=True)


if __name__ == "__main__":
    main()
