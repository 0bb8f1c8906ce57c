"""Everything that is published, set before somebody with a solver: no hidden number is left with fewer than three values."""

from __future__ import annotations

import datetime as dt
import itertools
import multiprocessing
import random
import time
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor

import pytest

from performance.suppression import HIDDEN, Point, cross, over_time, single, table
from performance.suppression.course import in_turn
from tests.performance.attacker import FEW, Attack, Puzzle, Sum, grid_puzzle, line_puzzle

SAMPLE = 400
WHOLE = 100_000
BATCH = 2_500
SHAPES = [(1, n) for n in range(2, 7)] * 2 + [(2, 2), (2, 3), (3, 2), (3, 3), (2, 4), (4, 2), (3, 4), (4, 4)]


def suppressed(counts, zero_disclosive):
    """A table as it is published, as a puzzle."""
    least = 0 if zero_disclosive else 1
    if len(counts) == 1:
        safe = table({str(n): count for n, count in enumerate(counts[0])}, zero_disclosive=zero_disclosive)
        return line_puzzle(list(safe.cells.values()), safe.total, least)
    return grid_puzzle(len(counts), len(counts[0]), cross(counts, zero_disclosive=zero_disclosive).numbers, least)


def random_table(chance):
    """Counts as boards have them: noughts, a few, some tens."""
    rows, columns = chance.choice(SHAPES)
    widest = chance.choice([8, 15, 30, 90])
    makers = [lambda: 0, lambda: chance.randint(1, 6), lambda: chance.randint(1, widest), lambda: chance.randint(6, 6 + widest)]
    return [[chance.choice(makers)() for _ in range(columns)] for _ in range(rows)]


def attack_tables(seed, number, publish=suppressed):
    """So many random tables, published and attacked: how many had marks, how many marks, what was found out, how often asked."""
    chance = random.Random(seed)
    seen = Counter()
    for _ in range(number):
        counts, zero_disclosive = random_table(chance), chance.random() < 0.2
        puzzle = publish(counts, zero_disclosive)
        attack = Attack(puzzle) if puzzle.hidden else None
        seen["found out"] += len(attack.bounded()) if attack else 0
        seen["asked"] += attack.asked if attack else 0
        seen["hidden"] += len(puzzle.hidden)
        seen["tables"] += 1
    return seen


def only_the_few(counts, zero_disclosive):
    """A broken suppressor: it hides what is few, and nothing to shield it."""
    least = 0 if zero_disclosive else 1
    sums = [*(sum(row) for row in counts), *(sum(column) for column in zip(*counts, strict=True)), sum(map(sum, counts))]
    numbers = [*itertools.chain(*counts), *sums]
    told = [HIDDEN if least <= number <= FEW else number for number in numbers]
    return line_puzzle(told[:-3], told[-1], least) if len(counts) == 1 else grid_puzzle(len(counts), len(counts[0]), told, least)


def without_the_audit(counts, zero_disclosive):
    """A broken suppressor: it sees to it that no line has one mark alone, and stops there."""
    told = [list(row) for row in counts]
    for row, given in zip(told, counts, strict=True):
        small = [place for place, count in enumerate(given) if (0 if zero_disclosive else 1) <= count <= FEW]
        left = sorted((count, place) for place, count in enumerate(given) if count and place not in small)
        for place in [*small, *([left[0][1]] if len(small) == 1 and left else [])]:
            row[place] = HIDDEN
    return line_puzzle(told[0], sum(counts[0]), 0 if zero_disclosive else 1)


def test_no_hidden_number_of_random_tables_is_found_out():
    seen = attack_tables(2026, SAMPLE)

    assert (seen["found out"], seen["tables"]) == (0, SAMPLE)
    assert seen["hidden"] > 5 * SAMPLE / 2


@pytest.mark.deep
def test_no_hidden_number_of_a_hundred_thousand_random_tables_is_found_out():
    began = time.monotonic()
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        batches = pool.map(attack_tables, range(WHOLE // BATCH), itertools.repeat(BATCH))
        seen = sum(batches, Counter())
    print(
        f"\nattacker: {seen['found out']} of {seen['hidden']:,} hidden numbers with fewer than 3 values, in {seen['tables']:,} tables; "
        f"the solver was asked {seen['asked']:,} times in {time.monotonic() - began:.0f} s"
    )
    assert (seen["found out"], seen["tables"]) == (0, WHOLE)


@pytest.mark.parametrize("broken", [only_the_few, without_the_audit])
def test_a_broken_suppressor_is_found_out(broken):
    chance = random.Random(7)
    tables = [counts for counts in (random_table(chance) for _ in range(200)) if broken is only_the_few or len(counts) == 1]

    puzzles = [broken(counts, False) for counts in tables]

    assert any(Attack(puzzle).bounded() for puzzle in puzzles if puzzle.hidden)


@pytest.mark.parametrize(
    ("seen", "total", "found"),
    [
        ([None, 40, 57], 100, [0]),  # one mark alone
        ([None, None, 50], 52, [0, 1]),  # 1 and 1
        ([None, None, 50], 60, [0, 1]),  # 5 and 5
        ([None, None, 50], 53, [0, 1]),  # 1 and 2, or 2 and 1
        ([None, None, 7], 18, [0, 1]),  # 5 and 6, or 6 and 5: only who knows the rules sees that it can be no other
        ([None, None, 50], 57, []),
        ([None, None, 57], 100, []),
    ],
)
def test_what_the_attacker_makes_of_one_line(seen, total, found):
    assert Attack(line_puzzle(seen, total)).bounded() == found


def test_the_attacker_sees_through_two_lines_at_once():
    seen = [None, None, 30, None, None, 9, 20, 31, 12, 33, 13, 63, 23, 35, 51, 109]

    assert Attack(grid_puzzle(3, 3, seen)).bounded() != []


def alike(shape, largest, zero_disclosive):
    """All tables up to a total, by what is published of them."""
    rows, columns = shape
    found = defaultdict(list)
    for counts in itertools.product(range(largest + 1), repeat=rows * columns):
        if sum(counts) <= largest:
            safe = cross([counts[row * columns : (row + 1) * columns] for row in range(rows)], zero_disclosive=zero_disclosive)
            if safe.rules:
                found[safe.numbers].append(counts)
    return found


def fewest_values(found):
    """The smallest number of values that a hidden cell has among tables that look the same from outside."""
    return min(len({t[n] for t in tables}) for seen, tables in found.items() for n in range(len(tables[0])) if seen[n] is HIDDEN)


@pytest.mark.parametrize("zero_disclosive", [False, True])
def test_who_knows_the_very_program_is_left_with_three_guesses(zero_disclosive):
    """The strongest attack there is: try every table and keep those of which exactly this is published."""
    assert fewest_values(alike((2, 2), 17, zero_disclosive)) >= 3


@pytest.mark.deep
def test_who_knows_the_very_program_is_left_with_three_guesses_in_larger_tables():
    seen = {(2, 2): alike((2, 2), 36, False), (2, 3): alike((2, 3), 15, False)}
    fewest = {shape: fewest_values(found) for shape, found in seen.items()}
    tables = sum(len(each) for found in seen.values() for each in found.values())
    print(f"\nattacker who has the program: {min(fewest.values())} values at least for each hidden number, in all {tables:,} small tables")
    assert min(fewest.values()) >= 3


# One figure alone, and one after another -----------------------------------------------------------------------------


def test_a_share_leaves_three_guesses_to_who_knows_the_program():
    found = defaultdict(set)
    for denominator in range(1, 80):
        for numerator in range(denominator + 1):
            safe = single(numerator, numerator, denominator)
            if safe.hidden:
                found[safe.denominator].add((numerator, denominator))

    assert len(found) > 60
    assert min(len(pairs) for pairs in found.values()) >= 3


QUARTERS = [(dt.date(2025, 4, 1), dt.date(2025, 6, 30)), (dt.date(2025, 7, 1), dt.date(2025, 9, 30))]
QUARTERS += [(dt.date(2025, 10, 1), dt.date(2025, 12, 31)), (dt.date(2026, 1, 1), dt.date(2026, 3, 31))]


def year_of(counts, *, each, so_far):
    """A year's figures in the order they are judged, with the quarters that each of them adds up."""
    points = [(Point(*QUARTERS[n], count, told=count == 0 or count > FEW), (n,)) for n, count in enumerate(counts) if each]
    for end in range(1 if each else 0, 4):
        total = sum(counts[: end + 1])
        if so_far:
            points.append((Point(QUARTERS[0][0], QUARTERS[end][1], total, told=total == 0 or total > FEW), tuple(range(end + 1))))
    order = in_turn(point for point, _ in points)
    return sorted(points, key=lambda pair: order.index(pair[0]))


def year_puzzle(counts, judge=over_time, **shown):
    """What a year's figures publish, as a puzzle: four quarters, of which each figure is a sum. Nobody need be told a quarter."""
    points = year_of(counts, **shown)
    fine = judge([point for point, _ in points])
    told = [point.numerator if ok and point.told else None for (point, _), ok in zip(points, fine, strict=True)]
    sums = tuple(Sum(parts, 4 + place) for place, (_, parts) in enumerate(points))
    return Puzzle((None, None, None, None, *told), sums, least=0, totals=frozenset(range(4, 4 + len(told))))


def least_and_most(puzzle):
    """By sums alone: for each hidden figure how many values the solver witnesses, at most three."""
    attack = Attack(puzzle)
    ours = dict.fromkeys(puzzle.hidden, (0, 500))
    found = attack.ask(ours, puzzle.hidden)
    return {place: len(values) for place, values in found.items()}


@pytest.mark.parametrize("shown", [{"each": False, "so_far": True}, {"each": True, "so_far": True}])
def test_no_quarter_with_a_few_children_comes_out_of_figures_one_after_another(shown):
    chance = random.Random(11)
    hidden = 0
    for _ in range(300):
        counts = [chance.choice([0, chance.randint(1, 5), chance.randint(6, 40)]) for _ in range(4)]
        left = least_and_most(year_puzzle(counts, **shown))
        few = [n for n, count in enumerate(counts) if 1 <= count <= FEW]
        hidden += len(few)
        assert all(left.get(n, 0) >= 3 for n in few), counts
    assert hidden > 300


def test_figures_that_nobody_holds_beside_one_another_are_found_out():
    puzzle = year_puzzle([7, 2, 30, 30], judge=lambda points: [True] * len(points), each=False, so_far=True)

    assert least_and_most(puzzle)[1] < 3
