"""Files of published statistics for tests: those of tests/data/statistics, whole or with something changed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl

from performance.importing.operations import File, import_statistics

FOLDER = Path(__file__).resolve().parents[1] / "data" / "statistics"
STABILITY_2024 = "la_cla_placement_stability 2024.csv"
STABILITY_2025 = "la_cla_placement_stability 2025.csv"
RATE_2024 = "cla_number_and_rate_per_10k_children 2024.csv"
RATE_2025 = "cla_number_and_rate_per_10k_children 2025.csv"
NEAR_2021 = "Statistical_Neighbour_Groupings_April_2021.csv"
NEAR_2025 = "sn_model_2025_wide.csv"
LAIT, DOWNLOAD, KS4 = "lait long.csv", "LAC_Pers_Abs.csv", "ks4_la.csv"
ADOPTION = "national_cla_adopted_average_time_between_adoption_process_stages.csv"
ALL = sorted(path.name for path in FOLDER.glob("*.csv"))


def file(name, **changed):
    """A file, with one piece of text put in the place of another: old, new."""
    content = (FOLDER / name).read_bytes()
    if changed:
        old, new = changed["old"].encode(), changed["new"].encode()
        assert old in content, (name, old)
        content = content.replace(old, new, 1)
    return File(changed.get("name", name), content)


def text(name, *lines):
    """A file of these lines."""
    return File(name, "\n".join(lines).encode())


def take(cast, now, *files, **more):
    """Import files, or names of files, as the performance officer."""
    given = [file(each) if isinstance(each, str) else each for each in files]
    return import_statistics(given, by=cast.viewer("performance"), now=now, **more)


def workbook(name, rows, *, state="visible", merge="", formula="", preamble=""):
    """An XLSX with one sheet that is read: shown, hidden, with merged cells, a formula (cell and text), or a preamble to its XML."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([int(cell) if str(cell).isdigit() else cell for cell in row])
    if merge:
        sheet.merge_cells(merge)
    if formula:
        sheet[formula] = "=1+1"
    other = book.create_sheet("Ayo Delaney")
    other.sheet_state = state
    packed = io.BytesIO()
    book.save(packed)
    return File(name, _with_preamble(packed.getvalue(), preamble) if preamble else packed.getvalue())


def _with_preamble(content, preamble):
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(packed, "w") as out:
        for part in read.infolist():
            text = read.read(part)
            out.writestr(part.filename, preamble.encode() + text if part.filename.endswith("sheet1.xml") else text)
    return packed.getvalue()


def unpacked_to(number):
    """An XLSX of a few kB that unpacks to so many bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", "<Types/>")
        out.writestr("xl/worksheets/sheet1.xml", b" " * number)
    return packed.getvalue()
