"""What a reader is told when a change of the register was refused."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.refusal import Refusal
from domain.register import refusals as r

_OTHER_DATA: Final = _l("审批结果与备案记录不一致，没有记入备案记录。请核对后处理。")

WORDS: Final[dict[type[Refusal], LazyString]] = {
    r.AlreadyRegistered: _l("主体或网站已经在备案记录中，不能再次登记。"),
    r.UnknownRecord: _l("还没有这条备案记录，请先完成备案。"),
    r.RecordCancelled: _l("这个主体的备案已注销，不能恢复。需要开办网站的，请重新备案。"),
    r.UnknownSite: _l("备案记录中没有这个网站，请返回备案记录重新选择。"),
    r.SiteGone: _l("这个网站的备案已注销或已迁出，不能再办理。"),
    r.NoAccessHere: _l("我们没有为这个网站提供接入，不能办理这项业务。"),
    r.NotTheSubject: _OTHER_DATA,
    r.NotTheOwner: _l("这条备案记录属于另一个账号，请登录原账号办理，或先转移、认领备案。"),
    r.NumberMissing: _OTHER_DATA,
    r.NumberTaken: _OTHER_DATA,
    r.OtherNumber: _OTHER_DATA,
    r.TargetMissing: _l("没有写明转入的账号或主体，请填写后再办理。"),
    r.NothingToMend: _l("这个网站没有需要整改的问题。"),
    r.CannotBegin: _l("现在不能办理这项业务，原因请看备案记录。"),
    r.RecordsRefused: _l("有的记录不能导入，没有导入任何记录。"),
    r.ItemsMissing: _l("请写明需要整改的问题。"),
}
"""The words for each refusal of ``domain.register``."""
