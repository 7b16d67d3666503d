"""What rules, limits and materials are called in the guide."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

SEVERITIES: Final[dict[str, tuple[LazyString, str]]] = {
    "hard": (_l("会被拦下"), "red"),
    "warn": (_l("会提醒"), "yellow"),
    "material": (_l("要资料"), "blue"),
    "info": (_l("告知"), "grey"),
}
"""What a rule does, and the colour of its tag."""

NATURES: Final[dict[str, LazyString]] = {
    "individual": _l("个人"),
    "unit": _l("单位"),
    "enterprise": _l("企业"),
    "government": _l("政府机关"),
    "institution": _l("事业单位"),
}

TOPICS: Final[dict[str, LazyString]] = {
    "persons": _l("负责人"),
    "representatives": _l("法定代表人和负责人"),
    "phones": _l("电话"),
    "addresses": _l("地址"),
    "counts": _l("网站和域名的数量"),
    "domains": _l("域名"),
    "names": _l("网站名称"),
    "content": _l("服务内容和前置审批"),
    "records": _l("已有的备案"),
    "told": _l("其他"),
}
"""The parts of a filing that rules look at, in the order of the page."""

NEEDS: Final[dict[str, tuple[LazyString, str]]] = {
    "required": (_l("都要提交"), "blue"),
    "conditional": (_l("符合条件时提交"), "turquoise"),
    "optional": (_l("可以提交"), "grey"),
}

PER: Final[dict[str, LazyString]] = {
    "subject": _l("一份"),
    "person": _l("每人一份"),
    "order": _l("一份"),
    "site": _l("每个网站一份"),
    "domain": _l("每个域名一份"),
}

LIMITS: Final[dict[str, LazyString]] = {
    "person_younger_than": _l("负责人至少 %(n)s 周岁"),
    "certificate_ends_within": _l("证件有效期至少还有 %(n)s 个月"),
    "domain_ends_within": _l("域名有效期至少还有 %(n)s 个月"),
    "sites_more_than": _l("一次最多 %(n)s 个网站"),
    "total_sites_more_than": _l("名下合计最多 %(n)s 个网站"),
    "site_domains_more_than": _l("每个网站最多 %(n)s 个域名"),
    "domains_more_than": _l("一次最多 %(n)s 个域名"),
    "sites_on_one_address_more_than": _l("同一服务器地址最多 %(n)s 个网站"),
    "site_name_few_chinese": _l("网站名称至少 %(n)s 个汉字"),
    "bureau_days": _l("管局审核最长 %(n)s 天"),
    "bureau_working_days": _l("管局审核最长 %(n)s 个工作日"),
}
"""The limits of ``domain.guide.asked``, by the question that sets them."""

ROLES: Final[dict[str, LazyString]] = {
    "responsible": _l("主体负责人"),
    "site_person": _l("网站负责人"),
}

FOUND: Final[dict[str, LazyString]] = {
    "age": _l("〔年龄〕"),
    "domains": _l("〔域名〕"),
    "found": _l("〔个数〕"),
    "filed": _l("〔已备案个数〕"),
    "words": _l("〔所填词语〕"),
    "least": _l("〔最早日期〕"),
}
"""What stands in a rule's sentence for what is only known of a filing."""

UNKNOWABLE: Final[tuple[LazyString, ...]] = (
    _l("域名是谁的、有没有完成实名认证：在注册商的管理页面查看。"),
    _l("域名何时到期、注册商是否经工信部批准：在注册商的管理页面和工信部网站查看。"),
    _l("域名是否已经备案、备案在谁名下：这里不查，办理时验证备案类型会告诉本人。"),
    _l("网站现在能否访问：没有备案的域名要先停止解析。"),
)
"""What the name of a domain does not tell, and where it is seen."""
