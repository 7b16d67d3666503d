"""Area codes of landlines: which province they are of."""

from __future__ import annotations

import pytest

from domain.reference import provinces
from domain.reference.area_codes import province_of
from tests.unit.rules.filings import LANDLINES


@pytest.mark.parametrize(("province", "landline"), LANDLINES.items())
def test_the_capital_of_each_province_lies_in_it(province: str, landline: str) -> None:
    assert province_of(landline) == province


def test_every_province_has_an_example() -> None:
    assert LANDLINES.keys() == {code[:2] for code in provinces.by_code}


@pytest.mark.parametrize(
    ("landline", "province"),
    [
        ("0755-26001234", "44"),
        ("0755-26001234-801", "44"),
        ("0769-22001234", "44"),
        ("0770-2200123", "45"),
        ("0701-6200123", "36"),
        ("0728-6200123", "42"),
        ("0730-8200123", "43"),
        ("0898-66001234", "46"),
        ("0897-3200123", "54"),
        ("0335-3200123", "13"),
        ("0314-2200123", "13"),
        ("0320-2200123", ""),
        ("0400-2200123", ""),
        ("400-8001234", ""),
        ("13800138000", ""),
        ("", ""),
    ],
)
def test_a_number_lies_in_the_province_of_its_code(landline: str, province: str) -> None:
    assert province_of(landline) == province
