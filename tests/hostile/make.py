"""``python -m tests.hostile.make DIR``: write all hostile files, to try them by hand."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from tests.hostile.corpus import corpus


def main() -> None:
    """Write the files, numbered, and ``names.json`` with what each is and how it is called."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.hostile.make DIR")
    directory = Path(sys.argv[1])
    directory.mkdir(parents=True, exist_ok=True)
    names = {}
    for number, hostile in enumerate(corpus(), 1):
        plain = re.sub(r"[^a-z0-9]+", "-", hostile.name.lower()).strip("-")
        file = f"{number:03}-{plain}"
        (directory / file).write_bytes(hostile.make())
        names[file] = {"what": hostile.name, "file_name": hostile.file_name}
    listed = json.dumps(names, ensure_ascii=False, indent=1)
    (directory / "names.json").write_text(listed, encoding="utf-8")
    sys.stdout.write(f"{len(names)} files\n")


if __name__ == "__main__":
    main()
