"""Makes one PDF in a process of its own: `python -I pdf_child.py`, started by `cpboard.core.pdf` only.

It gets one JSON object on standard input (html, assets, limits) and answers on standard output with
the PDF, or with a JSON object that names the fault. It knows nothing of Django, of the database or of
our other modules, and WeasyPrint is imported nowhere else. Two locks keep what people typed from
reaching a file or a network: the fetcher serves only `data:` and the handed-over assets, and after the
libraries are loaded the interpreter refuses to connect, to start programs and to open files
(security handbook AC12, §2.10).
"""

from __future__ import annotations

import base64
import ctypes
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NoReturn

MEGABYTE = 1024 * 1024
LARGEST_FILE = 64 * MEGABYTE
MOST_FILES = 256
TYPES = {"css": "text/css", "woff2": "font/woff2", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}
CLONE_NEWUSER, CLONE_NEWNET, PR_SET_PDEATHSIG = 0x10000000, 0x40000000, 1
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn")


class Fault(Exception):
    """Why there is no PDF: a word that `pdf` has a sentence for, and a detail without anybody's words."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(kind, detail)
        self.kind, self.detail = kind, detail


def make(request: Mapping[str, Any]) -> bytes:
    """The PDF for a request. Raises `Fault`."""
    try:
        return _written(request)
    except Fault:
        raise
    except MemoryError:
        raise Fault("memory") from None
    except RecursionError:
        raise Fault("nesting") from None
    except Exception as fault:
        raise Fault("other", place_of(fault)) from None


def _written(request: Mapping[str, Any]) -> bytes:
    weasyprint = load()
    if request["lock"]:  # pragma: no cover
        lock()
    assets = {name: base64.b64decode(content) for name, content in request["assets"].items()}
    document = weasyprint.HTML(string=request["html"], url_fetcher=fetcher_of(assets))
    if request["title_check"]:
        require_head(document.etree_element)
    try:
        pdf = document.write_pdf(pdf_variant="pdf/ua-1")
    except weasyprint.urls.FatalURLFetchingError as missing:
        raise Fault("asset", str(missing)) from None
    return bytes(pdf)


def load() -> Any:
    """WeasyPrint. Raises `Fault` if a library of the operating system is missing."""
    try:
        import weasyprint.urls  # noqa: PLC0415 - imported nowhere else, and not before the limits are set
    except OSError:
        raise Fault("libraries") from None
    return weasyprint


def fetcher_of(assets: Mapping[str, bytes]) -> Any:
    """What answers for every address in the page: `data:` and `asset:name`; all else is refused.

    A refused address leaves its place empty. An asset that was not handed over is our own mistake, and
    ends the work rather than leave a picture out of a report.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class InMemory(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            scheme, _, name = url.partition(":")
            if scheme.lower() == "data":
                return super().fetch(url, headers)
            if scheme != "asset":
                raise ValueError("This address is refused.")
            if name not in assets:
                raise FatalURLFetchingError(name[:80])
            kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
            return URLFetcherResponse(url, assets[name], {"Content-Type": kind})

    return InMemory(allowed_protocols=("data",), allow_redirects=False)


def require_head(root: Any) -> None:
    """A document for everybody has a title and a language. Raises `Fault`."""
    title = root.find("head/title")
    if title is None or not (title.text or "").strip():
        raise Fault("title")
    if not root.get("lang", "").strip():
        raise Fault("language")


def place_of(fault: BaseException) -> str:
    """Kind and place of a fault; never its message, which may hold what people wrote."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""  # noqa: PTH119
    return f"{type(fault).__name__}{where}"


def lock() -> None:  # pragma: no cover - a hook cannot be taken out again: the tests run it in a child
    """From here on no connection, no program, and no file outside the libraries and our own temporary folder."""
    roots = tuple(os.path.realpath(root) + os.sep for root in (sys.prefix, sys.base_prefix, os.environ["TMPDIR"]))
    sys.addaudithook(lambda event, args: refuse(event, args, roots))


def refuse(event: str, args: tuple[Any, ...], roots: tuple[str, ...]) -> None:
    """Raise PermissionError for what a page has no business to do."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and isinstance(args[0], str | bytes) and not os.path.realpath(os.fsdecode(args[0])).startswith(roots):
        raise PermissionError(event)


def limit(request: Mapping[str, Any]) -> None:  # pragma: no cover - would limit the tests: they run it in a child
    """Memory, time, files; no core dump, which would hold the paper; no life after our parent; no network."""
    memory, seconds = request["memory_mb"] * MEGABYTE, request["seconds"]
    for what, soft in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_NOFILE, MOST_FILES),
    ):
        resource.setrlimit(what, (soft, soft))
    system = ctypes.CDLL(None)
    with suppress(AttributeError):  # not every system has these two
        system.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        system.unshare(CLONE_NEWNET) and system.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    if os.getppid() != request["parent"]:
        sys.exit(1)


def main() -> NoReturn:  # pragma: no cover - ends the process: the tests run it in a child
    """Read, make, answer. What a library prints goes where standard error goes: nowhere (it repeats what people typed)."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    request = json.load(sys.stdin.buffer)
    limit(request)
    try:
        answer.write(make({**request, "lock": True}))
    except Fault as fault:
        answer.write(json.dumps({"fault": fault.kind, "detail": fault.detail}).encode())
    answer.flush()
    # Not sys.exit: the folder that libraries would tidy up now is our parent's to remove.
    os._exit(0)


if __name__ == "__main__":  # pragma: no cover
    main()
