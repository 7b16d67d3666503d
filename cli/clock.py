"""``flask clock``: the clock of a demonstration."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

import click
from flask import current_app
from flask.cli import AppGroup

from domain.working_days import SHANGHAI
from gateways.clock import FactorClock
from settings import Settings

clock_cli = AppGroup("clock", help="Show or set the clock that all processes share.")

_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class Span(click.ParamType[timedelta]):
    """A length of time such as ``90s``, ``30m``, ``24h`` or ``45d``."""

    name = "span"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        found = re.fullmatch(r"([0-9]{1,5})([smhd])", value)
        if found is None:
            self.fail(f"{value} is no length of time: write 90s, 30m, 24h or 45d", param, ctx)
        return timedelta(**{_UNITS[found[2]]: int(found[1])})


@clock_cli.command("show")
def show() -> None:
    """Print the time in Beijing and how fast it runs."""
    _print(_clock())


@clock_cli.command("factor")
@click.argument("factor", type=float, metavar="N")
def set_factor(factor: float) -> None:
    """Let time run N times as fast from now on."""
    clock = _clock()
    try:
        clock.set_factor(factor)
    except ValueError as refused:
        raise click.ClickException(str(refused)) from None
    _print(clock)


@clock_cli.command("advance")
@click.argument("by", type=Span(), metavar="TIME")
def advance(by: timedelta) -> None:
    """Let TIME (90s, 30m, 24h, 45d) pass at once."""
    clock = _clock()
    clock.advance(by)
    _print(clock)


def _clock() -> FactorClock:
    settings: Settings = current_app.extensions["settings"]
    if settings.mode != "embedded":
        raise click.ClickException("In production time is what it is: only MODE=embedded sets it.")
    return FactorClock(settings.clock_file)


def _print(clock: FactorClock) -> None:
    local = clock.now().astimezone(SHANGHAI)
    click.echo(f"{local:%Y-%m-%d %H:%M:%S} Asia/Shanghai, factor {clock.factor:g}")
