"""Pages of many PDFs as one pack: stamped, linked, bookmarked, with the tags of every part (stack handbook §4).

Runs in the child process only. A pack is always put together anew from the parts that it was given, never cut out of
another pack, so that it cannot hold a page of anything else (security AC1, R19).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from meetings.pdfs import stamping, tagging

LINK = "pack:"


def join(plan: dict[str, Any], folder: Path, to: Path) -> dict[str, Any]:
    """Write the pack; say on which page each part begins and ends, and where its headings stand.

    `plan`: title, font, before (pages in front of a supplement), parts (each: file, title, mark for the stamp, item, own,
    ua). The first part is the cover with
    its contents, whose links read `pack:2` for the third part.
    """
    pack, roots, places = pikepdf.new(), [], []
    sources = [pikepdf.open(folder / part["file"]) for part in plan["parts"]]
    for source, part in zip(sources, plan["parts"], strict=True):
        first = len(pack.pages)
        pack.pages.extend(source.pages)
        pages = [page.obj for page in pack.pages][first:]
        tree = tagging.bring(source, pack)
        roots.append(tagging.Part(tree, pages, part["title"]))
        places.append({"first": first + 1, "last": first + len(pages), "marks": _marks(source, first) if part["own"] else {}})
    tagging.merge(pack, roots)
    _link(pack, places)
    _bookmark(pack, plan["parts"], places)
    with pikepdf.open(folder / plan["font"]) as carrier:
        stamping.stamp(pack, carrier, [part["mark"] for part in plan["parts"]], places, before=plan["before"])
    if plan["before"]:
        pack.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=plan["before"] + 1)]))
    _head(pack, plan["title"], claims=all(part["ua"] for part in plan["parts"]))
    pack.save(to, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return {"pages": len(pack.pages), "places": places, "links": _links_of(pack)}


def _marks(source: pikepdf.Pdf, before: int) -> dict[str, int]:
    """On which page of the pack each bookmark of our own paper stands, by its words."""
    numbers = {page.obj.objgen: number for number, page in enumerate(source.pages, start=before + 1)}
    found: dict[str, int] = {}
    with source.open_outline() as outline:
        waiting = list(outline.root)
        while waiting:
            item = waiting.pop()
            target = item.destination
            if isinstance(target, Array) and target[0].objgen in numbers:
                found[item.title] = numbers[target[0].objgen]
            waiting += item.children
    return found


def _link(pack: pikepdf.Pdf, places: list[dict[str, Any]]) -> None:
    """The links of the contents lead to the pages themselves."""
    for page in list(pack.pages)[: places[0]["last"]]:
        links: Any = page.obj.get("/Annots", [])
        for link in links:
            address = str(link.get("/A", {}).get("/URI", ""))
            if address.startswith(LINK):
                at = places[int(address.removeprefix(LINK))]["first"]
                del link["/A"]
                link.Dest = Array([pack.pages[at - 1].obj, Name.Fit])


def _links_of(pack: pikepdf.Pdf) -> list[int]:
    """Where the links of the contents lead, in their order, as page numbers of the pack."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pack.pages, start=1)}
    links = [link for page in pack.pages for link in page.obj.get("/Annots", []) if "/Dest" in link]
    return [numbers[link.Dest[0].objgen] for link in links if isinstance(link.Dest, Array) and link.Dest[0].objgen in numbers]


def _bookmark(pack: pikepdf.Pdf, parts: list[dict[str, Any]], places: list[dict[str, Any]]) -> None:
    """One bookmark an item, and below it one a paper."""
    above: pikepdf.OutlineItem | None = None
    with pack.open_outline() as outline:
        for part, place in zip(parts, places, strict=True):
            if part["item"] and (above is None or above.title != part["item"]):
                above = pikepdf.OutlineItem(part["item"], place["first"] - 1)
                outline.root.append(above)
            under = above.children if part["item"] and above is not None else outline.root
            under.append(pikepdf.OutlineItem(part["title"], place["first"] - 1))


def _head(pack: pikepdf.Pdf, title: str, *, claims: bool) -> None:
    """Title, language, page numbers as printed; the claim of a standard only where every part keeps it."""
    pack.Root.Lang = String("en-GB")
    pack.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pack.Root.PageMode = Name.UseOutlines
    pack.docinfo["/Title"] = title
    with pack.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        if claims:
            metadata["pdfuaid:part"] = "1"
