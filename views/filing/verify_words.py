"""The answer of the type verification in words: what is needed, and what was looked up where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from domain import domain_names
from domain.rules.decision import SPLIT, STOP, UNDECIDED, UNKNOWN, Decision, Facts
from views import kind_words
from views.language import with_note

OWN: Final = _l("本服务台的记录")
MINISTRY: Final = _l("工信部备案系统")
STATED: Final = _l("您填写的内容")

_NO_ANSWER: Final = _l("查询没有结果")
_NEUTRAL_ROWS: Final = frozenset({3, 4})


@dataclass(frozen=True)
class Check:
    """One thing that was looked up, ``source`` says where. ``passed`` is None where the
    look-up failed."""

    label: Any
    source: Any
    passed: bool | None
    text: Any


def heading(decision: Decision) -> Any:
    """What the page is called."""
    match decision.outcome:
        case outcome if outcome == STOP:
            return _l("现在不能开始备案")
        case outcome if outcome == SPLIT:
            return _l("您需要分 %(n)s 次办理", n=len(decision.orders))
        case outcome if outcome == UNDECIDED:
            return _l("暂时不能判断备案类型")
        case kind:
            return _l("您需要办理：%(kind)s", kind=kind_words.title(kind))


def why(decision: Decision) -> Any:
    """The heading above the reasons."""
    match decision.outcome:
        case outcome if outcome == STOP:
            return _l("为什么不能办理")
        case outcome if outcome == SPLIT:
            return _l("为什么分几次办理")
        case outcome if outcome == UNDECIDED:
            return _l("为什么不能判断")
        case kind:
            return _l("为什么是%(kind)s", kind=kind_words.title(kind))


def is_own(facts: Facts) -> bool:
    """Whether what stands in the way is a filing of this very account."""
    orders = facts.open_orders.domains
    by_domain = () if isinstance(orders, str) else orders.values()
    found = {facts.open_orders.subject, *by_domain} - {None}
    return found <= {"this_account"} and facts.subject_here != "other_account"


def may_explain(decision: Decision, facts: Facts) -> bool:
    """Whether the row may be shown. What another account does is told in one way, whichever
    row it meets, so that nobody learns of other accounts."""
    rows = {decision.row, *(each.row for each in decision.domains.values())}
    return is_own(facts) or not rows & _NEUTRAL_ROWS


def checks(facts: Facts) -> tuple[Check, ...]:
    """Everything that was looked up, in the order of the questions."""
    return (
        Check(_l("证件号码"), STATED, True, _l("号码的格式和校验位正确")),
        _account(facts),
        _subject_here(facts),
        _subject_at_ministry(facts),
        _subject_blacklisted(facts),
        *(check for domain in facts.domains for check in _domain(facts, domain)),
    )


def shown(domain: str) -> str:
    """A domain in both its forms where they differ."""
    name = domain_names.parse(domain)
    return name.unicode if name.unicode == domain else with_note(name.unicode, domain)


def _account(facts: Facts) -> Check:
    free = facts.account_subject != "other"
    text = _l("这个账号可以办理该主体的备案") if free else _l("这个账号已有另一个主体")
    return Check(_l("账号"), OWN, free, text)


def _subject_here(facts: Facts) -> Check:
    label = _l("主体")
    match facts.subject_here, facts.open_orders.subject:
        case None, None:
            return Check(label, OWN, True, _l("没有备案，也没有正在办理的备案"))
        case "this_account", None:
            return Check(label, OWN, True, _l("已备案在这个账号中"))
        case "no_account", None:
            return Check(label, OWN, True, _l("已备案，还不属于任何账号"))
        case _:
            return Check(label, OWN, False, _l("已备案或正在备案中"))


def _subject_at_ministry(facts: Facts) -> Check:
    label, number, sites = _l("主体"), facts.subject_at_ministry, facts.live_sites
    if number == UNKNOWN:
        return Check(label, MINISTRY, None, _NO_ANSWER)
    if number is None:
        return Check(label, MINISTRY, True, _l("没有主体备案号"))
    if sites == UNKNOWN:
        return Check(label, MINISTRY, None, _l("已有主体备案号，名下网站查询没有结果"))
    text = _l("已有主体备案号，名下没有网站") if sites == 0 else _l("已有主体备案号，名下有网站")
    return Check(label, MINISTRY, True, text)


def _subject_blacklisted(facts: Facts) -> Check:
    return _listed(_l("主体黑名单"), facts.blacklisted.subject)


def _domain(facts: Facts, domain: str) -> tuple[Check, ...]:
    label = _l("域名 %(domain)s", domain=shown(domain))
    black = facts.blacklisted.domains
    suffix = domain_names.parse(domain).unicode.rpartition(".")[2]
    return (
        Check(label, STATED, True, _l(".%(tld)s 已获工信部批准", tld=suffix)),
        _domain_here(facts, domain, label),
        _domain_at_ministry(facts, domain, label),
        _listed(
            _l("域名黑名单 %(domain)s", domain=shown(domain)),
            black if isinstance(black, str) else domain in black,
        ),
    )


def _domain_here(facts: Facts, domain: str, label: Any) -> Check:
    taken = bool(facts.open_order(domain)) or facts.at_ministry(domain).access_here is True
    text = _l("已备案或正在备案中") if taken else _l("没有备案，也没有正在办理的备案")
    return Check(label, OWN, not taken, text)


def _domain_at_ministry(facts: Facts, domain: str, label: Any) -> Check:
    known = facts.at_ministry(domain)
    match known.number, known.owner:
        case number, _ if number == UNKNOWN:
            return Check(label, MINISTRY, None, _NO_ANSWER)
        case None, _:
            return Check(label, MINISTRY, True, _l("没有备案号"))
        case _, "same":
            return Check(label, MINISTRY, True, _l("已备案在该主体名下"))
        case _, owner if owner == UNKNOWN:
            return Check(label, MINISTRY, None, _l("已有备案号，备案主体查询没有结果"))
        case _:
            return Check(label, MINISTRY, False, _l("已备案在另一个主体名下"))


def _listed(label: Any, black: bool | str) -> Check:
    if isinstance(black, str):
        return Check(label, MINISTRY, None, _NO_ANSWER)
    return Check(label, MINISTRY, not black, _l("在黑名单上") if black else _l("不在黑名单上"))
