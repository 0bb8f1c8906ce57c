from __future__ import annotations

from django.urls import reverse

from cpboard.board.needs import needs_of_board
from tests.factories.board import days, make_membership, make_seat


def asked(cast, name="clerk"):
    return {need.what: need for need in needs_of_board(cast.viewer(name))}


def test_a_term_that_ends_within_28_days_needs_the_clerk(cast):
    make_membership(cast, ends_on=days(28))
    need = asked(cast)["Ask who follows Noor Whitlock"]
    assert (need.due_on, need.url) == (days(28), reverse("board:body", args=["board"]))


def test_a_term_that_ends_later_or_is_followed_needs_nobody(cast):
    make_membership(cast, ends_on=days(29))
    followed = make_membership(cast, user=cast.partner, ends_on=days(5))
    make_membership(cast, user=cast.custodian, seat=followed.seat, starts_on=days(6))
    assert asked(cast) == {}


def test_a_seat_that_is_empty_for_sixty_days_needs_the_clerk(cast):
    make_membership(cast, starts_on=days(-300), ends_on=days(-61))
    make_membership(cast, user=cast.partner, starts_on=days(-300), ends_on=days(-60), seat=make_seat(cast, title="Nurse"))
    assert list(asked(cast)) == ["Fill the seat of the Foster carer"]


def test_a_seat_that_nobody_ever_held_needs_the_clerk_until_somebody_is_to_take_it(cast):
    seat = make_seat(cast, title="Nurse")
    need = asked(cast)["Fill the seat of the Nurse"]
    assert need.why == "Nobody has held it yet on the Corporate Parenting Board."
    assert need.url == reverse("board:appoint_member", args=[seat.pk])
    make_membership(cast, seat=seat, starts_on=days(3))
    assert asked(cast) == {}


def test_a_seat_that_is_closed_or_was_held_lately_needs_nobody(cast):
    make_seat(cast, title="Nurse", closed_on=days(0))
    make_membership(cast, starts_on=days(-300), ends_on=days(-1))
    assert asked(cast) == {}


def test_terms_of_reference_need_a_look_when_their_day_comes(cast):
    cast.body.constitutions.update(review_on=days(20))
    assert list(asked(cast)) == ["Look again at the terms of reference of the Corporate Parenting Board"]


def test_nobody_else_is_asked(cast):
    make_membership(cast, ends_on=days(3))
    assert asked(cast)
    for name in ("chair", "councillor", "administrator", "stranger"):
        assert asked(cast, name) == {}
