"""What a file of a former system says of its records: the JSON of each, before it is checked."""

from __future__ import annotations

from datetime import date

import msgspec


class FilePerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A responsible person, as the filing form asks for one."""

    name: str
    certificate_type: int
    certificate_number: str
    mobile: str
    emergency: str
    email: str
    office_phone: str = ""
    valid_to: date | None = None
    long_term: bool = False


class FileRepresentative(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The legal representative, where another person is responsible."""

    name: str
    certificate_number: str


class FileAccess(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a website runs at this provider: address ranges and codes of the ministry's tables."""

    ips: tuple[tuple[str, str], ...]
    modes: tuple[int, ...]
    server_places: tuple[int, ...]


class FileSite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A website with its number; without a person the subject's answers for it."""

    number: str
    name: str
    domains: tuple[str, ...]
    home_url: str
    contents: tuple[int, ...]
    languages: tuple[int, ...]
    remark: str = ""
    person: FilePerson | None = None
    access: FileAccess | None = None
    elsewhere: bool = False


class FileRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A subject with its websites. An individual has no ``name`` of its own, and the responsible
    person's certificate."""

    number: str
    nature: int
    region: str
    certificate_type: int
    certificate_number: str
    certificate_address: str
    mail_address: str
    responsible: FilePerson
    sites: tuple[FileSite, ...]
    name: str = ""
    investor: str = ""
    remark: str = ""
    legal_representative: FileRepresentative | None = None
    valid_to: date | None = None
    long_term: bool = False
    approved_on: date | None = None
