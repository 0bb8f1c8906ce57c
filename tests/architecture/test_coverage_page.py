"""docs/coverage.md: every requirement once, honest counts, and nothing named that is not there."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "coverage.md").read_text()
STATES = ("works", "partly", "not yet")
APPS = ("core", "board", "voice", "champions", "performance", "meetings", "actions", "publishing")


def numbered(source: str, first: int, last: int, letter: str = "") -> list[str]:
    width = 1 if letter else 2
    return [f"{source}-{letter}{number:0{width}}" for number in range(first, last + 1)]


# The twelve recommendations of the peer challenge (R) stand in the middle of their source.
IDS = [
    *numbered("000", 1, 24),
    *numbered("000", 1, 12, "R"),
    *numbered("000", 25, 37),
    *numbered("001", 1, 38),
    *numbered("002", 1, 65),
    *numbered("003", 1, 36),
    *numbered("004", 1, 40),
]


def cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


LINES = [line for line in PAGE.splitlines() if line.startswith("|")]
ROWS = [cells_of(line) for line in LINES if re.match(r"\| 00\d-", line)]
NAMED = sorted(set(re.findall(r"`([^`]+)`", " ".join(row[-1] for row in ROWS))))


def counts_at_the_head() -> dict[str, list[int]]:
    """Works, partly, not yet and all, for each app and for `all`."""
    head = [cells_of(line) for line in LINES if re.fullmatch(r"\| [\w*]+ (\| [*\d]+ ){4}\|", line)]
    return {name.strip("*"): [int(number.strip("*")) for number in numbers] for name, *numbers in head}


def counted(rows: Iterable[list[str]]) -> list[int]:
    states = Counter(row[3] for row in rows)
    return [*(states[state] for state in STATES), states.total()]


@cache
def functions_in(file: str) -> frozenset[str]:
    path = ROOT / file
    nodes = ast.parse(path.read_text()).body if path.is_file() else []
    return frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef))


@cache
def addresses() -> frozenset[str]:
    """The name of every address, with its namespace."""
    return frozenset(names_in(get_resolver().url_patterns))


def names_in(patterns: Iterable[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names_in(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{space}{pattern.name}"


def test_every_requirement_is_there_once_in_order() -> None:
    assert len(set(IDS)) == 228
    assert [row[0] for row in ROWS] == IDS


def test_each_row_has_five_cells_an_app_and_a_state() -> None:
    assert [row for row in ROWS if len(row) != 5 or row[1] not in APPS or row[3] not in STATES] == []


def test_what_a_row_asks_is_said_in_three_to_eight_words() -> None:
    assert [row[2] for row in ROWS if not 3 <= len(row[2].split()) <= 8] == []


def test_a_row_that_works_or_works_in_part_says_where() -> None:
    assert [row[0] for row in ROWS if row[3] != "not yet" and not row[4]] == []
    assert [row[0] for row in ROWS if row[3] == "works" and "`" not in row[4]] == []


def test_a_row_that_works_in_part_says_what_is_missing_or_leans_on_another() -> None:
    partly = [row for row in ROWS if row[3] == "partly"]
    assert [row[0] for row in partly if ";" not in row[4] and not row[4].startswith("as 00")] == []


def test_counts_at_the_head_are_those_of_the_rows() -> None:
    by_app = {app: counted(row for row in ROWS if row[1] == app) for app in APPS}
    assert counts_at_the_head() == {**by_app, "all": counted(ROWS)}


@pytest.mark.parametrize("name", NAMED)
def test_what_is_named_is_there(name: str) -> None:
    if name.startswith("tests/"):
        file, _, function = name.partition("::")
        assert function in functions_in(file)
    elif name.startswith("templates/"):
        assert (ROOT / name).is_file()
    else:
        assert name in addresses()


def test_no_path_leads_out_of_the_repository() -> None:
    assert re.findall(r"(?:^|[\s(`])(?:~|\.\.)?/\w[\w./-]*", PAGE, re.M) == []
