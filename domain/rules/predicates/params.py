"""The kinds of parameters that rules may give to questions. The book is refused where one of
them is out of its bounds or names what is not there."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

Count: TypeAlias = Annotated[int, Meta(ge=1, le=10_000)]
"""How many of something."""

Years: TypeAlias = Annotated[int, Meta(ge=1, le=120)]
Months: TypeAlias = Annotated[int, Meta(ge=1, le=120)]
Days: TypeAlias = Annotated[int, Meta(ge=1, le=366)]

Words: TypeAlias = Annotated[
    tuple[Annotated[str, Meta(min_length=1, max_length=30)], ...], Meta(min_length=1)
]
"""Words to look for, as they are: an expression with wildcards is refused."""

Suffixes: TypeAlias = Annotated[tuple[str, ...], Meta(min_length=1)]
"""Ends of domains in ASCII without a dot in front, such as ``gov.cn``."""

Codes: TypeAlias = Annotated[tuple[int, ...], Meta(min_length=1)]
"""Codes of one of the ministry's tables."""

Role: TypeAlias = Literal["responsible", "site_person", "any"]
"""Whom a question is about: who is responsible for the subject, for a website, or both."""

Target: TypeAlias = Annotated[str, Meta(extra={"names": "target"})]
"""A field, a material or the whole as the catalogue of reasons names it (``site.name``)."""

MaterialCode: TypeAlias = Annotated[str, Meta(extra={"names": "material"})]
"""A code of the list of materials, or empty."""
