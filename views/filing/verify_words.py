"""The answer of the type verification in words: each check, and why it stops where it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from domain.domain_names import DomainName
from domain.rules.filing_type import UNKNOWN, Decision, DomainAtMinistry, Facts
from views.language import with_note


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, and whether it stands in the way."""

    label: Any
    passed: bool
    text: Any


@dataclass(frozen=True)
class Stop:
    """Why no first filing can begin, and what to do instead."""

    reason: Any
    advice: Any


_IN_USE: Final = Stop(
    _l("该证件或域名已备案，或正在备案中，不能用这个账号再次提交首次备案。"),
    _l("如果是您本单位的其他同事在办理，请由其继续办理。不清楚原因的，请联系我们的备案客服核实。"),
)
"""Says the same whoever holds it, so that nobody learns of other accounts."""

_STOPS: Final[dict[int, Stop]] = {
    1: Stop(
        _l("这个账号已有另一个主体的备案，一个账号只能办理一个主体。"),
        _l("请注册新账号，为这个主体办理备案。"),
    ),
    2: Stop(
        _l("该主体或域名被列入黑名单，暂时不能备案。"),
        _l("请联系所在省通信管理局了解原因，解除后再来办理。"),
    ),
    3: _IN_USE,
    4: _IN_USE,
    5: Stop(
        _l("域名冲突：这个域名已备案在另一个主体名下。"),
        _l("请原备案主体先注销这个网站的备案，再由您办理首次备案。"),
    ),
    6: Stop(
        _l("这个域名已在本服务商处完成备案，不需要再次备案。"),
        _l("信息有变化的，请办理变更备案。"),
    ),
}
_OWN_OPEN: Final = Stop(
    _l("您已有一个正在办理的备案，同一主体同时只能办理一个。"),
    _l("请继续办理，或先放弃那一个，再重新开始。"),
)
_NOT_NOW: Final = Stop(
    _l("查询暂时没有结果，无法判断应办理的类型。"),
    _l("请稍后重新验证。系统不会在没有结果时替您猜测。"),
)
_OTHER_KIND: Final = Stop(
    _l("这个主体已有备案，您需要办理的不是首次备案，而是新增网站或新增接入。"),
    _l("这里暂时只能在线办理首次备案，请联系我们的备案客服办理。"),
)


def stop(decision: Decision, facts: Facts) -> Stop | None:
    """Why it stops; None where the first filing may begin."""
    if decision.outcome == "FIRST":
        return None
    if decision.row == 3 and is_own(facts):
        return _OWN_OPEN
    if decision.row == 0:
        return _NOT_NOW
    return _STOPS.get(decision.row, _OTHER_KIND)


def is_own(facts: Facts) -> bool:
    """Whether what stands in the way is a filing of this very account."""
    found = {facts.open_orders.subject, *facts.open_orders.domains.values()} - {None}
    return found <= {"this_account"} and facts.subject_here != "other_account"


def checks(facts: Facts, domain: DomainName) -> tuple[Check, ...]:
    """Everything that was looked at, in the order of the questions."""
    return (
        Check(_l("证件号码"), True, _l("号码的格式和校验位正确")),
        _account(facts),
        _subject(facts),
        Check(_l("域名后缀"), True, _l(".%(tld)s 已获工信部批准", tld=_suffix(domain))),
        _domain(facts, domain),
    )


def _suffix(domain: DomainName) -> str:
    return domain.unicode.rpartition(".")[2]


def _account(facts: Facts) -> Check:
    free = facts.account_subject != "other"
    text = _l("这个账号可以办理该主体的备案") if free else _l("这个账号已有另一个主体")
    return Check(_l("账号"), free, text)


def _subject(facts: Facts) -> Check:
    free = not (
        facts.subject_here or facts.open_orders.subject or facts.subject_at_ministry
    ) and facts.blacklisted.subject in {False, UNKNOWN}
    text = _l("该主体没有备案，也没有正在办理的备案") if free else _l("该主体已备案或正在备案中")
    return Check(_l("主体"), free, text)


def _domain(facts: Facts, domain: DomainName) -> Check:
    known = facts.domains_at_ministry.get(domain.ascii, DomainAtMinistry())
    free = not (known.number or facts.open_orders.domains.get(domain.ascii))
    free = free and domain.ascii not in facts.blacklisted.domains
    text = _l("该域名没有备案，也没有正在办理的备案") if free else _l("该域名已备案或正在备案中")
    shown = domain.unicode
    if shown != domain.ascii:
        shown = with_note(shown, domain.ascii)
    return Check(_l("域名 %(domain)s", domain=shown), free, text)
