"""The whole log recomputed on request: the same proof as ``flask log verify``."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from flask import current_app, render_template, request

from domain.refusal import NotFound
from domain.roles import Permission
from settings import Settings
from store.checkpoints import Verifier
from store.verify import BrokenLog
from store.verify import verify as verify_log
from use_cases import auditing, filings
from views.access import requires
from views.audit.blueprint import pages
from views.desk import desk
from wiring import log_key_file, log_signer

MOST_EVENTS: Final = 200_000
"""What a request can bear to recompute: some seconds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found. ``position`` is that of the first wrong event, 0 for an intact log."""

    size: int = 0
    root: str = ""
    checkpoints: int = 0
    seconds: float = 0.0
    position: int = 0
    reason: str = ""
    filing: str = ""


@pages.get("/verify")
@requires(Permission.AUDIT)
def verify() -> str:
    """The button, and what it proves."""
    return _page(None)


@pages.post("/verify")
@requires(Permission.AUDIT)
def run_verify() -> str:
    """The whole log recomputed now. A log over the limit is left to the command line."""
    size = auditing.log_size(desk())
    if size > MOST_EVENTS:
        return _page(None)
    return _page(_outcome())


def _outcome() -> Outcome:
    engine = desk().unit.engine
    begun = time.monotonic()
    try:
        found = verify_log(engine, _verifier())
    except BrokenLog as broken:
        stream = auditing.stream_at(desk(), broken.position)
        filing = stream.removeprefix("filing-") if stream.startswith("filing-") else ""
        return Outcome(position=broken.position, reason=broken.reason, filing=filing)
    seconds = time.monotonic() - begun
    return Outcome(found.size, found.root.hex(), found.checkpoints, seconds)


def _verifier() -> Verifier | None:
    """None without a signing key: making one now would prove nothing."""
    settings: Settings = current_app.extensions["settings"]
    return log_signer(settings).verifier if log_key_file(settings).exists() else None


def _page(outcome: Outcome | None) -> str:
    size = auditing.log_size(desk())
    return render_template(
        "audit/verify.html", size=size, limit=MOST_EVENTS, outcome=outcome, **_asked_filing()
    )


def _asked_filing() -> dict[str, object]:
    """The filing whose events are meant, if the page was opened from one."""
    filing_id = request.values.get("filing", "")
    if not filing_id:
        return {"filing_id": "", "positions": []}
    positions = auditing.positions_of(desk(), filings.stream_of(filing_id))
    if not positions:
        raise NotFound
    return {"filing_id": filing_id, "positions": positions}
