"""Who writes, how a view begins, what an operation looks like, what leads into a room or out of a publication."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from cpboard.board.models import Body
from cpboard.core.access import ROOMS, GuardedModel
from cpboard.core.records import OUR_APPS
from cpboard.publishing.models import Publication, ReleaseRequest
from tests.architecture import lints
from voice.models import Theme

# Who else writes, and why. Everything else goes through an operation.
WRITERS = {
    "cpboard/core/access.py": "the guard passes on what Django's queryset does",
    "cpboard/core/records.py": "the one door of sealed rows",
    "cpboard/core/querysets.py": "the account manager that Django's own commands call",
    "cpboard/core/events.py": "writes the event of every operation",
    "cpboard/core/files.py": "writes the row of a stored file",
    "cpboard/core/jobs.py": "a job is a row with a lease (docs/adr/0004)",
    "cpboard/core/mail.py": "the ledger of letters",
    "cpboard/core/letters.py": "the one letter before there is a right to ask for",
    "cpboard/core/management/commands/add_administrator.py": "the first account, before anybody may add one",
    "cpboard/publishing/door.py": "the only way out (docs/adr/0003)",
    "cpboard/publishing/loading/writing.py": "a year from files, whole or not at all",
    "cpboard/demo/": "the invented council",
    "cpboard/core/word.py": "writes a Word file in memory, never a row",
    "meetings/pdfs/": "writes PDFs in a folder of its own, never a row",
}
# Views that begin somewhere else than with the viewer, and why that tells nobody anything.
BEGINNINGS = {
    ("*", "Publication.objects"): "public",
    ("cpboard/publishing/report_views.py", "ReportBuild.objects"): "prefetched for reports that the viewer sees",
    ("cpboard/publishing/report_views.py", "Job.objects"): "the job of a report that the viewer sees",
    ("actions/views.py", "ActionTheme.objects"): "prefetched for actions that the viewer sees",
    ("actions/views.py", "Theme.objects"): "keys only; the form offers those that the viewer sees",
    ("actions/views.py", "MunicipalYear.objects"): "a calendar is no secret",
    ("champions/views/areas.py", "User.objects"): "the members of seats that the viewer sees",
    ("cpboard/demo/views.py", "get_object_or_404(User)"): "the page that picks a role, in the demonstration only",
}
# Steps of another deed that is atomic and that asked: they stand in a module of their own.
STEPS = {
    ("cpboard/publishing/operations.py", "record_build"): "in the transaction that finishes the job; who asked for it was asked then",
    ("performance/uploads/operations.py", "expire_old"): "the clock's own deed: nobody asks for it",
    ("meetings/operations/agenda.py", "add_standing_items"): "within create_meeting",
    ("meetings/operations/packs.py", "record_pack"): "in the transaction that finishes the job; who asked for it was asked then",
    ("meetings/operations/packs.py", "keep_words"): "the worker's own step; whoever uploaded the paper was asked then",
    ("meetings/operations/giving.py", "give_notice"): "within put_agenda_out and change_meeting",
    ("meetings/operations/giving.py", "agenda_out"): "within put_agenda_out",
    ("meetings/operations/giving.py", "agenda_changed"): "within add_item and remove_item",
    ("meetings/operations/giving.py", "report_added"): "within clear_report",
    ("meetings/operations/giving.py", "find_urgent"): "within put_agenda_out, change_meeting and record_urgency",
}


def names(path: Path) -> str:
    return str(path.relative_to(lints.ROOT))


def test_only_operations_write() -> None:
    writing = {names(path) for path in lints.modules() if lints.found_in(path, lints.writes) and not lints.is_operations(path)}
    stray = {path for path in writing if not path.startswith(tuple(WRITERS))}
    assert [line for path in stray for line in lints.found_in(lints.ROOT / path, lints.writes)] == []
    assert {writer for writer in WRITERS if not any(path.startswith(writer) for path in writing)} == set()


def test_operations_are_seen_to_write() -> None:
    assert {names(path) for path in lints.modules() if lints.is_operations(path) and lints.found_in(path, lints.writes)} >= {
        *("actions/operations.py", "voice/operations.py", "meetings/operations/meeting.py", "cpboard/board/operations.py"),
        *("voice/postbox/operations.py", "meetings/closed/operations.py"),
    }


def test_views_begin_with_the_viewer() -> None:
    views = [path for path in lints.modules() if lints.is_view(path)]
    found = {(names(path), what) for path in views for _, what in lints.unscoped(ast.parse(path.read_text()))}
    assert len(views) > 20
    assert {each for each in found if each not in BEGINNINGS and ("*", each[1]) not in BEGINNINGS} == set()
    assert {each for each in BEGINNINGS if each not in found and each[0] != "*"} == set()


def test_operations_are_atomic_by_name_by_somebody_and_ask_a_policy() -> None:
    deeds = [path for path in lints.modules() if lints.is_operations(path) or path.name == "door.py"]
    found = {(names(path), what) for path in deeds for _, what in lints.careless(ast.parse(path.read_text()))}
    assert {each for each in found if (each[0], each[1].split()[0]) not in STEPS} == set()
    assert {(path, what.split()[0]) for path, what in found} == set(STEPS)


OPERATION = """
@transaction.atomic
def close(action, *, by: Viewer, now: dt.datetime):
    '''Closes it.'''
    require(policies.may_close(by, action))
    action.save()
"""


def test_an_operation_as_it_should_be_has_no_fault() -> None:
    assert list(lints.careless(ast.parse(OPERATION))) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("@transaction.atomic\n", ""), "close is not atomic"),
        (("(action, *,", "(action, meeting, *,"), "close takes more than its subject by place"),
        (("*, by: Viewer,", "by: Viewer, *,"), "close takes more than its subject by place"),
        (("by: Viewer, ", ""), "close does not take `by` by name"),
        ((", now: dt.datetime", ""), "close does not take `now` by name"),
        (("require(policies.may_close(by, action))", "pass"), "close asks no policy"),
        (("    require(", "    if by:\n        require("), "close asks no policy"),
        (("require(policies.may_close(by, action))", "policies.may_close(by, action)"), "close asks no policy"),
    ],
)
def test_a_careless_operation_is_found(change: tuple[str, str], fault: str) -> None:
    assert change[0] in OPERATION
    assert fault in [what for _, what in lints.careless(ast.parse(OPERATION.replace(*change)))]


@pytest.mark.parametrize(
    "line",
    [
        *("action.save()", "Action.objects.create(title=x)", "Action.objects.filter(pk=1).update(title=x)", "action.delete()"),
        *("Action.objects.bulk_create(rows)", "Action.objects.bulk_update(rows, ['x'])", "Closure.record(action=a)", "self.action.save()"),
        *("Action.objects.get_or_create(pk=1)", "Action.objects.update_or_create(pk=1)", "x = body.actions.create()", "await a.asave()"),
    ],
)
def test_a_write_is_found(line: str) -> None:
    body = f"async def view():\n    {line}\n"
    assert len(list(lints.writes(ast.parse(body)))) == 1


@pytest.mark.parametrize("line", ["seen.update(more)", "operations.update(found, by=x)", "operations.close(a)", "events.record('x')"])
def test_what_is_no_write_is_not(line: str) -> None:
    assert list(lints.writes(ast.parse(line))) == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Theme.objects.get(pk=pk)", "Theme.objects"),
        ("Theme.objects.filter(x=1).visible_to(viewer)", "Theme.objects"),
        ("get_object_or_404(Theme.objects, pk=pk)", "Theme.objects"),
        ("get_object_or_404(Theme, pk=pk)", "get_object_or_404(Theme)"),
        ("rows = Theme.objects", "Theme.objects"),
        ("Theme._base_manager.all()", "Theme._base_manager"),
    ],
)
def test_a_view_that_begins_elsewhere_is_found(line: str, what: str) -> None:
    assert list(lints.unscoped(ast.parse(line))) == [(1, what)]


@pytest.mark.parametrize("line", ["Theme.objects.visible_to(viewer).first()", "Submission.objects.open_to(viewer)", "theme.replies.all()"])
def test_a_view_that_begins_with_the_viewer_is_not(line: str) -> None:
    assert list(lints.unscoped(ast.parse(line))) == []


# ── Relations ─────────────────────────────────────────────────────────────────────────────────────────────────────

LABELS = {room.rpartition(".")[2] for room in ROOMS}


def ways_into_rooms(outside: Iterable[type[models.Model]], labels: set[str]) -> Iterator[str]:
    """Names on rows outside that lead to rows of a room: an attribute, a filter, a prefetch."""
    for model in outside:
        for field in model._meta.get_fields():
            if (
                field.related_model is not None
                and getattr(field.related_model, "_meta", None)
                and field.related_model._meta.app_label in labels
            ):
                yield f"{model._meta.label}.{field.name}"


def test_nothing_outside_leads_into_a_room() -> None:
    outside = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label not in LABELS]
    assert len(outside) > 50
    assert list(ways_into_rooms(outside, LABELS)) == []


def test_a_name_that_leads_into_a_room_is_found() -> None:
    with isolate_apps("voice.postbox", "cpboard.board") as found:

        class Street(models.Model):  # noqa: DJ008 - never shown
            class Meta:
                app_label = "board"

        class Diary(GuardedModel):
            street = models.ForeignKey(Street, on_delete=models.CASCADE, related_name="diaries")
            silent = models.ForeignKey(Street, on_delete=models.CASCADE, related_name="+")

            class Meta:
                app_label = "postbox"

        assert list(ways_into_rooms([found.get_model("board", "Street")], LABELS)) == ["board.Street.diaries"]


def keys_into_apps(model: type[models.Model]) -> set[str]:
    """The apps other than the house itself that a table's keys point into."""
    relations = [field.related_model for field in model._meta.get_fields() if field.concrete and field.is_relation]
    return {related._meta.app_label for related in relations if related is not None} - {"core", "publishing"}  # type: ignore[union-attr]


@pytest.mark.parametrize("model", [Publication, ReleaseRequest])
def test_no_key_of_a_publication_points_into_the_apps(model: type[models.Model]) -> None:
    assert keys_into_apps(model) == set()


def test_a_key_from_a_publication_into_an_app_is_found() -> None:
    assert keys_into_apps(Theme) == {"board"}
    with isolate_apps("cpboard.publishing"):

        class Publication(models.Model):  # noqa: DJ008 - never shown
            theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
            body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")

            class Meta:
                app_label = "publishing"

    assert keys_into_apps(Publication) == {"voice", "board"}


def test_no_name_on_a_row_of_the_apps_leads_to_a_publication() -> None:
    """The other way round neither: a row does not know whether it is public."""
    private = [model for model in apps.get_models() if model._meta.app_label in OUR_APPS - {"publishing", "core"}]
    names_of = [
        field.name for model in private for field in model._meta.get_fields() if field.related_model in (Publication, ReleaseRequest)
    ]
    assert names_of == []
