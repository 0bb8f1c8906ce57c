"""The door: two people, exact words, a way back."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cpboard.core.access import Denied
from cpboard.core.models import Event
from cpboard.core.records import Sealed
from cpboard.publishing import door, statements
from cpboard.publishing.models import Publication, ReleaseRequest
from cpboard.publishing.statements import NotForPublication
from tests.cast import Cast
from tests.publishing.test_public_views import released, theme_of


def ask(cast: Cast, now: dt.datetime, who: str = "participation", **theme: object) -> ReleaseRequest:
    return door.ask_release(statements.you_said(theme_of(cast, **theme)), by=cast.viewer(who), now=now)


@pytest.mark.parametrize("who", ["councillor", "chair", "officer", "scrutiny", "stranger", "former", "other_member"])
def test_ask_release_is_denied_to_those_without_the_right(cast: Cast, now: dt.datetime, who: str) -> None:
    with pytest.raises(Denied):
        ask(cast, now, who)
    assert ReleaseRequest.objects.count() == 0


def test_release_is_denied_to_the_one_who_asked(cast: Cast, now: dt.datetime) -> None:
    asked = ask(cast, now, "clerk")
    with pytest.raises(Denied):
        door.release(asked, seen=asked.sha256, by=cast.viewer("clerk"), now=now)
    assert Publication.objects.count() == 0
    assert door.release(asked, seen=asked.sha256, by=cast.viewer("second_clerk"), now=now).title == asked.title


@pytest.mark.parametrize("who", ["participation", "councillor", "officer", "other_member", "stranger"])
def test_release_is_denied_to_those_without_the_right(cast: Cast, now: dt.datetime, who: str) -> None:
    asked = ask(cast, now, "clerk")
    with pytest.raises(Denied):
        door.release(asked, seen=asked.sha256, by=cast.viewer(who), now=now)
    assert Publication.objects.count() == 0


def test_chair_may_be_the_second_person_for_their_own_body(cast: Cast, now: dt.datetime) -> None:
    asked = ask(cast, now)
    assert door.release(asked, seen=asked.sha256, by=cast.viewer("chair"), now=now).request == asked


def test_release_happens_once(cast: Cast, now: dt.datetime) -> None:
    asked = ask(cast, now)
    door.release(asked, seen=asked.sha256, by=cast.viewer("clerk"), now=now)
    with pytest.raises(Denied):
        door.release(asked, seen=asked.sha256, by=cast.viewer("second_clerk"), now=now)
    assert Publication.objects.count() == 1


def test_release_of_other_words_than_those_seen_is_refused(cast: Cast, now: dt.datetime) -> None:
    asked = ask(cast, now)
    with pytest.raises(NotForPublication, match="Look at it again"):
        door.release(asked, seen="0" * 64, by=cast.viewer("clerk"), now=now)
    assert Publication.objects.count() == 0


def test_database_itself_refuses_one_person_on_both_sides(cast: Cast, now: dt.datetime) -> None:
    asked = ask(cast, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseRequest.objects.filter(pk=asked.pk).update(decided_at=now, decided_by=cast.participation, decision="released")


def test_second_request_for_the_same_thing_waits_for_the_first(cast: Cast, now: dt.datetime) -> None:
    theme = theme_of(cast)
    door.ask_release(statements.you_said(theme), by=cast.viewer("participation"), now=now)
    with pytest.raises(NotForPublication, match="asked for this already"):
        door.ask_release(statements.you_said(theme), by=cast.viewer("clerk"), now=now)
    assert ReleaseRequest.objects.count() == 1


@pytest.mark.parametrize(
    "text",
    ["The Solicitor comments that…..", "Ring 07700 900123", "Write to a.b@fenbridge.example", "She was born on a Friday"],
)
def test_placeholder_or_contact_stops_the_request(cast: Cast, now: dt.datetime, text: str) -> None:
    with pytest.raises(NotForPublication):
        ask(cast, now, text=text)
    assert ReleaseRequest.objects.count() == 0


def test_refusal_keeps_the_reason_and_makes_nothing_public(cast: Cast, now: dt.datetime) -> None:
    asked = door.refuse(ask(cast, now), reason="Too close to one child.", by=cast.viewer("clerk"), now=now)
    assert (asked.decision, asked.reason, asked.decided_by) == ("refused", "Too close to one child.", cast.clerk)
    assert Publication.objects.count() == 0


def test_whoever_asked_takes_the_request_back(cast: Cast, sign_in, now: dt.datetime) -> None:
    asked = ask(cast, now, "clerk")
    answer = sign_in(cast.clerk).post(reverse("refuse_release", args=[asked.pk]), {"reason": "I asked too early."})
    assert answer.status_code == 302
    asked.refresh_from_db()
    assert (asked.decision, asked.decided_by, asked.asked_by) == ("refused", cast.clerk, cast.clerk)
    assert Publication.objects.count() == 0


def test_refusal_is_denied_to_those_without_the_right(cast: Cast, now: dt.datetime) -> None:
    asked = ask(cast, now)
    with pytest.raises(Denied):
        door.refuse(asked, reason="No.", by=cast.viewer("councillor"), now=now)
    assert ReleaseRequest.objects.get().decision == ""


def test_new_version_takes_the_place_of_the_old(cast: Cast, now: dt.datetime) -> None:
    theme = theme_of(cast)
    first = released(cast, theme, now)
    second = released(cast, theme, now)
    assert list(Publication.objects.out()) == [second]
    assert first.withdrawal.replaced_by == second


def test_publication_is_sealed(cast: Cast, now: dt.datetime) -> None:
    publication = released(cast, theme_of(cast), now)
    publication.title = "Other"
    with pytest.raises(Sealed):
        publication.save()
    with pytest.raises(Sealed):
        publication.delete()
    with pytest.raises(Sealed):
        Publication.objects.filter(pk=publication.pk).update(title="Other")


def test_withdraw_is_denied_to_those_without_the_right_and_twice(cast: Cast, now: dt.datetime) -> None:
    publication = released(cast, theme_of(cast), now)
    with pytest.raises(Denied):
        door.withdraw(publication, reason="x", by=cast.viewer("participation"), now=now)
    door.withdraw(publication, reason="x", by=cast.viewer("clerk"), now=now)
    publication.refresh_from_db()
    with pytest.raises(Denied):
        door.withdraw(publication, reason="x", by=cast.viewer("clerk"), now=now)


def test_each_deed_leaves_one_event(cast: Cast, now: dt.datetime) -> None:
    publication = released(cast, theme_of(cast), now)
    door.withdraw(publication, reason="x", by=cast.viewer("clerk"), now=now)
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "publishing.ask_release",
        "publishing.release",
        "publishing.withdraw",
    ]
