"""Telephone numbers of the Chinese mainland."""

from __future__ import annotations

import re
from typing import Final, Literal

import phonenumbers

from domain.folding import fold

PhoneError = Literal["format"]

_MAINLAND: Final = 86
_MOBILE: Final = re.compile(r"1[0-9]{10}")
_COUNTRY_CODE: Final = re.compile(r"(?:\+|00)?86(?=1[0-9]{10}$)")
# Beijing and the 02x cities have eight digits, the others seven or eight.
_LANDLINE: Final = re.compile(
    r"(?:(?:010|02[0-9])-[2-9][0-9]{7}|0[3-9][0-9]{2}-[2-9][0-9]{6,7})(?:-[0-9]{1,6})?"
)


def check_mobile(value: str) -> PhoneError | None:
    """``format`` unless these are the 11 digits of a mobile number that can be issued."""
    if _MOBILE.fullmatch(value) is None:
        return "format"
    number = phonenumbers.PhoneNumber(country_code=_MAINLAND, national_number=int(value))
    is_mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    return None if is_mobile else "format"


def check_landline(value: str) -> PhoneError | None:
    """``format`` unless it is area code, hyphen, number, such as ``010-62345678``.

    An extension may follow a second hyphen; several numbers are separated by ``;``.
    """
    numbers = value.split(";")
    return None if all(_LANDLINE.fullmatch(number) for number in numbers) else "format"


def normalise_mobile(value: str) -> str:
    """Digits only: full-width folded, spaces and hyphens dropped, +86 taken off."""
    return _COUNTRY_CODE.sub("", fold(value).replace("-", ""), count=1)


def normalise_landline(value: str) -> str:
    """Full-width folded, spaces dropped, every dash an ASCII hyphen."""
    return fold(value)
