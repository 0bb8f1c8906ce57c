"""How far numbers that add up can move: cells as arcs of a circulation, in whole numbers.

A cell of a table with totals stands in two sums, so the table is a network: a cell flows from its row to its column,
a column's total on from the column, the grand total from there to the rows' totals, and those back into the rows.
What a reader may believe of hidden cells is a pair of bounds for each arc; an arc that is told has both at its value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Arc = tuple[int, int]


@dataclass(frozen=True)
class Belief:
    """The least and the most that each arc can be, in the order of the arcs."""

    low: Sequence[int]
    high: Sequence[int]


class Net:
    """Arcs between nodes, and the numbers on them. `free` are the arcs that may move at all."""

    def __init__(self, arcs: Sequence[Arc], free: Sequence[int]) -> None:
        self.arcs = arcs
        self.steps: dict[int, list[tuple[int, int, int]]] = {}
        for arc in free:
            tail, head = arcs[arc]
            self.steps.setdefault(tail, []).append((arc, head, 1))
            self.steps.setdefault(head, []).append((arc, tail, -1))

    def settled(self, flow: Sequence[int], belief: Belief, free: Sequence[int]) -> list[int] | None:
        """Numbers within the belief, made from `flow` (which adds up and is nowhere too low); None if there are none.

        Where one arc cannot be brought down any more, a cut proves that no numbers fit.
        """
        moved = list(flow)
        for arc in free:
            while moved[arc] > belief.high[arc]:
                taken = self._turn(moved, belief, arc, -1, moved[arc] - belief.high[arc])
                if not taken:
                    return None
        return moved

    def can_be_three(self, flow: Sequence[int], belief: Belief, arc: int) -> bool:
        """Whether an arc can have at least three values within the belief. `flow` fits it."""
        found = 0
        for way in (1, -1):
            moved = list(flow)
            gained = 0
            while found + gained < 2:
                room = belief.high[arc] - moved[arc] if way > 0 else moved[arc] - belief.low[arc]
                taken = self._turn(moved, belief, arc, way, min(room, 2 - found - gained)) if room > 0 else 0
                if not taken:
                    break
                gained += taken
            found += gained
        return found >= 2

    def _turn(self, flow: list[int], belief: Belief, arc: int, way: int, most: int) -> int:
        """Move an arc by up to `most` (way 1: up, -1: down) and others with it, so that all still adds up.

        Gives by how much; 0 when nothing moves.
        """
        tail, head = self.arcs[arc]
        path = self._path(flow, belief, arc, head if way > 0 else tail, tail if way > 0 else head)
        if path is None:
            return 0
        room = min([most, *(_room(flow, belief, step, sign) for step, sign in path)])
        flow[arc] += way * room
        for step, sign in path:
            flow[step] += sign * room
        return room

    def _path(self, flow: list[int], belief: Belief, banned: int, start: int, goal: int) -> list[tuple[int, int]] | None:
        """The arcs that can carry one more from start to goal, the shortest way; None when there is no way."""
        came: dict[int, tuple[int, int, int]] = {start: (-1, 0, start)}
        queue = [start]
        for node in queue:
            for arc, there, sign in self.steps[node]:
                if there not in came and arc != banned and _room(flow, belief, arc, sign) > 0:
                    came[there] = (arc, sign, node)
                    if there == goal:
                        return _back(came, start, goal)
                    queue.append(there)
        return None


def _room(flow: list[int], belief: Belief, arc: int, sign: int) -> int:
    return belief.high[arc] - flow[arc] if sign > 0 else flow[arc] - belief.low[arc]


def _back(came: dict[int, tuple[int, int, int]], start: int, goal: int) -> list[tuple[int, int]]:
    path = []
    node = goal
    while node != start:
        arc, sign, node = came[node]
        path.append((arc, sign))
    return path
