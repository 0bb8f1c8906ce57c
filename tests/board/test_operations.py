from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cpboard.board import operations
from cpboard.board.models import Body, GroupActivity, Membership, MunicipalYear, Principle, Promise, Regime, Seat, YoungGroup
from cpboard.core.access import Denied
from cpboard.core.models import Event
from tests.factories.board import (
    days,
    make_activity,
    make_constitution,
    make_group,
    make_membership,
    make_promise,
    make_seat,
    make_year,
)

NOT_CLERK = ["chair", "councillor", "young_member", "officer", "administrator", "stranger"]


def last_event() -> Event:
    return Event.objects.order_by("-pk").first()


# Bodies ------------------------------------------------------------------------------------------------------------


def test_add_body_makes_an_address_from_its_name(cast, now):
    body = operations.add_body(name=" Education  sub-group", kind=Body.Kind.SUB_GROUP, by=cast.viewer("clerk"), now=now)
    assert (body.name, body.slug) == ("Education  sub-group", "education-sub-group")
    assert (last_event().verb, last_event().subject_id, last_event().by) == ("board.add_body", body.pk, cast.clerk)


def test_add_body_finds_a_free_address(cast, now):
    body = operations.add_body(name="Board!", kind=Body.Kind.BOARD, by=cast.viewer("clerk"), now=now)
    assert body.slug == "board-2"


def test_add_body_refuses_a_name_that_is_taken(cast, now):
    with pytest.raises(ValidationError) as refusal:
        operations.add_body(name=cast.body.name, kind=Body.Kind.BOARD, by=cast.viewer("clerk"), now=now)
    assert list(refusal.value.message_dict) == ["name"]
    assert Body.objects.count() == 2


def test_add_body_denies_everybody_but_the_clerk(cast, now):
    for name in NOT_CLERK:
        with pytest.raises(Denied):
            operations.add_body(name="A board of my own", kind=Body.Kind.BOARD, by=cast.viewer(name), now=now)
    assert Body.objects.count() == 2


def test_change_body_keeps_its_address(cast, now):
    operations.change_body(body=cast.body, name="Our Board", kind="board", purpose="", vision="Loved", by=cast.viewer("clerk"), now=now)
    cast.body.refresh_from_db()
    assert (cast.body.name, cast.body.slug, cast.body.vision) == ("Our Board", "board", "Loved")


def test_change_body_denies_everybody_but_the_clerk(cast, now):
    for name in NOT_CLERK:
        with pytest.raises(Denied):
            operations.change_body(body=cast.body, name="Mine", kind="board", purpose="", vision="", by=cast.viewer(name), now=now)
    assert Body.objects.get(slug="board").name == "Corporate Parenting Board"


# Constitutions -----------------------------------------------------------------------------------------------------


def constitution(cast, now, **more):
    values = {"body": cast.body, "starts_on": days(0), "regime": Regime.VOLUNTARY_PUBLIC, "appointed_by": "Full Council"}
    return operations.add_constitution(**{**values, "by": cast.viewer("clerk"), "now": now, **more})


def test_add_constitution_ends_the_running_one_the_day_before(cast, now):
    new = constitution(cast, now, terms="1. Hear children first.\n\n2. Follow up. ")
    old = cast.body.constitutions.exclude(pk=new.pk).get()
    assert (old.ends_on, new.starts_on, new.ends_on) == (days(-1), days(0), None)
    assert new.clauses == ["1. Hear children first.", "2. Follow up."]


def test_add_constitution_refuses_days_that_are_taken_and_changes_nothing(cast, now):
    old = cast.body.constitutions.get()
    with pytest.raises(ValidationError) as refusal:
        constitution(cast, now, starts_on=old.starts_on)
    assert "starts_on" in refusal.value.message_dict
    with pytest.raises(ValidationError):
        constitution(cast, now, starts_on=days(-900))
    old.refresh_from_db()
    assert (old.ends_on, cast.body.constitutions.count()) == (None, 1)


def test_add_constitution_takes_a_past_version_that_leaves_no_overlap(cast, now):
    old = cast.body.constitutions.get()
    constitution(cast, now, starts_on=days(-900), ends_on=old.starts_on - (days(1) - days(0)))
    assert cast.body.constitutions.count() == 2


@pytest.mark.parametrize("before", [Regime.PART_VA, Regime.VOLUNTARY_PUBLIC])
def test_add_constitution_goes_private_only_with_who_agreed(cast, now, before):
    cast.body.constitutions.update(regime=before)
    with pytest.raises(ValidationError) as refusal:
        constitution(cast, now, regime=Regime.PRIVATE, approval="  ")
    assert list(refusal.value.message_dict) == ["approval"]
    assert cast.body.constitutions.get().ends_on is None
    assert constitution(cast, now, regime=Regime.PRIVATE, approval="Full Council, minute 14").approval == "Full Council, minute 14"


def test_add_constitution_of_a_private_body_asks_nobody_again(cast, now):
    cast.body.constitutions.update(regime=Regime.PRIVATE)
    assert constitution(cast, now, regime=Regime.PRIVATE).regime == Regime.PRIVATE


def test_add_constitution_refuses_an_end_before_its_start(cast, now):
    with pytest.raises(ValidationError) as refusal:
        constitution(cast, now, ends_on=days(-5))
    assert list(refusal.value.message_dict) == ["ends_on"]


def test_add_constitution_denies_everybody_but_the_clerk(cast, now):
    for name in NOT_CLERK:
        with pytest.raises(Denied):
            constitution(cast, now, by=cast.viewer(name))
    assert cast.body.constitutions.get().ends_on is None


# Seats and members -------------------------------------------------------------------------------------------------


def test_add_seat_is_vacant_at_first(cast, now):
    seat = operations.add_seat(body=cast.body, kind=Seat.Kind.PARTNER, title=" Nurse ", by=cast.viewer("clerk"), now=now)
    assert (seat.title, seat.voting) == ("Nurse", True)
    assert seat in Seat.objects.vacant(on=days(0))


def test_add_seat_denies_everybody_but_the_clerk(cast, now):
    seats = Seat.objects.count()
    for name in NOT_CLERK:
        with pytest.raises(Denied):
            operations.add_seat(body=cast.body, kind=Seat.Kind.PARTNER, by=cast.viewer(name), now=now)
    assert Seat.objects.count() == seats


def test_close_seat_waits_until_nobody_holds_it(cast, now):
    held = make_membership(cast, ends_on=days(10))
    with pytest.raises(ValidationError) as refusal:
        operations.close_seat(seat=held.seat, closed_on=days(10), by=cast.viewer("clerk"), now=now)
    assert list(refusal.value.message_dict) == ["closed_on"]
    operations.close_seat(seat=held.seat, closed_on=days(11), by=cast.viewer("clerk"), now=now)
    assert (held.seat in Seat.objects.standing(on=days(10)), held.seat in Seat.objects.standing(on=days(11))) == (True, False)


def test_close_seat_denies_a_second_time_and_everybody_but_the_clerk(cast, now):
    seat = make_seat(cast)
    for name in NOT_CLERK:
        with pytest.raises(Denied):
            operations.close_seat(seat=seat, closed_on=days(0), by=cast.viewer(name), now=now)
    operations.close_seat(seat=seat, closed_on=days(0), by=cast.viewer("clerk"), now=now)
    with pytest.raises(Denied):
        operations.close_seat(seat=seat, closed_on=days(5), by=cast.viewer("clerk"), now=now)


def appoint(cast, now, **more):
    values = {"user": cast.stranger, "starts_on": days(0), "by": cast.viewer("clerk"), "now": now}
    if "seat" not in more:
        values["seat"] = make_seat(cast)
    return operations.appoint_member(**{**values, **more})


def test_appoint_member_gives_the_rights_of_the_seat(cast, now):
    assert cast.viewer("stranger").roles == set()
    appoint(cast, now, post=Membership.Post.VICE_CHAIR, political_group="Labour ")
    assert cast.viewer("stranger").roles == {"chair"}
    assert Membership.objects.get(user=cast.stranger).political_group == "Labour"


def test_appoint_member_takes_a_term_of_the_past(cast, now):
    appoint(cast, now, starts_on=days(-400), ends_on=days(-40))
    assert cast.viewer("stranger").roles == set()


def test_appoint_member_refuses_a_seat_that_is_held(cast, now):
    held = make_membership(cast)
    with pytest.raises(ValidationError) as refusal:
        appoint(cast, now, seat=held.seat, user=cast.partner)
    assert refusal.value.message_dict == {
        "starts_on": ["Somebody holds this seat on these days. End that term first, or choose a later day."]
    }
    assert held.seat.memberships.count() == 1


def test_appoint_member_refuses_a_second_seat_on_the_same_body(cast, now):
    with pytest.raises(ValidationError) as refusal:
        appoint(cast, now, user=cast.councillor)
    assert refusal.value.message_dict == {"user": ["Cllr David Thorne has another seat on this body in these days."]}
    assert appoint(cast, now, user=cast.former).user == cast.former


def test_appoint_member_refuses_a_last_day_before_the_first(cast, now):
    with pytest.raises(ValidationError) as refusal:
        appoint(cast, now, ends_on=days(-1))
    assert list(refusal.value.message_dict) == ["ends_on"]


def test_appoint_member_refuses_a_closed_seat(cast, now):
    with pytest.raises(ValidationError) as refusal:
        appoint(cast, now, seat=make_seat(cast, closed_on=days(5)))
    assert list(refusal.value.message_dict) == ["ends_on"]


def test_appoint_member_denies_everybody_but_the_clerk(cast, now):
    for name in NOT_CLERK:
        with pytest.raises(Denied):
            appoint(cast, now, by=cast.viewer(name))
    assert cast.viewer("stranger").roles == set()


def test_end_membership_takes_the_rights_with_it(cast, now):
    member = Membership.objects.get(user=cast.councillor)
    operations.end_membership(membership=member, ends_on=days(-1), by=cast.viewer("clerk"), now=now)
    assert cast.viewer("councillor").roles == set()


def test_end_membership_refuses_an_end_before_the_start(cast, now):
    member = make_membership(cast)
    with pytest.raises(ValidationError) as refusal:
        operations.end_membership(membership=member, ends_on=days(-31), by=cast.viewer("clerk"), now=now)
    assert list(refusal.value.message_dict) == ["ends_on"]


def test_end_membership_denies_everybody_but_the_clerk(cast, now):
    member = make_membership(cast)
    for name in NOT_CLERK:
        with pytest.raises(Denied):
            operations.end_membership(membership=member, ends_on=days(-1), by=cast.viewer(name), now=now)
    assert Membership.objects.get(pk=member.pk).ends_on is None


def test_end_membership_denies_to_touch_a_term_that_is_over(cast, now):
    member = make_membership(cast, ends_on=days(-1))
    with pytest.raises(Denied):
        operations.end_membership(membership=member, ends_on=days(50), by=cast.viewer("clerk"), now=now)


# Years -------------------------------------------------------------------------------------------------------------


def test_add_year_is_named_after_its_days(cast, now):
    start = cast.year.ends_on + (days(1) - days(0))
    year = operations.add_year(starts_on=start, ends_on=start.replace(year=start.year + 1), by=cast.viewer("clerk"), now=now)
    assert year.label == f"{start.year}/{(start.year + 1) % 100:02d}"


def test_add_year_refuses_days_of_another_year_and_a_wrong_order(cast, now):
    with pytest.raises(ValidationError) as refusal:
        operations.add_year(starts_on=days(0), ends_on=days(400), label="2001/02", by=cast.viewer("clerk"), now=now)
    assert refusal.value.message_dict == {"starts_on": ["These days belong to another municipal year already."]}
    with pytest.raises(ValidationError) as refusal:
        operations.add_year(starts_on=days(500), ends_on=days(400), by=cast.viewer("clerk"), now=now)
    assert list(refusal.value.message_dict) == ["ends_on"]
    assert MunicipalYear.objects.count() == 1


def test_add_year_refuses_a_year_that_ends_in_the_year_it_begins(cast, now):
    far = cast.year.ends_on.replace(year=cast.year.ends_on.year + 2, month=1, day=1)
    with pytest.raises(ValidationError) as refusal:
        operations.add_year(starts_on=far, ends_on=far.replace(month=6), by=cast.viewer("clerk"), now=now)
    assert list(refusal.value.message_dict) == ["ends_on"]


def test_add_year_denies_everybody_but_the_clerk(cast, now):
    for name in NOT_CLERK:
        with pytest.raises(Denied):
            operations.add_year(starts_on=days(-900), ends_on=days(-600), by=cast.viewer(name), now=now)
    assert MunicipalYear.objects.count() == 1


# Promises ----------------------------------------------------------------------------------------------------------


def add_promise(cast, now, **more):
    values = {"body": cast.body, "title": "We turn up", "we_will": "Your worker comes every week.", "adopted_on": days(-5)}
    return operations.add_promise(**{**values, "by": cast.viewer("clerk"), "now": now, **more})


def test_add_promise_takes_the_next_number_and_its_principles(cast, now):
    make_promise(cast, number=4)
    make_promise(cast, number=9, retired_on=days(-1))
    promise = add_promise(cast, now, principles=Principle.objects.filter(letter__in="ab"))
    assert (promise.number, [p.letter for p in promise.principles.all()]) == (5, ["a", "b"])
    assert Event.objects.get(verb="board.add_promise").facts == {"number": 5}


def test_add_promise_refuses_a_number_that_stands(cast, now):
    make_promise(cast, number=4)
    with pytest.raises(ValidationError) as refusal:
        add_promise(cast, now, number=4)
    assert list(refusal.value.message_dict) == ["number"]
    assert Promise.objects.count() == 1


def test_add_promise_denies_everybody_but_the_clerk(cast, now):
    for name in NOT_CLERK:
        with pytest.raises(Denied):
            add_promise(cast, now, by=cast.viewer(name))
    assert Promise.objects.count() == 0


def change_promise(cast, now, promise, **more):
    values = {
        "title": "New",
        "you_said": "",
        "we_will": "Now.",
        "how_we_will_know": "",
        "number": 1,
        "principles": [],
        "adopted_on": days(-9),
    }
    return operations.change_promise(promise=promise, **{**values, "by": cast.viewer("clerk"), "now": now, **more})


def test_change_promise_keeps_what_it_was_in_its_history(cast, now):
    promise = make_promise(cast)
    change_promise(cast, now, promise)
    promise.refresh_from_db()
    assert (promise.title, list(promise.principles.all())) == ("New", [])
    assert [h.title for h in promise.history.all()] == ["New", "A home that feels like home"]


def test_change_promise_denies_everybody_but_the_clerk(cast, now):
    promise = make_promise(cast)
    for name in NOT_CLERK:
        with pytest.raises(Denied):
            change_promise(cast, now, promise, by=cast.viewer(name))
    assert Promise.objects.get().title == "A home that feels like home"


def test_retire_promise_ends_it_from_that_day_and_seals_its_words(cast, now):
    promise = make_promise(cast)
    operations.retire_promise(promise=promise, retired_on=days(0), retired_why="We are sorry.", by=cast.viewer("clerk"), now=now)
    assert (list(Promise.objects.kept_up(on=days(-1))), list(Promise.objects.kept_up(on=days(0)))) == ([promise], [])
    for deed in (lambda: change_promise(cast, now, promise), lambda: retire(cast, now, promise)):
        with pytest.raises(Denied):
            deed()


def retire(cast, now, promise, name="clerk", on=0):
    return operations.retire_promise(promise=promise, retired_on=days(on), by=cast.viewer(name), now=now)


def test_retire_promise_refuses_a_day_before_it_was_made(cast, now):
    with pytest.raises(ValidationError) as refusal:
        retire(cast, now, make_promise(cast), on=-400)
    assert list(refusal.value.message_dict) == ["retired_on"]


def test_retire_promise_denies_everybody_but_the_clerk(cast, now):
    promise = make_promise(cast)
    for name in NOT_CLERK:
        with pytest.raises(Denied):
            retire(cast, now, promise, name)
    assert Promise.objects.get().retired_on is None


# Groups ------------------------------------------------------------------------------------------------------------


def change_group(cast, now, group, name="clerk", **more):
    values = {"name": "Younger voices", "about": "", "meets": "", "usual_number": None, "says_about_board": "They listen."}
    return operations.change_group(group=group, **{**values, **more}, by=cast.viewer(name), now=now)


def test_add_group_and_change_group(cast, now):
    group = operations.add_group(name=" Our Voice ", usual_number=8, by=cast.viewer("clerk"), now=now)
    assert (group.name, group.usual_number) == ("Our Voice", 8)
    change_group(cast, now, group)
    assert YoungGroup.objects.get().says_about_board == "They listen."


def test_add_group_refuses_a_name_that_is_taken(cast, now):
    make_group(cast, name="Our Voice")
    with pytest.raises(ValidationError) as refusal:
        operations.add_group(name="Our Voice", by=cast.viewer("clerk"), now=now)
    assert list(refusal.value.message_dict) == ["name"]


def test_groups_are_written_by_the_clerk_only(cast, now):
    group = make_group(cast)
    for name in NOT_CLERK:
        with pytest.raises(Denied):
            operations.add_group(name="Mine", by=cast.viewer(name), now=now)
        with pytest.raises(Denied):
            change_group(cast, now, group, name)
        with pytest.raises(Denied):
            operations.add_activity(group=group, year=cast.year, text="Mine", by=cast.viewer(name), now=now)
    assert (YoungGroup.objects.get().name, GroupActivity.objects.count()) == (group.name, 0)


def test_add_activity_belongs_to_a_year(cast, now):
    group = make_group(cast)
    operations.add_activity(group=group, year=make_year(cast), text=" Designed packs. ", by=cast.viewer("clerk"), now=now)
    make_activity(cast, group=group)
    assert [a.text for a in group.activities.filter(year__starts_on__lt=cast.year.starts_on)] == ["Designed packs."]


def test_events_hold_no_words(cast, now):
    add_promise(cast, now, you_said="Nobody asked me.")
    constitution(cast, now, terms="1. Private terms", starts_on=days(1))
    held = str(list(Event.objects.values_list("facts", flat=True)))
    assert "Nobody" not in held
    assert "Private terms" not in held
    assert make_constitution(cast)  # a version of long ago stands beside them
