"""An uploaded PDF, made anew from its pages: nothing that runs, nothing attached, no traces of who wrote it (security AC17).

Runs in the child process only. It takes pages by an allow-list of what may stand in them, then looks at every object of
what came out, and refuses the file if anything that could run is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Name

MOST_PAGES = 500
LARGEST_PAGE = 14_400  # points: the largest page that readers show
ON_A_PAGE = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/StructParents"}
ON_A_PAGE |= {"/Tabs", "/Group", "/UserUnit", "/Annots"}
IN_A_LINK = ("/Type", "/Subtype", "/Rect", "/Border", "/C", "/Contents", "/StructParent", "/A", "/QuadPoints", "/F", "/P")
TRACES = ("/Metadata", "/PieceInfo", "/OPI", "/AF", "/LastModified")
RUNS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/RichMediaExecute", "/Movie"}
HIDES = ("/JS", "/AA", "/OpenAction", "/EmbeddedFiles", "/EF", "/XFA")


class Fault(Exception):
    """Why the file cannot be taken: a word that the parent has a sentence for."""


def clean(source: Path, to: Path) -> dict[str, Any]:
    """Write the clean copy; say how many pages it has and whether it is tagged. Raises `Fault`."""
    try:
        with pikepdf.open(source, attempt_recovery=False) as given:
            return _cleaned(given, to)
    except pikepdf.PasswordError:
        raise Fault("password") from None
    except MemoryError:
        raise Fault("large") from None
    except pikepdf.PdfError:
        raise Fault("broken") from None


def _cleaned(given: pikepdf.Pdf, to: Path) -> dict[str, Any]:
    if not 0 < len(given.pages) <= MOST_PAGES:
        raise Fault("pages" if len(given.pages) else "broken")
    with suppress(pikepdf.PdfError):
        given.flatten_annotations("screen")
    for page in given.pages:
        _strip(page)
    made = pikepdf.new()
    made.pages.extend(given.pages)
    tagged = _take_tags(given, made)
    _drop_traces(made)
    _nothing_runs(made)
    made.save(to, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return {"pages": len(made.pages), "tagged": tagged}


def _strip(page: pikepdf.Page) -> None:
    """Only what a page needs to be shown; of what lies on it only links to the web. Raises `Fault` if it cannot be read."""
    width, height = (float(side) for side in page.mediabox[2:4])
    if max(abs(width), abs(height)) > LARGEST_PAGE:
        raise Fault("large")
    _read(page)
    shown: Any = page.obj
    for key in [key for key in shown if key not in ON_A_PAGE]:
        del shown[key]
    links: list[Any] = [link for link in shown.get("/Annots", []) if _goes_to_the_web(link)]
    for link in links:
        for key in [key for key in link if key not in IN_A_LINK]:
            del link[key]
        link.A = pikepdf.Dictionary(S=Name.URI, URI=link.A.URI)
    if "/Annots" in shown:
        shown.Annots = pikepdf.Array(links)


def _read(page: pikepdf.Page) -> None:
    """Unpack what is drawn, within the memory this process may use: a page that cannot be read is no page."""
    contents = page.obj.get("/Contents")
    for part in contents if isinstance(contents, pikepdf.Array) else [contents]:
        if isinstance(part, pikepdf.Stream):
            part.read_bytes()


def _goes_to_the_web(link: Any) -> bool:
    action: Any = link.get("/A", {}) if isinstance(link, pikepdf.Dictionary) else {}
    if str(link.get("/Subtype", "")) != "/Link" or str(action.get("/S", "")) != "/URI":
        return False
    return str(action.get("/URI", "")).lower().startswith(("https://", "http://", "mailto:"))


def _take_tags(given: pikepdf.Pdf, made: pikepdf.Pdf) -> bool:
    """The structure that readers for the blind need, if the file has one."""
    root = given.Root
    if "/StructTreeRoot" not in root:
        return False
    tree = made.copy_foreign(root.StructTreeRoot)
    made.Root.StructTreeRoot = tree
    made.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    made.Root.Lang = pikepdf.String(str(root.get("/Lang", "en-GB")))
    return True


def _objects(made: pikepdf.Pdf) -> Iterator[Any]:
    return (each for each in made.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream))


def _drop_traces(made: pikepdf.Pdf) -> None:
    """Who wrote it, with what, and notes of programs: in the file and in each picture."""
    for each in _objects(made):
        for key in TRACES:
            if key in each:
                del each[key]


def _nothing_runs(made: pikepdf.Pdf) -> None:
    """Look at every object. Raises `Fault` when one of them could run or hides a file."""
    for each in _objects(made):
        if any(key in each for key in HIDES) or str(each.get("/S", "")) in RUNS:
            raise Fault("runs")
