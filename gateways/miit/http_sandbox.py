"""The simulated ministry in a process of its own."""

from __future__ import annotations

from typing import Any

import msgspec

from gateways.miit.port import (
    FilingReport,
    FilingStatus,
    MinistryUnreachable,
    Notice,
    ReportAnswer,
    StatusQuery,
)
from gateways.sandbox_line import LineDown, SandboxLine


class SandboxMinistry:
    """Speaks to the sandbox at ``base_url``, which knows the same ``token``."""

    def __init__(self, base_url: str, token: str) -> None:
        self._line = SandboxLine(base_url, token)

    def report(self, report: FilingReport) -> ReportAnswer:
        # A union is no class to mypy, so its decoded type is said here.
        answer: ReportAnswer = self._ask("/api/report", report, ReportAnswer)
        return answer

    def collect(self) -> list[Notice]:
        answer: list[Notice] = self._ask("/api/collect", {}, list[Notice])
        return answer

    def acknowledge(self, notice_ids: list[str]) -> None:
        self._ask("/api/acknowledge", notice_ids, dict[str, str])

    def status(self, query: StatusQuery) -> FilingStatus:
        answer: FilingStatus = self._ask("/api/status", query, FilingStatus)
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._line.close()

    def _ask(self, path: str, question: object, shape: Any) -> Any:
        try:
            return msgspec.json.decode(
                self._line.post(path, msgspec.json.encode(question)), type=shape
            )
        except (LineDown, msgspec.DecodeError) as error:
            raise MinistryUnreachable(str(error)) from error
