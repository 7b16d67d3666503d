"""What applicants and site persons did, in words."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import LazyString, pgettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing import events as e
from domain.filing.facts import Consent, Evidence, Material, TypeFacts, Warned
from domain.reference import agreements, regions, tables
from domain.reference.loading import UnknownCode
from views import domain_words, kind_words
from views.audit.scene import Scene, Told, due, file_words, named, when
from views.audit.words_type import found_words
from views.language import language, listed
from views.status_words import reviewer_label
from views.target_words import label, slot_label
from views.verdict_words import words_of

_WAYS: Final[dict[str, LazyString]] = {
    "sms": _l("已发短信给本人"),
    "mail": _l("已发邮件给本人"),
}


def told(event: Any, scene: Scene) -> Told | None:
    """The event in words; None for one of another hand."""
    match event:
        case e.FilingStarted():
            return Told(pgettext("event", "开始备案"))
        case e.TypeDetermined():
            return Told(_type_title(event.facts), _facts(event))
        case e.SubjectRecorded():
            first = scene.before.subject is None
            return Told(_("填写主体信息") if first else _("修改主体信息"), scene.changed())
        case e.SiteRecorded(site=site, new=new):
            words = _("添加网站“%(name)s”") if new else _("修改网站“%(name)s”")
            return Told(words % {"name": site.name}, scene.changed())
        case e.SiteRemoved(site=site_id):
            return Told(_("删除网站“%(name)s”", name=scene.site(site_id)))
        case e.AccessRecorded(site=site_id):
            title = pgettext("event", "填写网站“%(name)s”的接入信息", name=scene.site(site_id))
            return Told(title, scene.changed())
        case e.MaterialUploaded(material=material):
            again = material.slot in scene.before.materials
            words = _("替换%(slot)s") if again else _("上传%(slot)s")
            title = words % {"slot": slot_label(material.slot, scene.after)}
            origin = (_("用手机通过链接上传"),) if event.link_digest else ()
            return Told(title, (*material_words(material), *origin))
        case e.UploadLinkIssued(slot=slot, expires_at=until):
            title = _("生成%(slot)s的手机上传链接", slot=slot_label(slot, scene.after))
            return Told(title, (_("链接在 %(when)s 前有效", when=when(until)),))
        case e.MaterialRemoved(slot=slot):
            return Told(_("删除%(slot)s", slot=slot_label(slot, scene.before)))
        case _:
            return _handed_in(event, scene)


def _handed_in(event: Any, scene: Scene) -> Told | None:
    match event:
        case e.IssueAnswered(issue=issue_id, answer=answer):
            about = tuple(issue for issue in scene.before.issues if issue.id == issue_id)
            answered = _("说明：%(answer)s", answer=answer)
            return Told(_("说明审核意见的处理情况"), (*scene.issues(about), answered))
        case e.RecordCopied(subject_number=number, website_numbers=numbers):
            return Told(_("以上信息取自备案记录"), tuple(filter(None, [number, *numbers.values()])))
        case e.HandedOver(to_account=account):
            return Told(_("把备案转到%(whom)s", whom=scene.account(account)))
        case e.Explained(explanation=said):
            return Told(_("说明注销或取消的原因"), (kind_words.explanation_words(said),))
        case e.DomainStated(domain=domain, known=known, looked_up=looked_up):
            title = _("填写域名 %(domain)s 的信息", domain=domain)
            origin = (_("由查询得到"),) if looked_up else ()
            return Told(title, (*domain_words.rows(known), *origin))
        case e.AgreementsAccepted() | e.WarningsAcknowledged() | e.Submitted():
            return _submission(event, scene)
        case e.ResubmittedUnchanged(due_at=due_at):
            return Told(_("原样重新提交，不再初审"), (due(due_at),))
        case e.Withdrawn(to=to):
            return Told(
                pgettext("event", "撤回修改"), (_("回到“%(status)s”", status=reviewer_label(to)),)
            )
        case e.Abandoned():
            return Told(pgettext("event", "放弃备案"), state="problem")
        case e.PublicSecurityRecorded(site=site_id, number=number):
            name = scene.site(site_id)
            return Told(_("填写网站“%(name)s”的公安备案号", name=name), (number,))
        case _:
            return _of_photos(event, scene)


def _submission(event: Any, scene: Scene) -> Told | None:
    match event:
        case e.AgreementsAccepted(consents=consents, network_address=address):
            origin = _("网络地址 %(address)s", address=address.masked)
            return Told(_("同意承诺与授权"), (*(_consent(each) for each in consents), origin))
        case e.WarningsAcknowledged(warnings=warnings):
            lines = tuple(_warning(each, scene) for each in warnings)
            return Told(_("确认规则提醒"), lines)
        case e.Submitted():
            return _submitted(event, scene)
        case _:
            return None


def _submitted(event: e.Submitted, scene: Scene) -> Told:
    promise = due(event.due_at, event.due_estimated)
    digest = _("提交内容摘要 %(digest)s…", digest=event.snapshot[:16])
    confirmed = (_("已确认办成后不能撤销"),) if event.confirmed else ()
    lines = (promise, digest, *confirmed, *_rules(event, scene))
    return Told(_("第 %(n)s 轮提交初审", n=event.round), lines)


def _warning(warning: Warned, scene: Scene) -> str:
    """Where the warning is, and the rule that gave it."""
    place = label(warning.target, scene.after)
    return _("%(place)s：规则 %(rule)s", place=place, rule=f"{warning.rule}@{warning.rule_version}")


def _rules(event: e.Submitted, scene: Scene) -> tuple[str, ...]:
    """Which rules were asked when the filing was handed in, and which of them warned."""
    if not event.rule_set:
        return ()
    warned = (Warned(each.rule, each.rule_version, each.target) for each in event.findings)
    told = listed(_warning(each, scene) for each in warned)
    asked = _("按规则版本 %(version)s 检查", version=event.rule_set)
    return (asked, _("提醒：%(warnings)s", warnings=told) if told else _("没有提醒"))


def _of_photos(event: Any, scene: Scene) -> Told | None:
    match event:
        case e.IdentityLinkIssued(person=person, expires_at=until, ways=ways):
            title = _("生成%(name)s的核验照片上传链接", name=scene.person(person))
            sent = tuple(str(_WAYS.get(way, way)) for way in ways)
            return Told(title, (_("链接在 %(when)s 前有效", when=when(until)), *sent))
        case e.IdentityLinkOpened(person=person):
            title = _("首次打开%(name)s的核验照片上传链接", name=scene.person(person))
            return Told(title, state="look")
        case e.IdentityLinkRevoked(person=person):
            return Told(_("作废%(name)s的核验照片上传链接", name=scene.person(person)))
        case e.IdentityEvidenceSubmitted(evidence=evidence, complete=complete, link_digest=link):
            title = _("上传%(name)s的核验照片", name=scene.person(evidence.person))
            rest = _("照片已齐，等待审核") if complete else _("还有其他负责人的照片未上传")
            origin = _("本人通过链接上传") if link else _("由申请人上传")
            lines = (*material_words(evidence.material), origin, *_face(evidence), rest)
            return Told(title, lines)
        case _:
            return None


def _face(evidence: Evidence) -> tuple[str, ...]:
    if evidence.face is None:
        return ()
    words = _("人脸核验通过") if evidence.face.passed else _("人脸核验未通过")
    facts = _("得分 %(score)s，编号 %(id)s", score=evidence.face.score, id=evidence.face.reference)
    return (words, facts)


def material_words(material: Material) -> tuple[str, ...]:
    """The scan in figures, and what the checks told of it."""
    figures = _(
        "%(width)s × %(height)s 像素，原格式 %(format)s，%(file)s",
        width=material.width,
        height=material.height,
        format=material.original_format,
        file=file_words(material.view),
    )
    recognised = (_("二维码已识别为现在的核验单"),) if material.sheet else ()
    warned = (_("检查提示：%(words)s", words=words_of(each)) for each in material.verdicts)
    return (figures, *recognised, *warned)


def _facts(event: e.TypeDetermined) -> tuple[str, ...]:
    facts = event.facts
    return (
        _(
            "%(nature)s，%(region)s，域名 %(domains)s",
            nature=named(tables.subject_type, facts.nature),
            region=_region(facts.region),
            domains=listed(facts.domains),
        ),
        *(_decided(facts) if facts.rule_version else ()),
    )


def _decided(facts: TypeFacts) -> tuple[str, ...]:
    row = _("判定规则 %(version)s 第 %(row)s 行", version=facts.rule_version, row=facts.row)
    return (row, *found_words(facts))


def _type_title(facts: TypeFacts) -> str:
    if facts.undecided:
        return _("备案类型暂时不能判断，先填写资料")
    return _("确定备案类型：%(kind)s", kind=kind_words.title(facts.outcome))


def _region(code: str) -> str:
    try:
        return "".join(regions.path(code))
    except UnknownCode:
        return code


def _consent(consent: Consent) -> str:
    titles = {each.id: each.label(language()) for each in agreements.current()}
    return _(
        "《%(title)s》%(version)s，文本 SHA-256 %(digest)s…",
        title=titles.get(consent.agreement, consent.agreement),
        version=consent.version,
        digest=consent.text_digest[:16],
    )
