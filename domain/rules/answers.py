"""What a question about a filing may be answered with: what was found, or that nobody can tell."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, TypeAlias

import msgspec


class Hit(msgspec.Struct, frozen=True):
    """One place where a question found what it asks for.

    ``target`` is the field or scan as ``domain.filing.targets`` names it (``subject.name``,
    ``site:<id>.name``, ``access:<id>.ips``, ``material:<slot>``) or ``order`` for the whole.
    ``evidence`` holds what was found, for the sentence of the rule: never a personal value.
    """

    target: str
    evidence: Mapping[str, Any] = {}


class CannotTell(enum.Enum):
    """The type of the one answer for which a fact is missing."""

    CANNOT_TELL = "cannot_tell"


CANNOT_TELL: Final = CannotTell.CANNOT_TELL
"""A fact is missing (a registrar that was not stated, say): a person will look."""

NOTHING: Final[tuple[Hit, ...]] = ()
"""The answer that nothing was found."""

Answer: TypeAlias = tuple[Hit, ...] | Literal[CannotTell.CANNOT_TELL]
"""The places that were found (none where all is well), or ``CANNOT_TELL``."""


def found(answer: Answer) -> bool:
    """Whether a question found something; a fact that is missing is nothing found."""
    return answer is not CANNOT_TELL and bool(answer)


def gathered(parts: Iterable[Hit | Literal[CannotTell.CANNOT_TELL] | None]) -> Answer:
    """One answer of what was found in several places: the hits where there are some, else
    ``CANNOT_TELL`` where one place could not be told."""
    every = tuple(parts)
    hits = tuple(part for part in every if isinstance(part, Hit))
    return CANNOT_TELL if not hits and CANNOT_TELL in every else hits
