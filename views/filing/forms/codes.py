"""Code tables as choices of a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.reference import provinces, regions, tables
from views.language import language

Choices = list[tuple[str, Any]]


def number(text: object) -> int:
    """The code in a posted value; 0, which no table holds, for anything else."""
    value = str(text)
    return int(value) if len(value) <= 6 and value.isascii() and value.isdigit() else 0


def numbers(texts: Iterable[object] | None) -> tuple[int, ...]:
    """The codes in posted values, each once, in the order of the numbers."""
    return tuple(sorted({number(text) for text in texts or ()}))


def rows(table: Iterable[tables.Row]) -> Choices:
    """A table as choices, in the reader's language."""
    return [(str(row.id), row.label(language())) for row in table]


def subject_types() -> Choices:
    """Kinds of subject: enterprises and individuals, who are most, come first."""
    ordered = sorted(tables.subject_types(), key=lambda row: (row.id not in (4, 5), row.id))
    return rows(ordered)


def places(parent: str, prompt: object) -> Choices:
    """The regions below ``parent`` after a prompt."""
    below = [(region.code, region.label(language())) for region in regions.children(parent)]
    return [("", prompt), *below]


def server_places() -> Choices:
    """Server places: one for each province."""
    return [
        (str(province.server_location_id), province.label(language()))
        for province in provinces.provinces()
    ]
