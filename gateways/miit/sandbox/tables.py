"""What the simulated ministry remembers, in a database of its own.

It is a stand-in for another system and no part of the log: rows change in place. No column
holds a mobile or an identity number in the clear.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from store.tables import UtcTime

metadata: Final = MetaData()

reports: Final = Table(
    "reports",
    metadata,
    Column("report_id", Text, primary_key=True),
    Column("filing_id", Text, nullable=False, index=True),
    Column("attempt", Integer, nullable=False),
    Column("province", Text, nullable=False),
    Column("subject_shown", Text, nullable=False),
    Column("certificate_digest", Text, nullable=False),
    Column("kept_number", Text),
    Column("state", Text, nullable=False, index=True),
    Column("cause", Text, nullable=False, default=""),
    Column("code", Integer),
    Column("text", Text, nullable=False, default=""),
    Column("wrong", Integer, nullable=False, default=0),
    Column("received_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("bureau_at", UtcTime),
    Column("closed_at", UtcTime),
    Column("subject_number", Text),
)

persons: Final = Table(
    "persons",
    metadata,
    Column("report_id", Text, ForeignKey("reports.report_id"), primary_key=True),
    Column("person_id", Text, primary_key=True),
    Column("phone", Text, nullable=False),
    Column("name_shown", Text, nullable=False),
    Column("last_six_salt", LargeBinary, nullable=False),
    Column("last_six_hash", LargeBinary, nullable=False),
)

challenges: Final = Table(
    "challenges",
    metadata,
    Column("report_id", Text, ForeignKey("reports.report_id"), primary_key=True),
    Column("phone", Text, primary_key=True, index=True),
    Column("phone_shown", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("sent_at", UtcTime, nullable=False),
    Column("resends", Integer, nullable=False, default=0),
    Column("verified_at", UtcTime),
)

websites: Final = Table(
    "websites",
    metadata,
    Column("report_id", Text, ForeignKey("reports.report_id"), primary_key=True),
    Column("site_id", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("domains", Text, nullable=False),
    Column("home_url", Text, nullable=False),
    Column("number", Text),
)

requests: Final = Table(
    "requests",
    metadata,
    Column("report_id", Text, ForeignKey("reports.report_id"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
"""What kind of filing a report is; one that is not here is a first filing."""

reported_numbers: Final = Table(
    "reported_numbers",
    metadata,
    Column("report_id", Text, ForeignKey("reports.report_id"), primary_key=True),
    Column("site_id", Text, primary_key=True),
    Column("number", Text, nullable=False),
)
"""The numbers that a website had before the report, as the provider told them."""

void_numbers: Final = Table(
    "void_numbers",
    metadata,
    Column("number", Text, primary_key=True),
)

notices: Final = Table(
    "notices",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("notice_id", Text, nullable=False, unique=True),
    Column("body", LargeBinary, nullable=False),
    Column("acknowledged", Boolean, nullable=False, default=False, index=True),
)

messages: Final = Table(
    "messages",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("message_id", Text, nullable=False, unique=True),
    Column("channel", Text, nullable=False),
    Column("key", Text),
    Column("sealed", LargeBinary, nullable=False),
    Column("state", Text, nullable=False, default=""),
    Column("at", UtcTime, nullable=False, index=True),
    UniqueConstraint("channel", "key"),
)

serials: Final = Table(
    "serials",
    metadata,
    Column("counter", Text, primary_key=True),
    Column("last", Integer, nullable=False),
)

subjects: Final = Table(
    "subjects",
    metadata,
    Column("certificate_digest", Text, primary_key=True),
    Column("number", Text, nullable=False),
)

elsewhere: Final = Table(
    "elsewhere",
    metadata,
    Column("domain", Text, primary_key=True),
    Column("certificate_digest", Text, nullable=False, index=True),
    Column("number", Text, nullable=False),
)

blacklist: Final = Table(
    "blacklist",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("shown", Text, nullable=False),
)

settings: Final = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
