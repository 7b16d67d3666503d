"""The rules that a command on a filing can break, one class each."""

from __future__ import annotations

from domain.refusal import Refusal


class FilingExists(Refusal):
    """A filing with this id was started already."""


class NotEditable(Refusal):
    """The filing is not in the applicant's hands (fact: ``status``)."""


class FieldLocked(Refusal):
    """A field that no open issue is about may not change now (fact: ``target``)."""


class InvalidData(Refusal):
    """Field rules are broken (fact: ``problems``, a tuple of field rule problems)."""


class UnknownSite(Refusal):
    """The filing has no such website."""


class TooManySites(Refusal):
    """The filing has as many websites as it may have (fact: ``limit``)."""


class DomainTaken(Refusal):
    """A domain stands in another website of this filing (fact: ``domain``)."""


class RecordMissing(Refusal):
    """Such a filing begins with what the register has, and nothing was given."""


class DomainsFixed(Refusal):
    """A registered website gets no further domain by a change (fact: ``domain``)."""


class BadExplanation(Refusal):
    """The reason is not in the list, or needs more words (fact: ``least``)."""


class BadRecipient(Refusal):
    """A record goes to another account, which has none and files nothing."""


class NotConfirmed(Refusal):
    """What cannot be undone has to be confirmed."""


class SubjectInProcess(Refusal):
    """The subject is in process or filed here already."""


class DomainInProcess(Refusal):
    """A domain is in process or filed here already."""


class AccountInUse(Refusal):
    """The account has an open or approved filing already: it files for one subject."""


class UnknownSlot(Refusal):
    """The filing asks for no such material (fact: ``slot``)."""


class Incomplete(Refusal):
    """Something is missing for submission (fact: ``missing``)."""


class RulesBroken(Refusal):
    """The filing breaks rules that its bureau does not bend (fact: ``rules``, their ids)."""


class WarningsOpen(Refusal):
    """Rules warn, and the applicant has not acknowledged it (fact: ``rules``, their ids)."""


class AgreementsMissing(Refusal):
    """The agreements were not accepted in their present versions."""


class IssuesOpen(Refusal):
    """Issues are neither mended nor answered (fact: ``issues``, their ids)."""


class NotAnswerable(Refusal):
    """This issue is mended by changing its field, not by an answer."""


class NotWithdrawable(Refusal):
    """The filing is past the point where it can be taken back (fact: ``status``)."""


class NotAbandonable(Refusal):
    """The filing is with the ministry or closed (fact: ``status``)."""


class ClaimedByOther(Refusal):
    """Another reviewer works on this filing (fact: ``until``)."""


class NoLiveClaim(Refusal):
    """The decision needs a claim that is still live (HTTP 409, the text is kept)."""


class ReviewerIsApplicant(Refusal):
    """Nobody decides on a filing that they made."""


class NotReviewable(Refusal):
    """There is nothing to review in this state (fact: ``status``)."""


class VerdictsMissing(Refusal):
    """Some fields or materials have no verdict (fact: ``targets``)."""


class VerdictsContradict(Refusal):
    """A pass with issues, or a return without any."""


class UnknownReason(Refusal):
    """A reason code is not in the catalogue (fact: ``code``)."""


class NotReportable(Refusal):
    """The filing is not ready for the ministry (fact: ``status``)."""


class NoIdentityCheck(Refusal):
    """No photo is asked of this person now."""


class LinkExpired(Refusal):
    """The one-time link was used, replaced, or is too old."""


class TooManyLinksSent(Refusal):
    """Links were sent as often as a day allows (fact: ``limit``)."""


class PhotoExpired(Refusal):
    """The photo lay too long before the verdict: it cannot be accepted (fact: ``hours``)."""


class ScanPurged(Refusal):
    """The scan's time was over and its files were destroyed (fact: ``at``)."""


class NotFiled(Refusal):
    """There is no number yet."""


class WrongNumber(Refusal):
    """A public-security number has a province sign and 14 digits."""


class UnknownDomain(Refusal):
    """No website of the filing has this domain."""


class TypeUndecided(Refusal):
    """A look-up failed when the filing began, and none since has told its kind."""


class KindChanged(Refusal):
    """Another kind of filing is needed than the one that was begun, or none is possible
    (facts: ``outcome`` and ``row`` of the decision)."""
