"""``flask worker``: sends what waits, listens to the ministry, keeps the deadlines."""

from __future__ import annotations

import signal
import threading

import click
import structlog
from flask import current_app
from flask.cli import with_appcontext

from cli.refusals import safely_started
from settings import Settings
from use_cases import records
from use_cases.desk import Desk
from use_cases.housekeeping import Housekeeping
from use_cases.rounds import work_once
from wiring import log_signer

_log = structlog.get_logger()


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option("--rest", default=1.0, show_default=True, help="Seconds between empty rounds.")
@with_appcontext
@safely_started
def worker(once: bool, rest: float) -> None:
    """Run the worker until it is told to stop."""
    desk: Desk = current_app.extensions["desk"]
    settings: Settings = current_app.extensions["settings"]
    # What a program without a register approved while this one was installed is not lost.
    records.apply_all(desk, desk.clock.now())
    housekeeping = Housekeeping(desk, log_signer(settings), settings.materials_kept_days)
    if once:
        while work_once(desk):
            pass
        housekeeping.keep()
        return
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    run(desk, housekeeping, stop, rest)


def run(desk: Desk, housekeeping: Housekeeping, stop: threading.Event, rest: float) -> None:
    """Work until ``stop`` is set; a round that fails is logged and the next one tries again."""
    while not stop.is_set():
        try:
            done = work_once(desk)
            housekeeping.keep()
        except Exception:
            # The worker is the only clock of the system: it goes on whatever happens.
            _log.exception("round_failed")
            done = 0
        if not done:
            stop.wait(rest)
