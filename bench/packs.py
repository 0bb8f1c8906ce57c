"""A pack of 20 uploaded PDFs with 200 pages by its job, beside the bare merge of the same files."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

PAPERS, PAGES = 20, 10
Deed = Callable[[], Any]


def deeds(cast: Any) -> tuple[Deed, Deed, str]:
    """Build the pack; merge the same files with qpdf and nothing else; which qpdf that was: the program, or its library."""
    import pikepdf

    from tests.factories import meetings
    from tests.factories.packs import make_pack, make_upload
    from tests.meetings.pdf_files import make_pdf

    meeting = meetings.make_meeting(cast, days=70)
    folder = Path(tempfile.mkdtemp(prefix="cpb-bench-"))
    for number in range(PAPERS):
        content = make_pdf(f"Paper {number}", PAGES)
        make_upload(cast, meetings.make_item(cast, meeting, f"Item {number}"), f"Paper {number}", pages=PAGES, content=content)
        (folder / f"{number}.pdf").write_bytes(content)
    merge = ["--empty", "--pages", *(str(folder / f"{number}.pdf") for number in range(PAPERS)), "--", str(folder / "all.pdf")]
    program = shutil.which("qpdf")

    def bare() -> None:
        if program:
            subprocess.run([program, *merge], check=True)
        else:
            pikepdf.Job(["qpdf", *merge]).run()

    return lambda: make_pack(cast, meeting), bare, "qpdf" if program else "pikepdf.Job"
