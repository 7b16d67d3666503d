"""The rules that a change of the register can break, one class each."""

from __future__ import annotations

from domain.refusal import Refusal


class AlreadyRegistered(Refusal):
    """The subject, or a website (fact: ``site``), stands in the record already."""


class UnknownRecord(Refusal):
    """There is no such record yet."""


class RecordCancelled(Refusal):
    """The subject was cancelled, and what is cancelled never comes back."""


class UnknownSite(Refusal):
    """The record has no such website (fact: ``site``)."""


class SiteGone(Refusal):
    """The website was cancelled or went to another subject (fact: ``site``)."""


class NoAccessHere(Refusal):
    """This provider gives the website no access (fact: ``site``)."""


class NotTheSubject(Refusal):
    """The filing is about another certificate than the record."""


class NotTheOwner(Refusal):
    """The record belongs to another account than the filing."""


class NumberMissing(Refusal):
    """The approval gave no number for the subject or for a website (fact: ``site``)."""


class NumberTaken(Refusal):
    """Another website of the record has, or had, the number (fact: ``number``)."""


class OtherNumber(Refusal):
    """The approval names another subject number than the record has (fact: ``number``)."""


class TargetMissing(Refusal):
    """It is not said where the record or the website is to go."""


class NothingToMend(Refusal):
    """Nothing is to be rectified at the website (fact: ``site``)."""


class ItemsMissing(Refusal):
    """A rectification says what is wrong."""


class CannotBegin(Refusal):
    """A filing of that kind cannot be begun about the record now (fact: ``obstacle``)."""


class RecordsRefused(Refusal):
    """Some records of a file cannot be entered (fact: ``records``, the first as BadRecord)."""
