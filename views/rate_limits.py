"""Limits on how often one caller may try something: sign-in, codes, look-ups."""

from __future__ import annotations

import functools
import hashlib
import hmac
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import current_app, g, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.exceptions import TooManyRequests

from store import rate_limits
from store.engine import writing
from views.desk import desk

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")

MINUTE = 60


def rate_limited(
    bucket: str, *, per_minute: int, methods: tuple[str, ...] = ("POST",)
) -> Callable[[Callable[Parameters, Answer]], Callable[Parameters, Answer]]:
    """Let one caller through ``per_minute`` times; then answer 429 and say when to come back.

    A caller is an account, or a network address where nobody is signed in. Only requests
    with one of ``methods`` count.
    """

    def limit(view: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
        @functools.wraps(view)
        def limited(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
            if request.method in methods:
                _count(bucket, per_minute)
            return view(*args, **kwargs)

        return limited

    return limit


def _count(bucket: str, per_minute: int) -> None:
    # Real time on purpose: a demonstration with a fast clock must not loosen the limits.
    now = int(time.time())
    with writing(desk().unit.engine) as connection:
        hits = rate_limits.count(connection, bucket, _caller(), now // MINUTE)
    if hits > per_minute:
        wait = MINUTE - now % MINUTE
        g.problem_detail = _l("操作过于频繁，请 %(seconds)s 秒后再试。", seconds=wait)
        raise TooManyRequests(retry_after=wait)


def _caller() -> str:
    who = f"account {current_user.id}" if current_user.is_authenticated else request.remote_addr
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, str(who).encode(), hashlib.sha256).hexdigest()[:32]
