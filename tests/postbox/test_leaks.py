"""A child's words and the way to them are in the room and nowhere else.

Three canaries are sent: words whose writer wants nobody else to see them, words that may be shown changed, and the
decision of who was told. Then everything the house holds or says is searched for them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core import mail
from django.db import connection
from django.db.models import ForeignKey
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cpboard.core.models import Event, Job, User
from tests.cast import Cast, as_viewer
from tests.postbox.test_child_journey import visit, write
from tests.voice.test_views import form_of, page
from voice.models import Reply, Theme
from voice.postbox.models import Answer, Submission, UnsealRequest

KEPT = "kept-canary-one with my brother at the lake"
SHOWN = "shown-canary-two about the bus that never comes"
LETTER = "letter-canary-three we are sorry"
CANARIES = ("kept-canary", "shown-canary", "letter-canary")


@pytest.fixture
def journey(open_form: Cast, sign_in: Callable[[User], Client], caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    """Two messages from sending to answer, by the pages, with every log line kept."""
    caplog.set_level(logging.DEBUG)
    child = Client(headers={"User-Agent": "agent-canary", "Referer": "http://testserver/referer-canary"}, REMOTE_ADDR="203.0.113.77")
    worker = sign_in(open_form.participation)
    codes = []
    for words in (KEPT, SHOWN):
        check = write(child, words) if words == SHOWN else visit(child, "tell").press("Next").press("Next", words=words).press("Next")
        codes.append(" ".join(item.get_text() for item in check.press("Send").soup.select(".cpb-yp__code li")))
        message = Submission.objects.open_to(as_viewer(open_form.participation)).latest("pk")
        for deed, sent in DEEDS.items():
            url = reverse(f"postbox:{deed}", args=[message.pk])
            assert worker.post(url, sent).status_code == 302, deed
        url = reverse("postbox:answer", args=[message.pk])
        again = worker.post(url, {"text": LETTER, "signed": "Nadia"})
        assert worker.post(url, form_of(page_of(again))).status_code == 302
    return {"codes": codes, "log": caplog, "cast": open_form}


DEEDS = {
    "read": {},
    "decide": {"concern": "no"},
    "start_theme": {"title": "Buses", "said_by": "A young person"},
}


def page_of(response: Any) -> Any:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def every_row() -> Iterator[tuple[str, str]]:
    """Every row of every table as text, as a dump of the database would hold it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')
            yield from ((table, row[0]) for row in cursor.fetchall())


def test_no_table_holds_a_word_a_code_an_address_or_a_browser(journey: dict[str, Any]) -> None:
    rows = list(every_row())
    assert {"postbox_submission", "postbox_answer", "voice_historicaltheme", "core_event", "core_rate_limits"} <= {t for t, _ in rows}
    hidden = [*CANARIES, "agent-canary", "referer-canary", "203.0.113", *journey["codes"]]
    assert [(table, word) for table, row in rows for word in hidden if word in row] == []


def test_the_search_finds_what_is_not_sealed(journey: dict[str, Any]) -> None:
    assert [table for table, row in every_row() if "Buses" in row].count("voice_theme") == 2


def test_the_room_holds_them_for_those_who_may_read(journey: dict[str, Any]) -> None:
    viewer = as_viewer(journey["cast"].participation)
    assert [message.words for message in Submission.objects.open_to(viewer).order_by("pk")] == [KEPT, SHOWN]
    assert {letter.text for letter in Answer.objects.open_to(viewer)} == {LETTER}


def test_events_hold_keys_and_no_words_and_lead_from_no_theme_to_a_message(journey: dict[str, Any]) -> None:
    events = list(Event.objects.filter(verb__startswith="postbox."))
    assert {event.verb for event in events} == {"postbox.read", "postbox.decide", "postbox.give_theme", "postbox.answer"}
    assert [event.facts for event in events if event.facts not in ({}, {"concern": False})] == []
    assert "canary" not in json.dumps([event.facts for event in Event.objects.all()])


def test_no_job_is_asked_no_letter_written_no_log_line_says_anything(journey: dict[str, Any]) -> None:
    assert Job.objects.count() == 0
    assert mail.outbox == []
    said = journey["log"].text + repr([record.__dict__ for record in journey["log"].records])
    found = [word for word in (*CANARIES, "203.0.113", "agent-canary", *journey["codes"]) if word in said]
    assert found == []


def test_a_theme_has_no_way_to_the_room() -> None:
    for public in (Theme, Reply, apps.get_model("voice", "HistoricalTheme"), User, apps.get_model("board", "Body")):
        reached = {field.related_model for field in public._meta.get_fields(include_hidden=False) if field.related_model}
        assert reached.isdisjoint({Submission, Answer, UnsealRequest}), public
    with pytest.raises(AttributeError):
        Theme().submission_set  # noqa: B018 - that it is not there is the test


def test_no_row_outside_the_room_points_into_it() -> None:
    room = {Submission, Answer, UnsealRequest}
    pointing = [
        (model.__name__, field.name)
        for model in apps.get_models(include_auto_created=True)
        if model not in room
        for field in model._meta.fields
        if isinstance(field, ForeignKey) and field.related_model in room
    ]
    assert pointing == []


@pytest.mark.parametrize("name", ["clerk", "chair", "councillor", "young_member", "partner", "administrator"])
def test_nobody_outside_the_room_meets_a_canary_on_the_pages_of_voice(
    journey: dict[str, Any], sign_in: Callable[[User], Client], name: str
) -> None:
    client = sign_in(getattr(journey["cast"], name))
    urls = [reverse("voice:themes"), reverse("voice:themes_csv")]
    urls += [reverse("voice:theme", args=[theme.pk]) for theme in Theme.objects.all()]
    for url in urls:
        assert "canary" not in client.get(url).content.decode()
    if name == "clerk":
        assert "Buses" in page(client, urls[0]).get_text()


def test_a_fault_in_the_middle_of_sending_is_logged_without_the_words(open_form: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    child = Client(raise_request_exception=False)
    check = write(child, KEPT)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE postbox_submission ADD CONSTRAINT made_to_fail CHECK (wish = 'nothing')")
    response = child.post(reverse("tell_us:tell"), check.fields | {"go": "send"})
    assert response.status_code == 500
    assert "canary" not in response.content.decode()
    assert "canary" not in caplog.text


def test_time_of_day_is_kept_nowhere(open_form: Cast) -> None:
    write(Client(), KEPT).press("Send")
    (message,) = Submission.objects.open_to(as_viewer(open_form.participation))
    moments = [
        field.name for field in Submission._meta.fields if field.get_internal_type() == "DateTimeField" and getattr(message, field.name)
    ]
    assert moments == []
    assert message.received_on == timezone.localdate()
