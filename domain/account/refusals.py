"""The rules of an account that a command can break."""

from __future__ import annotations

from domain.refusal import Refusal


class AlreadyRegistered(Refusal):
    """The stream already holds another account."""


class ContactTaken(Refusal):
    """Another open account has this contact."""


class ContactUnverified(Refusal):
    """An applicant's contact must be proved before the account exists."""


class ContactUnreadable(Refusal):
    """Neither an e-mail address nor a mobile number of mainland China."""


class RoleNotAllowed(Refusal):
    """This actor may not open or give this role."""


class NameUnusable(Refusal):
    """The name of a member of staff is empty, or longer than ``at_most`` characters."""


class NotOwnAccount(Refusal):
    """Only the holder may do this."""


class OwnAccount(Refusal):
    """An operator may not change or close the account in use."""


class AccountIsClosed(Refusal):
    """A closed account stays as it is."""


class TooManySubAccounts(Refusal):
    """``limit`` invitations of sub-accounts are open or used."""


class PasswordTooShort(Refusal):
    """Fewer than ``at_least`` characters."""


class PasswordTooLong(Refusal):
    """More than ``at_most`` characters."""


class PasswordTooCommon(Refusal):
    """Stands in the list of common passwords, or repeats one or two characters."""


class PasswordIsContact(Refusal):
    """The password is the contact, or its part before the at sign."""


class WrongPassword(Refusal):
    """The current password was not the one given."""


class WrongCredentials(Refusal):
    """Unknown contact or wrong password; nobody is told which."""


class SignInLocked(Refusal):
    """Too many failures; ``minutes`` until the next try. The same for unknown contacts."""


class WrongCode(Refusal):
    """Not the code that was sent; ``left`` tries remain."""


class CodeExpired(Refusal):
    """The code is older than its life or was used up."""


class NoTriesLeft(Refusal):
    """The code was entered wrongly too often; a new one is needed."""


class ResendTooSoon(Refusal):
    """A code went out a moment ago; ``seconds`` until the next one may."""


class TooManyCodes(Refusal):
    """This contact got as many codes as one may get in a day."""


class SecretUnusable(Refusal):
    """The one-time link is unknown, used or expired."""
