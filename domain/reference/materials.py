"""The list of materials: what each scan is, whose it is, how large, what makes a good one."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from domain.reference.loading import UnknownCode, in_language, read

Owner = Literal["subject", "responsible", "representative", "site_person"]
Per = Literal["subject", "person", "order", "site", "domain"]
Drawing = Literal["card", "certificate", "sheet", "portrait", "letter"]


class Material(msgspec.Struct, frozen=True):
    """One row of the list, ``M01`` to ``M26``.

    ``owner`` says whose key protects the scan. ``per`` says how often it is asked: once
    (subject, person, order), for each website, or for each website with at least one picture
    for each of its domains. ``sides`` is ``card`` where a card shows front and back.
    ``most`` is how many pictures one place takes. ``accept_bytes`` is what may be uploaded.
    ``unless`` says why it is not asked where the data of the filing do not call for it.
    ``step`` is ``identity`` for what another page collects. ``form`` is what is printed from one
    template, so that those of two subjects look the same: their pictures are not compared.
    """

    code: str
    name: str
    en: str
    owner: Owner
    per: Per
    sides: Literal["one", "card"]
    most: int
    may_be_pdf: bool
    accept_bytes: int
    drawing: Drawing
    why_zh: str
    why_en: str
    rules_zh: str
    rules_en: str
    bad_zh: str
    bad_en: str
    unless_zh: str = ""
    unless_en: str = ""
    step: str = ""
    form: bool = False

    def label(self, language: str) -> str:
        """Its name."""
        return in_language(language, self.name, self.en)

    def why(self, language: str) -> str:
        """What it is for."""
        return in_language(language, self.why_zh, self.why_en)

    def rules(self, language: str) -> str:
        """What a good one is like."""
        return in_language(language, self.rules_zh, self.rules_en)

    def bad(self, language: str) -> str:
        """What reviewers return most."""
        return in_language(language, self.bad_zh, self.bad_en)

    def unless(self, language: str) -> str:
        """Why it is not asked; empty where the list says nothing."""
        return in_language(language, self.unless_zh, self.unless_en)


class _Table(msgspec.Struct, frozen=True):
    items: tuple[Material, ...]


_MATERIALS: Final = {row.code: row for row in read("materials", _Table).items}


def materials() -> tuple[Material, ...]:
    """The whole list, in its order."""
    return tuple(_MATERIALS.values())


def known(code: str) -> bool:
    """Whether the list holds the code."""
    return code in _MATERIALS


def material(code: str) -> Material:
    """The material with that code, such as ``M05``."""
    try:
        return _MATERIALS[code]
    except KeyError:
        raise UnknownCode("materials", code) from None
