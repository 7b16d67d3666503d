"""The rules that a command on a server or an authorisation code can break."""

from __future__ import annotations

from domain.refusal import Refusal


class ResourceExists(Refusal):
    """A server with this id was entered already."""


class InvalidServer(Refusal):
    """Facts of a server are wrong (fact: ``problems``, a tuple of field rule problems)."""


class NotEligible(Refusal):
    """The server carries no filing (fact: ``why``, an Obstacle)."""


class CodesUsedUp(Refusal):
    """The server has not so many codes left (facts: ``left``, ``limit``)."""


class WrongNumberOfCodes(Refusal):
    """One to ``most`` codes are made at once."""


class CodeIsVoid(Refusal):
    """The code was revoked, or its day has passed."""


class CodeInUse(Refusal):
    """A website uses the code."""


class AlreadyGranted(Refusal):
    """The code belongs to another account already."""


class GrantedToSelf(Refusal):
    """The code was to be given to its owner."""


class NoSuchAccount(Refusal):
    """No applicant's account has this contact."""


class SitesUsedUp(Refusal):
    """The server carries as many websites as it may."""


class NeedsPublicReason(Refusal):
    """Taking a server away needs a reason."""


class RowsRefused(Refusal):
    """Some rows of a file are no servers (fact: ``rows``, the first of them as BadRow)."""
