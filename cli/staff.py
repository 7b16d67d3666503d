"""`flask staff`: accounts of the people who work here."""

from __future__ import annotations

import uuid

import click
from flask import current_app
from flask.cli import AppGroup

from cli.refusals import safely_started
from domain.account.refusals import ContactTaken, ContactUnreadable, NameUnusable
from domain.roles import STAFF_ROLES, Actor, Role
from gateways.clock import SystemClock
from use_cases import staff as job
from use_cases.desk import Desk
from use_cases.staff import NewStaff

COMMAND_LINE = Actor("command-line", Role.SYSTEM)

staff = AppGroup("staff", help="Accounts of the people who work here.")


@staff.command("add")
@click.option("--role", type=click.Choice([role.value for role in STAFF_ROLES]), required=True)
@click.option("--email", required=True, help="The address that the person signs in with.")
@click.option("--name", default="", help="How colleagues call the person; stands on sheets.")
@safely_started
def add(role: str, email: str, name: str) -> None:
    """Open an account, and print once the link that sets its password."""
    desk: Desk = current_app.extensions["desk"]
    new = NewStaff(
        command_id=uuid.uuid4().hex, actor=COMMAND_LINE, email=email, role=Role(role), name=name
    )
    try:
        offer = job.add(desk, new, SystemClock().now())
    except ContactUnreadable:
        raise click.ClickException(f"{email} is not an e-mail address.") from None
    except ContactTaken:
        raise click.ClickException(f"{email} has an account already.") from None
    except NameUnusable as refusal:
        most = refusal.facts["at_most"]
        raise click.ClickException(f"A name has at most {most} characters.") from None
    address = current_app.extensions["settings"].address
    click.echo(f"{role}: {email}")
    click.echo(f"{address}/account/first-password/{offer.secret}")
    click.echo("The link is shown this once, works once, and expires after 72 hours.")


@staff.command("list")
@safely_started
def list_staff() -> None:
    """Print role, standing, address and name of everyone."""
    desk: Desk = current_app.extensions["desk"]
    for row in job.listed(desk):
        address = desk.vault.open(row.contact).full
        name = desk.vault.open(row.name).full if row.name else ""
        click.echo(f"{row.role:<16} {row.status:<8} {address} {name}".rstrip())
