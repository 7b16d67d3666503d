"""The ministry (工信部): the port, an adapter over HTTP and one inside the process."""

from __future__ import annotations

from gateways.miit.port import (
    BureauApprovedNotice,
    BureauRefused,
    BureauStarted,
    CodesFailed,
    CodesSent,
    CodeVerified,
    DomainStatus,
    FilingReport,
    FilingStatus,
    MinistryGateway,
    MinistryUnreachable,
    Notice,
    ReportAccepted,
    ReportAnswer,
    ReportedPerson,
    ReportedSubject,
    ReportedWebsite,
    ReportRefused,
    StatusQuery,
)

__all__ = [
    "BureauApprovedNotice",
    "BureauRefused",
    "BureauStarted",
    "CodeVerified",
    "CodesFailed",
    "CodesSent",
    "DomainStatus",
    "FilingReport",
    "FilingStatus",
    "MinistryGateway",
    "MinistryUnreachable",
    "Notice",
    "ReportAccepted",
    "ReportAnswer",
    "ReportRefused",
    "ReportedPerson",
    "ReportedSubject",
    "ReportedWebsite",
    "StatusQuery",
]
