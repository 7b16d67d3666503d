"""What may be asked of a server and its authorisation codes."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from domain.command import Command
from domain.hosting.events import IssuedCode
from domain.hosting.facts import Server, Terms


class RegisterResource(Command, frozen=True, kw_only=True):
    """Enter a server; ``account`` owns it, empty for nobody yet."""

    resource: str
    server: Server
    account: str = ""


class ProlongResource(Command, frozen=True, kw_only=True):
    """Note that the server is paid until another day."""

    until: date


class HandOverResource(Command, frozen=True, kw_only=True):
    """Give the server to another account. ``unused`` are the ids of codes that no website uses:
    they become worthless, as the former owner may have told them to others."""

    account: str
    unused: tuple[str, ...] = ()


class WithdrawResource(Command, frozen=True, kw_only=True):
    """Take the server away, with its unused codes."""

    reason: str
    unused: tuple[str, ...] = ()


class IssueCodes(Command, frozen=True, kw_only=True):
    """Make codes for websites of others on this server."""

    codes: tuple[IssuedCode, ...]
    terms: Terms


class GrantCode(Command, frozen=True, kw_only=True):
    """Give a code to another account; the use case has checked the owner's password."""

    code: str
    account: str
    note: str = ""


class RevokeCode(Command, frozen=True, kw_only=True):
    """Make a code worthless that no website uses."""

    code: str


class ExpireCodes(Command, frozen=True, kw_only=True):
    """The system: these codes, which no website uses, are over if their day has passed."""

    codes: tuple[str, ...]


class WarnOfEnd(Command, frozen=True, kw_only=True):
    """The system: tell the owner that the server ends within ``days``."""

    days: int


HostingCommand: TypeAlias = (
    RegisterResource
    | ProlongResource
    | HandOverResource
    | WithdrawResource
    | IssueCodes
    | GrantCode
    | RevokeCode
    | ExpireCodes
    | WarnOfEnd
)
