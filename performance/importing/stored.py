"""What is held already, as an import asks for it. Read only."""

from __future__ import annotations

from collections.abc import Sequence

from performance.importing import deriving
from performance.importing.measures import Measure
from performance.models import Area, Neighbour, Published, Release, Series


def around() -> deriving.Around:
    """Whose figures stand beside ours: nobody's but England's before it is said which council is ours."""
    ours = Area.objects.filter(ours=True).select_related("region").first()
    if ours is None:
        return deriving.Around()
    similar: dict[str, list[str]] = {}
    for each in Neighbour.objects.filter(area=ours).select_related("neighbour"):
        similar.setdefault(each.model, []).append(each.neighbour.code)
    return deriving.Around(ours.region.code if ours.region else "", similar)


def rows(release: Release, measures: Sequence[Measure], near: deriving.Around) -> deriving.Rows:
    """The rows of a release that measures need, for the areas that are looked at."""
    wanted = {labels for measure in measures for labels in (measure.series, measure.below)}
    named = Series.objects.filter(dataset=release.dataset).values_list("pk", "labels")
    series = [key for key, labels in named if labels.casefold() in wanted]
    found = Published.objects.of_release(release.pk).filter(series__in=series, area__code__in=near.codes)
    return {(each.series.labels.casefold(), each.area.code, each.ends_on): each.figures for each in found}


def older(release: Release) -> Release | None:
    """The release of the same data set that came before this one."""
    others = Release.objects.filter(dataset=release.dataset).exclude(pk=release.pk)
    return others.filter(newest_on__lte=release.newest_on).last()


def neighbours(model: str) -> dict[tuple[str, int], str]:
    """The code of each neighbour of a model, by area and place."""
    held = Neighbour.objects.filter(model=model).values_list("area__code", "place", "neighbour__code")
    return {(area, place): neighbour for area, place, neighbour in held}
