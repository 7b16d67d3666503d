"""An id for every request, and one line in the log about it."""

from __future__ import annotations

import time
import uuid

import structlog
from flask import Flask, Response, g, request

_log = structlog.get_logger("request")


def init_request_log(app: Flask) -> None:
    """Name each request, so that a reader can quote it, and log it when it is answered."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """The id that error pages show and log lines carry: 12 hex digits."""
    if "request_id" not in g:
        g.request_id = uuid.uuid4().hex[:12]
    return str(g.request_id)


def _begin() -> None:
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id())


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = request_id()
    if request.endpoint not in ("static", "public.health"):
        # The rule and not the address: addresses hold one-time links, queries hold anything.
        _log.info(
            "request",
            method=request.method,
            route=request.url_rule.rule if request.url_rule else "no route",
            status=response.status_code,
            milliseconds=round((time.perf_counter() - g.get("started", 0.0)) * 1000, 1),
        )
    return response
