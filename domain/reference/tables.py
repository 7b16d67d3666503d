"""The ministry's code tables as typed rows. The ids are the ids of the wire.

Every row has ``label(language)``. A look-up of one code raises ``UnknownCode``.
"""

from __future__ import annotations

from typing import Final, Generic, TypeVar

import msgspec

from domain.reference.loading import UnknownCode, in_language, read

NO_PRE_APPROVAL: Final = 24
"""The choice "以上都不涉及"; it is left out on the ministry's wire."""


class Row(msgspec.Struct, frozen=True):
    """A code with its Chinese and English names."""

    id: int
    name: str
    en: str

    def label(self, language: str) -> str:
        """The name in that language; ``zh`` and ``zh_CN`` give Chinese, all others English."""
        return in_language(language, self.name, self.en)


class SubjectType(Row, frozen=True):
    """What kind of subject it is (主办单位性质)."""

    is_person: bool


class CertificateType(Row, frozen=True):
    """A kind of certificate; each id belongs to one subject type.

    ``number_formats`` are kinds of ``domain.numbers``, or ``free_text`` and
    ``legacy_free_text`` (papers issued before the unified credit code).
    """

    subject_type: int
    number_formats: tuple[str, ...]


class AccessMethod(Row, frozen=True):
    """How a site is connected (接入方式)."""

    bit: int


class ServiceContent(Row, frozen=True):
    """What a site offers (服务内容). ``group`` is None where the source gives none."""

    bit: int
    group: int | None


class Language(Row, frozen=True):
    """A language of a site."""

    bit: int


class PreApproval(Row, frozen=True):
    """A field that another authority approves first. ``bit`` is None for "none of these"."""

    bit: int | None


class ResultCode(msgspec.Struct, frozen=True):
    """An answer of the ministry or the bureau.

    ``family`` is call, icp, ip, domain or common. ``action`` says who must act: ok,
    download, resend_missing, retry, wait, applicant, operator, engineer; None where the
    table leaves it open. ``field`` is the element of the wire that the code is about.
    """

    code: int
    family: str
    name: str
    en: str
    action: str | None = None
    field: str | None = None

    def label(self, language: str) -> str:
        """The meaning in that language."""
        return in_language(language, self.name, self.en)


RowT = TypeVar("RowT", bound=Row)


class _Table(msgspec.Struct, Generic[RowT], frozen=True):
    items: tuple[RowT, ...]

    def by_id(self) -> dict[int, RowT]:
        return {row.id: row for row in self.items}


class _ResultCodes(msgspec.Struct, frozen=True):
    items: tuple[ResultCode, ...]


_SUBJECT_TYPES: Final = read("subject_types", _Table[SubjectType]).by_id()
_CERTIFICATE_TYPES: Final = read("certificate_types", _Table[CertificateType]).by_id()
_ACCESS_METHODS: Final = read("access_methods", _Table[AccessMethod]).by_id()
_SERVICE_CONTENTS: Final = read("service_content_types_website", _Table[ServiceContent]).by_id()
_LANGUAGES: Final = read("website_languages", _Table[Language]).by_id()
_PRE_APPROVALS: Final = read("pre_approval_types", _Table[PreApproval]).by_id()
_RESULT_CODES: Final = {row.code: row for row in read("miit_result_codes", _ResultCodes).items}


def _row(table: str, rows: dict[int, RowT], code: int) -> RowT:
    try:
        return rows[code]
    except KeyError:
        raise UnknownCode(table, code) from None


def subject_types() -> tuple[SubjectType, ...]:
    """All subject types, in the order of the table."""
    return tuple(_SUBJECT_TYPES.values())


def subject_type(code: int) -> SubjectType:
    """The subject type with that id."""
    return _row("subject_types", _SUBJECT_TYPES, code)


def certificate_types(subject_type: int) -> tuple[CertificateType, ...]:
    """The certificates that a subject of that type may file with; empty for an unknown type."""
    return tuple(row for row in _CERTIFICATE_TYPES.values() if row.subject_type == subject_type)


def person_certificate_types() -> tuple[CertificateType, ...]:
    """The certificates of a natural person, which responsible persons use too."""
    persons = {row.id for row in _SUBJECT_TYPES.values() if row.is_person}
    return tuple(row for row in _CERTIFICATE_TYPES.values() if row.subject_type in persons)


def certificate_type(code: int) -> CertificateType:
    """The certificate type with that id."""
    return _row("certificate_types", _CERTIFICATE_TYPES, code)


def access_methods() -> tuple[AccessMethod, ...]:
    """All ways of access."""
    return tuple(_ACCESS_METHODS.values())


def access_method(code: int) -> AccessMethod:
    """The way of access with that id."""
    return _row("access_methods", _ACCESS_METHODS, code)


def service_contents() -> tuple[ServiceContent, ...]:
    """All service contents of websites."""
    return tuple(_SERVICE_CONTENTS.values())


def service_content(code: int) -> ServiceContent:
    """The service content with that id."""
    return _row("service_content_types_website", _SERVICE_CONTENTS, code)


def languages() -> tuple[Language, ...]:
    """All languages that a site may name."""
    return tuple(_LANGUAGES.values())


def language(code: int) -> Language:
    """The language with that id."""
    return _row("website_languages", _LANGUAGES, code)


def pre_approvals() -> tuple[PreApproval, ...]:
    """All fields of pre-approval; the last row is ``NO_PRE_APPROVAL``."""
    return tuple(_PRE_APPROVALS.values())


def pre_approval(code: int) -> PreApproval:
    """The field of pre-approval with that id."""
    return _row("pre_approval_types", _PRE_APPROVALS, code)


def result_codes(family: str) -> tuple[ResultCode, ...]:
    """The result codes of one family, such as ``icp``, by rising number."""
    return tuple(row for row in _RESULT_CODES.values() if row.family == family)


def result_code(code: int) -> ResultCode:
    """The result code with that number."""
    try:
        return _RESULT_CODES[code]
    except KeyError:
        raise UnknownCode("miit_result_codes", code) from None
