"""The start of an open filing: what is done, what is missing, what comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from flask import Response, render_template, url_for
from flask_babel import lazy_gettext as _l

from domain.filing import policy, scope
from domain.filing.completeness import Missing, is_done
from domain.filing.domain_facts import domains_of
from domain.filing.drafting import facts_of, site_limit, slots, tells_materials
from domain.filing.facts import Status
from domain.filing.kinds import Data, Effect
from domain.filing.state import Filing
from domain.filing.targets import EXPLANATION, section_of
from domain.reference import regions, tables
from domain.roles import Permission
from domain.working_days import shanghai_date
from use_cases import accesses, findings
from use_cases.filings import Opened
from views import kind_words
from views.access import requires
from views.desk import desk
from views.filing import reader, subject_words
from views.filing.blueprint import pages
from views.filing.forms.site import both_forms, readable
from views.filing.guide_link import guide_link
from views.filing.list_changes import Changes, last_changes
from views.filing.wallet import has_renewed
from views.htmx import go_to
from views.language import clauses, language, listed


@dataclass(frozen=True)
class Task:
    """One entry of the list; ``href`` is None for what cannot be started yet."""

    title: Any
    href: str | None
    status: Any
    colour: str | None
    hint: Any = ""


@dataclass(frozen=True)
class TaskList:
    """The list, what is still open, and until when the filing is kept."""

    filing_id: str
    status: Status
    domains: str
    kind: tuple[str, ...]
    tasks: tuple[Task, ...]
    undone: int
    stops: int
    """How many findings of the rules stop it; the page that checks everything tells of each."""
    title: Any
    unchanged: bool
    restated: Any
    saved_at: datetime | None
    expires_on: date | None
    check: str
    fix: str | None
    changes: Changes | None
    guide: str


@pages.get("/<filing_id>")
@requires(Permission.READ_OWN_FILINGS)
def task_list(filing_id: str) -> str | Response:
    opened = reader.own(filing_id)
    if opened.filing.status not in policy.EDITABLE:
        return go_to(url_for("filing.status", filing_id=filing_id))
    return render_template("filing/task_list.html", view=_view(opened))


def _view(opened: Opened) -> TaskList:
    filing_id, filing = opened.id, opened.filing
    tasks = _Tasks(filing_id, filing, reader.today(), renewed=has_renewed(opened))
    every = tasks.every()
    touched = filing.touched_at
    kept = policy.idle_expires(filing) and touched is not None
    return TaskList(
        filing_id=filing_id,
        status=filing.status,
        domains=listed(readable(domain) for domain in facts_of(filing).domains)
        or subject_words.name(filing),
        kind=_kind(filing),
        tasks=every,
        undone=sum(1 for task in every if task.status not in (DONE, OPTIONAL)),
        stops=len(tasks.judgement.stops) if tasks.judgement is not None else 0,
        title=kind_words.title(filing.kind),
        unchanged=tasks.nothing_changed(),
        restated=kind_words.restated(filing.kind),
        saved_at=touched,
        expires_on=shanghai_date(touched + timedelta(days=policy.IDLE_DAYS))
        if kept and touched
        else None,
        check=url_for("filing.check", filing_id=filing_id),
        fix=url_for("filing.fix", filing_id=filing_id) if filing.issues else None,
        changes=last_changes(opened),
        guide=guide_link(filing),
    )


def _kind(filing: Filing) -> tuple[str, ...]:
    """The facts that were verified and do not change any more."""
    facts = facts_of(filing)
    encoded = [domain for domain in facts.domains if domain != readable(domain)]
    return (
        tables.subject_type(facts.nature).label(language()),
        "".join(regions.path(facts.region)),
        *encoded,
    )


DONE = _l("已完成")
UNDONE = _l("未开始")
TO_MEND = _l("需要修改")
LATER = _l("暂不能开始")
BEGUN = _l("进行中")
OPTIONAL = _l("可以不填")
FROM_RECORD = _l("取自备案记录，本次不变更")


class _Tasks:
    """The tasks of one filing, from what is missing today and what was returned."""

    def __init__(
        self, filing_id: str, filing: Filing, today: date, *, renewed: bool = False
    ) -> None:
        """``renewed`` says that a certificate was renewed of which an older scan is used."""
        self.renewed = renewed
        self.filing_id = filing_id
        self.filing = filing
        self.missing = accesses.missing(desk(), filing, today)
        self.judgement = findings.judge(desk(), filing, today)
        self.returned = {section_of(issue.target) for issue in policy.open_issues(filing)}

    def every(self) -> tuple[Task, ...]:
        """All tasks in the order in which they are best done."""
        needs = self.filing.needs
        found = [self._judged(self._subject(), "subject")]
        if needs.site is not Data.NONE:
            found.append(self._judged(self._sites(), "site:"))
        if needs.access is not Data.SHOWN:
            found += [
                self._judged(self._access(site), f"access:{site}") for site in self.filing.sites
            ]
        if needs.adds_sites:
            found.append(self._domains())
        if needs.explained:
            found.append(self._explanation())
        if needs.materials:
            found.append(self._judged(self._materials(), "materials"))
        if needs.effect is Effect.MOVE_RECORD:
            title = _l("填写对方账号并确认")
            found.append(self._task(title, "filing.hand_over_question", UNDONE))
        return tuple(found)

    def _found(self, sections: tuple[str, ...]) -> tuple[int, int]:
        """How many findings of the rules stop the filing in these sections, and how many warn."""
        if self.judgement is None:
            return 0, 0
        open_ = (self.judgement.stops, self.judgement.open)
        stops, warns = (
            sum(1 for each in some if section_of(each.target).startswith(sections))
            for some in open_
        )
        return stops, warns

    def _judged(self, task: Task, *sections: str) -> Task:
        """The task with what the rules say of its sections; what stops is to be mended."""
        stops, warns = self._found(sections)
        told = [task.hint] if task.hint else []
        told += [_l("%(n)s 项须更正", n=stops)] if stops else []
        told += [_l("%(n)s 项提醒", n=warns)] if warns else []
        marked = replace(task, hint=clauses(told))
        return replace(marked, status=TO_MEND, colour="orange") if stops and task.href else marked

    def _task(self, title: Any, address: str, status: Any, hint: Any = "", **parts: str) -> Task:
        colours = {UNDONE: "blue", TO_MEND: "orange", BEGUN: "turquoise"}
        href = None
        if status is not LATER:
            href = url_for(address, filing_id=self.filing_id, **parts)
        return Task(title, href, status, colours.get(status), hint)

    def _domains(self) -> Task:
        every = domains_of(self.filing)
        known = sum(1 for domain in every if domain in self.filing.domains)
        hint = _l("已填写 %(n)s/%(all)s 个域名", n=known, all=len(every))
        status = DONE if known == len(every) else OPTIONAL
        return self._task(_l("域名信息"), "filing.domain_list", status, hint)

    def _explanation(self) -> Task:
        status = UNDONE if self.filing.explanation is None else DONE
        if EXPLANATION in self.returned:
            status = TO_MEND
        return self._task(_l("说明原因"), "filing.reason", status)

    def _copied(self, title: Any, changed: int, *, open_: bool, address: str) -> Task:
        """A part that began as a copy of the record's: nothing of it has to be filled in."""
        if not open_:
            return Task(title, None, DONE, None, FROM_RECORD)
        hint = _l("已变更 %(n)s 项", n=changed) if changed else _l("与备案记录一致，可以变更")
        return self._task(title, address, DONE, hint)

    def _changes(self, *heads: str) -> int:
        names = scope.changes(self.filing)
        return sum(1 for name in names if name.partition(".")[0].startswith(heads))

    def _subject(self) -> Task:
        title, how = subject_words.title(facts_of(self.filing)), self.filing.needs.subject
        wrong = self._missing("subject") or "subject" in self.returned
        if how not in {Data.FULL, Data.RESTATED} and not wrong:
            changed = self._changes("subject", "responsible")
            open_ = how is Data.CHANGES
            return self._copied(title, changed, open_=open_, address="filing.subject")
        status = UNDONE
        if self.filing.subject is not None:
            wrong = self._missing("subject") or "subject" in self.returned
            status = TO_MEND if wrong else DONE
        return self._task(subject_words.title(facts_of(self.filing)), "filing.subject", status)

    def _subject_first(self) -> Any:
        """What a part that follows from the subject waits for, as the list calls it."""
        return _l("先填写“%(part)s”。", part=subject_words.title(facts_of(self.filing)))

    def _sites(self) -> Task:
        how = self.filing.needs.site
        wrong = self._missing("site") or any(each.startswith("site:") for each in self.returned)
        if how not in {Data.FULL, Data.RESTATED} and not wrong:
            open_ = how is Data.CHANGES
            return self._copied(
                _l("网站"), self._changes("site:"), open_=open_, address="filing.site_list"
            )
        if self.filing.subject is None:
            return self._task(_l("网站"), "filing.site_list", LATER, self._subject_first())
        count, limit = len(self.filing.sites), site_limit(facts_of(self.filing))
        status = DONE if count else UNDONE
        unplaced = [gap.detail for gap in self._missing("domain")]
        returned = any(section.startswith("site:") for section in self.returned)
        hint = _l("已添加 %(n)s/%(limit)s 个网站", n=count, limit=limit)
        if unplaced:
            names = listed(both_forms(domain) for domain in unplaced)
            hint = _l("还没有网站使用 %(domains)s", domains=names)
        if count and (self._missing("site") or unplaced or returned):
            status = TO_MEND
        return self._task(_l("网站"), "filing.site_list", status, hint)

    def _access(self, site: str) -> Task:
        status, hint = UNDONE, ""
        if site in self.filing.accesses:
            wrong = any(gap.section == f"access:{site}" for gap in self.missing)
            status = TO_MEND if wrong or f"access:{site}" in self.returned else DONE
        title = _l("接入信息：%(site)s", site=self.filing.sites[site].name)
        if self.filing.needs.access is Data.CHANGES and status is DONE:
            changed = self._changes(f"access:{site}")
            hint = _l("已变更 %(n)s 项", n=changed) if changed else _l("与备案记录一致，可以变更")
        return self._task(title, "filing.access", status, hint, site=site)

    def _materials(self) -> Task:
        if not tells_materials(self.filing):
            hint = _l("先填写主体和网站，系统据此列出需要的材料。")
            if not self.filing.needs.adds_sites:
                hint = self._subject_first()
            return self._task(_l("上传资料"), "filing.materials", LATER, hint)
        needed = [slot for slot in slots(self.filing) if slot.required]
        there = sum(1 for slot in needed if is_done(self.filing, slot))
        status = DONE if there == len(needed) else BEGUN if there else UNDONE
        if "materials" in self.returned:
            status = TO_MEND
        hint = _l("已上传 %(n)s/%(all)s 项", n=there, all=len(needed))
        if self.renewed:
            status, hint = TO_MEND, _l("证件已更新，请换用新的。")
        return self._task(_l("上传资料"), "filing.materials", status, hint)

    def nothing_changed(self) -> bool:
        """Whether it is a change in which nothing differs from the record yet."""
        return bool(self._missing("change"))

    def _missing(self, what: str) -> list[Missing]:
        return [gap for gap in self.missing if gap.what == what]
