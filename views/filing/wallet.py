"""What the account's wallet offers for a place: a verified scan, or why there is none to use."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import g, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing import policy
from domain.filing.targets import material_target
from use_cases import wallet
from use_cases.filings import Opened
from use_cases.wallet import NotInWallet, Offer, Standing
from views.desk import desk
from views.filing import reader


@dataclass(frozen=True)
class WalletView:
    """``action`` is where the verified scan is taken, None where it cannot be; ``words`` say
    why, or what is in the place. ``until`` is the certificate's last day."""

    until: str
    action: str | None
    words: Any
    renewed: bool
    command_id: str


GONE: Final = _l("没有可以使用的已核验证件，请上传图片。")
_WORDS: Final[dict[Standing, Any]] = {
    Standing.USABLE: "",
    Standing.IN_USE: _l("使用的是已核验的证件（有效期：%(until)s）。"),
    Standing.EXPIRED: _l(
        "已核验的证件有效期至 %(until)s，剩余不足三个月，不能再用。请换新证件后上传。"
    ),
    Standing.OTHER_VALIDITY: _l(
        "已核验的证件有效期至 %(until)s，与现在填写的不同：换了新证件的，请上传新证件；填错的，"
        "请更正有效期。"
    ),
    Standing.GONE: GONE,
}


def wallet_view(opened: Opened, slot: str) -> WalletView | None:
    """What stands in the place beside the upload; None where the wallet has nothing for it."""
    offer = _offers(opened).get(slot)
    if offer is None or not _concerns(opened, slot, offer):
        return None
    until = _until(offer)
    usable = offer.standing is Standing.USABLE
    address = url_for("filing.use_verified", filing_id=opened.id, slot=slot)
    return WalletView(
        until=until,
        action=address if usable else None,
        words=_WORDS[offer.standing] and str(_WORDS[offer.standing]) % {"until": until},
        renewed=offer.newer,
        command_id=uuid.uuid4().hex,
    )


def has_renewed(opened: Opened) -> bool:
    """Whether a place holds an older scan than the one that was verified last."""
    return any(
        offer.newer and _concerns(opened, slot, offer) for slot, offer in _offers(opened).items()
    )


def refused(refusal: NotInWallet) -> str:
    """Why the scan could not be taken."""
    standing = refusal.facts["why"]
    if standing is Standing.EXPIRED:
        return _("已核验的证件剩余有效期不足三个月，不能再用。请换新证件后上传。")
    if standing is Standing.OTHER_VALIDITY:
        return _("现在填写的有效期与已核验的证件不同，请上传新证件，或更正有效期。")
    return str(GONE)


def _concerns(opened: Opened, slot: str, offer: Offer) -> bool:
    """Nothing is said of a place that is accepted, or of this filing's own accepted scan."""
    filing = opened.filing
    if policy.locked(filing, {material_target(slot)}) is not None:
        return False
    present = filing.materials.get(slot)
    return present is None or present.id != offer.card.material.id


def _until(offer: Offer) -> str:
    valid_to = offer.card.certificate.valid_to
    return valid_to.isoformat() if valid_to is not None else _("长期")


def _offers(opened: Opened) -> Mapping[str, Offer]:
    """Asked once a page, however many places it shows."""
    known: dict[tuple[str, int], Mapping[str, Offer]] = g.setdefault("wallet_offers", {})
    state = opened.id, opened.filing.version
    if state not in known:
        known[state] = wallet.offers(desk(), opened.filing, reader.today())
    return known[state]
