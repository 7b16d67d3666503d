"""Which numbers a certificate type takes, and whether a given one is right."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from domain import numbers
from domain.numbers import NumberError
from domain.reference.tables import certificate_type

_FREE: Final = frozenset({"free_text", "legacy_free_text"})
_LIKE_A_CREDIT_CODE: Final = re.compile(r"[0-9A-Z]{18}")
_MAX_FREE_TEXT: Final = 64


def numbers_for(certificate_type_id: int) -> tuple[str, ...]:
    """The kinds of number that the certificate type takes, ``free_text`` forms included."""
    return certificate_type(certificate_type_id).number_formats


def normalise_certificate(certificate_type_id: int, value: str) -> str:
    """``value`` as ``check_certificate`` takes it; free text only loses its outer spaces."""
    kinds = numbers_for(certificate_type_id)
    exact = [kind for kind in kinds if kind not in _FREE]
    if not exact:
        return value.strip()
    text = numbers.normalise(exact[0], value)
    if exact != list(kinds) and _LIKE_A_CREDIT_CODE.fullmatch(text) is None:
        return value.strip()
    return text


def check_certificate(certificate_type_id: int, value: str, today: date) -> NumberError | None:
    """What is wrong with ``value`` as the number of such a certificate, or None.

    Where older papers are allowed too, 18 capitals and digits must still be a right credit
    code, so that a slip of the finger is not taken for an old number.
    """
    kinds = numbers_for(certificate_type_id)
    if not _FREE.isdisjoint(kinds) and (
        len(kinds) == 1 or _LIKE_A_CREDIT_CODE.fullmatch(value) is None
    ):
        return _check_free_text(value)
    errors = [numbers.check(kind, value, today) for kind in kinds if kind not in _FREE]
    if None in errors:
        return None
    return next((error for error in errors if error != "format"), "format")


def _check_free_text(value: str) -> NumberError | None:
    fits = 1 <= len(value) <= _MAX_FREE_TEXT and value.isprintable() and value == value.strip()
    return None if fits else "format"
