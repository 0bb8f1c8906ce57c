"""A pack with a red without a signed report goes out only with a reason, which it prints; items and frozen scorecards."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from cpboard.core import jobs
from cpboard.core.models import Job
from meetings import operations, unexplained
from meetings.gathering import front_page, gather
from meetings.models import Pack
from tests.board.pages import faults, words
from tests.factories.meetings import PRIVATE, hold, make_item, make_meeting
from tests.factories.packs import make_pack
from tests.factories.performance import make_red, make_signed, make_snapshot

NAME = "Lives in one home"


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


@pytest.fixture
def meeting(cast):
    """A meeting that takes up figures."""
    found = make_meeting(cast)
    make_item(cast, found, "The scorecard", kind="performance")
    return found


def listed(meeting, viewer):
    return [each["name"] for each in unexplained.unexplained(meeting, viewer)]


def test_a_red_is_unexplained_until_its_report_is_signed(cast, clerk, meeting):
    report = make_red(cast, plain_name=NAME)
    assert listed(meeting, clerk) == [NAME]
    make_signed(cast, report)
    assert listed(meeting, clerk) == []


def test_a_meeting_that_takes_up_no_figures_is_not_held_back(cast, clerk):
    make_red(cast)
    quiet = make_meeting(cast, private_session=True)
    make_item(cast, quiet)
    make_item(cast, quiet, "Figures", PRIVATE, kind="performance")
    assert listed(quiet, clerk) == []
    assert make_pack(cast, quiet).unexplained == []


def test_pack_with_a_red_needs_a_reason_and_prints_it(cast, meeting):
    make_red(cast, plain_name=NAME)
    with pytest.raises(ValidationError, match=f"a report on {NAME}"):
        make_pack(cast, meeting)
    assert not Job.objects.exists()
    pack = make_pack(cast, meeting, why="Its author is ill until Monday.")
    assert ([each["name"] for each in pack.unexplained], pack.unexplained_why) == ([NAME], "Its author is ill until Monday.")
    front = front_page(replace(gather(meeting, "members"), unexplained=pack.unexplained, unexplained_why=pack.unexplained_why), [])
    assert f"Off track without a report: {NAME}. Why: Its author is ill until Monday." in front


def test_a_reason_that_is_not_needed_is_not_kept(cast, meeting):
    make_signed(cast, make_red(cast))
    pack = make_pack(cast, meeting, why="No need.")
    assert (pack.unexplained, pack.unexplained_why) == ([], "")
    assert "Off track" not in front_page(gather(meeting, "members"), [])


def test_a_figure_that_turns_red_while_the_pack_waits_stops_the_job(cast, clerk, meeting, now):
    job = operations.build_pack(meeting=meeting, audience="members", by=clerk, now=now)
    make_red(cast, plain_name=NAME)
    done = jobs.run(job.pk)
    assert done.state == Job.State.FAILED
    assert NAME in done.fault
    assert not Pack.objects.exists()


def test_agenda_stays_in_while_its_pack_knows_nothing_of_a_red(cast, clerk, meeting, now):
    for audience in ("members", "young"):
        make_pack(cast, meeting, audience)
    make_red(cast, plain_name=NAME)
    for audience in ("members", "young"):
        with pytest.raises(ValidationError, match=f"since the pack was built: {NAME}"):
            operations.put_agenda_out(meeting=meeting, by=clerk, now=now)
        make_pack(cast, meeting, audience, why="Its author is ill.")
    assert operations.put_agenda_out(meeting=meeting, by=clerk, now=now).agenda_out_at == now


def test_database_refuses_a_pack_with_a_red_and_no_reason(cast, meeting, now):
    pack = make_pack(cast, meeting)
    values = {"meeting": meeting, "audience": "members", "version": 9, "file": pack.file, "pages": 1, "contents": [], "built_at": now}
    job = Job.objects.create(kind="x", key="x", state=Job.State.DONE, asked_at=now, finished_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pack.record(**values, job=job, unexplained=[{"indicator": 1, "name": "x"}])


def test_command_says_which_red_and_takes_the_reason(cast, meeting, tmp_path):
    make_red(cast, plain_name=NAME)
    with pytest.raises(CommandError, match="Give the reason with --why"):
        call_command("build_pack", str(meeting.pk), audience="members", out=tmp_path / "pack.pdf", stdout=StringIO())


def test_clerk_is_asked_why_and_members_read_it(cast, sign_in, meeting):
    make_red(cast, plain_name=NAME)
    client, url = sign_in(cast.clerk), reverse("meetings:build_pack", args=[meeting.pk, "members"])
    assert f"Off track without a report: {NAME}." in words(client.get(url))
    assert faults(client.post(url, {"why": ""})) == ["Enter why it goes out without the report"]
    client.post(url, {"why": "Its author is ill until Monday."})
    jobs.run(Job.objects.get().pk)
    operations.put_agenda_out(meeting=meeting, by=cast.viewer("clerk"), now=meeting.starts_at)
    shown = sign_in(cast.councillor).get(reverse("meetings:pack", args=[Pack.objects.get().pk]))
    assert "Why it goes out all the same: Its author is ill until Monday." in words(shown)


# Frozen scorecards ---------------------------------------------------------------------------------------------------


def test_item_discusses_a_frozen_scorecard(cast, sign_in, meeting):
    make_red(cast)
    frozen, item = make_snapshot(cast, "Scorecard for May"), meeting.sessions.get().items.get()
    client = sign_in(cast.clerk)
    page_url = reverse("meetings:item", args=[item.pk])
    assert "Choose the scorecard" in words(client.get(page_url))
    text = words(client.post(reverse("meetings:choose_scorecard", args=[item.pk]), {"snapshot": frozen.pk}, follow=True))
    assert "It discusses the scorecard as on" in text
    for name in ("item", "read_item"):
        assert "Scorecard for May" in words(sign_in(cast.councillor).get(reverse(f"meetings:{name}", args=[item.pk])))


def test_once_held_it_says_that_it_was_discussed_and_only_to_those_who_read_figures(cast, clerk, sign_in, now):
    meeting = make_meeting(cast, days=-1)
    item = make_item(cast, meeting, kind="performance")
    make_red(cast)
    operations.choose_scorecard(item=item, snapshot=make_snapshot(cast, "canary-scorecard"), by=clerk, now=now)
    operations.name_reader(session=item.session, user=cast.young_member, by=clerk, now=now)
    hold(cast, meeting)
    page_url = reverse("meetings:item", args=[item.pk])
    assert "It discussed the scorecard" in words(sign_in(cast.councillor).get(page_url))
    assert "canary-scorecard" not in words(sign_in(cast.young_member).get(page_url))
