"""The three checks of the house, each with a house that is broken on purpose."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.test.utils import isolate_apps
from django.urls import include, path

from cpboard.board.models import Body
from cpboard.core import checks, data_policy
from cpboard.core.access import ROOMS, GuardedModel, GuardedQuerySet, Viewer
from cpboard.core.records import OUR_APPS
from cpboard.core.sealing import SealedTextField
from voice.models import Theme

POLICY = data_policy.read(data_policy.FILE.read_text())


@pytest.fixture
def room() -> Iterator[None]:
    with isolate_apps("voice.postbox", "django.contrib.auth"):
        yield


@pytest.fixture
def policy() -> dict[str, Any]:
    return copy.deepcopy(POLICY)


def test_the_house_as_it_is_has_no_fault() -> None:
    call_command("check")
    assert [checks.unguarded(None), checks.stray_anonymous_views(None), checks.unclassified(None)] == [[], [], []]


# ── A table in a room ─────────────────────────────────────────────────────────────────────────────────────────────


def test_every_room_has_tables_and_all_of_them_are_looked_at() -> None:
    looked_at = {model._meta.label for model in checks.room_tables()}
    assert looked_at == {f"{room.rpartition('.')[2]}.{name}" for room in ROOMS for name in NAMES[room]}


NAMES = {"voice.postbox": ("Submission", "Answer", "UnsealRequest"), "meetings.closed": ("ClosedPaper", "ClosedNote")}


def test_a_plain_table_in_a_room_is_found(room: None) -> None:
    class Diary(models.Model):  # noqa: DJ008 - never shown
        words = models.TextField()

        class Meta:
            app_label = "postbox"

    assert list(checks.faults_of_guard(Diary)) == ["A table of a private room must be a GuardedModel."]


def test_a_guarded_table_that_says_nothing_of_its_readers_is_found(room: None) -> None:
    class Diary(GuardedModel):
        words = models.TextField()
        objects = GuardedQuerySet.as_manager()

        class Meta:
            app_label = "postbox"

    assert list(checks.faults_of_guard(Diary)) == ["It does not say who may read it: define `readable_by`."]


class Told(GuardedModel):
    """A guarded table as it should be, to break in one place."""

    class Meta:
        abstract = True

    @classmethod
    def readable_by(cls, viewer: Viewer) -> models.Q:
        return models.Q(pk__in=[])


def test_a_second_manager_without_a_guard_is_found(room: None) -> None:
    class Diary(Told):
        objects = GuardedQuerySet.as_manager()
        everything = models.Manager()

        class Meta:
            app_label = "postbox"

    assert list(checks.faults_of_guard(Diary)) == ["Its manager `everything` is not guarded."]


def test_a_name_that_leads_into_a_room_is_found(room: None) -> None:
    class Diary(Told):
        theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="diaries")
        body = models.ForeignKey(Body, on_delete=models.CASCADE)
        silent = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+")
        objects = GuardedQuerySet.as_manager()

        class Meta:
            app_label = "postbox"

    assert list(checks.faults_of_guard(Diary)) == [
        '`theme` leads in from outside: give it related_name="+".',
        '`body` leads in from outside: give it related_name="+".',
    ]


def test_an_open_history_of_a_room_is_found(room: None) -> None:
    class Diary(Told):
        history = "of every word"
        objects = GuardedQuerySet.as_manager()

        class Meta:
            app_label = "postbox"

    assert list(checks.faults_of_guard(Diary)) == ["It keeps an open history of its words."]


def test_check_stops_on_an_open_table_in_a_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "room_tables", lambda: [Theme])
    with pytest.raises(SystemCheckError, match="E001"):
        call_command("check")


# ── A page without sign-in ────────────────────────────────────────────────────────────────────────────────────────


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@login_not_required
def open_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_an_anonymous_page_is_found_wherever_it_is_mounted() -> None:
    deep = include(([path("minutes/", open_page, name="minutes"), path("papers/", page, name="papers")], "leak"))
    patterns = [path("a/", include([path("b/", deep), path("bare/", open_page)])), path("sign-in/", open_page, name="account_login")]
    assert list(checks.stray(patterns)) == ["leak:minutes", "bare/"]


def test_check_stops_on_a_stray_anonymous_page(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    with pytest.raises(SystemCheckError, match="E002"):
        call_command("check")


urlpatterns = [path("home/", open_page, name="home")]


# ── A column without a class ──────────────────────────────────────────────────────────────────────────────────────


def faults(policy: dict[str, Any]) -> list[str]:
    return list(data_policy.faults(policy, apps.get_models()))


def test_every_table_of_our_apps_has_a_line_of_its_own() -> None:
    ours = {model._meta.label for model in apps.get_models() if model._meta.app_label in OUR_APPS and not data_policy.tracked_by(model)}
    assert ours - POLICY["tables"].keys() == set()
    assert {"mfa.Authenticator", "sessions.Session", "account.EmailAddress"} <= POLICY["tables"].keys()


BREAKS: dict[str, tuple[Callable[[dict[str, Any]], Any], list[str]]] = {
    "a table without a line": (lambda p: p["tables"].pop("voice.Reply"), ["voice.Reply has no line."]),
    "a column without a class": (lambda p: p["tables"]["core.User"]["personal"].remove("email"), ["core.User.email has no class."]),
    "a link of many without a class": (
        lambda p: p["tables"]["core.Job"]["personal"].remove("watchers"),
        ["core.Job.watchers has no class."],
    ),
    "a table that is gone": (
        lambda p: p["tables"].update({"voice.Gone": p["tables"]["voice.Reply"]}),
        ["voice.Gone has a line, and there is no such table."],
    ),
    "a column that is gone": (
        lambda p: p["tables"]["voice.Reply"]["members"].append("gone"),
        ["voice.Reply.gone has a line, and there is no such column."],
    ),
    "a reason for a column that is gone": (
        lambda p: p["tables"]["voice.Reply"]["apart"].update(gone={"keep": "work"}),
        ["voice.Reply.gone has a line, and there is no such column."],
    ),
    "two classes": (lambda p: p["tables"]["voice.Reply"]["private"].append("text"), ["voice.Reply.text has two classes."]),
    "no reason": (lambda p: p["tables"]["voice.Reply"].pop("why"), ["voice.Reply does not say `why`."]),
    "no period": (lambda p: p["tables"]["voice.Reply"].pop("keep"), ["voice.Reply does not say `keep`."]),
    "no way out": (lambda p: p["tables"]["voice.Reply"].update(leaves=[]), ["voice.Reply does not say `leaves`."]),
    "an unknown period": (
        lambda p: p["tables"]["voice.Reply"].update(keep="long"),
        ["voice.Reply: nobody explained to keep it “long”."],
    ),
    "an unknown way out": (
        lambda p: p["tables"]["voice.Reply"].update(leaves=["window"]),
        ["voice.Reply: nobody explained the way out “window”."],
    ),
    "a word of no meaning": (
        lambda p: p["tables"]["voice.Reply"].update(membrs=["x"]),
        ["voice.Reply: “membrs” is not a word of this file."],
    ),
    "a class that nobody explained": (lambda p: p["classes"].pop("sealed"), ["The class sealed is not explained."]),
    "a history that holds more": (
        lambda p: p["history"]["personal"].clear(),
        [f"{model._meta.label}.history_user has no line under `history`." for model in apps.get_models() if data_policy.tracked_by(model)],
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_in_the_policy_is_found(policy: dict[str, Any], name: str) -> None:
    policy["tables"]["voice.Reply"].setdefault("private", [])
    break_it, expected = BREAKS[name]
    break_it(policy)
    assert sorted(faults(policy)) == sorted(expected)


def test_a_column_called_sealed_that_is_not_is_found(policy: dict[str, Any]) -> None:
    line = policy["tables"]["voice.Theme"]
    line["members"].remove("words")
    line["sealed"] = ["words"]
    assert faults(policy) == ["voice.Theme.words is sealed, and the column is not sealed."]


def test_a_sealed_column_called_something_else_is_found(policy: dict[str, Any]) -> None:
    line = policy["tables"]["postbox.Answer"]
    line["private"] += line.pop("sealed")
    assert faults(policy) == ["postbox.Answer.text is private, and the column is sealed."]


def test_a_new_column_is_found_before_anybody_writes_its_line() -> None:
    with isolate_apps("voice"):

        class Reply(models.Model):  # noqa: DJ008 - never shown
            text = models.TextField()
            secret = SealedTextField()

            class Meta:
                app_label = "voice"

        found = [fault for fault in data_policy.faults(POLICY, [Reply]) if "no class" in fault]
    assert found == ["voice.Reply.secret has no class."]


@pytest.mark.parametrize("text", ["tables: [", None])
def test_check_stops_on_a_policy_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "policy.yaml"
    if text:
        file.write_text(text)
    monkeypatch.setattr(data_policy, "FILE", file)
    with pytest.raises(SystemCheckError, match="E003"):
        call_command("check")
