"""Search inside Postgres, with the viewer's rights inside the query: what they may not see is not counted, ordered or hinted.

An app says in `ready()` what of it can be found:

    search.found_in(search.Source("decision", "Decisions", rows=Decision.objects.visible_to, words={"text": 50_000}, …))

Each source begins with the rows that this viewer may see; only these are looked through. The columns are looked up in a
GIN index on the same expression (`vector`), so nothing is copied, and what was taken back is gone in the next search.
The private rooms have no source: what lies there is read there and nowhere else (lock 2).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVector
from django.db.models import CharField, DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, Left
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cpboard.core import text
from cpboard.core.access import Viewer

CONFIG = "english"  # its stems are those of British English too: meet, meets, meeting; organise, organised
OPENS, SHUTS = "\u27e6", "\u27e7"  # round what was found, until the snippet is escaped
LONGEST = 200  # characters of a question
SHORT = 1_000  # characters: what is longer is not read for a list of results


@dataclass(frozen=True)
class Source:
    """One kind of thing that can be found. `words`: its columns and how many characters of each count."""

    name: str
    label: str
    rows: Callable[[Viewer], QuerySet[Any]]
    words: Mapping[str, int]
    day: str
    body: str
    shown: Callable[[Any], tuple[str, str]]
    related: tuple[str, ...] = ()

    @property
    def says(self) -> Any:
        """What a snippet is taken from."""
        columns = [Left(name, limit) for name, limit in self.words.items()]
        between = [part for column in columns for part in (Value(" "), column)][1:]
        return Concat(*between, output_field=TextField()) if len(columns) > 1 else Cast(columns[0], TextField())


@dataclass(frozen=True)
class Asked:
    """What somebody looks for, and how narrowly. Empty: everything they may see."""

    words: str
    kind: str = ""
    body: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True)
class Found:
    """One result: what it is, its title and address, whose, of which day, and the words round the hit."""

    label: str
    title: str
    url: str
    body: str
    day: dt.date
    snippet: SafeString


_sources: dict[str, Source] = {}


def found_in(source: Source) -> Source:
    """Register what can be found in an app."""
    _sources[source.name] = source
    return source


def sources() -> list[Source]:
    """Everything that can be found, in the order in which the apps said so."""
    return list(_sources.values())


def vector(words: Mapping[str, int]) -> SearchVector:
    """The words of these columns, as the index has them. Each counts so many characters, since a vector holds a megabyte."""
    return SearchVector(*(Left(name, limit) for name, limit in words.items()), config=CONFIG)


@dataclass
class Results:
    """All that was found, as something a paginator can count and cut: one query for the keys, one for each kind on a page."""

    asked: Asked
    viewer: Viewer
    _query: SearchQuery = field(init=False)

    def __post_init__(self) -> None:
        self._query = SearchQuery(self.asked.words, search_type="websearch", config=CONFIG)

    def __len__(self) -> int:
        return self.count()

    def count(self) -> int:
        """How many this viewer may see."""
        return len(self._keys)

    def __getitem__(self, cut: slice) -> list[Found]:
        keys = self._keys[cut]
        loaded = self._load(keys)
        return [loaded[kind, pk] for kind, pk, _ in keys if (kind, pk) in loaded]

    @cached_property
    def _keys(self) -> list[tuple[str, int, dt.date]]:
        """Kind, key and day of everything, the newest first: counted and cut from one reading, so that both agree."""
        first, *others = [self._found(source) for source in sources() if self.asked.kind in ("", source.name)]
        found = first.union(*others, all=True) if others else first
        return list(found.order_by("-found_on", "found_kind", "-found_pk"))

    def _found(self, source: Source) -> QuerySet[Any, tuple[str, int, dt.date]]:
        """Kind, key and day of what matches in one source: rights first."""
        seen = source.rows(self.viewer).annotate(found=vector(source.words)).filter(found=self._query)
        narrowed = _narrowed(seen, source, self.asked)
        named = {"found_kind": Value(source.name, CharField()), "found_pk": F("pk"), "found_on": Cast(source.day, DateField())}
        found: QuerySet[Any, tuple[str, int, dt.date]] = narrowed.order_by().annotate(**named).values_list(*named)
        return found

    def _load(self, keys: Iterable[tuple[str, int, dt.date]]) -> dict[tuple[str, int], Found]:
        by_kind: dict[str, list[int]] = {}
        for kind, pk, _ in keys:
            by_kind.setdefault(kind, []).append(pk)
        return {(kind, pk): row for kind, pks in by_kind.items() for pk, row in self._rows(_sources[kind], pks)}

    def _rows(self, source: Source, pks: list[int]) -> Iterable[tuple[int, Found]]:
        marks: dict[str, Any] = {"start_sel": OPENS, "stop_sel": SHUTS, "max_words": 32, "min_words": 16, "short_word": 3}
        snippet = SearchHeadline(source.says, self._query, config=CONFIG, **marks)
        long = [name for name, limit in source.words.items() if limit > SHORT]
        rows = source.rows(self.viewer).filter(pk__in=pks).select_related(*source.related).defer(*long)
        named = {"found_snippet": snippet, "found_body": F(f"{source.body}__name"), "found_on": Cast(source.day, DateField())}
        for row in rows.annotate(**named):
            title, url = source.shown(row)
            yield row.pk, Found(source.label, title, url, row.found_body, row.found_on, as_snippet(row.found_snippet))


def _narrowed(rows: QuerySet[Any], source: Source, asked: Asked) -> QuerySet[Any]:
    """Of one body, of one year."""
    if asked.body is not None:
        rows = rows.filter(**{source.body: asked.body})
    if asked.first is not None:
        rows = rows.filter(**{f"{source.day}__gte": asked.first})
    if asked.last is not None:
        rows = rows.filter(**{f"{source.day}__lte": asked.last})
    return rows


def as_snippet(marked: str) -> SafeString:
    """The words round a hit, without Markdown, escaped, with what was found in <mark>."""
    safe = escape(text.plain(marked))
    shown = re.sub(f"{OPENS}([^{OPENS}{SHUTS}]*){SHUTS}", r"<mark>\1</mark>", safe)
    return mark_safe(shown.replace(OPENS, "").replace(SHUTS, ""))  # noqa: S308 - escaped above, but for our own marks
