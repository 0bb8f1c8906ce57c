"""No number that could point at a child leaves the house, nor what it could be worked out from."""

from __future__ import annotations

import itertools
from collections import defaultdict
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from performance.suppression import HIDDEN, guesses, single, table
from tests.performance.worked import cases


def share(numerator, denominator):
    return Fraction(100 * numerator, denominator)


def as_printed(value):
    return "c" if value is HIDDEN else value


def published(numerator, denominator, **more):
    safe = single(share(numerator, denominator), numerator, denominator, **more)
    return [as_printed(part) for part in (safe.numerator, safe.denominator, safe.value)]


def test_89_of_131_is_told_whole():
    safe = single(share(89, 131), 89, 131)

    assert (safe.numerator, safe.denominator, safe.value, safe.rules, safe.hidden) == (89, 131, share(89, 131), (), False)


@pytest.mark.parametrize(
    ("numerator", "denominator", "told"),
    [
        (4, 180, ["c", 180, "c"]),
        (5, 180, ["c", 180, "c"]),
        (6, 180, [6, 180, share(6, 180)]),
        (0, 180, [0, 180, Fraction(0)]),
        (7, 9, ["c", 9, "c"]),
        (0, 9, ["c", 9, "c"]),
        (10, 10, ["c", 10, "c"]),
        (11, 11, [11, 11, Fraction(100)]),
        (2, 4, ["c", "c", "c"]),
        (0, 5, ["c", "c", "c"]),
        (128, 131, ["c", 131, "c"]),
        (126, 131, ["c", 131, "c"]),
        (125, 131, [125, 131, share(125, 131)]),
        (131, 131, [131, 131, Fraction(100)]),
    ],
)
def test_what_is_told_of_a_share(numerator, denominator, told):
    assert published(numerator, denominator) == told


def test_the_log_names_the_rules_that_hid_a_figure():
    assert single(share(3, 8), 3, 8).rules == ("D2", "D1", "D3", "D6")
    assert single(share(2, 4), 2, 4).rules == ("D2",)
    assert single(share(128, 131), 128, 131).rules == ("D6",)


def test_a_small_remainder_is_told_only_where_we_are_not_strict():
    assert published(128, 131, strict=False) == [128, 131, share(128, 131)]


def test_a_nought_is_hidden_where_it_tells_on_everybody():
    assert published(0, 180, zero_disclosive=True) == ["c", 180, "c"]


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, "c"), (5, "c"), (6, 6), (364, 364)])
def test_what_is_told_of_a_bare_count(count, told):
    safe = single(Fraction(count), count)

    assert (as_printed(safe.numerator), safe.denominator, as_printed(safe.value)) == (told, None, told)


@pytest.mark.parametrize(
    ("percentage", "group", "told"),
    [
        ("7.5", 364, "7.5"),
        ("7.5", 60, "c"),
        ("1.6", 364, "1.6"),
        ("1.4", 364, "c"),
        ("99", 364, "c"),
        ("100", 364, "100"),
        ("7.5", None, "c"),
        ("0", 0, "c"),
    ],
)
def test_a_percentage_without_counts_is_told_only_of_a_group_in_which_it_means_more_than_a_few(percentage, group, told):
    safe = single(Fraction(percentage), group=group)

    assert (safe.numerator, safe.denominator, safe.unchecked) == (None, None, True)
    assert as_printed(safe.value) == (told if told == "c" else Fraction(told))


@pytest.mark.parametrize("wrong", [(None, 9), (10, 9), (-1, 9)])
def test_counts_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match="numerator"):
        single(Fraction(1), *wrong)


def test_the_mark_prints_as_c():
    assert str(HIDDEN) == "c"


@pytest.mark.parametrize(
    ("cells", "told", "total"),
    [
        ({"a": 3, "b": 40, "c": 57}, {"a": "c", "b": "c", "c": 57}, 100),
        ({"a": 0, "b": 40, "c": 60}, {"a": 0, "b": 40, "c": 60}, 100),
        ({"a": 4, "b": 3, "c": 50}, {"a": "c", "b": "c", "c": 50}, 57),
        ({"a": 1, "b": 1, "c": 50}, {"a": "c", "b": "c", "c": "c"}, 52),
        ({"a": 5, "b": 5, "c": 50}, {"a": "c", "b": "c", "c": "c"}, 60),
        ({"a": 5, "b": 40, "c": 40}, {"a": "c", "b": "c", "c": "c"}, 85),
        ({"a": 2, "b": 0}, {"a": "c", "b": 0}, "c"),
        ({"a": 1, "b": 1}, {"a": "c", "b": "c"}, "c"),
        ({"a": 3, "b": 0, "c": 57}, {"a": "c", "b": 0, "c": "c"}, 60),
        ({}, {}, 0),
    ],
)
def test_what_is_told_of_cells_with_a_total(cells, told, total):
    safe = table(cells)

    assert ({name: as_printed(cell) for name, cell in safe.cells.items()}, as_printed(safe.total)) == (told, total)


def test_a_disclosive_nought_takes_its_neighbour_with_it():
    safe = table({"a": 0, "b": 12}, zero_disclosive=True)

    assert ([as_printed(cell) for cell in safe.cells.values()], safe.total) == (["c", "c"], 12)


def test_a_count_below_nought_is_refused():
    with pytest.raises(ValueError, match="nought or more"):
        table({"a": -1})


@pytest.mark.parametrize(("residual", "left"), [(2, {1}), (3, {1, 2}), (4, {1, 2, 3}), (7, {2, 3, 4, 5}), (9, {4, 5}), (10, {5})])
def test_how_many_guesses_two_hidden_cells_leave(residual, left):
    assert guesses(residual, 2, 1, 49) == left


@pytest.mark.parametrize("case", cases("disclosure"))
def test_every_worked_example_of_what_is_told(case):
    more = {"zero_disclosive": case.get("zero_disclosive", False)}
    if "cells" in case:
        safe = table(case["cells"], **more)
        found = {**{name: as_printed(cell) for name, cell in safe.cells.items()}, "total": as_printed(safe.total)}
    else:
        found = dict(zip(("numerator", "denominator", "percent"), published(case["numerator"], case["denominator"], **more), strict=True))

    assert found == case["published"]
    for name, apart in (("residual", "feasible"), ("residual_if_only_two", "feasible_if_only_two")):
        for least, most in case.get(apart, {}).values():
            left = guesses(case[name], 2, 1, 49)
            assert (min(left), max(left)) == (least, most)


@given(st.integers(0, 400), st.integers(0, 400), st.booleans(), st.booleans())
def test_nothing_few_is_ever_told_of_a_share(numerator, rest, zero_disclosive, strict):
    denominator = max(numerator + rest, 1)

    told = published(numerator, denominator, zero_disclosive=zero_disclosive, strict=strict)

    assert not any(part != "c" and 1 <= part <= 5 for part in told[:2])
    assert (told[0] == "c") == (told[2] == "c")
    assert not (strict and told[0] != "c" and 1 <= denominator - told[0] <= 5)
    assert (told[0] == "c") or denominator > 10


@given(st.lists(st.integers(0, 60), max_size=7), st.booleans())
@settings(max_examples=200)
def test_nothing_few_is_ever_told_of_cells(counts, zero_disclosive):
    safe = table({str(n): count for n, count in enumerate(counts)}, zero_disclosive=zero_disclosive)

    hidden = [cell for cell in safe.cells.values() if cell is HIDDEN]
    assert not any(cell is not HIDDEN and 1 <= cell <= 5 for cell in safe.cells.values())
    assert safe.total is HIDDEN or len(hidden) != 1


@pytest.mark.parametrize("zero_disclosive", [False, True])
@pytest.mark.parametrize(("number", "largest"), [(1, 15), (2, 40), (3, 24), (4, 22)])
def test_who_knows_the_rules_and_sees_everything_is_left_with_three_guesses(number, largest, zero_disclosive):
    """Every table up to a total: those that look alike from outside differ in each hidden cell by at least three."""
    alike = defaultdict(list)
    for counts in itertools.product(range(largest + 1), repeat=number):
        if sum(counts) <= largest:
            safe = table({str(n): count for n, count in enumerate(counts)}, zero_disclosive=zero_disclosive)
            alike[*map(as_printed, safe.cells.values()), as_printed(safe.total)].append(counts)

    left = [len({counts[n] for counts in tables}) for seen, tables in alike.items() for n in range(number) if seen[n] == "c"]

    assert min(left) >= 3
