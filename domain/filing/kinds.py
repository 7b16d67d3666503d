"""The kinds of filing, and what each one needs.

One row says which parts of a filing of that kind are stated anew, changed or only shown, who
proves identity, who verifies a code, and which hands it passes through. The rest of the filing
asks this table and never for a kind by its name. Sources: the help pages of Huawei Cloud (2024
to 2026), Tencent Cloud (to 2022) and JD Cloud (2019 to 2022); where they say nothing the row
has a note.
"""

from __future__ import annotations

import enum
from typing import Final, Literal

import msgspec


class Kind(enum.StrEnum):
    """What a filing asks for. The values are stored: they never change."""

    FIRST = "FIRST"
    ADD_SITE_LOCAL = "ADD_SITE_LOCAL"
    ADD_SITE_EXT = "ADD_SITE_EXT"
    ADD_ACCESS_LOCAL = "ADD_ACCESS_LOCAL"
    ADD_ACCESS_EXT = "ADD_ACCESS_EXT"
    CHANGE_SUBJECT = "CHANGE_SUBJECT"
    CHANGE_SITE = "CHANGE_SITE"
    CHANGE_BOTH = "CHANGE_BOTH"
    CHANGE_ACCESS = "CHANGE_ACCESS"
    CANCEL_SITE = "CANCEL_SITE"
    CANCEL_SUBJECT = "CANCEL_SUBJECT"
    CANCEL_ACCESS = "CANCEL_ACCESS"
    TRANSFER = "TRANSFER"
    CLAIM = "CLAIM"
    MIGRATE = "MIGRATE"


class Data(enum.StrEnum):
    """How a part of the filing gets its data.

    ``FULL`` is typed; ``RESTATED`` is typed and must equal what the ministry has; ``CHANGES``
    begins as a copy of the record, to be altered; ``SHOWN`` is such a copy and stays it;
    ``NONE`` means that the kind has no such part.
    """

    FULL = "full"
    RESTATED = "restated"
    CHANGES = "changes"
    SHOWN = "shown"
    NONE = "none"


class IdentityCheck(enum.StrEnum):
    """Whose photo is asked: each site person's, only a new site person's, nobody's."""

    ALWAYS = "always"
    IF_PERSON_CHANGES = "if_person_changes"
    NEVER = "never"


class Verifiers(enum.StrEnum):
    """Who verifies a code of the ministry.

    ``CHANGED`` are the persons of what was changed: the responsible person where the subject
    was, a website's person where more than its remark was, or more of its access than the
    addresses.
    """

    EVERYBODY = "everybody"
    SITE_PERSONS = "site_persons"
    SUBJECT_PERSON = "subject_person"
    CHANGED = "changed"
    NOBODY = "nobody"


class About(enum.StrEnum):
    """Which websites of the record a filing begins with."""

    NO_SITE = "no_site"
    ONE_SITE = "one_site"
    EVERY_SITE = "every_site"


class Effect(enum.StrEnum):
    """What the approval does to the register."""

    REGISTER = "register"
    ADD_SITES = "add_sites"
    ADD_ACCESSES = "add_accesses"
    CHANGE = "change"
    CANCEL_SITES = "cancel_sites"
    CANCEL_SUBJECT = "cancel_subject"
    REMOVE_ACCESSES = "remove_accesses"
    MOVE_RECORD = "move_record"
    TAKE_IN = "take_in"
    MOVE_SITES = "move_sites"


class Needs(msgspec.Struct, frozen=True):
    """What a kind needs.

    ``about`` says which of the record's websites are in it from its start, ``begins`` where it
    is started: on the page that decides the kind, or on a record. ``reviewed``: a reviewer of
    the provider decides on it. ``reported``: it goes to the ministry and its bureau; without
    that the review is the last hand. ``materials``: rules may ask for scans. ``explained``: the
    applicant says why. ``confirmed``: it cannot be undone, so the applicant confirms it on the
    last page. ``note`` says what no source says.
    """

    subject: Data
    site: Data
    access: Data
    identity: IdentityCheck
    verifiers: Verifiers
    effect: Effect
    about: About = About.NO_SITE
    begins: Literal["decision", "record"] = "record"
    reviewed: bool = True
    reported: bool = True
    materials: bool = True
    explained: bool = False
    confirmed: bool = False
    note: str = ""

    @property
    def of_record(self) -> bool:
        """Whether it begins with a copy of data from the register."""
        return bool({self.subject, self.site, self.access} & {Data.CHANGES, Data.SHOWN})

    @property
    def opens_sites(self) -> bool:
        """Whether websites get their first number by it."""
        return self.effect in {Effect.REGISTER, Effect.ADD_SITES}

    @property
    def adds_sites(self) -> bool:
        """Whether the applicant puts websites in and takes them out."""
        return self.site in {Data.FULL, Data.RESTATED}


_ALWAYS, _IF_NEW, _NEVER = IdentityCheck
_NEW = Needs(
    Data.FULL,
    Data.FULL,
    Data.FULL,
    _ALWAYS,
    Verifiers.EVERYBODY,
    Effect.REGISTER,
    begins="decision",
)
_CANCEL = Needs(
    Data.SHOWN,
    Data.SHOWN,
    Data.SHOWN,
    _NEVER,
    Verifiers.SITE_PERSONS,
    Effect.CANCEL_SITES,
    about=About.ONE_SITE,
    materials=False,
    explained=True,
    confirmed=True,
)


def _but(row: Needs, **changes: object) -> Needs:
    return msgspec.structs.replace(row, **changes)


_ADD_SITE = _but(
    _NEW, subject=Data.SHOWN, verifiers=Verifiers.SITE_PERSONS, effect=Effect.ADD_SITES
)
_ADD_ACCESS = _but(
    _ADD_SITE,
    site=Data.RESTATED,
    effect=Effect.ADD_ACCESSES,
    note="The codes go to the persons whom the ministry has; a dead phone is changed where the "
    "website was filed.",
)
_CHANGE = Needs(
    Data.SHOWN,
    Data.SHOWN,
    Data.SHOWN,
    _IF_NEW,
    Verifiers.CHANGED,
    Effect.CHANGE,
    about=About.ONE_SITE,
)

NEEDS: Final[dict[Kind, Needs]] = {
    Kind.FIRST: _NEW,
    Kind.ADD_SITE_LOCAL: _ADD_SITE,
    Kind.ADD_SITE_EXT: _but(_ADD_SITE, subject=Data.RESTATED),
    Kind.ADD_ACCESS_LOCAL: _ADD_ACCESS,
    Kind.ADD_ACCESS_EXT: _but(_ADD_ACCESS, subject=Data.RESTATED),
    Kind.CHANGE_SUBJECT: _but(_CHANGE, subject=Data.CHANGES, about=About.EVERY_SITE),
    Kind.CHANGE_SITE: _but(_CHANGE, site=Data.CHANGES),
    Kind.CHANGE_BOTH: _but(
        _CHANGE, subject=Data.CHANGES, site=Data.CHANGES, about=About.EVERY_SITE
    ),
    Kind.CHANGE_ACCESS: _but(
        _CHANGE,
        access=Data.CHANGES,
        identity=_NEVER,
        materials=False,
        note="No source says who verifies: Huawei exempts nothing but the end of an access, JD "
        "has no such step. The website's person does, unless only addresses changed.",
    ),
    Kind.CANCEL_SITE: _CANCEL,
    Kind.CANCEL_SUBJECT: _but(
        _CANCEL,
        verifiers=Verifiers.SUBJECT_PERSON,
        effect=Effect.CANCEL_SUBJECT,
        about=About.EVERY_SITE,
    ),
    Kind.CANCEL_ACCESS: _but(_CANCEL, verifiers=Verifiers.NOBODY, effect=Effect.REMOVE_ACCESSES),
    Kind.TRANSFER: _but(
        _CANCEL,
        verifiers=Verifiers.NOBODY,
        effect=Effect.MOVE_RECORD,
        about=About.EVERY_SITE,
        reviewed=False,
        reported=False,
        explained=False,
    ),
    Kind.CLAIM: _but(
        _NEW,
        subject=Data.RESTATED,
        site=Data.NONE,
        access=Data.NONE,
        identity=_NEVER,
        verifiers=Verifiers.NOBODY,
        effect=Effect.TAKE_IN,
        reported=False,
        note="Nothing goes to the bureau (Huawei); whether a photo is asked is unconfirmed. The "
        "subject is stated and not shown: who claims has yet to prove that the record is theirs.",
    ),
    Kind.MIGRATE: _but(
        _ADD_SITE,
        subject=Data.FULL,
        effect=Effect.MOVE_SITES,
        begins="record",
        about=About.ONE_SITE,
        confirmed=True,
        note="No source says who verifies: the website's person at the new subject.",
    ),
}
"""What each kind needs."""

STARTABLE: Final = frozenset(
    {
        Kind.FIRST,
        Kind.ADD_SITE_LOCAL,
        Kind.ADD_SITE_EXT,
        Kind.ADD_ACCESS_LOCAL,
        Kind.ADD_ACCESS_EXT,
        Kind.CHANGE_SUBJECT,
        Kind.CHANGE_SITE,
        Kind.CHANGE_BOTH,
        Kind.CHANGE_ACCESS,
        Kind.CANCEL_SITE,
        Kind.CANCEL_SUBJECT,
        Kind.CANCEL_ACCESS,
        Kind.TRANSFER,
        Kind.CLAIM,
    }
)
"""The kinds that can be carried through from the first page to the number."""


def known(outcome: str) -> bool:
    """Whether an outcome of the type decision is a kind of filing."""
    return outcome in NEEDS


def needs_of(outcome: str) -> Needs:
    """What that kind needs. Raises ValueError for an outcome that is no kind."""
    return NEEDS[Kind(outcome)]


def can_start(outcome: str) -> bool:
    """Whether a filing of this kind can be started here and carried through."""
    return outcome in STARTABLE
