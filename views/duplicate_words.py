"""What is said of a scan that is there already, in words."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l

from domain.filing.duplicates import ANOTHER_SLOT, ANOTHER_SUBJECT
from domain.filing.facts import Verdict
from views.target_words import slot_label

SENTENCES: Final[dict[str, tuple[Any, Any]]] = {
    ANOTHER_SLOT: (
        _l("这张图片和“%(slot)s”里的是同一张。"),
        _l("请核对是否传错了位置，例如正反面传成了同一面。"),
    ),
    ANOTHER_SUBJECT: (
        _l("另一个主体的备案里有同一张图片。"),
        _l("同一人为几个主体负责时属正常；否则请核对证件和本人是否一致，必要时退回。"),
    ),
}
"""What is found and what to do about it, by the check. The second one is for reviewers only."""


def sentence(verdict: Verdict) -> str:
    """What was found."""
    slot = slot_label(str(verdict.facts.get("slot", "")))
    return str(SENTENCES[verdict.check][0]) % {"slot": slot}


def advice(verdict: Verdict) -> str:
    """What to do about it."""
    return str(SENTENCES[verdict.check][1])
