"""Reports and answers for the tests of the simulated ministry. All persons are invented."""

from __future__ import annotations

from domain.filing.kinds import Kind
from gateways.miit import FilingReport, ReportedPerson, ReportedSubject, ReportedWebsite
from gateways.miit.sandbox.bureau import Bureau

LI = ReportedPerson("p-li", "李雷", "13800138001", 2, "440104199001011234")
HAN = ReportedPerson("p-han", "韩梅梅", "13800138002", 2, "44010419920202567x")
HAN_ON_LIS_PHONE = ReportedPerson("p-han", "韩梅梅", "138 0013 8001", 2, "44010419920202567x")

SHOP = ReportedWebsite("s-shop", "雷记小店", ("leiji.com.cn",), "www.leiji.com.cn")
BLOG = ReportedWebsite("s-blog", "雷记手札", ("leiji.cn", "leiji.net.cn"), "www.leiji.cn")


def filing_report(
    report_id: str = "r-1",
    *persons: ReportedPerson,
    filing_id: str = "f-1",
    attempt: int = 1,
    province: str = "440000",
    certificate: str = "91440101MA5CXXXX1A",
    websites: tuple[ReportedWebsite, ...] = (SHOP,),
    subject_number: str | None = None,
    kind: Kind = Kind.FIRST,
    verified: bool = True,
) -> FilingReport:
    """A report of LI's shop; with ``verified`` false nobody has to verify a code."""
    return FilingReport(
        report_id=report_id,
        filing_id=filing_id,
        attempt=attempt,
        province=province,
        kind=kind,
        subject=ReportedSubject("广州雷记商贸有限公司", 4, 1, certificate),
        persons=persons or ((LI,) if verified else ()),
        websites=websites,
        subject_number=subject_number,
    )


def code_of(bureau: Bureau, person: ReportedPerson = LI) -> str:
    """The newest code that this person's phone received."""
    tail = person.mobile[-4:]
    return next(
        message.letter.code
        for message in bureau.texts()
        if message.channel == "ministry" and message.letter.to.endswith(tail)
    )


def other_code(code: str) -> str:
    """Six digits that are not this code."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def verify_all(bureau: Bureau, *persons: ReportedPerson) -> None:
    """Every person enters the right code."""
    for person in persons or (LI,):
        bureau.verify(person.mobile, code_of(bureau, person), person.certificate_number[-6:])
