"""The one-to-one pairing of greatest weight: the linear assignment problem, solved exactly.

Shortest augmenting paths after Jonker and Volgenant in the rectangular form of Crouse (2016),
cubic in the shorter side. Equal weights fall as they do in ``scipy.optimize``, so that figures
can be compared digit by digit.
"""

from collections.abc import Sequence

Matrix = Sequence[Sequence[float]]


def best_pairs(weights: Matrix) -> list[tuple[int, int]]:
    """(row, column) of every pair, sorted by row; the shorter side is paired completely."""
    if not weights or not weights[0]:
        return []
    costs = [[-weight for weight in row] for row in weights]
    if len(costs) <= len(costs[0]):
        return list(enumerate(_Solver(costs).solve()))
    turned = [list(column) for column in zip(*costs, strict=True)]
    return sorted((row, column) for column, row in enumerate(_Solver(turned).solve()))


class _Solver:
    """The state of one solution; rows are never more than columns."""

    def __init__(self, costs: Matrix) -> None:
        self.costs = costs
        rows, columns = len(costs), len(costs[0])
        self.row_price = [0.0] * rows
        self.column_price = [0.0] * columns
        self.column_of = [-1] * rows
        self.row_of = [-1] * columns

    def solve(self) -> list[int]:
        """The column of each row."""
        for row in range(len(self.costs)):
            self._add(row)
        return self.column_of

    def _add(self, start: int) -> None:
        """Pairs one more row along the shortest path to a free column, and moves the prices."""
        columns = len(self.row_of)
        distance = [float("inf")] * columns
        reached_from = [-1] * columns
        remaining = list(range(columns - 1, -1, -1))
        rows_seen: list[int] = []
        columns_seen: list[int] = []
        length, row, sink = 0.0, start, -1
        while sink < 0:
            rows_seen.append(row)
            best = self._relax(row, length, distance, reached_from, remaining)
            column = remaining[best]
            length = distance[column]
            columns_seen.append(column)
            remaining[best] = remaining[-1]
            remaining.pop()
            if self.row_of[column] < 0:
                sink = column
            else:
                row = self.row_of[column]
        self.row_price[start] += length
        for row in rows_seen[1:]:
            self.row_price[row] += length - distance[self.column_of[row]]
        for column in columns_seen:
            self.column_price[column] -= length - distance[column]
        self._augment(start, sink, reached_from)

    def _relax(
        self,
        row: int,
        length: float,
        distance: list[float],
        reached_from: list[int],
        remaining: list[int],
    ) -> int:
        """The place in ``remaining`` of the nearest column, a free one where several are."""
        costs, price = self.costs[row], self.row_price[row]
        best, lowest = -1, float("inf")
        for place, column in enumerate(remaining):
            step = length + costs[column] - price - self.column_price[column]
            if step < distance[column]:
                distance[column] = step
                reached_from[column] = row
            reach = distance[column]
            if reach < lowest or (reach == lowest and self.row_of[column] < 0):
                best, lowest = place, reach
        return best

    def _augment(self, start: int, sink: int, reached_from: list[int]) -> None:
        column = sink
        while True:
            row = reached_from[column]
            self.row_of[column] = row
            self.column_of[row], column = column, self.column_of[row]
            if row == start:
                return
