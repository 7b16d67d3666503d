"""Using a verified certificate's scan again: a copy of it under the key of its new owner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from domain.command import derived_id
from domain.filing.commands import UploadMaterial
from domain.filing.drafting import every_slot
from domain.filing.duplicates import ANOTHER_SLOT, ANOTHER_SUBJECT
from domain.filing.facts import Material, Verdict, Verified
from domain.filing.state import Filing
from domain.filing.wallet import SOURCE, certificate_of, is_superseded, side_of
from domain.refusal import Refusal
from domain.roles import Actor
from domain.rules import person_rules
from projections import wallet
from projections.wallet import Card
from store.vault import Erased
from use_cases import duplicates, filings, materials
from use_cases.desk import Desk


class NotInWallet(Refusal):
    """There is no verified scan of the certificate that the slot asks for, or none that may
    still be used (fact: ``why``, a Standing)."""


class Standing(StrEnum):
    """Whether a verified scan may be used for a slot, and if not, why."""

    USABLE = "usable"
    IN_USE = "in_use"
    """The slot holds this very scan."""
    EXPIRED = "expired"
    """The certificate's end is past, or less than three months ahead."""
    OTHER_VALIDITY = "other_validity"
    """Another end is stated now than what was verified: the certificate was renewed."""
    GONE = "gone"
    """There is none."""


class Offer(msgspec.Struct, frozen=True):
    """A verified scan for a slot. ``newer`` says that the slot holds an older verified one."""

    card: Card
    standing: Standing
    newer: bool = False


def offers(desk: Desk, filing: Filing, today: date) -> Mapping[str, Offer]:
    """What the account's wallet has for the slots of the filing. Asks the database once."""
    asked = {slot.key: certificate_of(filing, slot.key) for slot in every_slot(filing)}
    holders = {certificate.digest for certificate in asked.values() if certificate}
    if not holders:
        return {}
    with desk.unit.reading() as connection:
        found = {
            (card.holder, card.side): card
            for card in wallet.cards(connection, filing.account, holders)
        }
    return {
        slot: _offer(filing, slot, card, today)
        for slot, certificate in asked.items()
        if certificate and (card := found.get((certificate.digest, side_of(slot))))
    }


def _offer(filing: Filing, slot: str, card: Card, today: date) -> Offer:
    present = filing.materials.get(slot)
    used = present.verified.scan if present and present.verified else ""
    newer = bool(used) and used != card.scan
    stated = card.certificate
    if card.material.id == (present.id if present else "") or used == card.scan:
        usable = not is_superseded(filing, slot)
        return Offer(card, Standing.IN_USE if usable else Standing.OTHER_VALIDITY)
    if certificate_of(filing, slot) != stated:
        return Offer(card, Standing.OTHER_VALIDITY, newer)
    if person_rules.check_validity("", None, stated.valid_to, stated.long_term, today):
        return Offer(card, Standing.EXPIRED, newer)
    return Offer(card, Standing.USABLE, newer)


def use(
    desk: Desk,
    filing_id: str,
    slot: str,
    *,
    actor: Actor,
    at: datetime,
    today: date,
    command_id: str,
) -> None:
    """Put a copy of the verified scan into the slot, sealed under the key of its owner there, so
    that erasing the one filing's person leaves the other's scan as it is.

    Raises NotInWallet, NotFound, NotEditable, UnknownSlot or FieldLocked.
    """
    if desk.unit.was_done(command_id):
        return
    filing = filings.own_filing(desk, filing_id, actor.id).filing
    materials.ensure_open(filing, slot)
    offer = offers(desk, filing, today).get(slot)
    if offer is None or offer.standing is not Standing.USABLE:
        raise NotInWallet(why=offer.standing if offer else Standing.GONE)
    owner = materials.owner_of(filing, slot)
    copied = _copy(desk, offer.card, slot, owner, derived_id(command_id, "material"))
    material = duplicates.compared(desk, filing, copied)
    command = UploadMaterial(command_id=command_id, actor=actor, at=at, material=material)
    materials.record(desk, filing_id, command)


def _copy(desk: Desk, card: Card, slot: str, owner: str, material_id: str) -> Material:
    """The scan with files of its own. Raises NotInWallet where its owner was erased meanwhile."""
    old = card.material
    try:
        copies = tuple(desk.blobs.get(old.owner, file.id) for file in materials.files(old))
    except Erased:
        raise NotInWallet(why=Standing.GONE) from None
    view, thumbnail, *bureau = materials.store_copies(desk, owner, copies)
    return replace(
        old,
        id=material_id,
        slot=slot,
        owner=owner,
        view=view,
        thumbnail=thumbnail,
        bureau=replace(old.bureau, file=bureau[0]) if old.bureau else None,
        verdicts=_about_the_picture(old),
        source=SOURCE,
        verified=Verified(card.scan, card.certificate),
    )


def _about_the_picture(material: Material) -> tuple[Verdict, ...]:
    """The verdicts without those that compare it with others: they are made anew."""
    compared = {ANOTHER_SLOT, ANOTHER_SUBJECT}
    return tuple(verdict for verdict in material.verdicts if verdict.check not in compared)
