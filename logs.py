"""Structured logs as JSON lines, in which no personal value can be read."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any

import structlog

_PERSONAL = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"(?:\+?86)?1\d{10}"  # a mobile number
    r"|\d{17}[0-9Xx]|\d{15}"  # an identity number
    r"|[0-9A-HJ-NP-RT-UW-Y]{18}"  # a credit code
    r"|\d{6}"  # a code sent by message
    r")(?![0-9A-Za-z])"
)
_OWN_KEYS = frozenset({"timestamp", "request_id", "level", "event_position", "position"})


def masked(value: Any) -> Any:
    """``value`` with everything that looks like a phone, an identity number or a code hidden."""
    match value:
        case str():
            return _PERSONAL.sub("[masked]", value)
        case bool():
            return value
        case int() if value >= 10**10:
            return "[masked]"
        case dict():
            return {key: masked(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [masked(item) for item in value]
        case Exception():
            return masked(f"{type(value).__name__}: {value}")
        case _:
            return value


def _mask_values(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    return {key: item if key in _OWN_KEYS else masked(item) for key, item in event.items()}


def configure_logs(level: int = logging.INFO) -> None:
    """Send the logs of this program and of its libraries to standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _mask_values,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processor=structlog.processors.JSONRenderer(ensure_ascii=False),
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
