"""From a decision or an item to the action that carries it out: for whoever may agree actions."""

from __future__ import annotations

from django.urls import reverse

from tests.board.pages import page, words
from tests.cast import Cast
from tests.factories.meetings import PRIVATE, make_decision, make_held_meeting, make_item


def ways(client, name: str, pk: int) -> set[str]:
    """Where the page leads for an action."""
    agree = reverse("actions:agree")
    links = page(client.get(reverse(f"meetings:{name}", args=[pk]))).main.find_all("a")
    return {link["href"].removeprefix(agree) for link in links if link["href"].startswith(agree)}


def test_each_decision_leads_the_clerk_to_an_action(cast: Cast, sign_in) -> None:
    meeting = make_held_meeting(cast, private_session=True)
    item, quiet = make_item(cast, meeting), make_item(cast, meeting, "Quiet", PRIVATE)
    made, private = make_decision(cast, item), make_decision(cast, quiet)
    clerk = sign_in(cast.clerk)
    both = {f"?decision={made.pk}", f"?decision={private.pk}"}
    assert (ways(clerk, "meeting", meeting.pk), ways(clerk, "minutes", meeting.pk)) == (both, both)
    assert ways(clerk, "item", item.pk) == {f"?decision={made.pk}"}
    assert "Ring before a move." in words(clerk.get(f"{reverse('actions:agree')}?decision={made.pk}"))


def test_an_item_without_a_decision_leads_the_clerk_to_an_action(cast: Cast, sign_in) -> None:
    item = make_item(cast, make_held_meeting(cast))
    assert ways(sign_in(cast.clerk), "item", item.pk) == {f"?item={item.pk}"}


def test_nobody_else_is_led_to_agree_an_action(cast: Cast, sign_in) -> None:
    meeting = make_held_meeting(cast)
    item = make_item(cast, meeting)
    make_decision(cast, item)
    for who in ("chair", "councillor"):
        client = sign_in(getattr(cast, who))
        assert (ways(client, "meeting", meeting.pk), ways(client, "item", item.pk)) == (set(), set())
        assert client.get(f"{reverse('actions:agree')}?item={item.pk}").status_code == 404
