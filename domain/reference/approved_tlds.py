"""Top-level domains whose registries the ministry has approved, as far as public lists tell.

The authority is https://domain.miit.gov.cn; the list here is a seed that operators correct.
"""

from __future__ import annotations

from typing import Final

import msgspec

from domain.reference.loading import read


class _Tld(msgspec.Struct, frozen=True):
    tld: str
    ascii: str | None = None


class _Tlds(msgspec.Struct, frozen=True):
    items: tuple[_Tld, ...]


APPROVED_TLDS: Final = frozenset(
    row.ascii or row.tld for row in read("miit_approved_tlds", _Tlds).items
)
"""The approved top-level domains in ASCII form, lower case, without a dot."""
