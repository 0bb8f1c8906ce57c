"""PDFs for everybody, from the same HTML as the page: tagged, titled, PDF/UA-1 (stack handbook §3, AC12).

    pdf = render(html, assets={"map.png": picture})     <img src="asset:map.png" alt="…">
    facts_of(pdf).pages, .title, .text, …               for manifests and tests

The template links `<link rel="stylesheet" href="asset:fonts.css">` to have Inter and Source Serif 4, and
needs `<html lang="en-GB">` and a `<title>`. Same input, same bytes. WeasyPrint runs in a child process
with limits of memory and time, no network and no files (`pdf_child`); it is not imported here.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cpboard.core.jobs import JobFault
from cpboard.core.pdf_facts import Facts as Facts
from cpboard.core.pdf_facts import facts_of as facts_of

logger = logging.getLogger(__name__)

SECONDS = 120
MEMORY_MB = 1024
FONTS = Path(__file__).resolve().parents[2] / "static" / "cpb" / "fonts"
FAMILIES = {"inter": "Inter", "source-serif-4": "Source Serif 4"}
CHILD = Path(__file__).with_name("pdf_child.py")
# What the operating system's own loader may need; nothing else of our surroundings reaches the child.
PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")

REASONS = {
    "libraries": "This computer lacks the libraries that draw a PDF. An administrator can add them with: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0",
    "title": "The document has no title. Give it a title, then build it again.",
    "language": "The document does not say its language. Tell the help desk: this is ours to mend.",
    "asset": "A picture or a font of the document is missing. Tell the help desk: this is ours to mend.",
    "memory": "The document is too large to build in one piece. Leave out large pictures or tables, then build it again.",
    "nesting": "The text is nested too deeply to be printed. Take lists out of lists, then build it again.",
    "time": "The document took too long to build. Leave out large tables, then build it again.",
    "stopped": "The work was stopped before the PDF was ready. Build it again.",
    "other": "The PDF could not be made. Build it again; if it fails again, ring the help desk.",
}
# How a child ends that could not answer any more; the drawing libraries abort when memory runs out.
ENDS = {
    -signal.SIGKILL: "stopped",
    -signal.SIGTERM: "stopped",
    -signal.SIGXCPU: "time",
    -signal.SIGABRT: "memory",
    -signal.SIGTRAP: "memory",
}


class PdfFailed(JobFault):
    """There is no PDF. The message is a sentence for people; `kind` is one of `REASONS`."""

    def __init__(self, kind: str) -> None:
        super().__init__(REASONS[kind])
        self.kind = kind


def render(
    html: str,
    *,
    assets: Mapping[str, bytes] | None = None,
    title_check: bool = True,
    timeout: float = SECONDS,
    memory_mb: int = MEMORY_MB,
) -> bytes:
    """The HTML as a tagged PDF (PDF/UA-1). `assets` are the only things it can show: `asset:name`.

    Raises `PdfFailed` when there is no title or language, or the limits of time (seconds) or memory
    (megabytes) are met. Nothing is left on disk.
    """
    given = {**fonts(), **(assets or {})}
    request = {
        "html": html,
        "assets": {name: base64.b64encode(content).decode() for name, content in given.items()},
        "title_check": title_check,
        "seconds": max(int(timeout), 1) + 1,
        "memory_mb": memory_mb,
        "parent": os.getpid(),
    }
    with tempfile.TemporaryDirectory(prefix="cpb-pdf-", ignore_cleanup_errors=True) as folder:
        return _answer_of(_child(Path(folder)), json.dumps(request).encode(), timeout)


def _child(folder: Path) -> subprocess.Popen[bytes]:
    """A process that sees none of our secrets and none of our modules (-I)."""
    around = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-I", str(CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={
            **around,
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "TMPDIR": str(folder),
            "HOME": str(folder),
            "SOURCE_DATE_EPOCH": "315532800",  # fonts cut down today are the same bytes as tomorrow
        },
    )


def _answer_of(child: subprocess.Popen[bytes], request: bytes, timeout: float) -> bytes:
    """What the child answers; it is over when this returns, however it returns."""
    with child:
        try:
            answer, _ = child.communicate(request, timeout=timeout)
        except subprocess.TimeoutExpired:
            raise PdfFailed("time") from None
        finally:
            child.kill()
    if child.returncode:
        raise _failed(ENDS.get(child.returncode, "other"), f"exit {child.returncode}")
    if not answer.startswith(b"%PDF-"):
        fault: dict[str, Any] = json.loads(answer)
        raise _failed(fault["fault"], fault["detail"])
    return answer


def _failed(kind: str, detail: str) -> PdfFailed:
    logger.warning("No PDF: %s %s", kind, detail)
    return PdfFailed(kind)


@cache
def fonts() -> Mapping[str, bytes]:
    """The fonts that every PDF can use, and the style sheet that names them: `asset:fonts.css`."""
    files = sorted(FONTS.glob("*.woff2"))
    return {"fonts.css": "".join(map(_face, files)).encode(), **{file.name: file.read_bytes() for file in files}}


def _face(file: Path) -> str:
    """inter-latin-700-normal.woff2 says family, weight and slope."""
    family, weight, slope = file.stem.replace("-latin-", "-").rsplit("-", 2)
    return f'@font-face{{font-family:"{FAMILIES[family]}";font-weight:{weight};font-style:{slope};src:url(asset:{file.name})}}'
