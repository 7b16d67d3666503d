"""What somebody has in mind, and the few facts on which the filings needed depend.

Nothing of it is personal: it may stand in an address.
"""

from __future__ import annotations

import enum
from typing import Final, Literal

import msgspec

SubjectFiled = Literal["no", "empty", "here", "elsewhere"]
Access = Literal["here", "elsewhere"]
Whose = Literal["responsible", "site", "both"]
Fact = Literal["subject", "access", "last", "keep", "whose"]


class Wish(enum.StrEnum):
    """What somebody wants to do. The values stand in addresses that people keep."""

    NEW_SITE = "new_site"
    MOVE_HERE = "move_here"
    NEW_DOMAIN = "new_domain"
    NEW_OWNER = "new_owner"
    SUBJECT_CHANGED = "subject_changed"
    PERSON_CHANGED = "person_changed"
    SITE_CHANGED = "site_changed"
    SERVER_CHANGED = "server_changed"
    NUMBER_CHANGED = "number_changed"
    END_SITE = "end_site"
    END_ALL = "end_all"
    LEAVE = "leave"
    OTHER_ACCOUNT = "other_account"
    IN_NO_ACCOUNT = "in_no_account"


class Situation(msgspec.Struct, frozen=True):
    """The wish and the facts.

    ``province`` has two digits, ``nature`` is a subject type: those of whoever files in the end.
    ``subject``: whether that subject is filed, with websites (with us or elsewhere) or without
    any (``empty``). ``access``: where the website is connected now. ``last``: it is the subject's
    only website. ``keep``: what is there now goes on beside the new. ``whose``: which responsible
    person changes.
    """

    wish: Wish
    province: str
    nature: int
    subject: SubjectFiled = "no"
    access: Access = "here"
    last: bool = False
    keep: bool = False
    whose: Whose = "responsible"


FACTS: Final[dict[Wish, tuple[Fact, ...]]] = {
    Wish.NEW_SITE: ("subject",),
    Wish.MOVE_HERE: ("subject", "keep"),
    Wish.NEW_DOMAIN: ("access", "keep"),
    Wish.NEW_OWNER: ("subject", "access", "last"),
    Wish.SUBJECT_CHANGED: ("access",),
    Wish.PERSON_CHANGED: ("whose", "access"),
    Wish.SITE_CHANGED: ("access",),
    Wish.SERVER_CHANGED: (),
    Wish.NUMBER_CHANGED: ("access",),
    Wish.END_SITE: ("access", "last"),
    Wish.END_ALL: ("access",),
    Wish.LEAVE: (),
    Wish.OTHER_ACCOUNT: (),
    Wish.IN_NO_ACCOUNT: (),
}
"""The facts on which the answer to a wish depends; nothing else is asked."""

SUBJECTS: Final[dict[Wish, tuple[SubjectFiled, ...]]] = {
    Wish.NEW_SITE: ("no", "here", "elsewhere", "empty"),
    Wish.MOVE_HERE: ("here", "elsewhere"),
    Wish.NEW_OWNER: ("no", "here", "elsewhere", "empty"),
}
"""Where the subject may be filed: a website that moves here has a subject that is filed."""
