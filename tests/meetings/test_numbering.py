"""Items that belong to another: 5a and 5b, what moves with what, and the same number on the agenda, in a pack and on paper."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from meetings import gathering, operations, papers, sheet
from meetings.numbering import numbers
from tests.board.pages import faults, page, words
from tests.factories.meetings import PRIVATE, make_item, make_meeting, session_of


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


@pytest.fixture
def five(cast, clerk, now):
    """One; Two with a and b; Three."""
    meeting = make_meeting(cast)
    found = [make_item(cast, meeting, title) for title in ("One", "Two", "a", "b", "Three")]
    for item in found[2:4]:
        operations.nest_item(item=item, under=True, by=clerk, now=now)
    return found


def order(item):
    items = list(item.session.items.order_by("position"))
    return [f"{number} {each.title}" for number, each in zip(numbers(items), items, strict=True)]


def test_items_that_belong_to_another_carry_its_number_and_a_letter(five):
    assert order(five[0]) == ["1 One", "2 Two", "2a a", "2b b", "3 Three"]


def test_numbers_are_the_same_on_the_agenda_in_the_pack_and_in_the_notice(cast, clerk, five, now):
    meeting = five[0].session.meeting
    operations.add_session(meeting=meeting, starts_at=meeting.starts_at, by=clerk, now=now)
    make_item(cast, meeting, "Letters", PRIVATE)
    expected = ["1", "2", "2a", "2b", "3", "4"]
    assert [row.number for part in sheet.agenda_of(meeting, clerk) for row in part.rows] == expected
    assert [entry.number for entry in gathering.gather(meeting, "public").entries] == expected
    assert "\n2a. a\n2b. b\n3. Three" in papers.agenda_text(session_of(meeting))


@pytest.mark.parametrize(
    ("title", "up", "after"),
    [
        ("Two", True, ["1 Two", "1a a", "1b b", "2 One", "3 Three"]),
        ("Two", False, ["1 One", "2 Three", "3 Two", "3a a", "3b b"]),
        ("Three", True, ["1 One", "2 Three", "3 Two", "3a a", "3b b"]),
        ("b", True, ["1 One", "2 Two", "2a b", "2b a", "3 Three"]),
        ("a", True, ["1 One", "2 Two", "2a a", "2b b", "3 Three"]),
        ("b", False, ["1 One", "2 Two", "2a a", "2b b", "3 Three"]),
    ],
)
def test_move_item_takes_along_what_belongs_to_it(five, clerk, now, title, up, after):
    item = next(each for each in five if each.title == title)
    item.refresh_from_db()
    operations.move_item(item=item, up=up, by=clerk, now=now)
    assert order(item) == after


def test_the_first_item_stands_alone(five, clerk, now):
    with pytest.raises(ValidationError, match="Nothing stands above"):
        operations.nest_item(item=five[0], under=True, by=clerk, now=now)
    operations.nest_item(item=five[2], under=False, by=clerk, now=now)
    assert order(five[0]) == ["1 One", "2 Two", "3 a", "3a b", "4 Three"]


def test_remove_item_lets_what_belonged_to_it_stand_alone(five, clerk, now):
    operations.remove_item(item=five[1], by=clerk, now=now)
    assert order(five[0]) == ["1 One", "2 a", "3 b", "4 Three"]


def test_more_than_26_letters_go_on(five):
    sub = five[2]
    sub.is_sub = True
    assert numbers([five[0], *[sub] * 28])[-3:] == ["1z", "1za", "1zb"]


def test_clerk_orders_with_buttons_alone(cast, sign_in, five):
    client, meeting = sign_in(cast.clerk), five[0].session.meeting
    page_url = reverse("meetings:order", args=[meeting.pk])
    shown = page(client.get(page_url))
    buttons = [" ".join(row.get_text(" ", strip=True).split()) for row in shown.select(".cpb-item__meta")]
    assert buttons == [
        "Move down One",
        "Move up Two Move down Two Put under the item above : Two",
        "Move down a Make it stand alone : a",
        "Move up b Make it stand alone : b",
        "Move up Three Put under the item above : Three",
    ]
    nest = reverse("meetings:nest_item", args=[five[4].pk])
    assert shown.select_one(f'button[formaction="{nest}"]')["value"] == "1"
    assert "The numbers have changed." in words(client.post(nest, {"under": "1"}, follow=True))
    assert order(five[0])[-1] == "2c Three"
    refused = client.post(reverse("meetings:nest_item", args=[five[0].pk]), {"under": "1"})
    assert faults(refused) == ["Nothing stands above this item. Move it down first."]
