"""Who issues a unified social credit code and for whom: its first two characters."""

from __future__ import annotations

from typing import Final

import msgspec

from domain.reference.loading import in_language, read


class Category(msgspec.Struct, frozen=True):
    """What the second character of a credit code says.

    ``likely_subject_types`` support a warning, never a refusal: they are our own reading.
    """

    code: str
    name: str
    en: str
    likely_subject_types: tuple[int, ...]

    def label(self, language: str) -> str:
        """The name in that language."""
        return in_language(language, self.name, self.en)


class _Authority(msgspec.Struct, frozen=True):
    code: str
    categories: tuple[Category, ...]


class _Authorities(msgspec.Struct, frozen=True):
    items: tuple[_Authority, ...]


_CATEGORIES: Final = {
    authority.code + category.code: category
    for authority in read("uscc_categories", _Authorities).items
    for category in authority.categories
}


def category(credit_code: str) -> Category | None:
    """The category of a credit code, or None where the standard's table has none."""
    return _CATEGORIES.get(credit_code[:2])


def suits(credit_code: str, subject_type: int) -> bool:
    """Whether the code's category speaks for that subject type, or says nothing about it."""
    found = category(credit_code)
    if found is None or not found.likely_subject_types:
        return True
    return subject_type in found.likely_subject_types
