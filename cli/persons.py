"""`flask persons`: who stands in a filing, and the erasure that the law may ask for."""

from __future__ import annotations

import uuid

import click
from flask import current_app
from flask.cli import AppGroup

from cli.staff import COMMAND_LINE
from domain.access.refusals import ReasonMissing, ReasonTooLong
from domain.refusal import NotFound
from use_cases import erasure
from use_cases.desk import Desk
from use_cases.erasure import FilingsOpen, UnknownPerson

persons = AppGroup("persons", help="The persons of filings, and their erasure.")


@persons.command("list")
@click.argument("filing")
def list_persons(filing: str) -> None:
    """Print the id, the part and the masked name of each person of FILING."""
    try:
        for known in erasure.persons_of(_desk(), filing):
            click.echo(f"{known.id}  {known.part:<12} {known.name or ''}".rstrip())
    except NotFound:
        raise click.ClickException(f"There is no filing {filing}.") from None


@persons.command("erase")
@click.argument("person")
@click.option("--reason", required=True, help="Why; it is recorded, so nothing personal in it.")
@click.option("--force", is_flag=True, help="Also where a filing that needs the data is open.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(person: str, reason: str, force: bool, yes: bool) -> None:
    """Destroy for good what is personal to PERSON: fields and scans, in every version."""
    if not yes:
        click.confirm("This cannot be undone. Erase the person's data?", abort=True)
    desk = _desk()
    try:
        filings = erasure.erase(
            desk,
            person,
            reason,
            force=force,
            actor=COMMAND_LINE,
            at=desk.clock.now(),
            command_id=uuid.uuid4().hex,
        )
    except UnknownPerson:
        raise click.ClickException(
            f"No filing names a person {person}; see: flask persons list FILING."
        ) from None
    except FilingsOpen as refused:
        named = ", ".join(str(each) for each in _ids(refused))
        raise click.ClickException(
            f"Not closed yet: {named}. Let them be finished or abandoned, or use --force."
        ) from None
    except ReasonTooLong as refused:
        raise click.ClickException(
            f"Give a reason of at most {refused.facts['most']} characters."
        ) from None
    except ReasonMissing as refused:
        raise click.ClickException(
            f"Give a reason of at least {refused.facts['least']} characters."
        ) from None
    click.echo(f"erased: {person}, in {len(filings)} filing(s): {', '.join(filings)}")
    click.echo("Backups of the key database hold the key until they are deleted.")


def _ids(refused: FilingsOpen) -> tuple[object, ...]:
    found = refused.facts["filings"]
    return found if isinstance(found, tuple) else (found,)


def _desk() -> Desk:
    desk: Desk = current_app.extensions["desk"]
    return desk
