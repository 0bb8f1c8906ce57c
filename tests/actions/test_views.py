"""Pages of actions, as people use them."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actions.models import Action, Closure, Update
from tests.cast import Cast
from tests.factories.actions import (
    make_action,
    make_done,
    make_heard_theme,
    make_held_meeting,
    make_judged,
    make_private_item,
    make_told,
)


def day(value) -> dict[str, str]:
    return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}


def date_parts(name: str, value) -> dict[str, str]:
    return {f"{name}-{part}": typed for part, typed in day(value).items()}


def test_list_shows_what_waits_and_says_how_many_are_late(cast: Cast, sign_in) -> None:
    make_action(cast, title="Canary dentist")
    body = sign_in(cast.councillor).get(reverse("actions:list")).content.decode()
    assert "Canary dentist" in body
    assert "No action is late" in body


def test_close_says_where_the_answer_of_the_board_stands(cast: Cast, sign_in) -> None:
    action = make_action(cast)
    make_done(cast, action)
    make_told(cast, action, None)
    make_judged(cast, action)
    client, meeting = sign_in(cast.chair), make_held_meeting(cast)
    url = reverse("actions:close", args=[action.pk])
    assert "It is kept with the action and shown on its page." in client.get(url).content.decode()
    client.post(url, {"at_meeting": meeting.pk, "good_enough": "Yes, for my own."})
    assert "Yes, for my own." in client.get(reverse("actions:action", args=[action.pk])).content.decode()


def test_action_and_lists_keep_the_words_of_children_from_those_who_may_not_read_themes(cast: Cast, sign_in) -> None:
    action = make_action(cast, title="Canary dentist", themes=[make_heard_theme(cast, title="Canary title", words="Canary words")])
    page = reverse("actions:action", args=[action.pk])
    for who in ("officer", "scrutiny"):
        for url in (page, reverse("actions:mine"), reverse("actions:list")):
            body = sign_in(getattr(cast, who)).get(url).content.decode()
            assert "Canary words" not in body
            assert "Canary title" not in body
    assert "Canary dentist" in sign_in(cast.officer).get(page).content.decode()
    assert "Canary words" in sign_in(cast.councillor).get(page).content.decode()
    assert "Canary title" in sign_in(cast.councillor).get(page).content.decode()


def test_list_is_not_there_for_those_who_may_not_read_actions(cast: Cast, sign_in) -> None:
    make_action(cast, title="Canary dentist")
    for who in ("partner", "administrator", "stranger", "former", "safeguarding"):
        assert sign_in(getattr(cast, who)).get(reverse("actions:list")).status_code == 404


def test_private_action_leaves_no_trace_in_the_list(cast: Cast, sign_in) -> None:
    make_action(cast, item=make_private_item(cast, "x", cast.chair), title="Canary private")
    body = sign_in(cast.councillor).get(reverse("actions:list")).content.decode()
    assert "Canary private" not in body
    assert "0 actions." in body
    assert "Canary private" in sign_in(cast.chair).get(reverse("actions:list")).content.decode()


@pytest.mark.parametrize(("query", "found"), [("?q=dentist", 1), ("?q=nothing", 0), ("?show=late", 0), ("?show=all", 1)])
def test_list_is_narrowed(cast: Cast, sign_in, query: str, found: int) -> None:
    make_action(cast)
    body = sign_in(cast.clerk).get(reverse("actions:list") + query).content.decode()
    assert f"{found} action{'' if found == 1 else 's'}." in body


def test_csv_runs_no_formula(cast: Cast, sign_in) -> None:
    make_action(cast, title="=cmd|' /C calc'!A0")
    response = sign_in(cast.clerk).get(reverse("actions:list") + "?as=csv")
    rows = list(csv.reader(io.StringIO(response.content.decode())))
    assert rows[1][1] == "'=cmd|' /C calc'!A0"


@pytest.mark.parametrize("name", ["actions:list", "actions:mine"])
def test_list_takes_the_same_queries_for_one_row_and_for_three(cast: Cast, sign_in, name: str) -> None:
    counts = []
    client = sign_in(cast.officer if name == "actions:mine" else cast.clerk)
    for rows in (1, 2):
        for _ in range(rows):
            theme = make_heard_theme(cast)
            action = make_action(cast, themes=[theme])
            make_done(cast, action)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse(name))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 20


def test_action_page_offers_each_deed_to_whoever_may_do_it(cast: Cast, sign_in) -> None:
    theme = make_heard_theme(cast)
    action = make_action(cast, themes=[theme])
    make_done(cast, action)
    url = reverse("actions:action", args=[action.pk])
    people = ("officer", "chair", "participation", "councillor")
    page = {who: sign_in(getattr(cast, who)).get(url).content.decode() for who in people}
    assert "Say how it goes" in page["officer"]
    assert "Judge the difference" in page["chair"]
    assert "Write their answer" in page["participation"]
    assert "cpb-actions" in page["councillor"]
    assert "Say how it goes" not in page["councillor"]


def test_update_without_evidence_keeps_the_typing_and_says_what_to_do(cast: Cast, sign_in) -> None:
    action = make_action(cast)
    url = reverse("actions:update", args=[action.pk])
    response = sign_in(cast.officer).post(url, {"status": "delivered", "text": "Kept typing"})
    body = response.content.decode()
    assert response.status_code == 200
    assert body.count("Show that it was done: choose a file, or say where it can be seen.") == 2
    assert "Kept typing" in body
    assert Update.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("run.exe", b"MZ", "Upload a file that ends in"),
        ("letter.pdf", b"not a pdf", "it is something else or it is damaged"),
        ("letter.docx", b"PK\x03\x04broken", "it is something else or it is damaged"),
    ],
)
def test_update_refuses_a_file_that_is_not_what_it_says(cast: Cast, sign_in, name: str, content: bytes, says: str) -> None:
    action = make_action(cast)
    data = {"status": "delivered", "text": "x", "evidence": SimpleUploadedFile(name, content)}
    body = sign_in(cast.officer).post(reverse("actions:update", args=[action.pk]), data).content.decode()
    assert says in body
    assert Update.objects.count() == 0


def test_evidence_is_a_download_for_whoever_sees_the_action_and_for_nobody_else(cast: Cast, sign_in) -> None:
    action = make_action(cast, item=make_private_item(cast, "x", cast.chair))
    data = {"status": "delivered", "text": "x", "evidence": SimpleUploadedFile("letter.pdf", b"%PDF-1.7 canary")}
    sign_in(cast.officer).post(reverse("actions:update", args=[action.pk]), data)
    url = reverse("actions:evidence", args=[action.pk, Update.objects.get().pk])
    response = sign_in(cast.chair).get(url)
    assert b"".join(response.streaming_content) == b"%PDF-1.7 canary"
    assert response["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert sign_in(cast.councillor).get(url).status_code == 404


def test_clerk_writes_down_an_action(cast: Cast, sign_in) -> None:
    due = timezone.localdate()
    data = {"title": "Ask six dentists", "so_that": "nobody waits", "owner": cast.officer.pk, **date_parts("due_on", due)}
    response = sign_in(cast.clerk).post(reverse("actions:agree"), data)
    made = Action.objects.get()
    assert response.url == reverse("actions:action", args=[made.pk])
    assert (made.owner, made.due_on) == (cast.officer, due)


def test_empty_action_form_says_what_to_enter(cast: Cast, sign_in) -> None:
    body = sign_in(cast.clerk).post(reverse("actions:agree"), {"title": "Kept"}).content.decode()
    assert "There is a problem" in body
    assert "Enter what will be different for children" in body
    assert 'value="Kept"' in body
    assert Action.objects.count() == 0


def test_worker_tells_the_children_and_the_chair_closes(cast: Cast, sign_in) -> None:
    theme = make_heard_theme(cast)
    action = make_action(cast, themes=[theme])
    make_done(cast, action)
    make_judged(cast, action)
    letter = {"reply_kind": "we_did", "reply_text": "We asked.", "signed": "Nadia", "how": "Read out"}
    url = reverse("actions:tell", args=[action.pk, theme.pk])
    sign_in(cast.participation).post(url, {**letter, **date_parts("told_on", timezone.localdate())})
    meeting = make_held_meeting(cast)
    data = {"at_meeting": meeting.pk, "good_enough": "Yes, mostly."}
    response = sign_in(cast.chair).post(reverse("actions:close", args=[action.pk]), data)
    assert response.status_code == 302
    assert Closure.objects.get().good_enough == "Yes, mostly."


def test_cannot_without_a_reason_is_refused(cast: Cast, sign_in) -> None:
    theme = make_heard_theme(cast)
    action = make_action(cast, themes=[theme])
    data = {"reply_kind": "we_cant", "reply_text": "No.", "signed": "Nadia", "how": "x"}
    url = reverse("actions:tell", args=[action.pk, theme.pk])
    body = sign_in(cast.participation).post(url, {**data, **date_parts("told_on", timezone.localdate())}).content.decode()
    assert "Say why not in at least 20 words" in body
    assert theme.replies.count() == 0


def test_each_deed_is_not_there_for_a_councillor(cast: Cast, sign_in) -> None:
    theme = make_heard_theme(cast)
    action = make_action(cast, themes=[theme])
    make_done(cast, action)
    client = sign_in(cast.councillor)
    names = ("change", "update", "judge", "tell_adults", "close")
    urls = [reverse(f"actions:{name}", args=[action.pk]) for name in names]
    urls += [reverse("actions:tell", args=[action.pk, theme.pk]), reverse("actions:agree")]
    assert {client.get(url).status_code for url in urls} == {404}
    assert {client.post(url).status_code for url in urls} == {404}


def test_adults_are_told_once(cast: Cast, sign_in) -> None:
    action = make_action(cast)
    make_done(cast, action)
    make_told(cast, action, None)
    assert sign_in(cast.clerk).get(reverse("actions:tell_adults", args=[action.pk])).status_code == 404
