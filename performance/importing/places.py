"""England and its regions by the numbers that all files can share: LAIT's own, from which a council's follow on."""

from __future__ import annotations

from performance.importing.reading import Place
from performance.published import ENGLAND

COUNTRIES = {"E92000001": ENGLAND}
REGIONS = {  # code of the statistics office: number, and name as the Department writes it
    "E12000001": ("980", "North East"),
    "E12000002": ("981", "North West"),
    "E12000003": ("982", "Yorkshire and The Humber"),
    "E12000004": ("983", "East Midlands"),
    "E12000005": ("984", "West Midlands"),
    "E12000006": ("985", "East of England"),
    "E12000007": ("986", "London"),
    "E13000001": ("987", "Inner London"),
    "E13000002": ("988", "Outer London"),
    "E12000008": ("989", "South East"),
    "E12000009": ("990", "South West"),
}
OTHER_NAMES = {"london (inner)": "987", "london (outer)": "988"}
_BY_NAME = {**{name.casefold(): number for number, name in REGIONS.values()}, **OTHER_NAMES}
_KNOWN = {ENGLAND: "England", **dict(REGIONS.values())}


def region_by_code(code: str) -> str:
    """The number of a region by its code; empty for one that is not known."""
    return REGIONS.get(code, ("", ""))[0]


def region_by_name(name: str) -> str:
    """The number of a region by its name, as any of the files writes it; empty for one that is not known."""
    return _BY_NAME.get(name.strip().casefold(), "")


def is_council(code: str) -> bool:
    """Whether this is the number of a council: three figures, below those of England and the regions."""
    return len(code) == 3 and code.isascii() and code.isdigit() and code < ENGLAND


def known(code: str) -> Place | None:
    """England or a region by its number; None for any other."""
    name = _KNOWN.get(code)
    return None if name is None else Place(name, "england" if code == ENGLAND else "region")
