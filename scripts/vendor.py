"""Fetch the front-end files that this project carries, and make them fit for it.

Run it after changing a version below: ``python3 scripts/vendor.py``. It needs ``npm`` to
fetch the packages; the result is committed, so that nothing else does. The same versions
give the same bytes, and a package whose digest is not the pinned one is refused.
"""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

STATIC = Path(__file__).resolve().parent.parent / "static" / "vendor"

FONT_STACK = "var(--app-font)"


class Package(NamedTuple):
    """One npm package and the SHA-512 (base64) of its archive."""

    name: str
    version: str
    digest: str


GOVUK = Package(
    "govuk-frontend",
    "6.6.0",
    "xctkWrQvLnvQt7fyjQ3MGX9S0wz0x0RQuLxCeoXF+s8EjGICG81/DYQGKN5qgO+0KVT12UAaRwUsGY6fulRcRg==",
)
HTMX = Package(
    "htmx.org",
    "2.0.11",
    "Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==",
)


def fetched(package: Package, into: Path) -> tarfile.TarFile:
    """The archive of ``package``, downloaded to ``into``."""
    into.mkdir(parents=True)
    wanted = f"{package.name}@{package.version}"
    subprocess.run(
        ["npm", "pack", "--silent", wanted], cwd=into, check=True, stdout=subprocess.DEVNULL
    )
    archive = next(into.glob("*.tgz"))
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != package.digest:
        sys.exit(f"{wanted} has the digest {digest}, and not the pinned one")
    return tarfile.open(archive)


def text_of(archive: tarfile.TarFile, path: str) -> str:
    """One text file of the package."""
    member = archive.extractfile(f"package/{path}")
    if member is None:
        sys.exit(f"the package has no {path}")
    return member.read().decode()


def rebranded(css: str) -> str:
    """The stylesheet without what only GOV.UK may use: its typeface, its crest, its files.

    Services elsewhere may use the code (MIT) and not the GDS Transport typeface or the
    royal arms, so both go, and every font-family becomes a variable that app.css sets.
    """
    css = re.sub(r"/\*!.*?\*/\s*", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"font-family:[^;}]*GDS Transport[^;}]*", f"font-family:{FONT_STACK}", css)
    css = re.sub(r"font-family:sans-serif", f"font-family:{FONT_STACK}", css)
    css = re.sub(r"url\(/assets/images/[^)]*\)", "none", css)
    # The source map is not carried, so the line that names it would be a dead link.
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/\s*", "", css)
    leftovers = re.findall(r"GDS Transport|url\(/assets[^)]*\)", css)
    if leftovers:
        sys.exit(f"not fit to be served from here: {sorted(set(leftovers))}")
    return css


def vendor_govuk(archive: tarfile.TarFile) -> None:
    """Keep the one stylesheet; the scripts and images of the package are not used."""
    target = STATIC / "govuk-frontend"
    css = rebranded(text_of(archive, "dist/govuk/govuk-frontend.min.css"))
    (target / "govuk-frontend.min.css").write_text(css, encoding="utf-8")
    (target / "VERSION").write_text(f"{GOVUK.name} {GOVUK.version}\n", encoding="utf-8")


def vendor_htmx(archive: tarfile.TarFile) -> None:
    """Keep the one script and its licence."""
    target = STATIC / "htmx"
    script = text_of(archive, "dist/htmx.min.js")
    (target / "htmx.min.js").write_text(script, encoding="utf-8")
    (target / "LICENSE").write_text(text_of(archive, "LICENSE"), encoding="utf-8")
    (target / "VERSION").write_text(f"{HTMX.name} {HTMX.version}\n", encoding="utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        (STATIC / "govuk-frontend").mkdir(parents=True, exist_ok=True)
        (STATIC / "htmx").mkdir(parents=True, exist_ok=True)
        vendor_govuk(fetched(GOVUK, Path(scratch) / "govuk"))
        vendor_htmx(fetched(HTMX, Path(scratch) / "htmx"))


if __name__ == "__main__":
    main()
