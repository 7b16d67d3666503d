"""The agreements that an applicant accepts, with the versions in force."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from domain.filing.facts import Consent
from domain.reference.loading import in_language


class Agreement(msgspec.Struct, frozen=True):
    """An agreement's text in both languages; the Chinese text is the binding one."""

    id: str
    version: str
    title: str
    title_en: str
    paragraphs: tuple[str, ...]
    paragraphs_en: tuple[str, ...]

    def label(self, language: str) -> str:
        """The title in that language."""
        return in_language(language, self.title, self.title_en)

    def consent(self) -> Consent:
        """What accepting it leaves as evidence: id, version, SHA-256 of the Chinese text."""
        text = "\n".join((self.title, self.version, *self.paragraphs))
        return Consent(self.id, self.version, hashlib.sha256(text.encode()).hexdigest())


class _Agreements(msgspec.Struct, frozen=True):
    items: tuple[Agreement, ...]


_AGREEMENTS = msgspec.json.decode(
    Path(__file__).with_name("agreements.json").read_bytes(), type=_Agreements
).items


def current() -> tuple[Agreement, ...]:
    """The agreements in force, in the order shown."""
    return _AGREEMENTS


def current_consents() -> tuple[Consent, ...]:
    """What accepting all of them means."""
    return tuple(agreement.consent() for agreement in _AGREEMENTS)
