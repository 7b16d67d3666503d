"""``flask rules export`` and ``import``: the rules as files."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import BinaryIO

import click
from flask import current_app
from flask.cli import with_appcontext

from cli.refusals import safely_started
from domain.account.contact import read_contact
from domain.account.refusals import ContactUnreadable
from domain.refusal import Refusal
from domain.roles import Actor, Permission, may
from domain.rulebook.refusals import PastRule, ReasonNeeded, RuleNotUsable
from projections import accounts
from use_cases import rule_book, rule_files
from use_cases.account_codes import contact_digest
from use_cases.desk import Desk
from use_cases.rule_files import LARGEST, BadRuleFile

_BROKEN = {
    "large": "the file has more than 2 MiB",
    "json": "the file is no JSON",
    "shape": "the file is no file of rules",
    "same": "the file says nothing else than the rules of now",
}


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
@safely_started
def export_files(folder: Path) -> None:
    """Write the rules of now, published changes included, as files into FOLDER."""
    desk: Desk = current_app.extensions["desk"]
    book = rule_book.edition(desk).book
    names = (*rule_files.names(book), f"rules/{rule_files.SOURCES}")
    for name in names:
        file = folder / f"{name.removeprefix('rules/')}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(rule_files.written(book, name))
    click.echo(f"{len(names)} files written.")


@click.command("import")
@click.argument("file", type=click.File("rb"), metavar="FILE.json")
@click.option("--by", required=True, help="The address with which a rule editor signs in.")
@click.option("--reason", required=True, help="Why; it stands in the log.")
@with_appcontext
@safely_started
def import_file(file: BinaryIO, by: str, reason: str) -> None:
    """Propose what FILE says otherwise than the rules of now. Another editor publishes it.

    Ends with 1 and one sentence where the file cannot be used.
    """
    desk: Desk = current_app.extensions["desk"]
    try:
        command = rule_files.propose(
            desk,
            rule_files.read(file.read(LARGEST + 1)),
            reason=reason,
            actor=_editor(desk, by),
            at=desk.clock.now(),
            command_id=uuid.uuid4().hex,
        )
    except BadRuleFile as bad:
        told = f": {bad.detail}" if bad.detail else ""
        raise click.ClickException(f"{_BROKEN[bad.why]}{told}") from None
    except Refusal as refused:
        raise click.ClickException(_sentence(refused)) from None
    click.echo(f"{len(command.rows)} rules proposed.")


def _editor(desk: Desk, address: str) -> Actor:
    """The account of that rule editor: nobody publishes what they proposed from a shell either."""
    try:
        _kind, contact = read_contact(address)
    except ContactUnreadable:
        raise click.ClickException(f"{address} is not an e-mail address") from None
    with desk.unit.reading() as connection:
        row = accounts.by_contact(connection, contact_digest(desk, contact))
    if row is None or not row.is_open or not may(row.role, Permission.EDIT_RULES):
        raise click.ClickException(f"{address} is no rule editor")
    return Actor(row.id, row.role)


def _sentence(refused: Refusal) -> str:
    match refused:
        case RuleNotUsable(facts={"why": why}):
            return str(why)
        case PastRule(facts={"rule": rule}):
            return f"rule {rule} would change what held in the past: let a version begin today"
        case ReasonNeeded(facts={"least": least, "most": most}):
            return f"a reason has {least} to {most} characters"
        case _:
            return type(refused).__name__
