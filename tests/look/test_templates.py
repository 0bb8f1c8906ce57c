"""The law of the templates: short, sealed includes, nothing inline, light."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(ROOT.glob("templates/**/*.html"))
OURS = ROOT / "static" / "cpb"
SCRIPTS_AND_STYLES = sorted([*OURS.glob("*.css"), *OURS.glob("*.js")])
WORDS_WE_DO_NOT_USE = ("LAC", "CLA", "placement", "sibling", "Submit", "No records", "No data")


def faults(find: Callable[[str], object]) -> dict[str, object]:
    """What `find` finds in each template, without its comments; empty for the faultless."""
    found = {str(path.relative_to(ROOT)): find(_without_comments(path)) for path in TEMPLATES}
    return {name: each for name, each in found.items() if each}


def test_a_template_is_under_a_hundred_lines() -> None:
    assert {path.name for path in TEMPLATES if len(path.read_text().splitlines()) >= 100} == set()


def test_every_include_is_sealed() -> None:
    includes = re.compile(r"{%\s*include\s(?:(?!\bonly\b)[^%])*%}")

    assert faults(includes.findall) == {}


def test_nothing_is_inline() -> None:
    inline = re.compile(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", re.I)
    scripts = re.compile(r"<script(?![^>]*(?:src=|type=\"application/json\"))[^>]*>")

    assert faults(inline.findall) == {}
    assert faults(scripts.findall) == {}


def test_a_template_does_not_trust_what_it_is_given() -> None:
    assert faults(re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off").findall) == {}


def test_the_words_are_ours() -> None:
    words = re.compile(rf"\b(?:{'|'.join(WORDS_WE_DO_NOT_USE)})s?\b")

    assert faults(lambda text: words.findall(re.sub(r"{[%{].*?[%}]}", "", text, flags=re.S))) == {}


def test_styles_and_scripts_weigh_at_most_sixty_kilobytes() -> None:
    weights = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in SCRIPTS_AND_STYLES}

    assert sum(weights.values()) <= 60_000, weights


@pytest.mark.parametrize("path", SCRIPTS_AND_STYLES, ids=lambda path: path.name)
def test_styles_and_scripts_call_nobody_and_carry_no_brand_of_others(path: Path) -> None:
    text = path.read_text().split("*/", 1)[-1]

    assert re.findall(r"url\(|@import|//# sourceMappingURL|GDS Transport|crest|crown\b", text) == []


@pytest.mark.parametrize("file", ["base.css", "govuk-frontend.min.js"])
def test_what_others_made_carries_its_licence(file: str) -> None:
    assert "The MIT License" in (OURS / file).read_text()[:400]


@pytest.mark.parametrize("font", ["inter", "source-serif-4"])
def test_fonts_carry_their_licence(font: str) -> None:
    assert "SIL OPEN FONT LICENSE" in (OURS / "fonts" / f"{font}-OFL.txt").read_text()
    assert list((OURS / "fonts").glob(f"{font}-latin-400-normal.woff2"))


def _without_comments(path: Path) -> str:
    text = re.sub(r"{#.*?#}", "", path.read_text())
    return re.sub(r"{%\s*comment.*?endcomment\s*%}", "", text, flags=re.S)
