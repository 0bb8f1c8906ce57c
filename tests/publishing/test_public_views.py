"""What anybody may read."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cpboard.core.models import Council
from cpboard.publishing import door, statements
from cpboard.publishing.models import Publication
from cpboard.publishing.statements import NotForPublication
from tests.cast import Cast
from voice.models import Reply, Theme

CANARY = "canary-bin-bags"


def theme_of(cast: Cast, *, answered: bool = True, text: str = "Every child gets two proper suitcases.") -> Theme:
    today = timezone.localdate()
    theme = Theme.objects.create(
        body=cast.body,
        title="Our things when we move",
        words=f"Stop putting my things in bin bags. {CANARY}",
        said_by="Our Voice",
        permission="Shared with their yes.",
        source=Theme.Source.GROUP,
        heard_on=today - dt.timedelta(days=60),
        answer_by=today,
        added_by=cast.participation,
        added_at=timezone.now(),
    )
    if answered:
        Reply.record(theme=theme, kind="we_did", text=text, signed="Nadia", by=cast.participation, at=timezone.now())
    return theme


def released(cast: Cast, theme: Theme, now: dt.datetime) -> Publication:
    asked = door.ask_release(statements.you_said(theme), by=cast.viewer("participation"), now=now)
    return door.release(asked, seen=asked.sha256, by=cast.viewer("clerk"), now=now)


@pytest.mark.parametrize(
    "name",
    ["public_home", "public_you_said", "public_meetings", "public_annual_reports", "public_about", "accessibility", "privacy", "words"],
)
def test_public_page_answers_without_a_sign_in_and_sets_no_cookie(client: Client, cast: Cast, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert "<h1" in response.content.decode()
    assert response.cookies == {}
    assert response["Cache-Control"] == "no-store"


def test_public_page_is_the_same_for_somebody_who_is_signed_in(cast: Cast, sign_in, client: Client) -> None:
    assert sign_in(cast.clerk).get("/").content == client.get("/").content


def test_theme_is_not_public_before_a_second_person_agreed(cast: Cast, client: Client, now: dt.datetime) -> None:
    theme = theme_of(cast)
    asked = door.ask_release(statements.you_said(theme), by=cast.viewer("participation"), now=now)
    for url in ("/", reverse("public_you_said")):
        assert CANARY not in client.get(url).content.decode()
    assert client.get(reverse("publication", args=[asked.slug])).status_code == 404


def test_released_theme_is_public_everywhere(cast: Cast, client: Client, now: dt.datetime) -> None:
    publication = released(cast, theme_of(cast), now)
    for url in ("/", reverse("public_you_said"), reverse("publication", args=[publication.slug])):
        assert CANARY in client.get(url).content.decode()


def test_withdrawn_theme_is_gone_everywhere_in_the_next_request(cast: Cast, client: Client, now: dt.datetime) -> None:
    publication = released(cast, theme_of(cast), now)
    door.withdraw(publication, reason="It was wrong.", by=cast.viewer("clerk"), now=now)
    page = client.get(reverse("publication", args=[publication.slug]))
    assert page.status_code == 410
    assert "It was wrong." in page.content.decode()
    for url in ("/", reverse("public_you_said"), reverse("publication", args=[publication.slug])):
        body = client.get(url).content.decode()
        assert CANARY not in body
        assert publication.title not in body


def test_change_after_the_request_does_not_reach_the_public(cast: Cast, client: Client, now: dt.datetime) -> None:
    theme = theme_of(cast)
    asked = door.ask_release(statements.you_said(theme), by=cast.viewer("participation"), now=now)
    Theme.objects.filter(pk=theme.pk).update(words="changed-later")
    door.release(asked, seen=asked.sha256, by=cast.viewer("clerk"), now=now)
    body = client.get(reverse("public_you_said")).content.decode()
    assert CANARY in body
    assert "changed-later" not in body


def test_unanswered_theme_cannot_be_asked_for(cast: Cast) -> None:
    with pytest.raises(NotForPublication, match="Answer the children first"):
        statements.you_said(theme_of(cast, answered=False))


def test_theme_css_carries_the_councils_colours(cast: Cast, client: Client) -> None:
    Council.objects.filter(pk=1).update(brand_colour="#123456")
    response = client.get(reverse("theme_css"))
    assert response["Content-Type"] == "text/css"
    assert "--cpb-brand:#123456;" in response.content.decode()


def test_healthz_says_only_that_it_is_well(client: Client, db: None) -> None:
    assert client.get("/healthz").json() == {"ok": True}
