"""Keys: shown once, for one kind of page, with the rights that their maker has today."""

from __future__ import annotations

import base64
import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cpboard.core import operations
from cpboard.core.access import Denied
from cpboard.core.models import Appointment, Event, ReadKey
from tests.cast import Cast, as_viewer
from tests.factories.meetings import make_meeting
from tests.factories.performance import make_indicator, make_value
from tests.nets.asking import overheard

FIGURES = reverse("performance:feed_figures_csv")
LIST, MAKE = reverse("keys", args=["figures"]), reverse("make_key", args=["figures"])


@pytest.fixture
def figure(cast: Cast):
    """A figure that a public page would hide."""
    return make_value(cast, make_indicator(cast, plain_name="Saw a dentist"), 3, 91)


def made(cast: Cast, name: str = "Power BI") -> tuple[ReadKey, str]:
    return operations.make_key(by=cast.viewer("performance"), kind=ReadKey.Kind.FIGURES, name=name, now=timezone.now())


def read(secret: str, url: str = FIGURES, method: str = "get"):
    """What a program gets that sends the key as the password of basic sign-in."""
    sent = base64.b64encode(f"anything:{secret}".encode()).decode()
    return getattr(Client(), method)(url, headers={"Authorization": f"Basic {sent}"})


def test_a_key_reads_figures_without_a_sign_in_and_says_when_it_did(cast: Cast, figure) -> None:
    _, secret = made(cast)
    answer = read(secret)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "text/csv; charset=utf-8", "no-store")
    assert "Saw a dentist" in answer.text
    assert ReadKey.objects.get().last_used_on == timezone.localdate()
    assert Client().get(FIGURES, headers={"Authorization": f"Bearer {secret}"}).status_code == 200


def test_it_opens_no_other_page_and_changes_nothing(cast: Cast, figure) -> None:
    _, secret = made(cast)
    others = [reverse(name) for name in ("performance:scorecard", "performance:scorecard_csv", "home", "meetings:list", "people:list")]
    answers = [read(secret, url) for url in [*others, LIST]]
    assert [(a.status_code, a["Location"].split("?")[0]) for a in answers] == [(302, reverse("account_login"))] * 6
    assert read(secret, MAKE, "post").status_code == 302
    assert (ReadKey.objects.count(), read(secret, FIGURES, "post").status_code, read(secret).status_code) == (1, 302, 200)


@pytest.mark.parametrize("sent", ["", "Basic", "Basic !!!", "Basic Og==", "Bearer", "Bearer wrong", "Digest x", "Basic /w=="])
def test_without_a_good_key_a_program_is_asked_for_one_and_told_nothing(cast: Cast, figure, sent: str) -> None:
    made(cast)
    answer = Client().get(FIGURES, headers={"Authorization": sent} if sent else {})
    assert (answer.status_code, answer.content, answer["WWW-Authenticate"].split()[0]) == (401, b"", "Basic")


def test_an_ended_key_reads_nothing_more(cast: Cast, sign_in, figure) -> None:
    (key, secret), (_, other) = made(cast), made(cast, "A sheet")
    client = sign_in(cast.performance)
    asked = client.get(reverse("end_key", args=[key.pk]))
    assert "End the key of “Power BI”?" in asked.text
    assert client.post(reverse("end_key", args=[key.pk])).status_code == 302
    assert (read(secret).status_code, read(other).status_code) == (401, 200)
    with pytest.raises(Denied):
        operations.end_key(by=cast.viewer("performance"), key=key, now=timezone.now())


def test_keys_end_with_the_role_of_their_maker(cast: Cast, figure) -> None:
    _, secret = made(cast)
    assert read(secret).status_code == 200
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Appointment.objects.filter(user=cast.performance).update(ends_on=yesterday)
    assert read(secret).status_code == 401


def test_keys_end_while_the_account_is_switched_off(cast: Cast, figure) -> None:
    _, secret = made(cast)
    operations.switch_off(by=cast.viewer("administrator"), person=cast.performance, now=timezone.now())
    assert read(secret).status_code == 401
    operations.switch_on(by=cast.viewer("administrator"), person=cast.performance, now=timezone.now())
    assert read(secret).status_code == 200


def test_the_secret_is_shown_once_and_kept_nowhere(cast: Cast, sign_in, figure) -> None:
    client = sign_in(cast.performance)
    shown = BeautifulSoup(client.post(MAKE, {"name": "The monthly report"}).content, "html.parser")
    secret = shown.select_one("code").get_text()
    assert (len(secret) > 40, read(secret).status_code) == (True, 200)
    listed = client.get(LIST).text
    assert ("The monthly report" in listed, "Last read on" in listed, secret in listed) == (True, True, False)
    key = ReadKey.objects.get()
    assert secret not in {str(value) for value in vars(key).values()}
    events = Event.objects.filter(verb="core.make_key")
    assert [(event.by, event.facts) for event in events] == [(cast.performance, {"kind": "figures"})]


def test_a_key_without_a_name_is_refused_and_nothing_is_made(cast: Cast, sign_in) -> None:
    answer = sign_in(cast.performance).post(MAKE, {"name": " "})
    assert ("Enter what reads with it" in answer.text, ReadKey.objects.count()) == (True, 0)


@pytest.mark.parametrize("name", ["clerk", "chair", "councillor", "officer", "scrutiny", "administrator", "young_member"])
def test_nobody_else_makes_a_key_for_figures_or_ends_one(cast: Cast, sign_in, name: str) -> None:
    key, _ = made(cast)
    client = sign_in(getattr(cast, name))
    end = reverse("end_key", args=[key.pk])
    answers = [client.get(LIST), client.get(MAKE), client.post(MAKE, {"name": "x"}), client.get(end), client.post(end)]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert sign_in(cast.performance).get(end).status_code == 200
    with pytest.raises(Denied):
        operations.make_key(by=as_viewer(getattr(cast, name)), kind=ReadKey.Kind.FIGURES, name="x", now=timezone.now())


def test_a_key_of_another_kind_opens_nothing_here(cast: Cast, figure) -> None:
    key, secret = made(cast)
    ReadKey.objects.filter(pk=key.pk).update(kind="calendar")
    assert read(secret).status_code == 401
    ReadKey.objects.filter(pk=key.pk).update(kind="figures")
    assert read(secret).status_code == 200


# A calendar that follows by itself --------------------------------------------------------------------------------------


def followed(cast: Cast, name: str = "councillor") -> tuple[ReadKey, str]:
    key, secret = operations.make_key(by=cast.viewer(name), kind=ReadKey.Kind.CALENDAR, name="My phone", now=timezone.now())
    return key, reverse("meetings:calendar_by_key", args=[secret])


def summaries(answer) -> list[str]:
    return [line.removeprefix("SUMMARY:") for line in answer.text.splitlines() if line.startswith("SUMMARY:")]


def test_a_secret_address_has_the_meetings_that_its_owner_may_see_and_no_others(cast: Cast) -> None:
    make_meeting(cast)
    make_meeting(cast, body=cast.other_body)
    _, member = followed(cast)
    _, other = followed(cast, "other_member")
    assert (summaries(Client().get(member)), summaries(Client().get(other))) == ([cast.body.name], [cast.other_body.name])


def test_whoever_is_signed_in_gets_the_meetings_of_the_owner_of_the_address_not_their_own(cast: Cast, sign_in) -> None:
    make_meeting(cast, body=cast.other_body)
    _, member = followed(cast)
    assert summaries(sign_in(cast.other_member).get(member)) == []
    assert summaries(sign_in(cast.other_member).get(reverse("meetings:my_calendar"))) == [cast.other_body.name]


def test_an_address_with_another_secret_is_not_there(cast: Cast, sign_in) -> None:
    make_meeting(cast)
    key, member = followed(cast)
    wrong = reverse("meetings:calendar_by_key", args=["a" * 43])
    assert [client.get(wrong).status_code for client in (Client(), sign_in(cast.councillor))] == [404, 404]
    operations.end_key(by=cast.viewer("councillor"), key=key, now=timezone.now())
    assert [client.get(member).status_code for client in (Client(), sign_in(cast.councillor))] == [404, 404]


def test_a_key_for_figures_opens_no_calendar(cast: Cast) -> None:
    _, secret = made(cast)
    assert Client().get(reverse("meetings:calendar_by_key", args=[secret])).status_code == 404
    _, own = followed(cast)
    assert Client().get(own).status_code == 200


def test_the_page_that_shows_the_address_shows_it_once(cast: Cast, sign_in) -> None:
    client = sign_in(cast.councillor)
    shown = BeautifulSoup(client.post(reverse("make_key", args=["calendar"]), {"name": "My phone"}).content, "html.parser")
    address = shown.select_one("code").get_text()
    assert (address.startswith("http://testserver/meetings/my-calendar/"), Client().get(address).status_code) == (True, 200)
    assert address.rpartition("/")[2] not in client.get(reverse("keys", args=["calendar"])).text


def test_no_log_keeps_the_secret_of_an_address_that_is_refused(cast: Cast) -> None:
    _, address = followed(cast)
    operations.switch_off(by=cast.viewer("administrator"), person=cast.councillor, now=timezone.now())
    lines: list[str] = []
    with overheard(lines):
        assert Client().get(address).status_code == 404
    assert [line for line in lines if "/my-calendar/….ics" in line] != []
    assert [line for line in lines if address.rpartition("/")[2].removesuffix(".ics") in line] == []
