"""Values that belong to one person and are stored encrypted under that person's key."""

from __future__ import annotations

import re
from typing import Final

ERASED: Final = "已按法定要求删除"
"""What a reader sees in place of a value whose key was destroyed."""

KINDS: Final = (
    "name",
    "certificate_number",
    "mobile",
    "emergency",
    "office_phone",
    "email",
    "address",
    "network_address",
    "one_time_code",
)


class Personal:
    """One personal value: whose it is, what kind, and its text where the reader may have it.

    ``text`` is the plaintext, or None where the value was not opened or its key was
    destroyed (``erased`` tells the second). ``token`` is the stored, encrypted form that
    projections keep; it is empty until the value was stored. ``str()`` gives the mask,
    so that a value printed by mistake shows nothing that is secret.
    """

    __slots__ = ("erased", "kind", "person", "text", "token")

    def __init__(
        self, person: str, kind: str, text: str | None, token: str = "", *, erased: bool = False
    ) -> None:
        if kind not in KINDS:
            raise ValueError(f"unknown kind of personal value: {kind}")
        self.person = person
        self.kind = kind
        self.text = text
        self.token = token
        self.erased = erased

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Personal):
            return NotImplemented
        return (self.person, self.kind, self.text) == (other.person, other.kind, other.text)

    def __hash__(self) -> int:
        return hash((self.person, self.kind, self.text))

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"Personal({self.person!r}, {self.kind!r}, {self.masked!r})"

    @property
    def masked(self) -> str:
        """The value as lists and logs may show it, such as ``138****8000``."""
        if self.erased:
            return ERASED
        return "****" if self.text is None else mask(self.kind, self.text)

    @property
    def full(self) -> str:
        """The plaintext, or the marker of an erased value; only for a reader who may see it."""
        return ERASED if self.text is None else self.text


def mask(kind: str, text: str) -> str:
    """``text`` of that kind with its identifying middle replaced by asterisks."""
    match kind:
        case "certificate_number" if len(text) >= 12:
            return text[:4] + "*" * (len(text) - 8) + text[-4:]
        case "certificate_number":
            return text[:1] + "*" * max(len(text) - 3, 1) + text[-2:]
        case "mobile" | "emergency" | "office_phone" if re.fullmatch(r"\d{11}", text):
            return text[:3] + "****" + text[-4:]
        case "mobile" | "emergency" | "office_phone":
            return text[:3] + "****" + text[-2:]
        case "email":
            local, _, host = text.partition("@")
            return f"{local[:1]}***@{host}"
        case "name":
            return text[:1] + "*" * max(len(text) - 1, 1)
        case "address":
            return text[:6] + "****"
        case _:
            return "****"
