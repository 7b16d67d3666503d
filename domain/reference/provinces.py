"""The 31 provinces with a bureau: codes, filing-number prefixes, bureaus, server places."""

from __future__ import annotations

from typing import Final

import msgspec

from domain.reference.loading import UnknownCode, in_language, read

_NAMES_IN_TABLE: Final = {
    "code": "gb2260",
    "prefix": "icp_prefix",
    "old_prefixes": "also_seen_prefix",
}


class Province(msgspec.Struct, frozen=True, rename=_NAMES_IN_TABLE):
    """A province. ``code`` is the six-digit region code, ``prefix`` starts its ICP numbers.

    ``old_prefixes`` are seen in old numbers only and are never issued.
    """

    code: str
    name: str
    en: str
    short: str
    prefix: str
    bureau: str
    bureau_en: str
    server_location_id: int
    old_prefixes: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """The province's full name in that language."""
        return in_language(language, self.name, self.en)

    def short_label(self, language: str) -> str:
        """The name for a narrow column, without what kind of division it is."""
        return in_language(language, self.short, self.en)

    def bureau_label(self, language: str) -> str:
        """The name of its communications administration in that language."""
        return in_language(language, self.bureau, self.bureau_en)


class _Provinces(msgspec.Struct, frozen=True):
    items: tuple[Province, ...]


_ALL: Final = read("provinces", _Provinces).items
by_code: Final = {province.code: province for province in _ALL}
"""Province by six-digit code, such as ``110000``."""
_BY_PREFIX: Final = {province.prefix: province for province in _ALL}
_BY_OLD_PREFIX: Final = {old: province for province in _ALL for old in province.old_prefixes}
_BY_SERVER_LOCATION: Final = {province.server_location_id: province for province in _ALL}

PREFIXES: Final = "".join(_BY_PREFIX)
"""The 31 characters that ICP numbers begin with."""
OLD_PREFIXES: Final = "".join(_BY_OLD_PREFIX)
"""Further characters that old numbers begin with."""


def provinces() -> tuple[Province, ...]:
    """All provinces, by rising code."""
    return _ALL


def province(code: str) -> Province:
    """The province with that six-digit code."""
    try:
        return by_code[code]
    except KeyError:
        raise UnknownCode("provinces", code) from None


def by_prefix(prefix: str) -> Province:
    """The province whose bureau issues (or once issued) numbers with that first character."""
    found = _BY_PREFIX.get(prefix) or _BY_OLD_PREFIX.get(prefix)
    if found is None:
        raise UnknownCode("provinces", prefix)
    return found


def by_server_location(location: int) -> Province:
    """The province of a server place (服务器放置地) with that id."""
    try:
        return _BY_SERVER_LOCATION[location]
    except KeyError:
        raise UnknownCode("provinces", location) from None
