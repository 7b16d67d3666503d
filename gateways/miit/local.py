"""The simulated ministry in the same process: for tests and for filling a demonstration."""

from __future__ import annotations

from gateways.miit.port import (
    FilingReport,
    FilingStatus,
    MinistryUnreachable,
    Notice,
    ReportAnswer,
    StatusQuery,
)
from gateways.miit.sandbox.bureau import Bureau
from gateways.miit.sandbox.register import NoAnswer


class LocalMinistry:
    """Calls the bureau directly. While ``reachable`` is false every call fails."""

    def __init__(self, bureau: Bureau) -> None:
        self.bureau = bureau
        self.reachable = True

    def report(self, report: FilingReport) -> ReportAnswer:
        self._connect()
        return self.bureau.report(report)

    def collect(self) -> list[Notice]:
        self._connect()
        return self.bureau.collect()

    def acknowledge(self, notice_ids: list[str]) -> None:
        self._connect()
        self.bureau.acknowledge(notice_ids)

    def status(self, query: StatusQuery) -> FilingStatus:
        self._connect()
        try:
            return self.bureau.status(query)
        except NoAnswer as silent:
            raise MinistryUnreachable(str(silent)) from silent

    def _connect(self) -> None:
        if not self.reachable:
            raise MinistryUnreachable("the line to the ministry is cut")
