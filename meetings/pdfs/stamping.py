"""The line on every page of a pack: whose meeting, which item, which page of how many. Right on turned pages too."""

from __future__ import annotations

import re
from typing import Any

import pikepdf
from pikepdf import Name

SIZE, EDGE, ABOVE = 8.0, 34.0, 16.0  # points: letters, from the side, from the foot
FONT = "/CpbStamp"


class Letters:
    """The font that the stamp is set in, as our own cover's maker embedded it: letters, codes, widths."""

    def __init__(self, pack: pikepdf.Pdf, carrier: pikepdf.Pdf) -> None:
        fonts: Any = carrier.pages[0].obj.Resources.Font
        self.font = pack.copy_foreign(max((fonts[name] for name in fonts), key=lambda font: len(font.ToUnicode.read_bytes())))
        table = self.font.ToUnicode.read_bytes().decode("latin-1")
        pairs = re.findall(r"<([0-9a-f]{4})>\s*<([0-9a-f]+)>", table, re.I)
        self.codes = {bytes.fromhex(text).decode("utf-16-be", "replace"): int(code, 16) for code, text in pairs}
        self.widths = self._widths()

    def _widths(self) -> dict[int, float]:
        widths: dict[int, float] = {}
        table = list(self.font.DescendantFonts[0].get("/W", []))
        for first, row in zip(table[::2], table[1::2], strict=False):
            widths |= {int(first) + n: float(width) for n, width in enumerate(row)}
        return widths

    def coded(self, line: str) -> list[int]:
        """The codes of a line; a letter that the font has not is a question mark."""
        return [self.codes.get(letter, self.codes["?"]) for letter in line]

    def width(self, codes: list[int]) -> float:
        """How wide a line runs, in points."""
        return sum(self.widths.get(code, 600) for code in codes) * SIZE / 1000


def stamp(pack: pikepdf.Pdf, carrier: pikepdf.Pdf, lines: list[str], places: list[dict[str, Any]], *, before: int = 0) -> None:
    """Put its line on each page, as something that is not part of the text (PDF/UA: an artifact).

    `before` is how many pages there are in front of a supplement: its numbers go on from there.
    """
    letters, count = Letters(pack, carrier), before + len(pack.pages)
    pages = list(pack.pages)
    for line, place in zip(lines, places, strict=True):
        for number in range(place["first"], place["last"] + 1):
            at = f"page {before + number} of {count}"
            said = f"{line} \u00b7 {at}" if line else at.capitalize()
            _on(pack, pages[number - 1], letters, said)


def _on(pack: pikepdf.Pdf, page: pikepdf.Page, letters: Letters, line: str) -> None:
    """A white strip and the line on it, at the foot of the page as it is seen."""
    _font_for(pack, page, letters)
    width, matrix = seen_from(page)
    codes = letters.coded(line)
    long = letters.width(codes)
    text = "".join(f"{code:04x}" for code in codes)
    at = max(width - EDGE - long, 4.0)
    drawn = (
        f"\nQ /Artifact <</Type /Pagination>> BDC q {matrix} cm "
        f"1 1 1 rg {at - 3:.2f} {ABOVE - 3:.2f} {long + 6:.2f} {SIZE + 4:.2f} re f "
        f"0.2 0.19 0.24 rg BT {FONT} {SIZE} Tf 1 0 0 1 {at:.2f} {ABOVE:.2f} Tm [<{text}>] TJ ET Q EMC\n"
    )
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(drawn.encode("ascii"))


def _font_for(pack: pikepdf.Pdf, page: pikepdf.Page, letters: Letters) -> None:
    if "/Resources" not in page.obj:
        page.obj.Resources = pikepdf.Dictionary()
    if "/Font" not in page.obj.Resources:
        page.obj.Resources.Font = pikepdf.Dictionary()
    page.obj.Resources.Font[FONT] = letters.font


def seen_from(page: pikepdf.Page) -> tuple[float, str]:
    """How wide the page is as it is seen, and the matrix from its seen foot to its own coordinates."""
    left, low, right, high = (float(side) for side in page.cropbox)
    left, right, low, high = min(left, right), max(left, right), min(low, high), max(low, high)
    turned = int(page.obj.get(Name.Rotate, 0)) % 360
    if turned == 90:
        return high - low, f"0 1 -1 0 {right:.2f} {low:.2f}"
    if turned == 180:
        return right - left, f"-1 0 0 -1 {right:.2f} {high:.2f}"
    if turned == 270:
        return high - low, f"0 -1 1 0 {left:.2f} {high:.2f}"
    return right - left, f"1 0 0 1 {left:.2f} {low:.2f}"
