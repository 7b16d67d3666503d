"""How roles and the standing of accounts are called."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.account.state import Status
from domain.roles import Role

ROLES: Final[dict[Role, LazyString]] = {
    Role.APPLICANT: _l("主账号"),
    Role.SUB_ACCOUNT: _l("子账号"),
    Role.REVIEWER: _l("初审专员"),
    Role.LEAD: _l("审核主管"),
    Role.REPORT_OFFICER: _l("上报员"),
    Role.AUDITOR: _l("审计员"),
    Role.RULE_EDITOR: _l("规则编辑"),
    Role.OPERATOR: _l("运营人员"),
}

DUTIES: Final[dict[str, LazyString]] = {
    Role.REVIEWER: _l("领取备案单，逐项核对，通过、要求修改或驳回"),
    Role.LEAD: _l("初审专员的全部工作，另可接手他人领取的备案单、上报管局"),
    Role.REPORT_OFFICER: _l("把初审通过的备案单上报管局，处理上报差错"),
    Role.AUDITOR: _l("只读：查看全部记录，核验日志"),
    Role.RULE_EDITOR: _l("维护各省规则：提出修改，复核并发布他人提出的修改"),
    Role.OPERATOR: _l("开通和停用工作人员账号，处理未送达的消息"),
}

STANDINGS: Final[dict[Status, tuple[LazyString, str]]] = {
    Status.INVITED: (_l("待设置密码"), "yellow"),
    Status.ACTIVE: (_l("使用中"), "green"),
    Status.CLOSED: (_l("已停用"), "grey"),
}
"""Status -> words and the colour of the tag."""
