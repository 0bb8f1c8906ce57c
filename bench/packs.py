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
    """Build the pack; merge the files as they were sent, with qpdf and nothing else; qpdf's program, or its library."""
    import pikepdf

    from bench.papers import papers
    from meetings.pdfs import process
    from tests.factories import meetings
    from tests.factories.packs import make_pack, make_upload

    meeting = meetings.make_meeting(cast, days=70)
    folder = Path(tempfile.mkdtemp(prefix="cpb-bench-"))
    for number, sent in enumerate(papers(PAPERS, PAGES)):
        content, pages, tagged = process.clean(sent)
        item = meetings.make_item(cast, meeting, f"Item {number}")
        make_upload(cast, item, f"Paper {number}", pages=pages, content=content, tagged=tagged)
        (folder / f"{number}.pdf").write_bytes(sent)
    merge = ["--empty", "--pages", *(str(folder / f"{number}.pdf") for number in range(PAPERS)), "--", str(folder / "all.pdf")]
    program = shutil.which("qpdf")

    def bare() -> None:
        if program:
            subprocess.run([program, *merge], check=True)
        else:
            pikepdf.Job(["qpdf", *merge]).run()

    return lambda: make_pack(cast, meeting), bare, "qpdf" if program else "pikepdf.Job"
