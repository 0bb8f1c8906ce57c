"""What is done with published statistics: files are taken in whole, or not at all.

    outcomes = import_statistics([File("release.csv", content)], authority="874", by=viewer, now=now)

A release says a thing once: the same rows again change nothing, other figures under the same name are refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from cpboard.core import events
from cpboard.core.access import Viewer, require
from performance import policies
from performance.catalogue.operations import load_catalogue
from performance.colours.operations import rate_anew
from performance.importing import deriving, holding, layouts, places, sense, stored
from performance.importing.measures import of_dataset
from performance.importing.reading import Fault, Near, Place, Reading, Refused, Table
from performance.models import Area, Comparator, Indicator, Neighbour, Release, Series

KEY = ("indicator_id", "area", "period_ends_on", "release", "method", "model", "used")


@dataclass(frozen=True)
class File:
    """A file as it came: its name and what is in it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Outcome:
    """What became of a file. `rows` is what it holds below its head; each is `held` or in `passed`; `new` came in now."""

    file: str
    layout: str
    dataset: str
    release: str
    rows: int
    held: int
    new: int
    passed: tuple[Fault, ...] = ()
    older: str = ""
    changes: tuple[holding.Change, ...] = ()


@dataclass
class _Run:
    """One import: who, when, and what it touched."""

    by: Viewer
    now: dt.datetime
    touched: list[Release] = field(default_factory=list)
    all_again: bool = False


@transaction.atomic
def import_statistics(
    files: Sequence[File], *, authority: str = "", release: str = "", series: str = "", by: Viewer, now: dt.datetime
) -> list[Outcome]:
    """Take in files of published statistics, all of them or none, and work out what stands beside our figures.

    `authority` is the three-figure number of this council, said once. `release` names a release that is not the
    first of its year; `series` is the measure of a LAIT download. Raises Refused for a file that is not right.
    """
    require(policies.may_load_statistics(by))
    run, today = _Run(by, now), timezone.localdate(now)
    read = [(file, *layouts.read(file.name, file.content, today=today, said=release, series=series)) for file in files]
    outcomes = [
        _take(run, table, found) for _, table, found in sorted(read, key=lambda one: (one[2].newest_on or dt.date.min, one[0].name))
    ]
    if authority:
        _say_which_is_ours(run, authority)
    _compare(run)
    return outcomes


# One file ----------------------------------------------------------------------------------------------------------


def _take(run: _Run, table: Table, found: Reading) -> Outcome:
    found.faults += sense.faults(found)
    found.require_sound(table.file, len(table.rows))
    before = Area.objects.count()
    areas = _areas(found.places)
    told = Outcome(table.file, found.layout, found.dataset, found.release, len(table.rows), found.held, 0, tuple(found.passed))
    if found.near:
        return replace(told, new=_hold_neighbours(run, found, areas, table.file))
    if found.codes:
        return replace(told, new=len(load_catalogue(by=run.by, now=run.now)))
    if found.about:
        return replace(told, new=_describe(found))
    return _hold_rows(run, table, found, areas, told) if found.rows else replace(told, new=Area.objects.count() - before)


def _areas(given: dict[str, Place]) -> dict[str, int]:
    """The keys of areas by code; those that are new are written down, and a region where it was not known."""
    wanted = {**{code: place for each in given.values() if (code := each.region) and (place := places.known(code))}, **given}
    held = {area.code: area for area in Area.objects.filter(code__in=wanted)}
    new = [Area(code=code, name=place.name, kind=place.kind) for code, place in wanted.items() if code not in held]
    held.update((area.code, area) for area in Area.objects.bulk_create(new))
    moved = [area for code, area in held.items() if wanted[code].region and area.region_id is None]
    for area in moved:
        area.region = held[wanted[area.code].region]
    Area.objects.bulk_update(moved, ["region"])
    return {code: area.pk for code, area in held.items()}


def _series(dataset: str, labels: Iterable[str]) -> dict[str, int]:
    """The keys of series by their labels in small letters; those that are new are written down."""
    wanted = {each.casefold(): each for each in labels}
    held = {each.labels.casefold(): each.pk for each in Series.objects.filter(dataset=dataset)}
    new = [Series(dataset=dataset, labels=each) for key, each in wanted.items() if key not in held]
    return {**held, **{each.labels.casefold(): each.pk for each in Series.objects.bulk_create(new)}}


def _describe(found: Reading) -> int:
    """What a dictionary says of its measures; gives how many entries were new or other than before."""
    _series(found.dataset, found.about)
    changed = [
        each for each in Series.objects.filter(dataset=found.dataset, labels__in=found.about) if each.about != found.about[each.labels]
    ]
    for each in changed:
        each.about = found.about[each.labels]
    Series.objects.bulk_update(changed, ["about"])
    return len(changed)


def _hold_rows(run: _Run, table: Table, found: Reading, areas: dict[str, int], told: Outcome) -> Outcome:
    series = _series(found.dataset, {row.labels for row in found.rows})
    release = Release.objects.filter(dataset=found.dataset, name=found.release).first()
    if release:
        new, conflicts = holding.add_missing(release.pk, found.rows, series, areas)
        _require_no_other_figures(table.file, release, conflicts)
    else:
        release = _release(run, table, found)
        new = holding.copy_new(release.pk, found.rows, series, areas)
    if not new:
        return told
    run.touched.append(release)
    events.record("performance.import_statistics", subject=release, by=run.by, at=run.now, rows=new)
    return replace(told, new=new, **_against(stored.older(release), release))


def _release(run: _Run, table: Table, found: Reading) -> Release:
    return Release.record(
        dataset=found.dataset,
        name=found.release,
        newest_on=found.newest_on,
        layout=found.layout,
        file=table.file[:200],
        digest=table.digest,
        loaded_by=run.by.user,
        loaded_at=run.now,
    )


def _against(older: Release | None, release: Release) -> dict[str, Any]:
    if older is None:
        return {}
    return {"older": older.name, "changes": tuple(holding.changes(older.pk, release.pk))}


def _require_no_other_figures(file: str, release: Release, conflicts: Sequence[holding.Conflict]) -> None:
    if conflicts:
        faults = [Fault(each.line, "", f"held {_printed(each.held)}, given {_printed(each.given)}.") for each in conflicts]
        raise Refused(file, f"“{release.name}” already says otherwise. If it was corrected, give the newer release a name.", faults)


def _printed(figures: dict[str, str]) -> str:
    return ", ".join(f"{name} {figure}" for name, figure in figures.items())


# Similar councils, and which council is ours -----------------------------------------------------------------------


def _hold_neighbours(run: _Run, found: Reading, areas: dict[str, int], file: str) -> int:
    held = stored.neighbours(found.release)
    _require_same_neighbours(file, found, held)
    missing = {each.neighbour: Place(each.neighbour, "authority") for each in found.near if each.neighbour not in areas}
    keys = {**areas, **_areas(missing)}
    new = [each for each in found.near if (each.area, each.place) not in held]
    Neighbour.objects.bulk_create([_neighbour(found.release, each, keys) for each in new])
    run.all_again = run.all_again or bool(new)
    return len({each.area for each in new})


def _neighbour(model: str, near: Near, keys: dict[str, int]) -> Neighbour:
    return Neighbour(model=model, area_id=keys[near.area], place=near.place, neighbour_id=keys[near.neighbour], closeness=near.closeness)


def _require_same_neighbours(file: str, found: Reading, held: dict[tuple[str, int], str]) -> None:
    other = [each for each in found.near if held.get((each.area, each.place), each.neighbour) != each.neighbour]
    if other:
        faults = [Fault(each.line, f"SN{each.place}", f"held {held[each.area, each.place]}, given {each.neighbour}.") for each in other]
        raise Refused(file, f"the model of {found.release} already says otherwise.", faults)


def _say_which_is_ours(run: _Run, code: str) -> None:
    area = Area.objects.filter(code=code, kind=Area.Kind.AUTHORITY).first()
    if area is None:
        raise Refused("--authority", f"no file names a council with the number {code}.")
    if not area.ours:
        Area.objects.filter(ours=True).update(ours=False)
        Area.objects.filter(pk=area.pk).update(ours=True)
        events.record("performance.say_which_is_ours", subject=area, by=run.by, at=run.now)
        run.all_again = True


# What stands beside ours -------------------------------------------------------------------------------------------


def _compare(run: _Run) -> None:
    """Work out the comparators of what was touched, and rate our figures anew where there are new ones."""
    near, releases = stored.around(), list(Release.objects.all()) if run.all_again else run.touched
    indicators = {indicator.code: indicator for indicator in Indicator.objects.filter(retired_on__isnull=True)}
    for release in releases:
        measures = [m for m in of_dataset(release.dataset) if m.code in indicators and indicators[m.code].unit == m.unit]
        rows = stored.rows(release, measures, near)
        for measure in measures:
            _hold_comparators(run, release, indicators[measure.code], list(deriving.facts(measure, rows, near)))


def _hold_comparators(run: _Run, release: Release, indicator: Indicator, found: Sequence[dict[str, Any]]) -> None:
    """Write down the comparators that are not there. One that is there stays: a release says a thing once."""
    held = set(Comparator.objects.filter(indicator=indicator, release=release.name).values_list(*KEY))
    given = [
        Comparator(indicator=indicator, release=release.name, newest_on=release.newest_on, loaded_at=run.now, **facts) for facts in found
    ]
    new = [each for each in given if tuple(getattr(each, name) for name in KEY) not in held]
    Comparator.objects.bulk_create(new)
    if new:
        rate_anew(indicator, indicator.values.standing(), run.now)
