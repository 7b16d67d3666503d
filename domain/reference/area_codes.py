"""The province of a Chinese landline, by its area code (长途区号).

The ranges follow the numbering plan of fixed telephones: 010 and 02x for ten cities, else three
digits after the 0, given out by provinces. They are public and seldom change.
"""

from __future__ import annotations

import re
from typing import Final

_CITIES: Final = {
    "10": "11",
    "20": "44",
    "21": "31",
    "22": "12",
    "23": "50",
    "24": "21",
    "25": "32",
    "27": "42",
    "28": "51",
    "29": "61",
}
_RANGES: Final = (
    (310, 319, "13"),
    (335, 335, "13"),
    (349, 359, "14"),
    (370, 379, "41"),
    (391, 398, "41"),
    (410, 429, "21"),
    (431, 440, "22"),
    (451, 469, "23"),
    (470, 483, "15"),
    (510, 527, "32"),
    (530, 546, "37"),
    (550, 566, "34"),
    (570, 580, "33"),
    (591, 599, "35"),
    (631, 635, "37"),
    (660, 668, "44"),
    (691, 692, "53"),
    (701, 701, "36"),
    (710, 728, "42"),
    (730, 746, "43"),
    (750, 769, "44"),
    (770, 779, "45"),
    (790, 799, "36"),
    (812, 839, "51"),
    (851, 859, "52"),
    (870, 888, "53"),
    (890, 890, "46"),
    (891, 897, "54"),
    (898, 899, "46"),
    (901, 909, "65"),
    (911, 919, "61"),
    (930, 943, "62"),
    (951, 955, "64"),
    (970, 979, "63"),
    (990, 999, "65"),
)
_AREA: Final = re.compile(r"0(10|2[0-9]|[3-9][0-9]{2})-")


def province_of(landline: str) -> str:
    """The first two digits of the province (GB/T 2260) of a number such as ``0755-26001234``;
    empty where it has no area code or one that the plan does not know."""
    found = _AREA.match(landline)
    if found is None:
        return ""
    code = found[1]
    if code in _CITIES:
        return _CITIES[code]
    return next((place for low, high, place in _RANGES if low <= int(code) <= high), "")
