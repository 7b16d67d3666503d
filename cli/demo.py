"""``flask demo``: fills the database with filings in every state, through the use cases."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count, cycle, islice
from typing import Final

import click
from flask import current_app
from flask.cli import with_appcontext
from msgspec.structs import replace as replaced
from PIL import Image, ImageDraw

from cli.demo_sheet import signed_sheet
from cli.refusals import safely_started
from gateways.images.port import ANY, ImageWorkshop, Prepared, Refused, Wanted
from use_cases.demo import hosting
from use_cases.demo.walk import ENDS, Walk
from use_cases.desk import Desk

REVIEWED: Final = frozenset(
    {"submitted", "reviewing", "fix_requested", "resubmitted", "identity_review"}
)
"""Ends at which somebody looks at the scans."""
SHEETS: Final = 50
"""So many filings under review get verification sheets of their own, which take a quarter of a
second each."""


class OnceWorkshop:
    """Prepares the first image for real and gives the same copies for every later one: all
    demo filings show the same drawn scan. Files that are in ``own`` are prepared for real."""

    def __init__(self, workshop: ImageWorkshop) -> None:
        self._workshop = workshop
        self._first: Prepared | Refused | None = None
        self.own: set[bytes] = set()

    def sheet(self, pdf: bytes) -> bytes:
        """A printed sheet, signed and scanned, which is to be prepared for real."""
        scan = signed_sheet(pdf)
        self.own.add(scan)
        return scan

    def prepare(self, data: bytes, wanted: Wanted = ANY) -> Prepared | Refused:
        if data in self.own:
            self.own.discard(data)
            return self._workshop.prepare(data, wanted)
        if self._first is None:
            first = self._workshop.prepare(data, wanted)
            # Without its look: else every scan would be told to be all others' picture.
            self._first = first if isinstance(first, Refused) else replaced(first, look="")
        return self._first

    def marked(self, jpeg: bytes, text: str) -> bytes:
        return self._workshop.marked(jpeg, text)


@click.command("demo")
@click.argument("number", type=click.IntRange(1, 1_000_000), default=200)
@with_appcontext
@safely_started
def demo(number: int) -> None:
    """Make NUMBER filings, spread over all states; a second run adds new ones."""
    desk: Desk = current_app.extensions["desk"]
    workshop = OnceWorkshop(desk.images)
    desk = replace(desk, images=workshop)
    sheets = SHEETS
    owners = _owners()
    hosting.ensure(desk)
    now = desk.clock.now()
    scan = drawn_scan()
    run = now.isoformat()
    ends = islice(cycle(ENDS.items()), number)
    errors = click.get_text_stream("stderr")
    with click.progressbar(ends, length=number, label="filings", file=errors) as bar:
        for index, (end, steps) in enumerate(bar):
            walk = Walk.begin(
                desk,
                f"{run} {index}",
                next(owners),
                now - timedelta(hours=2 + index % 70),
                scan,
                two_persons=end == "sms_partial" or index % 5 == 3,
            )
            if end in REVIEWED and sheets:
                walk.signed = workshop.sheet
                sheets -= 1
            walk.take(steps)
    click.echo(f"{number} filings made.")


def _owners() -> Iterator[str]:
    """Accounts that own demo filings, one each, as no account has two subjects. Nobody can
    sign in to them."""
    return (uuid.uuid4().hex for _ in count())


def drawn_scan() -> bytes:
    """A colourful drawing that says what it is, as a JPEG."""
    image = Image.new("RGB", (1200, 850), (246, 240, 226))
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 40, 1160, 810), outline=(170, 40, 40), width=10)
    draw.rectangle((90, 90, 480, 320), fill=(200, 60, 50))
    draw.ellipse((820, 520, 1080, 780), outline=(200, 30, 30), width=14)
    for row in range(6):
        draw.rectangle((540, 110 + row * 60, 1080 - row * 40, 140 + row * 60), fill=(60, 90, 140))
    draw.text((110, 700), "SAMPLE - NOT A DOCUMENT", fill=(40, 40, 40), font_size=48)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()
