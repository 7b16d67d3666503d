"""Everybody who takes part in the journeys, with the program that they use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESKTOP, PHONE, Readers
from tests.browser.inspection import Inspection
from tests.browser.offices import Auditor, Ministry, ReportOfficer, Reviewer
from tests.browser.paperwork import Papers
from tests.browser.people import Applicant, SitePerson
from tests.browser.program import Program, own_environment


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    directory = tmp_path_factory.mktemp("journeys")
    program = Program(own_environment(directory), directory / "output.txt")
    try:
        program.wait_until_ready()
        yield program
    finally:
        program.stop()


@pytest.fixture(scope="module")
def inspection() -> Inspection:
    return Inspection()


@dataclass
class Cast:
    """Everybody who may take part in a journey, each with a browser of their own."""

    program: Program
    readers: Readers
    inspection: Inspection

    def applicant(
        self, papers: Papers, *, viewport: dict[str, int] = DESKTOP, scripts: bool = True
    ) -> Applicant:
        page = self.readers.new(viewport=viewport, scripts=scripts)
        return Applicant(page, self.inspection, self.program.sandbox, papers, scripts=scripts)

    def reviewer(self) -> Reviewer:
        reviewer = Reviewer(self.readers.new(), self.inspection)
        reviewer.signs_in(*self._account("reviewer"))
        return reviewer

    def officer(self) -> ReportOfficer:
        officer = ReportOfficer(self.readers.new(), self.inspection)
        officer.signs_in(*self._account("report_officer"))
        return officer

    def auditor(self) -> Auditor:
        auditor = Auditor(self.readers.new(), self.inspection)
        auditor.signs_in(*self._account("auditor"))
        return auditor

    def ministry(self) -> Ministry:
        return Ministry(self.readers.new(), self.inspection, self.program.sandbox)

    def site_person(self) -> SitePerson:
        return SitePerson(self.readers.new(viewport=PHONE), self.inspection)

    def _account(self, role: str) -> tuple[str, str]:
        return next(
            (name, secret) for each, name, secret in self.program.accounts() if each == role
        )


@pytest.fixture
def cast(program: Program, chromium: Browser, inspection: Inspection) -> Iterator[Cast]:
    """A script error or a breach of the content policy on any page fails the journey."""
    readers = Readers(chromium, program.address)
    yield Cast(program, readers, inspection)
    readers.close()
    assert readers.complaints == []
