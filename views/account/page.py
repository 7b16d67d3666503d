"""What the page of one's own account shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_login import current_user

from domain.roles import Permission, may
from store.credentials.sessions import Session
from use_cases import accounts
from use_cases.sign_in import idle_limit
from views.account.forms import LanguageForm, OneButton
from views.account.sessions import real_now
from views.desk import desk


@dataclass(frozen=True)
class Device:
    """A signed-in device as a row."""

    name: str
    made_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True)
class SubAccount:
    """A sub-account as a row; ``contact`` is masked."""

    id: str
    contact: str
    registered_at: datetime


@dataclass(frozen=True)
class AccountPage:
    """The page of one's own account."""

    contact: str
    registered_at: datetime
    devices: list[Device]
    may_invite: bool
    parent_contact: str | None
    sub_accounts: list[SubAccount]
    language_form: LanguageForm
    button: OneButton


def account_page(language_form: LanguageForm | None = None) -> AccountPage:
    """The page of who is signed in."""
    row = current_user.row
    since = real_now() - idle_limit(current_user.role)
    return AccountPage(
        contact=current_user.label,
        registered_at=row.registered_at,
        devices=[_device(one) for one in accounts.sessions_of(desk(), row.id, since)],
        may_invite=may(current_user.role, Permission.FILE),
        parent_contact=_parent_contact(),
        sub_accounts=_sub_accounts(),
        language_form=language_form or LanguageForm(formdata=None, language=row.language),
        button=OneButton(formdata=None),
    )


def _device(session: Session) -> Device:
    this = session.id == current_user.session.id
    return Device(session.device, session.made_at, session.seen_at, this)


def _parent_contact() -> str | None:
    parent = accounts.find(desk(), current_user.row.parent) if current_user.row.parent else None
    return desk().vault.open(parent.contact).masked if parent else None


def _sub_accounts() -> list[SubAccount]:
    rows = accounts.sub_accounts_of(desk(), current_user.id)
    contacts = desk().vault.open_many([row.contact for row in rows])
    return [
        SubAccount(row.id, contact.masked, row.registered_at)
        for row, contact in zip(rows, contacts, strict=True)
    ]
