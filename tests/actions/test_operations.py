"""The deeds of actions: who may, what they leave, what stops them."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from actions import operations, policies
from actions.models import Action, Closure, Outcome, ToldBack, Update
from cpboard.core import files
from cpboard.core.access import Denied
from cpboard.core.models import Event
from cpboard.core.uploads import look_at
from meetings.models import AgendaSource
from tests.cast import Cast, as_viewer
from tests.factories.actions import (
    make_action,
    make_done,
    make_heard_theme,
    make_held_meeting,
    make_judged,
    make_private_item,
    make_told,
)

TODAY = timezone.localdate


def ready_to_close(cast: Cast) -> Action:
    theme = make_heard_theme(cast)
    action = make_action(cast, themes=[theme])
    make_done(cast, action)
    make_judged(cast, action)
    make_told(cast, action, theme)
    return Action.objects.get(pk=action.pk)


def close(cast: Cast, action: Action, who: str = "chair") -> Closure:
    meeting = make_held_meeting(cast)
    return operations.close(action, at_meeting=meeting, good_enough="Yes.", by=cast.viewer(who), now=timezone.now())


def test_agree_numbers_actions_within_the_year_they_were_agreed(cast: Cast) -> None:
    first, second = make_action(cast), make_action(cast)
    year = first.agreed_on.year
    references = list(Action.objects.order_by("pk").values_list("reference", flat=True))
    assert references == [f"CP-{year}-001", f"CP-{year}-002"]
    assert second.number == 2


def test_agree_brings_the_themes_behind_its_item(cast: Cast) -> None:
    theme = make_heard_theme(cast)
    item = make_private_item(cast, "Dentists")
    AgendaSource.objects.create(item=item, theme=theme)
    action = make_action(cast, item=item)
    assert [link.theme for link in action.theme_links.all()] == [theme]


@pytest.mark.parametrize("who", ["chair", "councillor", "officer", "participation", "scrutiny", "stranger", "former"])
def test_agree_is_denied_to_those_who_do_not_run_actions(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        operations.agree(
            body=cast.body,
            title="x",
            so_that="y",
            owner=cast.officer,
            due_on=TODAY(),
            agreed_on=TODAY(),
            by=cast.viewer(who),
            now=timezone.now(),
        )
    assert Action.objects.count() == 0


def test_update_by_the_owner_moves_the_day_and_keeps_the_first(cast: Cast) -> None:
    action = make_action(cast)
    later = action.due_on + dt.timedelta(days=30)
    operations.update(
        action, status="late", text="Two practices ask who pays.", new_due_on=later, by=cast.viewer("officer"), now=timezone.now()
    )
    action.refresh_from_db()
    assert (action.status, action.due_on, action.first_due_on) == ("late", later, later - dt.timedelta(days=30))


@pytest.mark.parametrize("who", ["other_officer", "councillor", "chair", "partner", "stranger", "switched_off"])
def test_update_is_denied_to_others(cast: Cast, who: str) -> None:
    action = make_action(cast)
    with pytest.raises(Denied):
        operations.update(action, status="late", text="x", by=cast.viewer(who), now=timezone.now())
    assert Update.objects.count() == 0


def test_done_without_evidence_is_refused_by_the_database(cast: Cast) -> None:
    action = make_action(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        operations.update(action, status="delivered", text="Done.", by=cast.viewer("officer"), now=timezone.now())
    assert Action.objects.get().status == "not_started"


def test_evidence_file_is_kept_whole(cast: Cast) -> None:
    action = make_action(cast)
    upload = look_at(SimpleUploadedFile("../letter.pdf", b"%PDF-1.7 canary"))
    row = operations.update(action, status="delivered", text="Done.", evidence=upload, by=cast.viewer("officer"), now=timezone.now())
    assert row.evidence.name == "letter.pdf"
    assert files.read(row.evidence) == b"%PDF-1.7 canary"


@pytest.mark.parametrize(("who", "allowed"), [("chair", True), ("councillor", False), ("clerk", False), ("officer", False)])
def test_judge_belongs_to_champion_and_chair(cast: Cast, who: str, allowed: bool) -> None:
    action = make_action(cast)
    make_done(cast, action)
    assert policies.may_judge(cast.viewer(who), action) is allowed


def test_judge_is_denied_before_it_is_done(cast: Cast) -> None:
    with pytest.raises(Denied):
        make_judged(cast, make_action(cast))
    assert Outcome.objects.count() == 0


def test_judge_is_denied_to_the_owner_even_when_they_chair(cast: Cast) -> None:
    action = make_action(cast, owner=cast.chair)
    operations.update(action, status="delivered", text="x", evidence_words="y", by=cast.viewer("clerk"), now=timezone.now())
    with pytest.raises(Denied):
        make_judged(cast, action)


def test_too_early_names_the_day_to_look_again(cast: Cast) -> None:
    action = make_action(cast)
    make_done(cast, action)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_judged(cast, action, "too_early")
    row = make_judged(cast, action, "too_early", look_again_on=TODAY() + dt.timedelta(days=60))
    assert row.difference == "too_early"


def test_tell_gives_the_children_a_letter(cast: Cast) -> None:
    theme = make_heard_theme(cast)
    action = make_action(cast, themes=[theme])
    told = make_told(cast, action, theme)
    assert told.reply.text == "We asked six dentists."
    assert list(theme.replies.all()) == [told.reply]


@pytest.mark.parametrize("who", ["councillor", "chair", "officer", "scrutiny", "stranger"])
def test_tell_is_denied_to_those_who_do_not_answer_children(cast: Cast, who: str) -> None:
    action = make_action(cast)
    with pytest.raises(Denied):
        operations.tell(action, theme=None, whom="x", how="y", told_on=TODAY(), by=cast.viewer(who), now=timezone.now())
    assert ToldBack.objects.count() == 0


def test_close_by_the_chair_once_everybody_was_told(cast: Cast) -> None:
    closure = close(cast, ready_to_close(cast))
    assert closure.by == cast.chair
    assert Event.objects.filter(verb="actions.close").count() == 1


@pytest.mark.parametrize("who", ["clerk", "councillor", "officer", "participation", "other_member", "stranger"])
def test_close_is_denied_to_everybody_but_the_chair(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        close(cast, ready_to_close(cast), who)
    assert Closure.objects.count() == 0


def test_close_is_denied_before_they_were_told(cast: Cast) -> None:
    theme = make_heard_theme(cast)
    action = make_action(cast, themes=[theme])
    make_done(cast, action)
    make_judged(cast, action)
    with pytest.raises(Denied):
        close(cast, action)
    assert policies.why_not_close(Action.objects.get()) == "Tell those who raised it first."


def test_close_is_denied_before_it_was_judged(cast: Cast) -> None:
    action = make_action(cast)
    make_done(cast, action)
    make_told(cast, action, None)
    with pytest.raises(Denied):
        close(cast, action)
    assert "judge first" in policies.why_not_close(Action.objects.get())


def test_close_is_denied_while_one_of_two_themes_waits(cast: Cast) -> None:
    first, second = make_heard_theme(cast), make_heard_theme(cast, title="Second")
    action = make_action(cast, themes=[first, second])
    make_done(cast, action)
    make_judged(cast, action)
    make_told(cast, action, first)
    assert policies.why_not_close(Action.objects.get()) == "Tell those who raised it first."


def test_close_is_denied_in_a_meeting_of_another_body(cast: Cast) -> None:
    action = ready_to_close(cast)
    elsewhere = make_held_meeting(cast, body=cast.other_body)
    with pytest.raises(Denied):
        operations.close(action, at_meeting=elsewhere, good_enough="x", by=cast.viewer("chair"), now=timezone.now())


def test_closed_action_takes_no_more_deeds(cast: Cast) -> None:
    action = ready_to_close(cast)
    close(cast, action)
    closed = Action.objects.get(pk=action.pk)
    rights = (policies.may_change, policies.may_update, policies.may_judge, policies.may_tell, policies.may_close)
    people = [cast.viewer(who) for who in ("clerk", "chair", "officer", "participation")]
    assert {right(viewer, closed) for right in rights for viewer in people} == {False}


def test_action_of_a_private_session_is_seen_only_by_its_readers_and_its_owner(cast: Cast) -> None:
    item = make_private_item(cast, "Two letters", cast.chair)
    action = make_action(cast, item=item)
    seen = {who for who in vars(cast) if hasattr(getattr(cast, who), "email") if sees(cast, who, action)}
    assert seen == {"clerk", "second_clerk", "chair", "officer"}


def sees(cast: Cast, who: str, action: Action) -> bool:
    return Action.objects.visible_to(as_viewer(getattr(cast, who))).filter(pk=action.pk).exists()


def test_change_keeps_a_theme_that_was_told_already(cast: Cast) -> None:
    told, untold = make_heard_theme(cast), make_heard_theme(cast, title="Second")
    action = make_action(cast, themes=[told, untold])
    make_told(cast, action, told)
    operations.change(
        action,
        title="New words",
        so_that="z",
        owner=cast.other_officer,
        organisation="",
        promise=None,
        themes=[],
        by=cast.viewer("clerk"),
        now=timezone.now(),
    )
    assert [link.theme for link in action.theme_links.all()] == [told]


def test_outcome_without_action_is_recorded_by_the_clerk_alone(cast: Cast) -> None:
    values = {"body": cast.body, "year": cast.year, "kind": "policy", "text": "Staying Put changed.", "difference": "some"}
    with pytest.raises(Denied):
        operations.record_outcome(by=cast.viewer("chair"), now=timezone.now(), **values)
    assert operations.record_outcome(by=cast.viewer("clerk"), now=timezone.now(), **values).action is None
