"""Pages about themes: who sees what, how a form keeps what was typed, what the table holds."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cpboard.core.models import User
from tests.cast import Cast
from tests.factories.voice import make_group, make_promise, make_reply, make_theme
from voice.models import Reply, Theme

SignIn = Callable[[User], Client]
READERS = ["participation", "clerk", "chair", "councillor", "young_member"]
OUTSIDERS = ["officer", "performance", "safeguarding", "custodian", "scrutiny", "administrator", "stranger", "former"]
LIST = reverse("voice:themes")


def page(client: Client, url: str, **query: Any) -> BeautifulSoup:
    response = client.get(url, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def h1(soup: BeautifulSoup) -> str:
    assert len(soup.find_all("h1")) == 1
    return soup.h1.get_text(strip=True)


def titles(soup: BeautifulSoup) -> list[str]:
    return [row.get_text(strip=True) for row in soup.select(".cpb-row__title")]


@pytest.mark.parametrize("name", READERS)
def test_readers_see_the_themes_of_their_body(cast: Cast, sign_in: SignIn, name: str) -> None:
    theme = make_theme(cast)
    make_theme(cast, body=cast.other_body, title="Of the other body") if name not in ("participation", "clerk") else None
    client = sign_in(getattr(cast, name))
    assert titles(page(client, LIST)) == [theme.title]
    assert theme.words in page(client, reverse("voice:theme", args=[theme.pk])).get_text()


@pytest.mark.parametrize("name", OUTSIDERS)
def test_others_find_no_page_at_all(cast: Cast, sign_in: SignIn, name: str) -> None:
    theme = make_theme(cast)
    client = sign_in(getattr(cast, name))
    urls = [LIST, reverse("voice:themes_csv"), reverse("voice:add_theme")]
    urls += [reverse(f"voice:{view}", args=[theme.pk]) for view in ("theme", "change_theme", "reply")]
    for url in urls:
        assert client.get(url).status_code == client.post(url).status_code == 404


def test_partner_sees_and_takes_away_only_what_they_added(cast: Cast, sign_in: SignIn) -> None:
    own, other = make_theme(cast, title="Mine", added_by=cast.partner), make_theme(cast, title="Theirs")
    client = sign_in(cast.partner)
    soup = page(client, LIST)
    assert titles(soup) == ["Mine"]
    assert h1(soup) == "One theme waits for an answer"
    assert "Theirs" not in client.get(reverse("voice:themes_csv")).content.decode()
    assert client.get(reverse("voice:theme", args=[own.pk])).status_code == 200
    assert client.get(reverse("voice:theme", args=[other.pk])).status_code == 404


def test_the_title_says_how_things_stand(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.clerk)
    assert h1(page(client, LIST)) == "Nothing has been written down yet"
    theme = make_theme(cast, due_in=2)
    make_theme(cast, due_in=3)
    assert h1(page(client, LIST)) == "Two themes wait for an answer"
    Theme.objects.filter(pk=theme.pk).update(answer_by=timezone.localdate() - dt.timedelta(days=4))
    soup = page(client, LIST)
    assert h1(soup) == "One answer to children is late"
    assert [chip.get_text(strip=True) for chip in soup.select(".cpb-state--late")] == ["4 days late"]
    for each in Theme.objects.all():
        make_reply(cast, each)
    assert h1(page(client, LIST)) == "Everything that children told us has an answer"


def test_the_list_narrows_by_words_promise_source_and_answer(cast: Cast, sign_in: SignIn) -> None:
    promise = make_promise(cast.body)
    make_theme(cast, title="A", words="buses to school", promise=promise, source="survey")
    make_theme(cast, title="B", due_in=-3, source="visit")
    make_reply(cast, make_theme(cast, title="C", source="event"))
    client = sign_in(cast.clerk)
    assert titles(page(client, LIST, words="BUSES")) == ["A"]
    assert titles(page(client, LIST, promise=promise.pk)) == ["A"]
    assert titles(page(client, LIST, source="visit")) == ["B"]
    assert titles(page(client, LIST, state="late")) == ["B"]
    assert sorted(titles(page(client, LIST, state="waiting"))) == ["A", "B"]
    assert titles(page(client, LIST, state="answered")) == ["C"]
    assert len(titles(page(client, LIST, state="nonsense", promise="999999"))) == 3
    assert "No theme matches." in page(client, LIST, words="dragons").get_text()


def test_the_list_is_paged_and_keeps_the_question(cast: Cast, sign_in: SignIn) -> None:
    for _ in range(21):
        make_theme(cast)
    soup = page(sign_in(cast.clerk), LIST, source="group", page="2")
    assert len(titles(soup)) == 1
    assert "source=group&page=1" in [a["href"].lstrip("?") for a in soup.select(".govuk-pagination a")]


def test_the_list_asks_as_often_for_three_themes_as_for_one(cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any) -> None:
    client = sign_in(cast.clerk)
    counts = []
    for _ in range(2):
        make_reply(cast, make_theme(cast, promise=make_promise(cast.body, number=Theme.objects.count() + 1)))
        client.get(LIST)
        with django_assert_max_num_queries(20) as asked:
            client.get(LIST)
        counts.append(len(asked))
        make_reply(cast, make_theme(cast))
    assert counts[0] == counts[1]


def test_a_theme_without_permission_shows_no_words(cast: Cast, sign_in: SignIn) -> None:
    theme = make_theme(cast, words="", permission="")
    soup = page(sign_in(cast.clerk), reverse("voice:theme", args=[theme.pk]))
    assert soup.select(".cpb-said") == []
    assert "We do not show their own words." in soup.get_text()


def test_a_theme_shows_where_it_stands_and_leads_to_the_trail(cast: Cast, sign_in: SignIn) -> None:
    theme = make_theme(cast, due_in=-2)
    client = sign_in(cast.clerk)
    soup = page(client, reverse("voice:theme", args=[theme.pk]))
    assert "Waiting for Nadia Rahman to answer. 2 days late." in " ".join(soup.select_one(".cpb-thread").get_text().split())
    assert soup.find("a", href=reverse("trail_theme", args=[theme.pk]))
    make_reply(cast, theme, kind="we_will", will_by=dt.date(2027, 3, 31))
    soup = page(client, reverse("voice:theme", args=[theme.pk]))
    assert soup.select(".cpb-thread__waiting") == []
    assert "We will, by 31 March 2027" in soup.get_text()
    assert "Nadia" in soup.select_one(".cpb-letter").get_text()


@pytest.mark.parametrize(("name", "links"), [("participation", {"change", "reply"}), ("clerk", set()), ("councillor", set())])
def test_only_those_who_may_are_offered_the_deeds(cast: Cast, sign_in: SignIn, name: str, links: set[str]) -> None:
    theme = make_theme(cast)
    soup = page(sign_in(getattr(cast, name)), reverse("voice:theme", args=[theme.pk]))
    offered = {a["href"].rstrip("/").rsplit("/", 1)[-1] for a in soup.select("main a")} & {"change", "reply"}
    assert offered == links


NEW = {
    "title": "Buses to school",
    "said_by": "Our Voice",
    "source": "group",
    "heard_on-day": "2",
    "heard_on-month": "11",
    "heard_on-year": "2026",
    "times_heard": "3",
}


def form_of(soup: BeautifulSoup) -> dict[str, str]:
    """What a browser would send: every field with its value."""
    form = soup.select_one("main form[method=post]")
    sent = {tag["name"]: tag.get("value", "") for tag in form.select("input[name]") if tag.get("type") not in ("radio", "checkbox")}
    sent |= {tag["name"]: tag["value"] for tag in form.select("input[checked]")}
    sent |= {tag["name"]: tag.get_text().removeprefix("\n") for tag in form.select("textarea[name]")}
    sent |= {tag["name"]: (tag.select_one("option[selected]") or tag.option)["value"] for tag in form.select("select[name]")}
    return sent


def post(client: Client, url: str, **data: Any) -> BeautifulSoup:
    response = client.post(url, data)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_add_theme_saves_and_says_by_when(cast: Cast, sign_in: SignIn) -> None:
    make_group()
    promise = make_promise(cast.body)
    client = sign_in(cast.participation)
    response = client.post(reverse("voice:add_theme"), NEW | {"promise": promise.pk, "body": cast.body.pk}, follow=True)
    theme = Theme.objects.get()
    assert response.redirect_chain == [(reverse("voice:theme", args=[theme.pk]), 302)]
    assert "An answer is promised by 30 November 2026." in response.content.decode()
    assert (theme.promise, theme.times_heard, theme.body) == (promise, 3, cast.body)


def test_add_theme_with_one_body_does_not_ask_which(cast: Cast, sign_in: SignIn) -> None:
    cast.other_body.constitutions.all().delete()
    cast.other_body.seats.first().memberships.all().delete()
    cast.other_body.seats.all().delete()
    cast.other_body.delete()
    client = sign_in(cast.partner)
    assert page(client, reverse("voice:add_theme")).select("[name=body]") == []
    client.post(reverse("voice:add_theme"), NEW)
    assert Theme.objects.get().body == cast.body


def test_add_theme_keeps_what_was_typed_when_something_is_missing(cast: Cast, sign_in: SignIn) -> None:
    wrong = NEW | {"title": "", "words": "I wait", "heard_on-year": "2999", "body": cast.body.pk}
    soup = post(sign_in(cast.participation), reverse("voice:add_theme"), **wrong)
    assert soup.title.get_text().startswith("Error: ")
    summary = [a.get_text() for a in soup.select(".govuk-error-summary a")]
    assert summary == [
        "Enter a title",
        "Say by whose permission these words are used, or leave the words out",
        "Enter today or a day that is past",
    ]
    kept = form_of(soup)
    assert (kept["words"], kept["said_by"], kept["heard_on-year"]) == ("I wait", "Our Voice", "2999")
    assert Theme.objects.count() == 0


def test_add_theme_asks_once_about_what_looks_like_a_name_and_never_refuses(cast: Cast, sign_in: SignIn) -> None:
    client, url = sign_in(cast.participation), reverse("voice:add_theme")
    soup = post(client, url, **(NEW | {"title": "Mr Jones shouts", "body": cast.body.pk}))
    assert h1(soup) == "Could this tell who said it?"
    assert "This looks like a name: Jones." in soup.get_text()
    assert Theme.objects.count() == 0
    assert client.post(url, form_of(soup)).status_code == 302
    assert Theme.objects.get().title == "Mr Jones shouts"


def test_add_theme_asks_again_when_the_words_were_changed_to_another_name(cast: Cast, sign_in: SignIn) -> None:
    client, url = sign_in(cast.participation), reverse("voice:add_theme")
    soup = post(client, url, **(NEW | {"title": "Mr Jones shouts", "body": cast.body.pk}))
    soup = post(client, url, **(form_of(soup) | {"title": "Mrs Wood shouts"}))
    assert "This looks like a name: Wood." in soup.get_text()
    assert Theme.objects.count() == 0


def test_change_theme_saves_and_keeps_the_promised_day(cast: Cast, sign_in: SignIn) -> None:
    retired = make_promise(cast.body, retired_on=timezone.localdate() - dt.timedelta(days=1))
    theme = make_theme(cast, promise=retired)
    client, url = sign_in(cast.participation), reverse("voice:change_theme", args=[theme.pk])
    sent = form_of(page(client, url)) | {"title": "Sooner to the dentist"}
    assert client.post(url, sent | {"answer_by": "2030-01-01"}).status_code == 302
    after = Theme.objects.get()
    assert (after.title, after.answer_by, after.promise) == ("Sooner to the dentist", theme.answer_by, retired)


def test_change_theme_to_a_promise_of_another_body_is_refused_in_words(cast: Cast, sign_in: SignIn) -> None:
    theme, other = make_theme(cast), make_promise(cast.other_body)
    client, url = sign_in(cast.participation), reverse("voice:change_theme", args=[theme.pk])
    soup = post(client, url, **(form_of(page(client, url)) | {"promise": other.pk}))
    assert "Choose a promise that this board made." in soup.select_one(".govuk-error-summary").get_text()


ANSWER = {"kind": "we_did", "text": "We asked six dentists.\n\nNow you wait three weeks.", "signed": "Nadia"}


def test_reply_is_read_back_before_it_is_sent(cast: Cast, sign_in: SignIn) -> None:
    theme = make_theme(cast)
    client, url = sign_in(cast.participation), reverse("voice:reply", args=[theme.pk])
    assert form_of(page(client, url))["signed"] == "Nadia"
    soup = post(client, url, **ANSWER)
    assert h1(soup) == "Is this what you want to tell them?"
    assert "The words look easy to read." in soup.get_text()
    assert Reply.objects.count() == 0
    response = client.post(url, form_of(soup), follow=True)
    assert "Those who raised it can read it now." in response.content.decode()
    assert Reply.objects.get().text == ANSWER["text"]


def test_reply_with_hard_words_gets_hints_and_can_be_sent_all_the_same(cast: Cast, sign_in: SignIn) -> None:
    theme = make_theme(cast)
    client, url = sign_in(cast.participation), reverse("voice:reply", args=[theme.pk])
    soup = post(client, url, **(ANSWER | {"text": "Unfortunately the placement " + "is " * 15}))
    assert "Instead of “placement” we say “home”." in soup.get_text()
    assert "This sentence has 18 words." in soup.get_text()
    assert client.post(url, form_of(soup)).status_code == 302


def test_reply_refuses_a_no_without_reason_and_a_promise_without_day(cast: Cast, sign_in: SignIn) -> None:
    theme = make_theme(cast)
    client, url = sign_in(cast.participation), reverse("voice:reply", args=[theme.pk])
    soup = post(client, url, **(ANSWER | {"kind": "we_cant", "text": "No money."}))
    assert "It needs 18 more words." in soup.select_one(".govuk-error-summary").get_text()
    assert form_of(soup)["text"] == "No money."
    soup = post(client, url, **(ANSWER | {"kind": "we_will"}))
    assert "Say by when we will do it." in soup.select_one(".govuk-error-summary").get_text()
    past = {"will_by-day": "1", "will_by-month": "2", "will_by-year": "2020"}
    soup = post(client, url, **(ANSWER | past | {"kind": "we_will"}))
    assert "Enter today or a day to come" in soup.select_one(".govuk-error-summary").get_text()
    assert Reply.objects.count() == 0


def test_the_table_holds_what_the_list_shows_and_runs_no_formula(cast: Cast, sign_in: SignIn) -> None:
    make_reply(cast, make_theme(cast, title="=SUM(A1)", words="@me", said_by="+44", source="survey"), text="-we did")
    make_theme(cast, title="Left out", source="visit")
    response = sign_in(cast.clerk).get(reverse("voice:themes_csv"), {"source": "survey"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert "attachment" in response["Content-Disposition"]
    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert (row["What it is about"], row["Their words"], row["Said by"]) == ("'=SUM(A1)", "'@me", "'+44")
    assert (row["What we answered"], row["Answer"], row["Group"]) == ("'-we did", "We did", "")
