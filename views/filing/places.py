"""Where a field or material of a filing is changed: the page, the place on it, the way back."""

from __future__ import annotations

from flask import url_for

from domain.filing import policy
from domain.filing.drafting import facts_of
from domain.filing.targets import EXPLANATION, ORDER
from use_cases.filings import Opened
from views.filing.flow import PagedForm
from views.filing.forms import access as access_forms
from views.filing.forms import site as site_forms
from views.filing.forms import subject as subject_forms
from views.filing.held import TargetOf, access_target, site_target, subject_target


class Places:
    """Addresses for changing things; ``origin`` (``check``, ``fix`` or ``materials``) is where
    saving leads back to."""

    def __init__(self, opened: Opened, origin: str) -> None:
        self._id = opened.id
        self._filing = opened.filing
        self._origin = origin
        self._forms: dict[str, PagedForm] = {}

    def section(self, section: str) -> str:
        """The first page of a section such as ``subject``, ``site:new``, ``access:<id>``."""
        head, _colon, site = section.partition(":")
        match head:
            case "subject":
                return url_for("filing.subject", filing_id=self._id, **{"from": self._origin})
            case "site" if site in self._filing.sites:
                return self._of_site("filing.site", site)
            case "access" if site in self._filing.sites:
                return self._of_site("filing.access", site)
            case "material":
                here = url_for("filing.materials", filing_id=self._id)
                return f"{here}#slot-{site.replace(':', '-')}" if site else here
            case "site" if not self._filing.sites and self._filing.subject is not None:
                return url_for("filing.new_site", filing_id=self._id)
            case "site":
                return url_for("filing.site_list", filing_id=self._id)
            case "explanation":
                return url_for("filing.reason", filing_id=self._id, **{"from": self._origin})
            case _:
                return url_for("filing.task_list", filing_id=self._id)

    def target(self, target: str) -> str | None:
        """The place of a field or material that may be changed now; None for what may not."""
        if target != ORDER and not policy.can_edit(self._filing, target):
            return None
        if target in {ORDER, EXPLANATION} or target.startswith("material:"):
            return self.section(target)
        section = target.partition(".")[0]
        section = "subject" if section == "responsible" else section
        found = self._field(section, target)
        return self._on_page(section, *found) if found else None

    def _on_page(self, section: str, page: str, field: str) -> str:
        parts = {"filing_id": self._id, "page": page, "from": self._origin, "_anchor": field}
        head, _colon, site = section.partition(":")
        if head == "subject":
            return url_for("filing.subject", **parts)
        return url_for(f"filing.{head}", site=site, **parts)

    def _of_site(self, endpoint: str, site: str) -> str:
        return url_for(endpoint, filing_id=self._id, site=site, **{"from": self._origin})

    def _field(self, section: str, target: str) -> tuple[str, str] | None:
        """The form page and the field that ask for the target."""
        form = self._form(section)
        if form is None:
            return None
        target_of = self._target_of(section)
        for page in form.pages():
            for name in page.fields:
                if target_of(name) == target:
                    return page.name, name
        return None

    def _target_of(self, section: str) -> TargetOf:
        head, _colon, site = section.partition(":")
        if head == "site":
            return site_target(site)
        return access_target(site) if head == "access" else subject_target

    def _form(self, section: str) -> PagedForm | None:
        if section not in self._forms:
            made = self._make(section)
            if made is None:
                return None
            self._forms[section] = made
        return self._forms[section]

    def _make(self, section: str) -> PagedForm | None:
        """The section's form with its stored answers, which decide what pages it has."""
        filing, facts = self._filing, facts_of(self._filing)
        head, _colon, site = section.partition(":")
        if head == "subject" and filing.subject is not None:
            data = subject_forms.answers_of(filing.subject)
            return subject_forms.subject_form(facts, formdata=None, data=data)
        if head == "site" and site in filing.sites:
            data = site_forms.answers_of(filing.sites[site])
            return site_forms.site_form(facts, formdata=None, data=data)
        if head == "access" and site in filing.accesses:
            data = access_forms.answers_of(filing.accesses[site])
            return access_forms.access_form(formdata=None, data=data)
        return None
