"""Files of published statistics for tests: those of tests/data/statistics, whole or with something changed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

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


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(name, rows, *, state="visible", extra="", shared=True, preamble=""):
    """An XLSX with one sheet; with `extra` put into the sheet as it is."""
    words = sorted({str(cell) for row in rows for cell in row})
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            _cell(f"{_letters(place)}{number}", str(cell), words if shared else None) for place, cell in enumerate(row) if cell != ""
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}"><sheets><sheet name="One" state="{state}"/></sheets></workbook>')
        out.writestr(
            "xl/worksheets/sheet1.xml", f'{preamble}<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData>{extra}</worksheet>'
        )
        if shared:
            items = "".join(f"<si><t>{escape(word)}</t></si>" for word in words)
            out.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{items}</sst>')
    return File(name, packed.getvalue())


def _letters(place):
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)


def _cell(reference, word, words):
    if words is None:
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(word)}</t></is></c>'
    if word.isdigit():
        return f'<c r="{reference}"><v>{word}</v></c>'
    return f'<c r="{reference}" t="s"><v>{words.index(word)}</v></c>'
