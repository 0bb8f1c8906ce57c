"""What the head of a file may say, and what is said of it: never a word that somebody wrote into a cell.

A file that is not what we think it is may hold a child's name in any cell, its first row too. So a message names
only those columns that are on a list of ours, and counts the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from performance.importing.reading import Fault, Refused, Sheet, plain
from performance.importing.workbooks import column_name

OF_A_CHILD = {
    **dict.fromkeys(("child", "child_id", "childid", "la_child_id", "child_la_code", "child_number"), "CHILD"),
    **dict.fromkeys(("pupil_id", "person_id", "unique_id", "case_id", "client_id", "mosaic_id", "liquidlogic_id"), "PERSON ID"),
    **dict.fromkeys(("dob", "date_of_birth", "birth_date", "dobdate", "mother_dob", "mc_dob", "d.o.b", "d.o.b."), "DOB"),
    **dict.fromkeys(("upn", "uln", "nhs_number", "nhs_no", "unique_pupil_number"), "UPN"),
    **dict.fromkeys(("name", "names", "surname", "forename", "forenames", "first_name", "last_name", "family_name"), "NAME"),
    **dict.fromkeys(("given_name", "child_name", "childs_name", "child_s_name", "name_of_child", "full_name", "initials"), "NAME"),
    **dict.fromkeys(("young_person", "young_persons_name", "pupil_name"), "NAME"),
    **dict.fromkeys(("home_post", "pl_post", "postcode", "home_postcode", "placement_postcode", "home_address", "address"), "ADDRESS"),
}


def require_no_child(name: str, cells: Sequence[str]) -> None:
    """Raise Refused for a head of which a column is about a single child. It names our word for the column, not theirs."""
    for place, cell in enumerate(cells):
        known = OF_A_CHILD.get(plain(cell.replace("’", "").replace("'", "")))
        if known:
            raise Refused(
                name,
                f"column {column_name(place)} is one of a child’s record ({known}), so its rows are about single children. "
                "A board looks at figures, not at children's records: nothing of it was taken in. Load counts instead.",
            )


def found(sheet: Sheet, known: Iterable[str]) -> str:
    """How many columns the first row has, and which of them are on our list."""
    cells = [cell for cell in sheet.rows[0][1] if cell.strip()] if sheet.rows else []
    if not cells:
        return "nothing"
    ours = sorted({plain(cell) for cell in cells} & set(known))
    number = f"{len(cells)} {'column' if len(cells) == 1 else 'columns'}"
    return f"{number}, among them {', '.join(ours)}" if ours else f"{number}, none of them known here"


def require_no_formulas(name: str, sheet: Sheet, head: int, read: set[int]) -> None:
    """Raise Refused for a formula in a column that is read, from the head on: what it shows may be of another day."""
    first = sheet.rows[head][0]
    faults = [
        Fault(row, f"column {column_name(place)}", "This cell holds a formula. Paste its value.")
        for row, place in sheet.formulas
        if row >= first and place in read
    ]
    if faults:
        raise Refused(name, "the sheet holds formulas. Paste values only.", faults)
