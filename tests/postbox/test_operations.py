"""Deeds of the postbox: who may do them, in what order, and what they leave."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cpboard.core import events
from cpboard.core.access import Denied, Unguarded
from cpboard.core.models import Event
from tests.cast import Cast, as_viewer
from tests.factories.postbox import CODE, make_answer, make_message, make_unseal_request, open_message, settle_message
from tests.factories.voice import make_theme
from voice.models import Theme
from voice.postbox import codes, operations, policies
from voice.postbox.drafts import Draft
from voice.postbox.models import Answer, Submission, UnsealRequest
from voice.postbox.readers import CodeHolder
from voice.postbox.standings import row_of, standing_of

NOBODY = ["clerk", "second_clerk", "chair", "councillor", "young_member", "officer", "partner", "performance", "custodian"]
NOBODY += ["scrutiny", "administrator", "stranger", "former", "switched_off"]


def fresh(message: Submission, cast: Cast) -> Submission:
    return Submission.objects.open_to(as_viewer(cast.participation)).get(pk=message.pk)


# Who may read ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NOBODY)
def test_nobody_else_finds_a_message_an_answer_or_their_number(cast: Cast, name: str) -> None:
    message = settle_message(make_message(cast, feels_unsafe=True), cast.participation)
    make_answer(message, cast.participation)
    viewer = cast.viewer(name)
    assert Submission.objects.open_to(viewer).count() == Answer.objects.open_to(viewer).count() == 0
    assert policies.may_read(viewer, message) is False


def test_the_worker_reads_all_and_the_lead_what_worries(cast: Cast) -> None:
    calm, unsafe = make_message(cast), make_message(cast, feels_unsafe=True)
    worry = make_message(cast, concern=True, told_whom="Duty")
    assert set(Submission.objects.open_to(cast.viewer("participation"))) == {calm, unsafe, worry}
    assert set(Submission.objects.open_to(cast.viewer("safeguarding"))) == {unsafe, worry}
    assert [policies.may_read(cast.viewer("safeguarding"), m) for m in (calm, unsafe, worry)] == [False, True, True]
    assert [policies.may_read(cast.viewer("participation"), m) for m in (calm, unsafe, worry)] == [True, True, True]


def test_the_holder_of_a_code_reads_one_message_and_its_answers(cast: Cast) -> None:
    other = make_message(cast, code="another code")
    make_answer(other, cast.participation)
    own = make_message(cast, code=CODE)
    letter = make_answer(own, cast.participation)
    holder = codes.holder_of(CODE)
    assert list(Submission.objects.open_to(holder)) == [own]
    assert list(Answer.objects.open_to(holder)) == [letter]
    assert UnsealRequest.objects.open_to(holder).count() == 0
    assert Submission.objects.open_to(CodeHolder("none")).count() == 0


def test_the_custodian_reads_requests_and_never_the_message(cast: Cast) -> None:
    request = make_unseal_request(make_message(cast), cast.safeguarding)
    assert list(UnsealRequest.objects.open_to(cast.viewer("custodian")).open_requests()) == [request]
    assert str(request) == f"Request {request.pk}"
    for name in ("clerk", "chair", "participation", "safeguarding", "administrator"):
        assert UnsealRequest.objects.open_to(cast.viewer(name)).count() == 0


def test_nothing_in_the_room_is_asked_without_a_reader(cast: Cast) -> None:
    make_message(cast)
    for model in (Submission, Answer, UnsealRequest):
        with pytest.raises(Unguarded):
            model.objects.count()


# Send --------------------------------------------------------------------------------------------------------------


def test_send_keeps_the_day_and_no_event(open_form: Cast) -> None:
    now = dt.datetime(2026, 11, 2, 23, 30, tzinfo=dt.UTC)
    sent = operations.send(draft=Draft(words="Hi"), nonce="n", by=None, now=now)
    (message,) = Submission.objects.open_to(as_viewer(open_form.participation))
    assert (message.received_on, message.answer_by, sent.answer_by) == (dt.date(2026, 11, 2), dt.date(2026, 11, 30), dt.date(2026, 11, 30))
    assert message.body == open_form.body
    assert Event.objects.count() == 0
    assert [field.name for field in Submission._meta.fields if "ip" in field.name or "agent" in field.name] == []


def test_send_again_later_keeps_the_first_promise(open_form: Cast, now: dt.datetime) -> None:
    first = operations.send(draft=Draft(words="Hi"), nonce="n", by=None, now=now)
    again = operations.send(draft=Draft(words="Hi"), nonce="n", by=None, now=now + dt.timedelta(days=9))
    assert first == again
    assert Submission.objects.open_to(as_viewer(open_form.participation)).count() == 1


def test_send_while_closed_is_not_there(cast: Cast, settings: Any, now: dt.datetime) -> None:
    settings.CHILD_FORM_OPEN = False
    with pytest.raises(Denied):
        operations.send(draft=Draft(words="Hi"), nonce="n", by=None, now=now)


# Read --------------------------------------------------------------------------------------------------------------


def test_read_is_written_down_once_for_each_reader_and_the_first_stays(cast: Cast, now: dt.datetime) -> None:
    message = make_message(cast, feels_unsafe=True)
    for name in ("participation", "safeguarding", "participation"):
        operations.read(message=message, by=cast.viewer(name), now=now)
    after = fresh(message, cast)
    assert (after.read_by, after.read_at, after.state) == (cast.participation, now, "read")
    assert [event.by for event in events.of(message)] == [cast.safeguarding, cast.participation]
    assert [event.facts for event in events.of(message)] == [{}, {}]


@pytest.mark.parametrize("name", [*NOBODY, "safeguarding"])
def test_read_is_not_there_for_others(cast: Cast, now: dt.datetime, name: str) -> None:
    message = make_message(cast)
    with pytest.raises(Denied):
        operations.read(message=message, by=cast.viewer(name), now=now)
    assert fresh(message, cast).read_at is None


# Decide ------------------------------------------------------------------------------------------------------------


def decide(message: Submission, cast: Cast, name: str = "participation", **more: Any) -> Submission:
    values = {"concern": False, "told_whom": "", "now": timezone.now()}
    return operations.decide(message=message, by=cast.viewer(name), **(values | more))


def test_decide_no_concern(cast: Cast) -> None:
    message = open_message(make_message(cast), cast.participation)
    decide(message, cast, told_whom="typed and taken back")
    after = fresh(message, cast)
    assert (after.concern, after.told_whom, after.decided_by, after.state) == (False, "", cast.participation, "read")
    assert Event.objects.get(verb="postbox.decide").facts == {"concern": False}


def test_decide_concern_names_who_was_told_and_the_lead_sees_it(cast: Cast) -> None:
    message = open_message(make_message(cast), cast.participation)
    with pytest.raises(ValidationError, match="Say whom you told, and how"):
        decide(message, cast, concern=True, told_whom=" ")
    assert fresh(message, cast).decided_at is None
    decide(message, cast, concern=True, told_whom="Duty social worker, 2.15pm")
    assert fresh(message, cast).state == "passed_on"
    assert Submission.objects.open_to(cast.viewer("safeguarding")).get() == message
    assert "Duty" not in str(Event.objects.get(verb="postbox.decide").facts)


def test_decide_no_concern_over_a_child_who_feels_unsafe_is_for_the_lead(cast: Cast) -> None:
    message = open_message(open_message(make_message(cast, feels_unsafe=True), cast.participation), cast.safeguarding)
    with pytest.raises(ValidationError, match="Tell the safeguarding lead"):
        decide(message, cast)
    decide(message, cast, "safeguarding")
    assert fresh(message, cast).decided_by == cast.safeguarding


def test_decide_before_reading_is_not_there(cast: Cast) -> None:
    with pytest.raises(Denied):
        decide(make_message(cast), cast)


def test_decide_anew_is_for_the_lead_only_and_keeps_an_answer(cast: Cast) -> None:
    message = open_message(settle_message(make_message(cast, feels_unsafe=True), cast.participation), cast.safeguarding)
    make_answer(message, cast.participation)
    with pytest.raises(Denied):
        decide(message, cast, concern=True, told_whom="Duty")
    decide(message, cast, "safeguarding", concern=True, told_whom="Police, 3pm")
    after = fresh(message, cast)
    assert (after.concern, after.told_whom, after.state) == (True, "Police, 3pm", "answered")


@pytest.mark.parametrize("name", NOBODY)
def test_decide_is_not_there_for_others(cast: Cast, name: str) -> None:
    message = open_message(make_message(cast, feels_unsafe=True), cast.participation)
    with pytest.raises(Denied):
        decide(message, cast, name, concern=True, told_whom="Duty")
    assert fresh(message, cast).decided_at is None


def test_the_database_refuses_a_concern_without_a_name(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_message(cast, concern=True)


# Theme -------------------------------------------------------------------------------------------------------------


def start(message: Submission, cast: Cast, name: str = "participation", **words: Any) -> Theme:
    values = {"title": "Waiting for the dentist", "said_by": "A young person"}
    return operations.start_theme(message=message, by=cast.viewer(name), now=timezone.now(), **(values | words))


def test_start_theme_without_words_when_the_child_kept_them(cast: Cast) -> None:
    message = settle_message(make_message(cast), cast.participation)
    theme = start(message, cast)
    assert (theme.words, theme.permission, theme.source, theme.said_by) == ("", "", "message", "A young person")
    assert (theme.heard_on, theme.answer_by) == (message.received_on, message.answer_by)
    assert fresh(message, cast).theme == theme


def test_start_theme_refuses_words_that_the_child_kept(cast: Cast) -> None:
    message = settle_message(make_message(cast), cast.participation)
    with pytest.raises(ValidationError, match="They asked us not to show their words"):
        start(message, cast, words="Somebody waited months for a dentist.")
    assert Theme.objects.count() == 0


def test_start_theme_with_changed_words_when_the_child_agreed(cast: Cast) -> None:
    message = settle_message(make_message(cast, wish="board"), cast.participation)
    theme = start(message, cast, words="Somebody waited months for a dentist.")
    assert theme.words == "Somebody waited months for a dentist."
    assert theme.permission == "The young person let us share this, in changed words"


@pytest.mark.parametrize(
    "copied",
    [
        {"words": "My tooth hurt from Christmas till Easter."},
        {"words": "MY TOOTH, hurt from christmas till easter; they kept saying next month"},
        {"title": "Tooth hurt from Christmas till Easter"},
        {"said_by": "They kept saying next month"},
    ],
)
def test_start_theme_refuses_the_childs_own_words_anywhere(cast: Cast, copied: dict[str, str]) -> None:
    message = settle_message(make_message(cast, wish="board"), cast.participation)
    with pytest.raises(ValidationError, match="still their own words"):
        start(message, cast, **copied)
    assert Theme.objects.count() == 0


def test_join_theme_counts_one_more_and_says_nothing_else(cast: Cast, now: dt.datetime) -> None:
    theme = make_theme(cast, times_heard=4)
    before = {f.name: getattr(theme, f.name) for f in Theme._meta.fields if f.name != "times_heard"}
    message = settle_message(make_message(cast), cast.participation)
    operations.join_theme(message=message, theme=theme, by=cast.viewer("participation"), now=now)
    after = Theme.objects.get()
    assert after.times_heard == 5
    assert {f.name: getattr(after, f.name) for f in Theme._meta.fields if f.name != "times_heard"} == before
    assert fresh(message, cast).theme == theme


def test_join_theme_of_another_body_is_not_there(cast: Cast, now: dt.datetime) -> None:
    message = settle_message(make_message(cast), cast.participation)
    with pytest.raises(Denied):
        operations.join_theme(message=message, theme=make_theme(cast, body=cast.other_body), by=cast.viewer("participation"), now=now)


@pytest.mark.parametrize("name", [*NOBODY, "safeguarding"])
def test_a_theme_is_given_by_the_worker_only(cast: Cast, now: dt.datetime, name: str) -> None:
    message = settle_message(make_message(cast, feels_unsafe=True), cast.participation)
    open_message(message, getattr(cast, name))
    with pytest.raises(Denied):
        start(message, cast, name)
    with pytest.raises(Denied):
        operations.join_theme(message=message, theme=make_theme(cast), by=cast.viewer(name), now=now)
    assert fresh(message, cast).theme is None


def test_a_theme_is_given_once_and_only_when_it_is_decided(cast: Cast) -> None:
    with pytest.raises(Denied):
        start(open_message(make_message(cast), cast.participation), cast)
    message = settle_message(make_message(cast), cast.participation)
    start(message, cast)
    with pytest.raises(Denied):
        start(message, cast)


# Answer ------------------------------------------------------------------------------------------------------------


def answer(message: Submission, cast: Cast, name: str = "participation", text: str = "We hear you.") -> Answer:
    return operations.answer(message=message, text=text, signed="Nadia", by=cast.viewer(name), now=timezone.now())


def test_answer_is_kept_once_however_often_it_is_sent(cast: Cast) -> None:
    message = settle_message(make_message(cast), cast.participation)
    first = answer(message, cast)
    assert answer(message, cast) == first
    assert answer(message, cast, text="And more.") != first
    assert fresh(message, cast).state == "answered"
    assert [event.verb for event in events.of(message)][:2] == ["postbox.answer", "postbox.answer"]


def test_answer_before_the_decision_is_not_there(cast: Cast) -> None:
    with pytest.raises(Denied):
        answer(open_message(make_message(cast), cast.participation), cast)


@pytest.mark.parametrize("name", [*NOBODY, "safeguarding"])
def test_answer_is_not_there_for_others(cast: Cast, name: str) -> None:
    message = settle_message(make_message(cast, feels_unsafe=True), cast.participation)
    open_message(message, getattr(cast, name))
    with pytest.raises(Denied):
        answer(message, cast, name)
    assert Answer.objects.open_to(cast.viewer("participation")).count() == 0


# How it stands -----------------------------------------------------------------------------------------------------

FRIDAY, SATURDAY, MONDAY, TUESDAY = (dt.date(2026, 11, day) for day in (13, 14, 16, 17))


def test_both_clocks_run_from_the_day_it_came() -> None:
    friday, saturday = Submission(received_on=FRIDAY), Submission(received_on=SATURDAY)
    assert (friday.look_by, friday.decide_by) == (FRIDAY, MONDAY)
    assert (saturday.look_by, saturday.decide_by) == (MONDAY, MONDAY)


def test_a_message_waits_to_be_read_then_decided_then_answered(cast: Cast) -> None:
    message = make_message(cast, received_on=FRIDAY, answer_by=dt.date(2026, 12, 11))
    assert standing_of(message, MONDAY).waits == "Waiting to be read"
    assert standing_of(message, MONDAY).late == "3 days late"
    open_message(message, cast.participation)
    assert (standing_of(message, TUESDAY).waits, standing_of(message, TUESDAY).late) == ("Waiting for a decision", "1 day late")
    settle_message(message, cast.participation)
    assert standing_of(message, TUESDAY).due_on == dt.date(2026, 12, 11)
    make_answer(message, cast.participation)
    assert standing_of(message, TUESDAY).waits == "Answered"
    assert row_of(message, TUESDAY)["side"] == ""


def test_a_row_shows_danger_before_lateness(cast: Cast) -> None:
    message = make_message(cast, received_on=FRIDAY, feels_unsafe=True, about="home")
    row = row_of(message, TUESDAY)
    assert (row["state"], row["side"]) == ("Does not feel safe", "4 days late")
    assert row["line"] == "Came 13 November 2026 · Where I live · Waiting to be read"
    message.feels_unsafe = False
    assert (row_of(message, TUESDAY)["state"], row_of(message, TUESDAY)["side"]) == ("4 days late", "")
    assert row_of(message, FRIDAY)["side"] == "By 13 November 2026"
