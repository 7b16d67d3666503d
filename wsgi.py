"""What a web server loads: the program, once it is sure that it may serve."""

from __future__ import annotations

from flask import Flask

from app import create_app
from gateways.images.sandbox import SandboxWorkshop
from store.engine import UnsafeStart
from store.keys import NoKey
from wiring import check_start


def serving() -> Flask:
    """The program. Ends the process with one sentence where it would not be safe to serve."""
    app = create_app()
    try:
        check_start(app.extensions["settings"], app.extensions["desk"])
    except (UnsafeStart, NoKey) as refused:
        raise SystemExit(str(refused)) from None
    images = app.extensions["desk"].images
    if isinstance(images, SandboxWorkshop):
        images.get_ready()
    return app
