"""Provinces, cities and counties by six-digit code (GB/T 2260, the civil affairs list of 2024)."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from domain.reference import provinces
from domain.reference.loading import UnknownCode, in_language, read

_GROUPING: Final = frozenset({"省直辖县级行政区划", "自治区直辖县级行政区划", "县"})
"""Names of second-level rows that only group counties and belong in no address."""


class Region(msgspec.Struct, frozen=True):
    """A region. ``parent`` is the code above it, empty for a province."""

    code: str
    name: str
    parent: str

    def label(self, language: str) -> str:
        """The name; only provinces have an English one, all others stay Chinese."""
        known = provinces.by_code.get(self.code)
        return in_language(language, self.name, known.en if known else self.name)


class _Tree(msgspec.Struct, frozen=True):
    tree: list[list[Any]]


def _flatten(rows: list[list[Any]], parent: str) -> dict[str, Region]:
    found: dict[str, Region] = {}
    for code, name, *below in rows:
        found[code] = Region(code=code, name=name, parent=parent)
        found |= _flatten(below[0] if below else [], code)
    return found


def _group(regions: dict[str, Region]) -> dict[str, tuple[Region, ...]]:
    groups: dict[str, list[Region]] = {}
    for region in regions.values():
        groups.setdefault(region.parent, []).append(region)
    return {parent: tuple(below) for parent, below in groups.items()}


_REGIONS: Final = _flatten(read("regions_gb2260", _Tree).tree, "")
_CHILDREN: Final = _group(_REGIONS)


def region(code: str) -> Region:
    """The region with that code."""
    try:
        return _REGIONS[code]
    except KeyError:
        raise UnknownCode("regions", code) from None


def exists(code: str) -> bool:
    """Whether the table holds the code."""
    return code in _REGIONS


def children(code: str = "") -> tuple[Region, ...]:
    """The regions directly below; the provinces for an empty code.

    Empty for a county, for the four cities without counties, and for an unknown code.
    """
    return _CHILDREN.get(code, ())


def is_complete(code: str) -> bool:
    """Whether an address may stop here: a county, or a city that has no counties."""
    return code in _REGIONS and code not in _CHILDREN


def codes(code: str) -> tuple[str, ...]:
    """The codes from the province down to ``code`` itself, one to three."""
    here = region(code)
    return (*codes(here.parent), code) if here.parent else (code,)


def path(code: str) -> tuple[str, ...]:
    """The names from the province down, as an address shows them.

    A municipality's name stands once, and a row that only groups counties is left out.
    """
    names = [region(each).name for each in codes(code)]
    return tuple(dict.fromkeys(name for name in names if name not in _GROUPING))


def province_of(code: str) -> str:
    """The six-digit code of the province that ``code`` lies in (GB/T 2260: its first two
    digits). Answers for codes that have left the table too, since old events hold them."""
    return f"{code[:2]}0000"
