"""Letters about papers and about what is due: to those whose they are, once, with nothing in them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail as post
from django.utils import timezone

from cpboard.board.models import Membership
from cpboard.core import jobs, mail
from cpboard.core.models import Job, Mail, User
from meetings import letters, operations, reminding
from meetings.counting import rules_of_the_house
from meetings.models import Meeting, Pack
from tests.cast import Cast
from tests.factories.meetings import make_item, make_meeting, make_out, make_report, session_of
from tests.factories.packs import keep_pack

pytestmark = pytest.mark.django_db
TITLE = "zzsecrettitle"


def written() -> list[tuple[str, User]]:
    """Have every waiting letter written; who has which."""
    for job in Job.objects.filter(kind=letters.WRITE, state=Job.State.WAITING):
        done = jobs.run(job.pk)
        assert done is not None
        assert done.state == Job.State.DONE, done.fault
    return [(letter.kind, letter.to) for letter in Mail.objects.order_by("pk").select_related("to")]


def with_pack(cast: Cast, audience: str = "members") -> tuple[Meeting, Pack]:
    meeting = make_meeting(cast)
    make_item(cast, meeting, TITLE)
    return meeting, keep_pack(cast, meeting, audience)


def test_members_get_one_letter_each_when_the_agenda_goes_out(cast: Cast) -> None:
    meeting, pack = with_pack(cast)
    assert written() == []
    make_out(cast, meeting)
    assert written() == [("papers_out", cast.chair), ("papers_out", cast.councillor)]
    assert {letter.cause for letter in Mail.objects.all()} == {f"pack:{pack.pk}"}


def test_a_letter_says_the_day_and_where_to_read_and_nothing_of_the_papers(cast: Cast) -> None:
    meeting, _ = with_pack(cast)
    make_out(cast, meeting)
    written()
    mail.send_due(timezone.now())
    letter = next(each for each in post.outbox if each.to == [cast.councillor.email])
    assert (letter.subject, letter.to, letter.cc, letter.bcc) == ("Papers are ready to read", [cast.councillor.email], [], [])
    assert f"/meetings/{meeting.pk}/read/" in letter.body
    assert f"{meeting.day:%-d %B %Y}" in letter.body
    assert [word for word in (TITLE, meeting.body.name, meeting.place) if word in letter.body + letter.subject] == []


def test_a_pack_that_is_built_after_the_agenda_went_out_brings_letters_too_and_a_supplement_others(cast: Cast) -> None:
    meeting = make_meeting(cast)
    make_item(cast, meeting)
    make_out(cast, meeting)
    assert written() == []
    pack = keep_pack(cast, meeting)
    assert [kind for kind, _ in written()] == ["papers_out"] * 2
    keep_pack(cast, meeting, adds_to=pack)
    assert [kind for kind, _ in written()] == ["papers_out"] * 2 + ["papers_added"] * 2
    assert Mail.objects.filter(kind="papers_added").first().subject == "There are new papers to read"


@pytest.mark.parametrize("already", [0, 1, 2])
def test_letters_that_broke_off_are_finished_and_nobody_gets_two(cast: Cast, already: int) -> None:
    meeting, pack = with_pack(cast)
    for person in [cast.chair, cast.councillor][:already]:
        mail.write(to=person, kind="papers_out", cause=f"pack:{pack.pk}", link="/meetings/1/read/", day=meeting.day, now=timezone.now())
    make_out(cast, meeting)
    everybody = [("papers_out", cast.chair), ("papers_out", cast.councillor)]
    assert written() == everybody
    pack.meeting.refresh_from_db()
    letters.ask_for_letters(pack, now=timezone.now())
    assert written() == everybody


def test_young_members_get_theirs_where_an_open_session_names_them(cast: Cast) -> None:
    meeting, _ = with_pack(cast, "young")
    operations.name_reader(session=session_of(meeting), user=cast.young_member, by=cast.viewer("clerk"), now=timezone.now())
    operations.name_reader(session=session_of(meeting), user=cast.councillor, by=cast.viewer("clerk"), now=timezone.now())
    make_out(cast, meeting)
    assert written() == [("papers_out", cast.young_member)]


def test_nobody_gets_one_for_a_pack_for_the_public_or_one_that_was_taken_back(cast: Cast) -> None:
    meeting, pack = with_pack(cast)
    keep_pack(cast, meeting, "public")
    make_out(cast, meeting)
    operations.withdraw_pack(pack=pack, reason="Wrong.", by=cast.viewer("clerk"), now=timezone.now())
    assert written() == []
    assert Job.objects.filter(kind=letters.WRITE).count() == 1


@pytest.mark.parametrize("what", ["pack", "term", "account"])
def test_a_letter_is_stopped_when_the_right_is_gone_before_it_leaves(cast: Cast, what: str) -> None:
    meeting, pack = with_pack(cast)
    make_out(cast, meeting)
    written()
    if what == "pack":
        operations.withdraw_pack(pack=pack, reason="Wrong.", by=cast.viewer("clerk"), now=timezone.now())
    elif what == "term":
        Membership.objects.filter(user=cast.councillor).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    else:
        User.objects.filter(pk=cast.councillor.pk).update(is_active=False)
    mail.send_due(timezone.now())
    assert [each.to for each in post.outbox] == ([] if what == "pack" else [[cast.chair.email]])
    assert Mail.objects.get(to=cast.councillor).stopped_at is not None


# Reminders -----------------------------------------------------------------------------------------------------------


def due_in(cast: Cast, days: int) -> Meeting:
    """A meeting whose agenda is to go out so many days from today at the latest, or the next one after."""
    wanted, ahead = timezone.localdate() + dt.timedelta(days=days), 7
    while rules_of_the_house().publish_by(timezone.localdate() + dt.timedelta(days=ahead)) < wanted:
        ahead += 1
    return make_meeting(cast, days=ahead, standing=True)


def test_clerks_are_reminded_once_of_an_agenda_that_is_due_within_a_week(cast: Cast) -> None:
    meeting = due_in(cast, 2)
    due_in(cast, 20)
    for _ in range(2):
        reminding.remind(timezone.now())
    by = rules_of_the_house().publish_by(meeting.day)
    said = [(letter.to, letter.cause) for letter in Mail.objects.filter(kind="agenda_due").order_by("pk")]
    assert said == [(cast.clerk, f"agenda:{meeting.pk}:{by}"), (cast.second_clerk, f"agenda:{meeting.pk}:{by}")]
    mail.send_due(timezone.now())
    assert [each.to for each in post.outbox] == [[cast.clerk.email], [cast.second_clerk.email]]
    assert f"due to go out by {by:%A %-d %B %Y}." in post.outbox[0].body


def test_nobody_is_reminded_of_an_agenda_that_went_out_meanwhile(cast: Cast) -> None:
    meeting = due_in(cast, 2)
    reminding.remind(timezone.now())
    operations.put_agenda_out(meeting=meeting, by=cast.viewer("clerk"), now=timezone.now())
    mail.send_due(timezone.now())
    assert [each for each in post.outbox if each.subject == "An agenda is due soon"] == []
    assert Mail.objects.filter(kind="agenda_due", stopped_at=None).count() == 0


def test_an_author_is_reminded_of_a_report_until_it_is_handed_in(cast: Cast) -> None:
    soon = timezone.localdate() + dt.timedelta(days=2)
    item = make_item(cast, make_meeting(cast))
    report = make_report(cast, item, "asked", due_on=soon)
    make_report(cast, make_item(cast, item.session.meeting, "Later"), "asked", due_on=soon + dt.timedelta(days=9))
    make_report(cast, make_item(cast, item.session.meeting, "Ready"), "submitted", due_on=soon)
    for _ in range(2):
        reminding.remind(timezone.now())
    assert [(letter.to, letter.cause) for letter in Mail.objects.filter(kind="report_due")] == [
        (cast.officer, f"report:{report.pk}:{soon}")
    ]
    operations.save_report(report=report, asks="agree", summary="s", text="t", version=0, by=cast.viewer("officer"), now=timezone.now())
    operations.submit_report(report=report, by=cast.viewer("officer"), now=timezone.now())
    mail.send_due(timezone.now())
    assert post.outbox == []
