"""Starts the child that opens PDFs (`meetings.pdfs.child`), and says in sentences why a file cannot be taken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cpboard.core.jobs import JobFault
from cpboard.core.uploads import Refused

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; sys.path.insert(0, {root!r}); from meetings.pdfs.child import main; main()"
SECONDS, WORDS_SECONDS, MEMORY_MB = 30, 120, 768
PACK_SECONDS, PACK_MEMORY_MB = 300, 1536
SENTENCES = {
    "password": "This PDF asks for a password. Save it without one, and upload that.",
    "broken": "This PDF is damaged. Open it, print or save it as a PDF once more, and upload that.",
    "pages": "This PDF has more than 500 pages. Upload it in parts.",
    "large": "This PDF unpacks to something far too large. Print it to a PDF once more, and upload that.",
    "runs": "This PDF holds something that runs or a file within it. Print it to a PDF, and upload that.",
    "time": "This PDF took too long to read. Print it to a PDF once more, and upload that.",
}
BROKE_OFF = "The pack could not be put together. Ask for it again; if it fails again, ring the help desk."


def clean(content: bytes) -> tuple[bytes, int, bool]:
    """A PDF made anew from the pages of an upload, how many there are, whether it is tagged. Raises `Refused`."""
    said, made = _run({"what": "clean"}, {"given.pdf": content}, seconds=SECONDS, memory_mb=MEMORY_MB)
    if made is None:
        raise Refused(SENTENCES.get(said["fault"], SENTENCES["broken"]))
    return made, said["pages"], said["tagged"]


def words(content: bytes) -> str:
    """What the pages of a paper say, for search. Empty for one that cannot be read: it is a paper all the same."""
    said, _ = _run({"what": "words"}, {"given.pdf": content}, seconds=WORDS_SECONDS, memory_mb=MEMORY_MB)
    return str(said.get("words", ""))


def join(plan: dict[str, Any], files: Mapping[str, bytes]) -> tuple[bytes, dict[str, Any]]:
    """A pack of these files, and where its parts stand. Raises `JobFault`."""
    said, made = _run({"what": "join", "plan": plan}, files, seconds=PACK_SECONDS, memory_mb=PACK_MEMORY_MB)
    if made is None:
        raise JobFault(BROKE_OFF)
    return made, said


def _run(request: dict[str, Any], files: Mapping[str, bytes], *, seconds: int, memory_mb: int) -> tuple[dict[str, Any], bytes | None]:
    """What the child says and what it made, if it made anything. Its folder is gone when this returns."""
    limits = {"seconds": seconds, "memory_mb": memory_mb, "largest_mb": 512, "parent": os.getpid()}
    with tempfile.TemporaryDirectory(prefix="cpb-pdfs-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for each, content in files.items():
            (folder / each).write_bytes(content)
        said = _ask(folder, json.dumps({**request, **limits}).encode(), seconds + 10)
        made = folder / "made.pdf"
        return said, made.read_bytes() if made.exists() and "fault" not in said else None


def _ask(folder: Path, request: bytes, timeout: float) -> dict[str, Any]:
    """Start the child, which sees none of our secrets, and read its answer."""
    child = subprocess.Popen(
        [sys.executable, "-I", "-c", START.format(root=str(ROOT))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": str(folder), "HOME": str(folder)},
    )
    with child:
        try:
            answer, _ = child.communicate(request, timeout=timeout)
        except subprocess.TimeoutExpired:
            return {"fault": "time"}
        finally:
            child.kill()
    found: dict[str, Any] = json.loads(answer) if child.returncode == 0 and answer else {"fault": "broken"}
    return found
