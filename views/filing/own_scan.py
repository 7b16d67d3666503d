"""A scan of the reader's own filing."""

from __future__ import annotations

import uuid

from flask import Response

from use_cases import reveal
from use_cases.materials import Which
from views.access import current_actor
from views.desk import desk
from views.filing import reader
from views.scan_response import scan_response


def own_scan(filing_id: str, slot: str, which: Which, name: str) -> Response:
    """The decrypted scan, after the look was recorded. ``name`` is for its file: without
    anything personal. Another's filing is a 404 like one that does not exist."""
    data = reveal.own_scan(
        desk(),
        reader.own(filing_id),
        slot,
        which,
        actor=current_actor(),
        at=reader.now(),
        command_id=uuid.uuid4().hex,
    )
    return scan_response(data, name, which)
