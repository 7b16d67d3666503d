"""The simulated ministry and bureau as one object over its own database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine

from gateways.clock import Clock
from gateways.mail.port import Mail
from gateways.miit.port import FilingReport, FilingStatus, Notice, ReportAnswer, StatusQuery
from gateways.miit.sandbox import desk, inbox, intake, notices, register, settings, verification
from gateways.miit.sandbox.desk import DeskReport
from gateways.miit.sandbox.inbox import Letter, Message
from gateways.miit.sandbox.register import Elsewhere, Listed
from gateways.miit.sandbox.seals import Seals
from gateways.miit.sandbox.settings import Behaviour
from gateways.miit.sandbox.tables import metadata
from gateways.miit.sandbox.verification import Answer
from gateways.miit.sandbox.work import Work
from gateways.sms.port import Sms
from store.engine import make_engine, writing


class Bureau:
    """What the ministry, the bureau's officer and a phone's owner can do.

    Every call is one transaction, and first does what the time has brought: codes expire,
    the automatic approval happens, old messages go.
    """

    def __init__(self, engine: Engine, clock: Clock, secret: bytes) -> None:
        """Makes the tables that are missing. ``secret`` has 32 bytes."""
        self._engine = engine
        self._seals = Seals(secret)
        self.clock = clock
        metadata.create_all(engine)

    @classmethod
    def at(cls, url: str, clock: Clock, secret: bytes) -> Bureau:
        """The bureau whose SQLite database has that URL."""
        return cls(make_engine(url), clock, secret)

    def report(self, report: FilingReport) -> ReportAnswer:
        """Take a report in; the same report id gets the same answer and has one effect."""
        with self._work() as work:
            return intake.take_in(work, report)

    def collect(self) -> list[Notice]:
        """The notices not yet acknowledged, in order unless the behaviour says otherwise."""
        with self._work() as work:
            waiting = notices.waiting(work.connection)
            if settings.read(work.connection).disorder:
                return [notice for notice in reversed(waiting) for _ in range(2)]
            return waiting

    def acknowledge(self, notice_ids: list[str]) -> None:
        """Hand these notices out no more."""
        with self._work() as work:
            notices.acknowledge(work, notice_ids)

    def verify(self, mobile: str, code: str, certificate_end: str) -> Answer:
        """A phone's owner enters a code and the last six characters of their certificate."""
        with self._work() as work:
            return verification.verify(work, mobile, code, certificate_end)

    def resend(self, mobile: str, certificate_end: str) -> Answer:
        """A phone's owner asks for a new code."""
        with self._work() as work:
            return verification.resend(work, mobile, certificate_end)

    def reports(self) -> list[DeskReport]:
        """The last 200 reports, those to decide on first."""
        with self._work() as work:
            return desk.newest(work)

    def find(self, report_id: str) -> DeskReport | None:
        """One report, or None."""
        with self._work() as work:
            return desk.one(work, report_id)

    def approve(self, report_id: str) -> None:
        """Approve and allocate numbers. Raises NotOnTheDesk."""
        with self._work() as work:
            desk.approve(work, report_id)

    def refuse(self, report_id: str, code: int, text: str) -> None:
        """Refuse with a result code and a text. Raises NotOnTheDesk, or ValueError."""
        with self._work() as work:
            desk.refuse(work, report_id, code, text)

    def status(self, query: StatusQuery) -> FilingStatus:
        """What is filed of a certificate and of domains. Raises NoAnswer while it is silent."""
        with self._work() as work:
            return register.status(work, query)

    def file_elsewhere(self, certificate_number: str, province: str, domain: str) -> None:
        """File a subject, and a domain unless it is empty, as if at another provider. Raises
        AlreadyFiled."""
        with self._work() as work:
            register.file_elsewhere(work, certificate_number, province, domain)

    def filed_elsewhere(self) -> list[Elsewhere]:
        """The last 200 domains that were filed at another provider."""
        with self._work() as work:
            return register.filed_elsewhere(work.connection)

    def cancel_elsewhere(self, domain: str) -> None:
        """Cancel a website that was filed at another provider; its subject stays."""
        with self._work() as work:
            register.cancel_elsewhere(work, domain)

    def put_on_blacklist(self, kind: register.ListedKind, value: str) -> None:
        """Put a domain, or the subject of a certificate number, on the black list."""
        with self._work() as work:
            register.put_on_blacklist(work, kind, value)

    def take_off_blacklist(self, kind: register.ListedKind, value: str) -> None:
        """Take it off again; ``value`` is that of the list."""
        with self._work() as work:
            register.take_off_blacklist(work, kind, value)

    def blacklist(self) -> list[Listed]:
        """What stands on the black list."""
        with self._work() as work:
            return register.listed(work.connection)

    def tick(self) -> None:
        """Do what the time has brought, and nothing else."""
        with self._work():
            pass

    def behaviour(self) -> Behaviour:
        """How the ministry is set to behave."""
        with self._work() as work:
            return settings.read(work.connection)

    def behave(self, behaviour: Behaviour) -> None:
        """Behave so from now on."""
        with self._work() as work:
            settings.write(work.connection, behaviour)

    def take_sms(self, sms: Sms) -> None:
        """A text message of the provider's own, for the inbox."""
        with self._work() as work:
            inbox.deliver(work, "sms", Letter(to=sms.to, text=sms.text), sms.key)

    def take_mail(self, mail: Mail) -> None:
        """A mail of the provider's, for the inbox."""
        with self._work() as work:
            letter = Letter(to=mail.to, subject=mail.subject, text=mail.text)
            inbox.deliver(work, "mail", letter, mail.key)

    def texts(self) -> list[Message]:
        """The last 200 text messages, the ministry's and the provider's, newest first."""
        with self._work() as work:
            return inbox.newest(work, ("ministry", "sms"))

    def mails(self) -> list[Message]:
        """The last 200 mails, newest first."""
        with self._work() as work:
            return inbox.newest(work, ("mail",))

    def now(self) -> datetime:
        """The time at the ministry (UTC)."""
        return self.clock.now()

    def close(self) -> None:
        """Close the connections to the database."""
        self._engine.dispose()

    @contextmanager
    def _work(self) -> Iterator[Work]:
        with writing(self._engine) as connection:
            work = Work(connection, self.clock.now(), self._seals)
            verification.expire(work)
            desk.approve_by_itself(work)
            inbox.sweep(work)
            yield work
