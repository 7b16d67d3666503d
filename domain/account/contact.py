"""The contact that an account is known by: an e-mail address or a mobile number."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from domain.account.events import ContactKind
from domain.account.refusals import ContactUnreadable
from domain.phones import check_mobile, normalise_mobile

LONGEST_EMAIL: Final = 254
"""Octets of an address (RFC 5321, 4.5.3.1.3, less the angle brackets)."""

_EMAIL: Final = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)


def read_contact(text: str) -> tuple[ContactKind, str]:
    """The kind and the one way of writing a contact: lower-case address, or eleven digits.

    Full-width characters, inner spaces and hyphens of a number and the prefix +86 are taken
    away. Case is ignored in the whole address, so that one mailbox cannot hold two accounts.
    Refuses anything else with ``ContactUnreadable``.
    """
    if len(text) > 4 * LONGEST_EMAIL:
        raise ContactUnreadable
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if "@" in plain:
        if len(plain) <= LONGEST_EMAIL and _EMAIL.fullmatch(plain) and ".." not in plain:
            return "email", plain
        raise ContactUnreadable
    number = normalise_mobile(plain)
    if check_mobile(number) is None:
        return "mobile", number
    raise ContactUnreadable
