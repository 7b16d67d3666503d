"""A filing that was approved, as the register takes it."""

from __future__ import annotations

from domain.command import derived_id
from domain.filing.kinds import NEEDS, Effect, Kind
from domain.filing.state import Filing
from domain.register.facts import Approved, identity_of


def approved(filing_id: str, filing: Filing, *, to_record: str = "") -> Approved:
    """What the filing came to. Raises ValueError for one whose type was never determined."""
    facts = filing.facts
    if facts is None:
        raise ValueError(f"filing {filing_id} has no kind")
    return Approved(
        filing=filing_id,
        kind=Kind(facts.outcome),
        account=filing.account,
        identity=identity_of(facts),
        subject=filing.subject,
        sites=filing.sites,
        accesses=filing.accesses,
        subject_number=filing.subject_number,
        website_numbers=filing.website_numbers,
        approved_on=filing.approved_on,
        record=facts.record,
        record_sites=facts.record_sites,
        to_account=filing.handed_to,
        to_record=to_record,
    )


def new_record(filing_id: str) -> str:
    """The id of the record that a filing makes."""
    return derived_id(filing_id, "record")


def records_of(approved: Approved) -> tuple[str, ...]:
    """The records that change, in the order in which they do: a website leaves the one before it
    comes to the other."""
    if NEEDS[approved.kind].effect is Effect.MOVE_SITES:
        return (approved.record, approved.to_record)
    return (approved.record or new_record(approved.filing),)
