"""Which passwords are refused. Length and known leaks count; composition rules do not.

After NIST SP 800-63B, 3.1.1.2: a minimum length, a list of compromised values and words of
the context; spaces and any character are allowed.
"""

from __future__ import annotations

import unicodedata
from importlib.resources import files
from typing import Final

from domain.account.refusals import (
    PasswordIsContact,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
)

AT_LEAST: Final = 10
AT_MOST: Final = 200

COMMON: Final = frozenset(
    line
    for line in (files("domain.account") / "common_passwords.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
)


def normalised(password: str) -> str:
    """The form that is hashed and compared, so that two keyboards give the same bytes (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def ensure_acceptable(password: str, contact: str) -> None:
    """Refuse a password that is too short, too long, common, or the contact itself.

    ``contact`` is in the form that ``read_contact`` gives; empty where it is not known.
    """
    if len(password) > AT_MOST:
        raise PasswordTooLong(at_most=AT_MOST)
    plain = normalised(password).lower()
    if len(plain) < AT_LEAST:
        raise PasswordTooShort(at_least=AT_LEAST)
    if plain in COMMON or len(set(plain)) <= 2:
        raise PasswordTooCommon
    if contact and plain in (contact, contact.partition("@")[0]):
        raise PasswordIsContact
