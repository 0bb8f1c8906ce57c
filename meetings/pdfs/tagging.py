"""The tags of several PDFs in one tree: each part keeps its own, under a part of the whole (stack handbook §4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


@dataclass(frozen=True)
class Part:
    """What came from one source: its tree, if it has one, and its pages in the pack."""

    tree: Any
    pages: list[Any]
    title: str


def bring(source: pikepdf.Pdf, pack: pikepdf.Pdf) -> Any:
    """The tree of a source whose pages are in the pack already; its leaves then point at those pages."""
    tree = source.Root.get("/StructTreeRoot")
    return None if tree is None else pack.copy_foreign(tree)


def merge(pack: pikepdf.Pdf, parts: list[Part]) -> None:
    """One tree over all parts. Numbers of pages and links are counted on; names of cells get a prefix for each part."""
    tagged = [part for part in parts if part.tree is not None]
    if not tagged:
        return
    document = pack.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array([])))
    root = pack.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=document))
    document.P = root
    numbers, names, roles = Array([]), [], Dictionary()
    after = 0
    for place, part in enumerate(tagged):
        for key in part.tree.get("/RoleMap", {}):
            roles[key] = part.tree.RoleMap[key]
        _take_in(part, document)
        names += _rename(pack, part, f"p{place}-")
        after = _count_on(part, numbers, after)
    root.ParentTree = pack.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = after
    if names:
        pairs = [each for pair in sorted(names, key=lambda pair: pair[0]) for each in (String(pair[0]), pair[1])]
        root.IDTree = Dictionary(Names=Array(pairs))
    if len(roles):
        root.RoleMap = roles
    pack.Root.StructTreeRoot = root
    pack.Root.MarkInfo = Dictionary(Marked=True)


def _take_in(part: Part, document: Any) -> None:
    """What stood at the top of a source stands as a part of the whole."""
    top = part.tree.get("/K", Array([]))
    for element in list(top) if isinstance(top, Array) else [top]:
        if str(element.get("/S", "")) == "/Document":
            element.S = Name.Part
        element.P = document
        document.K.append(element)


def _elements(part: Part) -> Iterator[Any]:
    top = part.tree.get("/K", Array([]))
    waiting = list(top) if isinstance(top, Array) else [top]
    while waiting:
        element = waiting.pop()
        if not isinstance(element, Dictionary):
            continue
        if "/S" in element:
            yield element
        below = element.get("/K")
        if isinstance(below, Array):
            waiting += list(below)
        elif isinstance(below, Dictionary):
            waiting.append(below)


def _rename(pack: pikepdf.Pdf, part: Part, prefix: str) -> list[tuple[bytes, Any]]:
    """Give each named cell a name of its own part, and each cell that speaks of it the same."""
    named = []
    for element in _elements(part):
        if "/ID" in element:
            name = prefix.encode() + bytes(element.ID)
            element.ID = String(name)
            named.append((name, element))
        said = element.get("/A")
        for attributes in list(said) if isinstance(said, Array) else [said]:
            if isinstance(attributes, Dictionary) and "/Headers" in attributes:
                attributes.Headers = Array([String(prefix.encode() + bytes(each)) for each in attributes.Headers])
    return named


def _count_on(part: Part, numbers: Any, after: int) -> int:
    """The parents of this part behind those before it; the next free number."""
    entries = dict(_numbers_in(part.tree.get("/ParentTree", Dictionary())))
    for page in part.pages:
        _shift(page, "/StructParents", after)
        for link in page.get("/Annots", []):
            _shift(link, "/StructParent", after)
    for key in sorted(entries):
        numbers.append(key + after)
        numbers.append(entries[key])
    return after + (max(entries) + 1 if entries else 0)


def _shift(holder: Any, key: str, by: int) -> None:
    if key in holder:
        holder[key] = int(holder[key]) + by


def _numbers_in(node: Any) -> Iterator[tuple[int, Any]]:
    """The pairs of a number tree, below its branches too."""
    pairs = list(node.get("/Nums", []))
    yield from ((int(key), value) for key, value in zip(pairs[::2], pairs[1::2], strict=False))
    for branch in node.get("/Kids", []):
        yield from _numbers_in(branch)
