"""The photos by which the websites' persons prove who they are."""

from __future__ import annotations

from domain.command import Command
from domain.filing.commands.promising import PromisingCommand
from domain.filing.facts import FaceResult, Issue, Material


class IssueIdentityLink(Command, frozen=True):
    """Make a one-time link for a site person's photo; a new one replaces the old.

    ``ways`` are those on which it is sent to the person: ``sms``, ``mail``.
    """

    person: str
    link_digest: str
    ways: tuple[str, ...] = ()


class OpenIdentityLink(Command, frozen=True):
    """Look at what a link asks for."""

    person: str
    link_digest: str


class RevokeIdentityLink(Command, frozen=True):
    """Make a site person's link worthless."""

    person: str


class SubmitIdentityEvidence(PromisingCommand, frozen=True):
    """The site person's photo, by the one-time link or (no digest) by the applicant.

    ``face`` is what a face-check service said of it, where there is one.
    """

    person: str
    material: Material
    link_digest: str
    face: FaceResult | None = None


class DecideIdentity(PromisingCommand, frozen=True):
    """Accept (no issues) or refuse a site person's photo."""

    person: str
    issues: tuple[Issue, ...]
    note: str = ""
