"""Identity numbers of persons and organisations: shape, check character, date, region.

``normalise`` folds what people type; ``check`` takes only the exact form.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from domain.folding import fold
from domain.phones import check_landline, check_mobile, normalise_landline, normalise_mobile
from domain.reference.provinces import provinces

NumberError = Literal["format", "date", "checksum", "alphabet", "region"]

KINDS: Final = (
    "ric",
    "hkmo_residence18",
    "taiwan_residence18",
    "uscc",
    "orgcode",
    "bizlicence15",
    "hkmo_mainland_permit",
    "taiwan_mainland_permit",
    "foreign_pr15",
    "foreign_pr18",
    "passport",
    "mobile_cn",
    "landline_cn",
)

_SHAPES: Final = {
    "ric": re.compile(r"[0-9]{17}[0-9X]"),
    "hkmo_residence18": re.compile(r"[0-9]{17}[0-9X]"),
    "taiwan_residence18": re.compile(r"[0-9]{17}[0-9X]"),
    "uscc": re.compile(r"[0-9A-Z]{18}"),
    "orgcode": re.compile(r"[0-9A-Z]{8}-?[0-9X]"),
    "bizlicence15": re.compile(r"[0-9]{15}"),
    # Old cards carry two digits that count the reissues.
    "hkmo_mainland_permit": re.compile(r"[HM][0-9]{8}([0-9]{2})?"),
    "taiwan_mainland_permit": re.compile(r"[0-9]{8}([0-9]{2})?"),
    "foreign_pr15": re.compile(r"[A-Z]{3}[0-9]{12}"),
    "foreign_pr18": re.compile(r"9[0-9]{16}[0-9X]"),
    # No rule holds for the passports of all countries, so only the shape is checked.
    "passport": re.compile(r"[A-Z0-9]{5,17}"),
}

_HKMO_REGIONS: Final = frozenset({"81", "82"})
_TAIWAN_REGIONS: Final = frozenset({"83"})
_PROVINCES: Final = frozenset(province.code[:2] for province in provinces())
_ID_REGIONS: Final = {
    "ric": _PROVINCES | _HKMO_REGIONS | _TAIWAN_REGIONS,
    "hkmo_residence18": _HKMO_REGIONS,
    "taiwan_residence18": _TAIWAN_REGIONS,
}
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS: Final = "10X98765432"
_USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGCODE_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGCODE_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)


def check(kind: str, value: str, today: date) -> NumberError | None:
    """What is wrong with ``value`` as a number of that kind, or None.

    ``today`` bounds birth dates. An unknown kind raises ``ValueError``.
    """
    if kind == "mobile_cn":
        return check_mobile(value)
    if kind == "landline_cn":
        return check_landline(value)
    if kind not in _SHAPES:
        raise ValueError(f"unknown kind of number: {kind}")
    if _SHAPES[kind].fullmatch(value) is None:
        return "format"
    match kind:
        case "ric" | "hkmo_residence18" | "taiwan_residence18" | "foreign_pr18":
            return _check_identity(kind, value, today)
        case "uscc":
            return _check_credit_code(value)
        case "orgcode":
            return None if _orgcode_check(value[:8]) == value[-1] else "checksum"
        case "bizlicence15":
            return None if _mod_11_10(value) else "checksum"
        case _:
            return None


def normalise(kind: str, value: str) -> str:
    """``value`` in the form that ``check`` takes: ASCII, upper case, without spaces.

    Full-width characters are folded, an organisation code gets its hyphen, a mobile loses
    its country code. The result may still be wrong.
    """
    if kind == "mobile_cn":
        return normalise_mobile(value)
    if kind == "landline_cn":
        return normalise_landline(value)
    text = fold(value).upper()
    if kind == "orgcode" and len(text) == 9:
        return f"{text[:8]}-{text[8]}"
    return text


def birth_date(number: str) -> date:
    """The birth date in an 18-character identity number, a foreign resident's included.

    A number without a real date raises ``ValueError``.
    """
    digits = number[6:14]
    if len(number) != 18 or re.fullmatch(r"[0-9]{8}", digits) is None:
        raise ValueError("not an 18-character identity number")
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def age(number: str, today: date) -> int:
    """Full years of the holder of an 18-character identity number on ``today``."""
    born = birth_date(number)
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _check_identity(kind: str, value: str, today: date) -> NumberError | None:
    """GB 11643. Counties are not looked up: lists are never complete, old or new."""
    regions = _ID_REGIONS.get(kind)
    if regions is not None and value[:2] not in regions:
        return "region"
    try:
        born = birth_date(value)
    except ValueError:
        return "date"
    if born > today:
        return "date"
    total = sum(int(digit) * weight for digit, weight in zip(value, _ID_WEIGHTS, strict=False))
    return None if _ID_CHECKS[total % 11] == value[17] else "checksum"


def _check_credit_code(value: str) -> NumberError | None:
    """GB 32100. Characters 3 to 8 are a region, and bodies of the state have 100000 there."""
    if any(character not in _USCC_ALPHABET for character in value):
        return "alphabet"
    if not value[2:8].isdigit():
        return "region"
    total = sum(
        _USCC_ALPHABET.index(character) * pow(3, place, 31)
        for place, character in enumerate(value[:17])
    )
    return None if _USCC_ALPHABET[-total % 31] == value[17] else "checksum"


def _orgcode_check(body: str) -> str:
    """The check character of GB 11714 for eight characters."""
    total = sum(
        _ORGCODE_ALPHABET.index(character) * weight
        for character, weight in zip(body, _ORGCODE_WEIGHTS, strict=True)
    )
    return "0123456789X0"[11 - total % 11]


def _mod_11_10(digits: str) -> bool:
    """Whether the digits, the last one being the check digit, satisfy ISO 7064 MOD 11,10."""
    carry = 5
    for digit in digits:
        carry = ((carry or 10) * 2 % 11 + int(digit)) % 10
    return carry == 1
