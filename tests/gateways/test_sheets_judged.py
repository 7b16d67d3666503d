"""What the image coach says of the sheets that we print ourselves."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from PIL import Image, ImageFilter

from domain.rules.sheets import SheetForm
from gateways.images.coach import judge
from gateways.sheets.typeset import TypstPress
from tests.gateways.test_sheets import UNIT, picture
from tests.signed_sheets import scanned


@pytest.fixture(scope="module")
def press() -> TypstPress:
    return TypstPress()


@pytest.mark.parametrize("form", SheetForm)
@pytest.mark.parametrize("blur", [0.8, 1.0, 1.5, 2.0])
def test_nothing_is_wrong_with_a_sheet_scanned_a_little_out_of_focus(
    press: TypstPress, form: SheetForm, blur: float
) -> None:
    pdf = press.pdf(replace(UNIT, form=form, individual=form is SheetForm.GUANGDONG_INDIVIDUAL))
    for degrees in (0, 2):
        scan = Image.open(io.BytesIO(scanned(pdf, degrees=degrees, blur=blur)))
        assert judge(scan.convert("RGB"), "M05") == ()


def test_a_sheet_that_is_not_signed_yet_is_only_colourless(press: TypstPress) -> None:
    page = picture(press.pdf(UNIT)).convert("RGB").filter(ImageFilter.GaussianBlur(1.2))
    assert [verdict.check for verdict in judge(page, "M05")] == ["no_colour"]
