"""What to do about a broken field rule: one sentence for each code, more exact ones by field."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.rules.problems import Problem
from views.hosting.words import PROBLEMS as HOSTING_PROBLEMS

Words = str | LazyString

BY_FIELD: Final[dict[tuple[str, str], LazyString]] = {
    ("subject.name", "required"): _l("请输入主办单位名称，与证件上的名称一字不差。"),
    ("subject.certificate_address", "required"): _l("请输入证件住所，与证件上的地址一致。"),
    ("subject.mail_address", "required"): _l("请输入通信地址，写到门牌号。"),
    ("subject.investor", "required"): _l("请输入投资人或上级主管单位；没有的，填写主办单位名称。"),
    ("region_province", "required"): _l("请选择省、自治区或直辖市。"),
    ("region_city", "required"): _l("请选择市。列表没有出现的，先点“更新选项”。"),
    ("region_district", "required"): _l("请选择区或县。列表没有出现的，先点“更新选项”。"),
    ("nature", "required"): _l("请选择主办单位性质。"),
    ("domain", "required"): _l("请输入要备案的域名，例如 example.cn。"),
    ("is_legal_representative", "required"): _l("请选择主体负责人是否为法定代表人。"),
    ("legal_representative.name", "required"): _l("请输入法定代表人姓名。"),
    ("legal_representative.certificate_number", "required"): _l("请输入法定代表人的证件号码。"),
    ("domain.expires_on", "expired"): _l("这个域名已经过期，请先续费，再照新的到期日填写。"),
    ("domain.expires_on", "too_far"): _l("到期日太远，请照域名证书填写。"),
    ("domain.real_name_on", "not_verified"): _l("选了没有通过实名认证的，不要填写通过日期。"),
    ("domain.real_name_on", "future"): _l("通过日期不能晚于今天。"),
    ("site.name", "required"): _l("请输入网站名称。"),
    ("site.domains", "required"): _l("请输入网站使用的域名，一行一个。"),
    ("site.domains", "repeated"): _l("同一个域名只需填写一次，请删去重复的。"),
    ("site.home_url", "required"): _l("请输入首页网址，例如 www.example.cn。"),
    ("site.contents", "required"): _l("请选择网站的服务内容，至少一项。"),
    ("site.contents", "too_many"): _l("服务内容最多选 %(most)s 项，请只保留最主要的。"),
    ("site.languages", "required"): _l("请选择网站使用的语言，至少一种。"),
    ("site.pre_approvals", "required"): _l("请选择网站涉及的内容；都没有的，选“以上都不涉及”。"),
    ("site.pre_approvals", "none_and_some"): _l(
        "“以上都不涉及”不能和其他项一起选，请取消其中之一。"
    ),
    ("site.person_choice", "required"): _l("请选择网站负责人是谁。"),
    ("access.ips", "required"): _l("请输入网站的 IP 地址，一行一个。"),
    ("access.ips", "too_many"): _l("最多填写 %(most)s 行 IP 地址，请把相连的地址合并成一段。"),
    ("access.code", "required"): _l("请填写备案授权码，或在上面选别的方式。"),
    ("access.modes", "required"): _l("请选择接入方式。"),
    ("access.server_places", "required"): _l("请选择服务器放置地。"),
}

BY_TAIL: Final[dict[tuple[str, str], LazyString]] = {
    ("name", "required"): _l("请输入姓名，与证件上的姓名一致。"),
    ("certificate_type", "not_in_list"): _l("请选择证件类型。"),
    ("certificate_number", "required"): _l("请输入证件号码。"),
    ("mobile", "required"): _l("请输入手机号码。工信部的核验短信会发到这个号码。"),
    ("emergency", "required"): _l("请输入应急联系电话，手机或固定电话都可以。"),
    ("email", "required"): _l("请输入电子邮箱。"),
}
"""For persons, whose fields have the same names under several heads."""

BY_CODE: Final[dict[str, LazyString]] = {
    **HOSTING_PROBLEMS,
    "required": _l("请填写这一项。"),
    "too_short": _l("填写得太短，至少需要 %(least)s 个字。"),
    "too_long": _l("填写得太长，请缩短到 %(most)s 个字以内。"),
    "too_many": _l("最多 %(most)s 项，请删去多余的。"),
    "unprintable": _l("请去掉表情符号和特殊符号，只用文字、数字和常用标点。"),
    "not_in_list": _l("请从列表中选择。"),
    "too_few_chinese": _l("网站名称至少要有 %(least)s 个汉字，请换一个名称。"),
    "region_repeated": _l("通信地址不用再写省、市、区县，请从街道写起，例如“建国路1号3层”。"),
    "not_the_verified": _l("证件与验证备案类型时的不一致。要换证件，请放弃本次备案后重新开始。"),
    "must_be_the_subject": _l("个人备案的网站负责人就是您本人，不能填写他人。"),
    "same_person": _l("这与主体负责人是同一个证件号码。同一个人请返回上一页选“同主体负责人”。"),
    "in_future": _l("开始日期不能晚于今天，请核对证件。"),
    "before_start": _l("结束日期要晚于开始日期，请核对证件。"),
    "expired": _l("证件已过期。请先换领新证件，再填写新证件的信息；有效期至少要到 %(least)s。"),
    "expires_soon": _l("证件的有效期不足三个月：至少要到 %(least)s。请先换领新证件，再来备案。"),
    "too_young": _l("负责人须年满 %(least)s 周岁，请换一位负责人。"),
    "not_a_mobile": _l("请输入 11 位大陆手机号码，例如 13800138000。"),
    "not_a_phone": _l("请输入 11 位手机号码，或带区号的固定电话，例如 010-62345678。"),
    "not_a_landline": _l("请输入带区号的固定电话，区号后加短横线，例如 010-62345678。"),
    "same_as_mobile": _l("应急联系电话不能与手机号码相同，请填写另一个号码。"),
    "not_an_email": _l("电子邮箱格式不对，请核对，例如 name@example.com。"),
    "not_registrable": _l("请填写主域名 %(domain)s，不带 www 或其他前缀。"),
    "tld_not_approved": _l(
        "%(domain)s 的后缀未经工信部批准，不能备案。请换用已获批准的后缀，例如 .cn、.com。"
    ),
    "domain_scheme_or_path": _l(
        "只填写域名本身，去掉 http://、端口和斜线后面的部分，例如 example.cn。"
    ),
    "domain_ip_address": _l("这是 IP 地址。请填写域名，例如 example.cn。"),
    "domain_underscore": _l("域名不能含有下划线，请核对域名。"),
    "domain_hyphen": _l("域名中短横线的位置不对：不能在开头、结尾或连写在第三、四位。请核对域名。"),
    "domain_public_suffix": _l("这只是域名后缀。请在前面加上您注册的名称，例如 example.cn。"),
    "domain_not_a_name": _l("这不是完整的域名，请核对，例如 example.cn。"),
    "domain_too_long": _l("域名太长，请核对。"),
    "url_with_scheme_or_path": _l("首页网址去掉 http:// 和斜线后面的部分，例如 www.example.cn。"),
    "url_not_of_domains": _l("首页网址要用本网站的域名，可以在前面加 www.，请核对。"),
    "not_for_individuals": _l("个人网站的服务内容只能选“博客/个人空间”或“其他”。"),
    "remark_needed": _l("选了“其他”，请用至少 %(least)s 个字说明网站展示什么内容。"),
    "not_an_address": _l("%(address)s 不是 IP 地址。一行写一个，例如 203.0.113.8。"),
    "range_reversed": _l("%(address)s 的起止地址不对：两个地址须同类，小的在前。"),
    "address_not_public": _l("%(address)s 不能作为网站的地址，请填写服务器的公网 IP。"),
    "number_format": _l("证件号码的位数或格式不对，请对照证件逐位核对。"),
    "number_date": _l("证件号码中的出生日期不存在，请逐位核对。"),
    "number_checksum": _l("证件号码的校验位不符，多半有一位输错，请逐位核对。"),
    "number_alphabet": _l("统一社会信用代码里没有字母 I、O、Z、S、V，请核对是否应为数字。"),
    "number_region": _l("证件号码开头的地区代码不存在，请逐位核对。"),
    "one_of_domains": _l("%(domain)s：%(told)s"),
    "too_many_domains": _l("填写了 %(n)s 个域名，一次最多 %(most)s 个，请分几次验证。"),
    "domain_taken": _l("%(domain)s 已填在本次备案的另一个网站中，一个域名只能属于一个网站。"),
    "in_process": _l(
        "这个域名已备案或正在备案中，不能再次提交。请换一个域名，或联系我们的备案客服。"
    ),
}


def words_for(problem: Problem) -> Words:
    """The sentence for a problem, in the reader's language, with its facts filled in."""
    tail = problem.field.rpartition(".")[2]
    words = (
        BY_FIELD.get((problem.field, problem.code))
        or BY_TAIL.get((tail, problem.code))
        or BY_CODE.get(problem.code)
        or BY_CODE["required"]
    )
    return filled(words, problem.facts)


def filled(words: Words, facts: dict[str, Any]) -> Words:
    """The words with the facts in their places; translated first, so that both languages fit."""
    return str(words) % facts if facts else words
