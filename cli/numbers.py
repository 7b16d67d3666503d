"""``flask numbers``: trying an identity number, telephone number or code from the shell."""

from __future__ import annotations

import sys
from datetime import datetime

import click
from flask.cli import AppGroup

from domain import numbers
from domain.working_days import SHANGHAI

numbers_cli = AppGroup("numbers", help="Check identity numbers, credit codes and telephones.")


@numbers_cli.command(
    "check", with_appcontext=False, context_settings={"ignore_unknown_options": True}
)
@click.argument("kind", type=click.Choice(numbers.KINDS), metavar="KIND")
@click.argument("value", type=click.UNPROCESSED, metavar="VALUE")
def check(kind: str, value: str) -> None:
    """Print "ok" (exit 0), or "error: WORD" (exit 1) for a VALUE that is no KIND.

    VALUE is taken as it stands: full-width or lower-case forms are not folded first.
    """
    error = numbers.check(kind, value, datetime.now(SHANGHAI).date())
    click.echo("ok" if error is None else f"error: {error}")
    sys.exit(0 if error is None else 1)
