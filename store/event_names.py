"""The stored names of all events. A name, once used, is never changed or given to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, get_args

from domain.access import events as access
from domain.account import events as account
from domain.filing import events as filing
from domain.holidays import events as holidays
from domain.hosting import events as hosting
from domain.pools import events as pools
from domain.register import events as register
from domain.rulebook import events as rulebook

Upcaster: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns the fields of one schema version into those of the next."""

UNIONS: Final[tuple[Any, ...]] = (
    access.AccessEvent,
    account.AccountEvent,
    filing.FilingEvent,
    hosting.HostingEvent,
    pools.PoolEvent,
    holidays.HolidayEvent,
    register.RegisterEvent,
    rulebook.RulebookEvent,
)
"""The events of each aggregate: every member must stand in EVENTS."""

EVENTS: Final[dict[str, tuple[type, int]]] = {
    "access.value_revealed": (access.ValueRevealed, 1),
    "access.scan_viewed": (access.ScanViewed, 1),
    "access.searched": (access.FilingsSearched, 1),
    "access.person_erased": (access.PersonErased, 1),
    "access.sheet_printed": (access.SheetPrinted, 1),
    "account.registered": (account.AccountRegistered, 1),
    "account.contact_verified": (account.ContactVerified, 1),
    "account.password_set": (account.PasswordSet, 1),
    "account.first_password_offered": (account.FirstPasswordOffered, 1),
    "account.role_given": (account.RoleGiven, 1),
    "account.staff_named": (account.StaffNamed, 1),
    "account.sub_account_invited": (account.SubAccountInvited, 1),
    "account.sessions_ended": (account.SessionsEnded, 1),
    "account.locked": (account.AccountLocked, 1),
    "account.unlocked": (account.AccountUnlocked, 1),
    "account.language_chosen": (account.LanguageChosen, 1),
    "account.messages_read": (account.MessagesRead, 1),
    "account.closed": (account.AccountClosed, 1),
    "filing.started": (filing.FilingStarted, 1),
    "filing.type_determined": (filing.TypeDetermined, 1),
    "filing.subject_recorded": (filing.SubjectRecorded, 1),
    "filing.site_recorded": (filing.SiteRecorded, 1),
    "filing.site_removed": (filing.SiteRemoved, 1),
    "filing.access_recorded": (filing.AccessRecorded, 1),
    "filing.material_uploaded": (filing.MaterialUploaded, 1),
    "filing.upload_link_issued": (filing.UploadLinkIssued, 1),
    "filing.material_removed": (filing.MaterialRemoved, 1),
    "filing.issue_answered": (filing.IssueAnswered, 1),
    "filing.agreements_accepted": (filing.AgreementsAccepted, 1),
    "filing.submitted": (filing.Submitted, 1),
    "filing.resubmitted_unchanged": (filing.ResubmittedUnchanged, 1),
    "filing.withdrawn": (filing.Withdrawn, 1),
    "filing.abandoned": (filing.Abandoned, 1),
    "filing.claimed": (filing.Claimed, 1),
    "filing.claim_renewed": (filing.ClaimRenewed, 1),
    "filing.released": (filing.Released, 1),
    "filing.initial_passed": (filing.InitialPassed, 1),
    "filing.fix_requested": (filing.FixRequested, 1),
    "filing.rejected": (filing.Rejected, 1),
    "filing.identity_link_issued": (filing.IdentityLinkIssued, 1),
    "filing.identity_link_opened": (filing.IdentityLinkOpened, 1),
    "filing.identity_link_revoked": (filing.IdentityLinkRevoked, 1),
    "filing.identity_evidence_submitted": (filing.IdentityEvidenceSubmitted, 1),
    "filing.identity_accepted": (filing.IdentityAccepted, 1),
    "filing.identity_rejected": (filing.IdentityRejected, 1),
    "filing.identity_evidence_expired": (filing.IdentityEvidenceExpired, 1),
    "filing.reported_to_miit": (filing.ReportedToMiit, 1),
    "filing.report_failed": (filing.ReportFailed, 1),
    "filing.sms_dispatched": (filing.SmsDispatched, 1),
    "filing.sms_verified": (filing.SmsVerified, 1),
    "filing.sms_completed": (filing.SmsCompleted, 1),
    "filing.sms_failed": (filing.SmsFailed, 1),
    "filing.sms_reminder_due": (filing.SmsReminderDue, 1),
    "filing.bureau_approved": (filing.BureauApproved, 1),
    "filing.bureau_rejected": (filing.BureauRejected, 1),
    "filing.refusal_mapped": (filing.RefusalMapped, 1),
    "filing.expired": (filing.Expired, 1),
    "filing.idle_reminder_due": (filing.IdleReminderDue, 1),
    "filing.review_overdue": (filing.ReviewOverdue, 1),
    "filing.public_security_reminder_due": (filing.PublicSecurityReminderDue, 1),
    "filing.public_security_recorded": (filing.PublicSecurityRecorded, 1),
    "filing.materials_purged": (filing.MaterialsPurged, 1),
    "filing.rules_changed": (filing.RulesChanged, 1),
    "filing.material_read": (filing.MaterialRead, 1),
    "hosting.resource_registered": (hosting.ResourceRegistered, 1),
    "hosting.resource_prolonged": (hosting.ResourceProlonged, 1),
    "hosting.resource_handed_over": (hosting.ResourceHandedOver, 1),
    "hosting.resource_withdrawn": (hosting.ResourceWithdrawn, 1),
    "hosting.resource_ends_soon": (hosting.ResourceEndsSoon, 1),
    "hosting.codes_issued": (hosting.CodesIssued, 1),
    "hosting.code_granted": (hosting.CodeGranted, 1),
    "hosting.codes_voided": (hosting.CodesVoided, 1),
    "calendar.days_entered": (holidays.DaysEntered, 1),
    "pools.ranges_added": (pools.RangesAdded, 1),
    "pools.range_removed": (pools.RangeRemoved, 1),
    "filing.record_copied": (filing.RecordCopied, 1),
    "filing.explained": (filing.Explained, 1),
    "filing.domain_stated": (filing.DomainStated, 1),
    "filing.bureau_review_started": (filing.BureauReviewStarted, 1),
    "filing.concluded": (filing.Concluded, 1),
    "filing.handed_over": (filing.HandedOver, 1),
    "filing.warnings_acknowledged": (filing.WarningsAcknowledged, 1),
    "register.subject_registered": (register.SubjectRegistered, 1),
    "register.site_registered": (register.SiteRegistered, 1),
    "register.access_registered": (register.AccessRegistered, 1),
    "register.subject_changed": (register.SubjectChanged, 1),
    "register.site_changed": (register.SiteChanged, 1),
    "register.access_changed": (register.AccessChanged, 1),
    "register.access_removed": (register.AccessRemoved, 1),
    "register.site_cancelled": (register.SiteCancelled, 1),
    "register.subject_cancelled": (register.SubjectCancelled, 1),
    "register.site_moved_out": (register.SiteMovedOut, 1),
    "register.site_moved_in": (register.SiteMovedIn, 1),
    "register.record_transferred": (register.RecordTransferred, 1),
    "register.record_claimed": (register.RecordClaimed, 1),
    "register.outcome_applied": (register.OutcomeApplied, 1),
    "register.rectification_requested": (register.RectificationRequested, 1),
    "register.rectified": (register.Rectified, 1),
    "register.subject_blacklisted": (register.SubjectBlacklisted, 1),
    "register.subject_unlisted": (register.SubjectUnlisted, 1),
    "rulebook.proposed": (rulebook.RulesProposed, 1),
    "rulebook.published": (rulebook.ProposalPublished, 1),
    "rulebook.declined": (rulebook.ProposalDeclined, 1),
    "rulebook.reviewed": (rulebook.RulesReviewed, 1),
}
"""Stored name -> (class, current schema version)."""

UPCASTERS: Final[dict[tuple[str, int], Upcaster]] = {}
"""(stored name, schema version) -> the function that lifts to the next version."""


class IncompleteNames(Exception):
    """The registry does not fit the event classes; the message says which."""


def check_complete(
    names: Mapping[str, tuple[type, int]],
    upcasters: Mapping[tuple[str, int], Upcaster],
    unions: Iterable[Any],
) -> None:
    """Refuses, with IncompleteNames, a class without a name or with two, and a missing upcaster."""
    classes = [cls for cls, _schema in names.values()]
    for cls in classes:
        if classes.count(cls) > 1:
            raise IncompleteNames(f"{cls.__qualname__} has more than one stored name")
    for union in unions:
        for cls in get_args(union) or (union,):
            if cls not in classes:
                raise IncompleteNames(f"{cls.__module__}.{cls.__qualname__} has no stored name")
    for name, (_cls, current) in names.items():
        for schema in range(1, current):
            if (name, schema) not in upcasters:
                raise IncompleteNames(f"{name} has no upcaster from schema version {schema}")


check_complete(EVENTS, UPCASTERS, UNIONS)
