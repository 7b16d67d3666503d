"""What a reader is told when a command was refused: one text for each broken rule."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.access import refusals as access
from domain.account import refusals as account
from domain.filing import refusals as filing
from domain.holidays import refusals as holidays
from domain.refusal import Refusal
from use_cases.auditing import NotSearchable
from use_cases.erasure import FilingsOpen, UnknownPerson
from use_cases.materials import ImageRefused
from use_cases.quota import QuotaUsed
from use_cases.wallet import NotInWallet
from views.account.refusal_words import WORDS as ACCOUNT_WORDS
from views.hosting.words import REFUSALS as HOSTING_WORDS
from views.records.refusal_words import WORDS as REGISTER_WORDS
from views.rulebook.refusal_words import WORDS as RULEBOOK_WORDS

_LATER: Final = _l("当前状态下不能进行这项操作。请刷新页面，查看最新进度后再试。")

WORDS: Final[dict[type[Refusal], LazyString]] = {
    **ACCOUNT_WORDS,
    **HOSTING_WORDS,
    **RULEBOOK_WORDS,
    **REGISTER_WORDS,
    account.AlreadyRegistered: _l("这个账号已经注册，请直接登录。"),
    account.ContactUnverified: _l("请先用验证码确认邮箱或手机号码，再完成注册。"),
    access.ReasonMissing: _l("请写明查看这项个人信息的理由。"),
    access.ReasonTooLong: _l("理由不能超过 %(most)s 个字符，请缩短后再提交。"),
    NotSearchable: _l("填写的内容不是这一类号码，请核对后再查找。"),
    UnknownPerson: _l("没有备案涉及这个人。"),
    FilingsOpen: _l("还有未办结的备案需要这个人的信息，请先办结或放弃备案。"),
    QuotaUsed: _l(
        "今天上传的图片太多：一个账号每天最多 %(files)s 个文件，共 %(megabytes)s MB。已上传的都在，"
        "请明天再传。"
    ),
    NotInWallet: _l("没有可以使用的已核验证件，请上传图片。"),
    ImageRefused: _l("图片无法使用。请上传清晰的彩色 JPEG 或 PNG 图片。"),
    filing.FilingExists: _l("这份备案已经开始办理，请从“我的备案”继续。"),
    filing.NotEditable: _l("这份备案目前不能修改。请在进度页查看下一步；需要改动的，先撤回。"),
    filing.FieldLocked: _l("这一项没有被要求修改，目前不能改动。请只更正列出的内容。"),
    filing.InvalidData: _l("有内容不符合要求，请返回上一页，按字段旁的说明更正。"),
    filing.UnknownSite: _l("找不到这个网站，可能已被删除。请返回网站列表。"),
    filing.TooManySites: _l("一次备案最多填写 %(limit)s 个网站。其余网站请在取得备案号后新增。"),
    filing.DomainTaken: _l("域名 %(domain)s 已写在本次备案的另一个网站里，请删去其中一处。"),
    filing.RecordMissing: _l("找不到备案记录，请从“备案记录”开始办理。"),
    filing.DomainsFixed: _l(
        "变更时只能删去域名，不能增加（%(domain)s）。增加的域名请办理新增网站。"
    ),
    filing.BadExplanation: _l("请选择原因；选择其他原因的，用 %(least)s 至 %(most)s 个字说明。"),
    filing.BadRecipient: _l(
        "这个账号不能接收备案：须是另一个已注册的申请人账号，没有备案，也没有正在办理的备案。"
    ),
    filing.NotConfirmed: _l("这项业务办成后不能撤销，请勾选确认后再提交。"),
    holidays.DaysRefused: _l("有些行不是日期，或互相矛盾，日历没有变化。请更正后整份重新导入。"),
    holidays.NoDays: _l("没有找到日期。请一行写一个，例如 2027-01-01 holiday。"),
    holidays.SourceNeeded: _l("请写明来源和理由，各 %(least)s 至 %(most)s 个字。"),
    filing.UnknownDomain: _l("本次备案没有用到这个域名，请返回域名列表。"),
    filing.TypeUndecided: _l(
        "备案类型还没有确定：查询暂时没有结果，所以不能提交。请在核对页重新查询，有结果后再提交。"
    ),
    filing.KindChanged: _l(
        "再次查询的结果与开始时不同，这份备案不能按原来的类型提交。请查看新的结果，需要时放弃后重新开始。"
    ),
    filing.SubjectInProcess: _l(
        "这个主体已在本平台备案，或正在办理。请先完成或放弃在办的备案；已备案的，请登录原账号办理。"
    ),
    filing.DomainInProcess: _l("这个域名已在本平台备案，或正在办理。请核对域名，或先注销原备案。"),
    filing.AccountInUse: _l(
        "您的账号已有在办或已通过的备案。一个账号仅支持一个主体，请先完成或放弃在办的备案。"
    ),
    filing.UnknownSlot: _l("本次备案不需要这项资料，请返回资料列表。"),
    filing.Incomplete: _l("还有内容没有完成，请返回任务列表补全后再提交。"),
    filing.RulesBroken: _l("有内容不符合备案规则，管局会退回。请按核对页的说明更正后再提交。"),
    filing.WarningsOpen: _l("还有提醒没有确认。请在核对页逐条看过、勾选后再提交。"),
    filing.AgreementsMissing: _l("请阅读并同意最新版本的承诺和授权后再提交。"),
    filing.IssuesOpen: _l("还有问题没有更正或说明。请逐项处理后再提交。"),
    filing.NotAnswerable: _l("这个问题须更正内容，不能只作说明。"),
    filing.NotWithdrawable: _l("这份备案已进入下一环节，不能撤回。"),
    filing.NotAbandonable: _l("这份备案已上报或已办结，不能放弃。"),
    filing.ClaimedByOther: _l("另一位审核员正在审核这份备案，请选择其他备案。"),
    filing.NoLiveClaim: _l(
        "您的领取已到期或已被接手，决定没有保存。请重新领取后，把写好的意见再提交一次。"
    ),
    filing.ReviewerIsApplicant: _l("不能审核自己提交或参与填写的备案，请交给其他审核员。"),
    filing.NotReviewable: _l("这份备案目前没有需要审核的内容，请返回审核队列。"),
    filing.ScanPurged: _l("这份资料的图片已按保存期限于 %(day)s 删除，不能再查看。"),
    filing.VerdictsMissing: _l("还有字段或资料没有给出结论，请逐项判断后再提交决定。"),
    filing.VerdictsContradict: _l("结论与决定不一致：通过时不能有问题，退回时至少要有一个问题。"),
    filing.UnknownReason: _l("驳回理由不在现行目录中，请重新选择。"),
    filing.NotReportable: _l("这份备案还不能上报，请先完成审核和身份核验。"),
    filing.NoIdentityCheck: _l("目前不需要这位负责人核验身份。"),
    filing.LinkExpired: _l(
        "这个链接已使用、已过期或已被新的链接代替。请向发给您链接的人再要一个。"
    ),
    filing.TooManyLinksSent: _l(
        "24 小时内最多发送 %(limit)s 次链接。请直接把页面上的链接或二维码给本人，或明天再发。"
    ),
    filing.PhotoExpired: _l(
        "这张照片上传已超过 %(hours)s 小时，不能再通过。请本人重新拍照；系统会自动通知申请人。"
    ),
    filing.NotFiled: _l("这份备案还没有取得备案号。"),
    filing.WrongNumber: _l("公安备案号由省份简称、“公网安备”和 14 位数字组成，请核对。"),
}
"""Each text may name the refusal's facts as ``%(name)s``."""


def words_for(refusal: Refusal, default: object = _LATER) -> object:
    """The text of the refusal's class, or of the nearest class above it, with its facts."""
    for cls in type(refusal).__mro__:
        words = WORDS.get(cls)
        if words is not None:
            return str(words) % refusal.facts if refusal.facts else words
    return default
