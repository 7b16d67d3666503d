"""``flask materials``: what the checks of scans say, for operators who tune them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import msgspec
from flask import current_app
from flask.cli import AppGroup

from domain.reference import materials as listed
from gateways.images.port import ImageWorkshop, Refused, Wanted
from settings import Settings
from wiring import image_workshop

materials = AppGroup("materials", help="Scans: try the checks on a file.")


@materials.command("inspect")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--slot", required=True, metavar="CODE", help="The material's code, such as M02.")
def inspect(file: Path, slot: str) -> None:
    """Print as JSON what the checks find wrong with FILE.

    Ends with 0 if it may be used, 1 if it is refused, and 2 for an unknown slot.
    """
    material = slot.partition(":")[0]
    if not listed.known(material):
        codes = ", ".join(each.code for each in listed.materials())
        raise click.UsageError(f"There is no slot {slot}; there are {codes}.")
    settings: Settings = current_app.extensions["settings"]
    found = _found(image_workshop(settings), file.read_bytes(), material)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    sys.exit(1 if "refused" in found else 0)


def _found(workshop: ImageWorkshop, data: bytes, material: str) -> dict[str, object]:
    wanted = Wanted(material=material, may_be_pdf=listed.material(material).may_be_pdf)
    made = workshop.prepare(data, wanted)
    verdicts = msgspec.to_builtins(made.verdicts)
    if isinstance(made, Refused):
        return {"slot": material, "refused": made.reason.value, "verdicts": verdicts}
    return {
        "slot": material,
        "width": made.width,
        "height": made.height,
        "format": made.original_format,
        "verdicts": verdicts,
    }
