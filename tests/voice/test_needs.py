"""What waits for those who answer children, and for the clerk."""

import datetime as dt

from django.utils import timezone

from cpboard.core.needs import needs_of
from cpboard.core.roles import Role
from tests.cast import Cast, appoint, as_viewer
from tests.factories.voice import make_reply, make_theme
from voice.needs import needs_of_answerers, needs_of_clerk
from voice.people import answerer_name
from voice.threads import standing, thread_of


def test_answers_late_or_due_within_a_week_wait_for_the_participation_worker(cast: Cast) -> None:
    make_theme(cast, title="Late", due_in=-3)
    make_theme(cast, title="Soon", due_in=7)
    make_theme(cast, title="Far", due_in=8)
    make_reply(cast, make_theme(cast, title="Answered", due_in=-9))
    needs = needs_of_answerers(cast.viewer("participation"))
    assert [need.what for need in needs] == ["Answer: Late", "Answer: Soon"]
    assert needs[0] in needs_of(cast.viewer("participation"))


def test_a_long_queue_ends_in_one_line(cast: Cast) -> None:
    for _ in range(7):
        make_theme(cast, due_in=-1)
    needs = needs_of_answerers(cast.viewer("participation"))
    assert len(needs) == 6
    assert needs[-1].what == "Answer the other children who wait"


def test_the_clerk_sees_late_answers_in_one_line(cast: Cast) -> None:
    assert needs_of_clerk(cast.viewer("clerk")) == []
    make_theme(cast, due_in=-3)
    (need,) = needs_of_clerk(cast.viewer("clerk"))
    assert (need.what, need.due_on) == ("Ask for one answer to children", timezone.localdate() - dt.timedelta(days=3))
    make_theme(cast, due_in=-5)
    (need,) = needs_of_clerk(cast.viewer("clerk"))
    assert (need.what, need.why) == ("Ask for two answers to children", "The oldest was promised by this day.")


def test_others_have_no_such_needs(cast: Cast) -> None:
    make_theme(cast, due_in=-3, added_by=cast.partner)
    for name in ("partner", "chair", "councillor", "officer", "stranger", "safeguarding", "administrator"):
        assert needs_of_answerers(cast.viewer(name)) == needs_of_clerk(cast.viewer(name)) == []


def test_a_thread_waits_for_the_one_who_answers_by_name(cast: Cast) -> None:
    today = timezone.localdate()
    assert answerer_name(today) == "Nadia Rahman"
    appoint(cast.stranger, Role.PARTICIPATION)
    assert answerer_name(today) == "the participation worker"


def test_a_thread_claims_nothing_of_what_voice_does_not_know(cast: Cast) -> None:
    theme, today = make_theme(cast, times_heard=8), timezone.localdate()
    steps = thread_of(theme, today).steps
    assert [(step.name, step.state) for step in steps] == [("Heard", "done"), ("Told", "here")]
    assert steps[0].fact.endswith(", eight times")
    make_reply(cast, theme, kind="we_cant", at=dt.datetime(2026, 5, 3, 12, tzinfo=dt.UTC))
    assert [(step.state, step.fact) for step in thread_of(theme, today).steps][1] == ("done", "We can’t, 3 May 2026")


def test_a_list_shows_a_chip_only_for_what_is_late(cast: Cast) -> None:
    today = as_viewer(cast.clerk).on
    assert standing(make_theme(cast, due_in=-1), today) == {"text": "1 day late", "kind": "late", "side": ""}
    assert standing(make_theme(cast, due_in=1), today)["text"] == ""
