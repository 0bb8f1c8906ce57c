"""The colours of the look reach the contrast that look asks for: 4.5 for text, 3 for lines that mean something."""

import re
from pathlib import Path

import pytest

from cpboard.core.council_forms import PAPER

CSS = (Path(__file__).parents[2] / "static" / "cpb" / "cpb.css").read_text()
PAPERS = ("white", "paper")
TEXT = [
    *[(ink, paper) for ink in ("ink", "ink-soft", "link", "child") for paper in PAPERS],
    ("ink", "child-wash"), ("ink", "child-paper"), ("child", "child-paper"), ("ink-soft", "child-paper"), ("ink", "paper-2"),
    ("ink", "amber-wash"), ("ink-soft", "amber-wash"), ("ink-soft", "grey-wash"), ("link", "grey-wash"), ("link", "amber-wash"),
    ("link", "child-wash"), ("red", "white"), ("red", "child-paper"), ("series-1", "white"), ("series-2", "white"), ("series-3", "white"),
    *[(each, f"{each}-wash") for each in ("red", "amber", "green", "grey")],
]  # fmt: skip
EVENING_TEXT = [pair for pair in TEXT if not {"child-paper", "series-1", "series-2", "series-3"} & set(pair)]


def tokens(selector: str) -> dict[str, str]:
    block = re.search(rf"^{re.escape(selector)} {{(.*?)^}}", CSS, re.S | re.M)[1]
    return dict(re.findall(r"--cpb-([a-z0-9-]+):\s*(#[0-9a-f]{6})", block))


DAY = tokens(":root")
EVENING = {**DAY, **tokens(".cpb-evening")}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_twenty_one() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0


def test_a_council_colour_is_measured_on_the_darkest_ground() -> None:
    grounds = [colour for name, colour in DAY.items() if name.startswith("paper") or name.endswith(("-wash", "-paper"))]
    assert min(grounds, key=luminance) == PAPER == DAY["paper-2"]


@pytest.mark.parametrize(("ink", "paper"), TEXT)
def test_text_by_day(ink: str, paper: str) -> None:
    assert contrast(DAY[ink], DAY[paper]) >= 4.5


@pytest.mark.parametrize(("ink", "paper"), EVENING_TEXT)
def test_text_in_the_evening(ink: str, paper: str) -> None:
    assert contrast(EVENING[ink], EVENING[paper]) >= 4.5


@pytest.mark.parametrize("ground", ["brand", "child"])
def test_white_on_the_council_s_colours(ground: str) -> None:
    assert contrast(DAY["on-brand"], DAY[ground]) >= 4.5


@pytest.mark.parametrize(("line", "paper"), [("line", "white"), ("line", "paper"), ("mark", "paper"), ("child", "paper")])
def test_lines_that_mean_something(line: str, paper: str) -> None:
    assert contrast({**DAY, "mark": DAY["brand"]}[line], DAY[paper]) >= 3


def test_colours_outside_the_tokens_are_few_and_known() -> None:
    used = set(re.findall(r"#[0-9a-f]{6}\b", CSS)) - set(DAY.values()) - set(EVENING.values())

    assert len(used) <= 20, sorted(used)
