"""Servers, authorisation codes and address pools in words."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.hosting import refusals as hosting
from domain.hosting.facts import Kind, Obstacle
from domain.pools import refusals as pools
from domain.refusal import Refusal
from projections.hosting import IN_USE, UNUSED, USED, VOID

KINDS: Final[dict[str, LazyString]] = {
    Kind.SERVER: _l("云服务器"),
    Kind.VIRTUAL_HOST: _l("虚拟主机"),
    Kind.COLOCATION: _l("托管主机"),
    Kind.ADDRESS: _l("单独的公网 IP"),
}

STATES: Final[dict[str, tuple[LazyString, str]]] = {
    UNUSED: (_l("未使用"), "green"),
    IN_USE: (_l("备案中"), "blue"),
    USED: (_l("已使用"), "grey"),
    VOID: (_l("无效"), "grey"),
}
"""State of a code -> words and the colour of the tag."""

OBSTACLES: Final[dict[str, LazyString]] = {
    Obstacle.WITHDRAWN: _l("服务器已收回，不能再用于备案。"),
    Obstacle.ADDRESS_ALONE: _l("单独的公网 IP 不能备案，请绑定到服务器，用服务器备案。"),
    Obstacle.NOT_PREPAID: _l("按量计费的服务器不能备案，请改为包年包月。"),
    Obstacle.NOT_MAINLAND: _l("服务器不在中国内地，不能备案。"),
    Obstacle.NO_ADDRESS: _l("服务器没有公网 IP，请先绑定公网 IP。"),
    Obstacle.BOUGHT_TOO_SHORT: _l("服务器的购买时长不足 %(months)s 个月，请续费后再备案。"),
    Obstacle.ENDED: _l("服务器已到期，请续费后再备案。"),
    Obstacle.ENDS_TOO_SOON: _l("服务器的剩余时间不足 %(days)s 天，请续费后再备案。"),
}
"""Why a server carries no filing; the texts name the terms ``months`` and ``days``."""

REFUSALS: Final[dict[type[Refusal], LazyString]] = {
    hosting.ResourceExists: _l("这台服务器已经登记。"),
    hosting.InvalidServer: _l("服务器的信息有误，请核对后再提交。"),
    hosting.NotEligible: _l("这台服务器现在不能用于备案，不能生成授权码。"),
    hosting.CodesUsedUp: _l("这台服务器共有 %(limit)s 个授权码，还可以生成 %(left)s 个。"),
    hosting.WrongNumberOfCodes: _l("一次可以生成 1 到 %(most)s 个授权码。"),
    hosting.CodeIsVoid: _l("这个授权码已作废或已过期。"),
    hosting.CodeInUse: _l("这个授权码已用于一个网站，不能再用，也不能作废或转给他人。"),
    hosting.AlreadyGranted: _l("这个授权码已经转给另一个账号。"),
    hosting.GrantedToSelf: _l("这是您自己的账号。自己的网站请直接选服务器，不需要授权码。"),
    hosting.NoSuchAccount: _l("没有申请人用这个联系方式注册。请核对，或请对方先注册账号。"),
    hosting.SitesUsedUp: _l("这台服务器可以备案的网站数已用完，请换一台服务器。"),
    hosting.RowsRefused: _l("有些行不能导入，服务器列表没有变化。请更正后整份重新提交。"),
    hosting.NeedsPublicReason: _l("请写明理由，%(least)s 到 %(most)s 个字。"),
    pools.LinesRefused: _l("有些行不能导入，地址库没有变化。请更正后整份重新提交。"),
    pools.NoRanges: _l("没有找到地址段。请一行写一个，例如 203.0.113.0/24。"),
    pools.TooManyRanges: _l("一次最多 %(most)s 行，请分几次提交。"),
    pools.ReasonNeeded: _l("请写明理由，%(least)s 到 %(most)s 个字。"),
}
"""One text for each broken rule, saying what to do."""

PROBLEMS: Final[dict[str, LazyString]] = {
    **{f"server_{obstacle}": words for obstacle, words in OBSTACLES.items()},
    "server_not_yours": _l("请从列表中选择您账号下的服务器。"),
    "sites_used_up": _l("这台服务器已有 %(limit)s 个网站，不能再增加，请换一台服务器。"),
    "unknown_code": _l(
        "没有这个授权码，或它不是给您的账号的。请逐位核对，或向服务器的主人再要一个。"
    ),
    "code_in_use": _l("这个授权码已用于另一个网站：一个授权码只能用于一个网站。"),
    "code_void": _l("这个授权码已作废或已过期，请向服务器的主人再要一个。"),
    "choice_needed": _l("请选择自己的服务器，或填写备案授权码。"),
    "outside_pools": _l(
        "%(addresses)s 不在我们的地址段内，不能备案。请填写您在我们这里的服务器的公网 IP。"
    ),
    "ends_before_start": _l("到期日不能早于购买日，请核对。"),
    "day_out_of_range": _l("请填写 2000 年到 2099 年之间的日期。"),
    "not_a_quota": _l("请填写 0 到 %(most)s 之间的整数。"),
    "columns_missing": _l("第一行要写列名，缺少：%(columns)s。"),
    "cell_unreadable": _l("%(column)s 一栏不能识别：%(text)s。"),
    "no_rows": _l("文件里没有服务器。"),
    "too_many_rows": _l("一次最多 %(most)s 行，请分几次提交。"),
    "no_such_account": _l("没有申请人用 %(owner)s 注册。"),
    "host_bits": _l("%(address)s 的前缀与地址不符：请写这一段的第一个地址，例如 203.0.113.0/24。"),
    "too_wide": _l("%(address)s 太大，多半写错了前缀。请分成较小的段。"),
}
"""Broken rules about servers, codes and addresses, by their codes."""

ROW: Final = _l("第 %(line)s 行：%(problem)s")
"""Before a broken rule of a row in a file."""

LINES: Final[dict[str, LazyString]] = {
    "not_an_address": _l(
        "第 %(line)s 行：%(text)s 不是地址段。例如 203.0.113.0/24 或 203.0.113.8-203.0.113.12。"
    ),
    "range_reversed": _l("第 %(line)s 行：%(text)s 的起止地址不对：两个地址须同类，小的在前。"),
    "host_bits": _l("第 %(line)s 行：%(text)s 的前缀与地址不符：请写这一段的第一个地址。"),
    "address_not_public": _l(
        "第 %(line)s 行：%(text)s 含有不能公开使用的地址（私有、回环、组播等）。"
    ),
    "too_wide": _l("第 %(line)s 行：%(text)s 太大，多半写错了前缀。请分成较小的段。"),
    "overlaps": _l("第 %(line)s 行：%(text)s 与 %(other)s 重叠。"),
}
"""What is wrong with a line of an import, by the reason of ``BadLine``."""
