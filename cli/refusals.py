"""Commands that do not begin on a database, or with a key, that they could misread."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

import click
from flask import current_app

from store.checkpoints import BadKeyFile
from store.codec import UnknownEvent
from store.engine import UnsafeStart
from store.keys import NoKey
from store.safe_start import check_schema
from wiring import check_start

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


@contextmanager
def said_in_one_sentence() -> Iterator[None]:
    """Ends the command with the sentence of a refusal, where a trace would help nobody."""
    try:
        yield
    except (BadKeyFile, UnsafeStart, NoKey) as refused:
        raise click.ClickException(str(refused)) from None
    except UnknownEvent as unknown:
        raise click.ClickException(
            f"{unknown}: install the version of the program that wrote it."
        ) from None


def safely_started(command: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """Let the command run only where the program itself would start."""

    @functools.wraps(command)
    def checked(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        with said_in_one_sentence():
            check_start(current_app.extensions["settings"], current_app.extensions["desk"])
            return command(*args, **kwargs)

    return checked


def on_this_schema(command: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """Let the command run where the log has this program's tables, whatever else is wrong.

    For commands that look into a log: they are needed most when the program refuses to start.
    """

    @functools.wraps(command)
    def checked(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        with said_in_one_sentence():
            check_schema(current_app.extensions["desk"].unit.engine)
            return command(*args, **kwargs)

    return checked
