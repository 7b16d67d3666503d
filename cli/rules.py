"""``flask rules``: the rules of filing, tried from the shell."""

from __future__ import annotations

import sys
from typing import BinaryIO

import click
import msgspec
from flask.cli import AppGroup

from cli.rule_files import export_files, import_file
from domain.rules import decision
from domain.rules.decision.reading import LARGEST, BadFacts, read_facts
from domain.rules.filing_file import BadFilingFile, read_case
from domain.rules.findings import find
from domain.rules.rule_files import built_in

rules = AppGroup("rules", help="Rules: ask them about facts in a file, write and read them.")
rules.add_command(export_files)
rules.add_command(import_file)


@rules.command("decide", with_appcontext=False)
@click.argument("facts", type=click.File("rb"), metavar="FACTS.json")
def decide(facts: BinaryIO) -> None:
    """Print as JSON which filing the facts call for; - reads them from the standard input.

    Ends with 2 and one line where the file holds no facts.
    """
    try:
        found = read_facts(facts.read(LARGEST + 1))
    except BadFacts as bad:
        click.echo(f"These are no facts: {bad}.", err=True)
        sys.exit(2)
    answer = msgspec.json.encode(decision.decide_type(found, decision.built_in()))
    click.echo(msgspec.json.format(answer, indent=2).decode())


@rules.command("check", with_appcontext=False)
@click.argument("filing", type=click.File("rb"), metavar="FILING.json")
def check(filing: BinaryIO) -> None:
    """Print as JSON what the rules find in a filing; - reads it from the standard input.

    Ends with 1 where a finding stops the filing, and with 2 and one line where the file holds no
    filing.
    """
    try:
        case = read_case(filing.read(LARGEST + 1))
    except BadFilingFile as bad:
        click.echo(f"This is no filing: {bad}.", err=True)
        sys.exit(2)
    found = find(case, built_in())
    click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    sys.exit(1 if found.of("hard") else 0)
