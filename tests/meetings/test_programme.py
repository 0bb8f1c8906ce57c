"""The work programme: slots and their balance, pairs, topics with scrutiny, what is carried over, last year's again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import Denied
from meetings import operations
from meetings.models import AgendaItem, Slot, Topic
from meetings.plan import balance_of, plan_of
from tests.board.pages import faults, heading, words
from tests.factories.board import make_year
from tests.factories.meetings import (
    make_decision,
    make_held_meeting,
    make_meeting,
    make_slot,
    make_topic,
)
from tests.factories.performance import make_indicator
from tests.factories.voice import make_theme


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


def plan(cast, who="councillor", **wanted):
    return plan_of(cast.body, cast.year, cast.viewer(who), wanted)


def titles(slots):
    return [slot.title for slot in slots]


# Balance -------------------------------------------------------------------------------------------------------------


def test_balance_of_a_meeting_and_of_the_year(cast):
    first, second = make_meeting(cast, days=30), make_meeting(cast, days=60)
    for title, meeting, kind in (("A", first, "report"), ("B", first, "report"), ("C", first, "voice"), ("D", second, "issue")):
        make_slot(cast, title, meeting, kind=kind)
    found = plan(cast)
    assert [sitting.balance.line for sitting in found.sittings] == [
        "Two reports, one from children",
        "One issue, nothing from children",
    ]
    assert [sitting.balance.lopsided for sitting in found.sittings] == [True, True]
    assert found.balance.line == "Two reports, one issue, one from children"
    assert [(share.slots, share.percent) for share in found.balance.shares] == [(2, 50), (0, 0), (1, 25), (1, 25)]
    assert found.balance.lopsided is False


def test_nothing_planned_is_not_out_of_balance(cast):
    assert (balance_of([]).line, balance_of([]).lopsided) == ("", False)


def test_more_minutes_than_the_meeting_has_is_said(cast):
    meeting = make_meeting(cast)
    make_slot(cast, "A", meeting, minutes_planned=120)
    assert plan(cast).sittings[0].over is False
    make_slot(cast, "B", meeting, minutes_planned=1)
    assert plan(cast).sittings[0].over is True


def test_spare_slot_is_voice_and_counts_until_its_meeting_is_held(cast):
    make_slot(cast, "Open", make_meeting(cast), kind="report", spare=True)
    make_slot(cast, "Past", make_held_meeting(cast), spare=True)
    make_slot(cast, "Somewhere", spare=True)
    assert set(Slot.objects.values_list("kind", flat=True)) == {"voice"}
    assert plan(cast).spare == 1


def test_share_from_children_counts_the_slots_that_say_where_they_came_from(cast):
    theme, figure = make_theme(cast), make_indicator(cast)
    make_slot(cast, "A", came_from="voice", said_theme=theme)
    make_slot(cast, "B", came_from="figure", indicator=figure, said_theme=theme)
    make_slot(cast, "C")
    found = plan(cast)
    assert (found.sourced, found.from_voice) == (2, 1)
    assert Slot.objects.get(title="B").said_theme is None


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ({"text": "TEETH"}, ["Teeth", "Gums"]),
        ({"kind": "report"}, ["Gums"]),
        ({"came_from": "statutory"}, ["Sleep"]),
        ({}, ["Teeth", "Gums", "Sleep"]),
    ],
)
def test_plan_is_narrowed_by_word_kind_and_source_and_its_balance_is_not(cast, wanted, left):
    make_slot(cast, "Teeth")
    make_slot(cast, "Gums", kind="report", theme="teeth")
    make_slot(cast, "Sleep", came_from="statutory")
    found = plan(cast, **wanted)
    assert titles(found.unplaced) == left
    assert found.balance.slots == 3


# Pairs ---------------------------------------------------------------------------------------------------------------


def test_what_an_informal_meeting_hears_a_formal_one_decides(cast):
    informal = make_meeting(cast, days=30, kind="informal")
    heard = make_slot(cast, "Moves, as we live them", informal, kind="voice", theme="Moves")
    assert titles(plan(cast).unpaired) == ["Moves, as we live them"]
    decided = make_slot(cast, "Moves, what we change", make_meeting(cast, days=60), theme="Moves", follows=heard)
    assert (plan(cast).heard_first, plan(cast).unpaired) == ([decided], [])


@pytest.mark.parametrize(
    ("first", "then", "field"), [("formal", "formal", "follows"), ("informal", "informal", "meeting"), ("informal", None, "meeting")]
)
def test_a_pair_is_informal_then_formal(cast, first, then, field):
    heard = make_slot(cast, "Heard", make_meeting(cast, days=30, kind=first))
    meeting = make_meeting(cast, days=60, kind=then) if then else None
    with pytest.raises(ValidationError) as refusal:
        make_slot(cast, "Decided", meeting, follows=heard)
    assert list(refusal.value.message_dict) == [field]


def test_a_pair_does_not_run_backwards(cast):
    heard = make_slot(cast, "Heard", make_meeting(cast, days=60, kind="informal"))
    with pytest.raises(ValidationError, match="after it"):
        make_slot(cast, "Decided", make_meeting(cast, days=30), follows=heard)


# Topics --------------------------------------------------------------------------------------------------------------


def test_coverage_shows_who_has_nothing_on_a_topic_and_should(cast):
    health, school, homes = (
        make_topic(cast, name, home=home) for name, home in (("Health", "board"), ("School", "both"), ("Homes", "scrutiny"))
    )
    make_slot(cast, "Unplaced", topic=health)
    assert [(str(each.topic), each.gaps) for each in plan(cast).coverage] == [
        ("Health", ["Not on any meeting of the board"]),
        ("Homes", ["No day at scrutiny"]),
        ("School", ["Not on any meeting of the board", "No day at scrutiny"]),
    ]
    meeting = make_meeting(cast)
    for topic in (health, school, homes):
        make_slot(cast, f"On {topic}", meeting, topic=topic)
    Topic.objects.filter(pk__in=[school.pk, homes.pk]).update(scrutiny_on=meeting.day)
    assert [(each.gaps, each.stray) for each in plan(cast).coverage] == [([], False), ([], True), ([], False)]
    assert plan(cast).gaps == 0


def test_slot_on_a_meeting_that_was_called_off_covers_nothing(cast, clerk, now):
    topic, meeting = make_topic(cast), make_meeting(cast)
    make_slot(cast, "Teeth", meeting, topic=topic)
    operations.call_off(meeting=meeting, why="Snow.", by=clerk, now=now)
    found = plan(cast)
    assert (found.gaps, found.balance.slots, titles(found.left)) == (1, 0, ["Teeth"])


def test_topic_is_there_once(cast):
    make_topic(cast)
    with pytest.raises(ValidationError, match="in the plan of the year already"):
        make_topic(cast)


# On the agenda, carried over, copied ---------------------------------------------------------------------------------


def test_slot_becomes_an_item_with_its_source_and_stays_as_it_is(cast, clerk, now):
    theme = make_theme(cast)
    slot = make_slot(cast, "Moves", make_meeting(cast), kind="voice", came_from="voice", said_theme=theme, minutes_planned=25)
    item = operations.put_on_agenda(slot=slot, by=clerk, now=now)
    assert (item.title, item.kind, item.purpose, item.minutes_planned) == ("Moves", "voice", "hear", 25)
    assert item.sources.get().theme == theme
    with pytest.raises(Denied):
        operations.change_slot(slot=slot, planned=operations.Planned("Other", "issue"), by=clerk, now=now)
    operations.remove_item(item=item, by=clerk, now=now)
    slot.refresh_from_db()
    assert slot.item is None


@pytest.mark.parametrize("spare", [True, False])
def test_slot_without_a_meeting_or_kept_open_goes_on_no_agenda(cast, clerk, now, spare):
    slot = make_slot(cast, "Open", make_meeting(cast) if spare else None, spare=spare)
    with pytest.raises(ValidationError):
        operations.put_on_agenda(slot=slot, by=clerk, now=now)
    assert not AgendaItem.objects.exists()


def test_left_is_what_a_held_meeting_did_not_reach(cast, clerk, now):
    meeting = make_meeting(cast, days=-3)
    slots = {
        title: make_slot(cast, title, meeting, kind=kind)
        for title, kind in (("Decided", "issue"), ("No time", "issue"), ("Heard", "voice"), ("Never on", "report"))
    }
    items = {title: operations.put_on_agenda(slot=slots[title], by=clerk, now=now) for title in ("Decided", "No time", "Heard")}
    assert plan(cast).left == []
    operations.hold_meeting(meeting=meeting, by=clerk, now=now)
    make_decision(cast, items["Decided"])
    assert sorted(titles(plan(cast).left)) == ["Never on", "No time"]
    new = operations.carry_over(slot=slots["No time"], meeting=make_meeting(cast), by=clerk, now=now)
    assert (new.title, new.carried_from, new.item) == ("No time", slots["No time"], None)
    assert titles(plan(cast).left) == ["Never on"]
    with pytest.raises(Denied):
        operations.carry_over(slot=slots["No time"], meeting=new.meeting, by=clerk, now=now)


def test_carried_over_only_to_a_meeting_that_is_still_to_come(cast, clerk, now):
    slot = make_slot(cast, "No time", make_held_meeting(cast))
    with pytest.raises(ValidationError, match="still to come"):
        operations.carry_over(slot=slot, meeting=make_held_meeting(cast, days=-10), by=clerk, now=now)
    with pytest.raises(Denied):
        operations.carry_over(slot=make_slot(cast, "Ahead", make_meeting(cast)), meeting=make_meeting(cast, days=50), by=clerk, now=now)


def test_last_years_plan_is_copied_to_the_meetings_in_the_same_place(cast, clerk, now):
    last = make_year(cast, back=1)
    old = [make_meeting(cast, days=days, year=last) for days in (-340, -300)]
    new = [make_meeting(cast, days=days) for days in (20, 60)]
    topic = make_topic(cast, year=last)
    make_slot(cast, "Teeth", old[1], topic=topic, came_from="voice", said_theme=make_theme(cast))
    make_slot(cast, "There already", old[0])
    make_slot(cast, "Open", old[0], spare=True)
    make_slot(cast, "There already", new[1])
    copy = {"body": cast.body, "year": cast.year, "from_year": last, "by": clerk, "now": now}
    assert operations.copy_programme(**copy) == 2
    teeth = Slot.objects.get(year=cast.year, title="Teeth")
    assert (teeth.meeting, teeth.topic.year, teeth.came_from, teeth.said_theme) == (new[1], cast.year, "", None)
    assert Slot.objects.get(year=cast.year, title="Open").meeting == new[0]
    assert operations.copy_programme(**copy) == 1  # only what is kept open comes again


def test_slot_takes_no_meeting_or_topic_of_another_body_or_year(cast):
    elsewhere = make_meeting(cast, body=cast.other_body)
    for more, field in (({"meeting": elsewhere}, "meeting"), ({"topic": make_topic(cast, year=make_year(cast, back=1))}, "topic")):
        with pytest.raises(ValidationError) as refusal:
            make_slot(cast, "Teeth", **more)
        assert list(refusal.value.message_dict) == [field]


# The pages -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def page_url(cast):
    return url("programme", cast.body.pk, cast.year.pk)


def test_programme_begins_empty_with_a_way_on(cast, sign_in, page_url):
    answer = sign_in(cast.clerk).get(page_url)
    assert heading(answer) == f"Nothing is planned for {cast.year} yet"
    assert "No meeting is planned in this year." in words(answer)
    assert "Create a meeting" not in words(sign_in(cast.councillor).get(page_url))


def test_clerk_plans_changes_and_takes_off(cast, sign_in, page_url):
    clerk, meeting = sign_in(cast.clerk), make_meeting(cast)
    add = url("add_slot", cast.body.pk, cast.year.pk)
    assert faults(clerk.post(add, {"title": "", "kind": "issue", "minutes_planned": "15"})) == ["Enter what it is about"]
    asked = {
        "title": "Teeth",
        "kind": "voice",
        "minutes_planned": "15",
        "meeting": meeting.pk,
        "came_from": "voice",
        "said_theme": make_theme(cast).pk,
    }
    text = words(clerk.post(add, asked, follow=True))
    assert "One of one slot came from what children told us" in text
    slot = Slot.objects.get()
    assert heading(clerk.get(url("change_slot", slot.pk))) == "Change this slot"
    clerk.post(url("change_slot", slot.pk), {**asked, "title": "Dentists"})
    assert "Dentists" in words(clerk.get(page_url))
    clerk.post(url("remove_slot", slot.pk))
    assert not Slot.objects.exists()


def test_clerk_puts_a_slot_on_the_agenda_and_carries_another_over(cast, sign_in, page_url):
    clerk, meeting = sign_in(cast.clerk), make_meeting(cast)
    slot = make_slot(cast, "Teeth", meeting)
    assert "last item of the open session" in words(clerk.get(url("put_on_agenda", slot.pk)))
    assert "It is on the agenda." in words(clerk.post(url("put_on_agenda", slot.pk), follow=True))
    missed = make_slot(cast, "No time", make_held_meeting(cast))
    assert "Not reached" in words(clerk.get(page_url))
    assert "Carried over from" in words(clerk.post(url("carry_over", missed.pk), {"meeting": meeting.pk}, follow=True))
    assert "Not reached" not in words(clerk.get(page_url))


def test_clerk_copies_a_plan_and_shares_topics_out(cast, sign_in):
    clerk, last = sign_in(cast.clerk), make_year(cast, back=1)
    make_slot(cast, "Teeth", make_meeting(cast, days=-340, year=last))
    copied = clerk.post(url("copy_programme", cast.body.pk, cast.year.pk), {"from_year": last.pk}, follow=True)
    assert "One slot copied." in words(copied)
    topic = {"name": "Health", "home": "both", "reason": "Doctors sit here."}
    text = words(clerk.post(url("add_topic", cast.body.pk, cast.year.pk), topic, follow=True))
    assert "One topic has a gap." in text
    again = clerk.post(url("add_topic", cast.body.pk, cast.year.pk), topic)
    assert faults(again) == ["That topic is in the plan of the year already."]
    found = Topic.objects.get()
    clerk.post(url("change_topic", found.pk), {**topic, "home": "board"})
    found.refresh_from_db()
    assert found.home == "board"


def test_members_read_the_plan_and_nobody_else_does(cast, sign_in, page_url):
    make_slot(cast, "Teeth")
    codes = {
        name: sign_in(getattr(cast, name)).get(page_url).status_code for name in ("councillor", "other_member", "officer", "young_member")
    }
    assert codes == {"councillor": 200, "other_member": 404, "officer": 404, "young_member": 404}
    member = sign_in(cast.councillor)
    assert "Add a slot" not in words(member.get(page_url))
    assert member.get(url("add_slot", cast.body.pk, cast.year.pk)).status_code == 404


def test_programme_narrows_and_says_so(cast, sign_in, page_url):
    meeting = make_meeting(cast)
    make_slot(cast, "Teeth", meeting)
    text = words(sign_in(cast.councillor).get(page_url, {"text": "sleep"}))
    assert "Nothing here is like that." in text
    assert "Teeth" in words(sign_in(cast.councillor).get(page_url, {"text": "tee", "kind": "nonsense"}))


def test_meeting_before_today_that_nobody_noted_as_held_leaves_nothing_yet(cast):
    make_slot(cast, "Teeth", make_meeting(cast, days=-2))
    assert plan(cast).left == []
    assert timezone.localdate() - dt.timedelta(days=2) == plan(cast).sittings[0].meeting.day
