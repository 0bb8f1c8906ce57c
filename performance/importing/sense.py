"""Whether published counts can be: no more children did a thing than there are, where both counts are known to us."""

from __future__ import annotations

import json
from decimal import Decimal

from performance.importing import tokens
from performance.importing.measures import of_dataset
from performance.importing.reading import Fault, Reading, Row


def faults(found: Reading) -> list[Fault]:
    """A fault for each row whose numerator is above its denominator."""
    wanted = [(m.series, m.numerator, m.denominator, m.below) for m in of_dataset(found.dataset) if m.numerator and m.denominator]
    needed = {labels for series, _, _, below in wanted for labels in (series, below)}
    rows = {(row.labels.casefold(), row.area, row.ends_on): row for row in found.rows if row.labels.casefold() in needed}
    return [
        fault
        for series, numerator, denominator, below in wanted
        for (labels, area, ends_on), row in rows.items()
        if labels == series and (whole := rows.get((below, area, ends_on))) and (fault := _fault(row, numerator, whole, denominator))
    ]


def _fault(row: Row, numerator: str, whole: Row, denominator: str) -> Fault | None:
    some, all_of_them = _number(row, numerator), _number(whole, denominator)
    if some is None or all_of_them is None or some <= all_of_them:
        return None
    return Fault(row.line, numerator, f"{some:,} is above {all_of_them:,}, the number that it is part of (row {whole.line}).")


def _number(row: Row, figure: str) -> Decimal | None:
    return tokens.parse(json.loads(row.figures).get(figure, "")).value
