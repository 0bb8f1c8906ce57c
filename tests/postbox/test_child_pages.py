"""What every page for children keeps to: no cookie, no address, nothing kept, plain words, the same for every wrong code."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from cpboard.core.models import User
from tests.cast import Cast, as_viewer
from tests.factories.postbox import CODE, make_message
from tests.postbox.test_child_journey import Page, visit, write
from voice.postbox import limits
from voice.postbox.models import Submission
from voice.postbox.origins import came_from_here
from voice.postbox.pages import child_page

PAGES = ["start", "staying_safe", "what_we_keep", "help_now", "tell", "come_back", "leave"]
BACK = reverse("tell_us:come_back")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("open_now", [True, False])
def test_every_page_answers_anybody_without_cookie_and_is_kept_nowhere(
    cast: Cast, settings: Any, child: Client, name: str, open_now: bool
) -> None:
    settings.CHILD_FORM_OPEN = open_now
    for method in (child.get, child.post, child.head):
        response = method(reverse(f"tell_us:{name}"), headers={"User-Agent": "canary", "Referer": ""})
        assert response.status_code in (200, 302)
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response.cookies == {}
        assert "csrf" not in response.content.decode().lower()
    assert Session.objects.count() == 0


def test_every_child_page_is_named_in_this_test() -> None:
    patterns = next(p for p in get_resolver().url_patterns if getattr(p, "namespace", "") == "tell_us").url_patterns
    assert [pattern.name for pattern in patterns] == PAGES
    assert {pattern.callback.__module__ for pattern in patterns} == {"voice.postbox.views"}
    assert [pattern.callback.login_required for pattern in patterns] == [False] * len(PAGES)


def test_pages_of_those_who_read_ask_for_a_sign_in(cast: Cast, child: Client) -> None:
    patterns = next(p for p in get_resolver().url_patterns if getattr(p, "namespace", "") == "postbox").url_patterns
    for pattern in patterns:
        args = [make_message(cast).pk] if "pk" in str(pattern.pattern) else []
        response = child.get(reverse(f"postbox:{pattern.name}", args=args))
        assert response["Location"].startswith("/account/sign-in/")


def test_a_person_who_is_signed_in_is_nobody_here(open_form: Cast, sign_in: Callable[[User], Client]) -> None:
    anonymous, known = Client().get(reverse("tell_us:start")), sign_in(open_form.clerk).get(reverse("tell_us:start"))
    assert anonymous.content == known.content
    assert known.cookies == {}


def test_pages_load_nothing_from_elsewhere(open_form: Cast, child: Client) -> None:
    for name in PAGES[:-1]:
        soup = visit(child, name).soup
        loaded = [tag.get("src") or tag.get("href") for tag in soup.select("script, link, img, iframe")]
        assert [url for url in loaded if not url.startswith("/")] == []
    policy = child.get(reverse("tell_us:start"))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_closed_says_so_and_gives_the_numbers(cast: Cast, settings: Any, child: Client) -> None:
    settings.CHILD_FORM_OPEN = False
    for name in ("start", "tell"):
        page = visit(child, name)
        assert page.h1 == "This page is not open yet"
        assert "999" in page.main
        assert "0800 1111" in page.main
    assert child.post(reverse("tell_us:tell"), {"go": "send", "words": "Hi"}).status_code == 200
    assert list(Submission.objects.open_to(as_viewer(cast.participation))) == []
    assert visit(child, "help_now").soup.select("form") == visit(child, "staying_safe").soup.select("form") == []


def test_closed_while_there_is_no_board(settings: Any, child: Client, db: None) -> None:
    settings.CHILD_FORM_OPEN = True
    assert visit(child).h1 == "This page is not open yet"


def test_closed_still_opens_an_answer(cast: Cast, settings: Any, child: Client) -> None:
    settings.CHILD_FORM_OPEN = False
    make_message(cast, code=CODE)
    assert visit(child).follow("I have a code").press("See what happened", code=CODE).h1 == "We have your words"


def test_the_demo_says_on_every_page_that_nobody_reads_it(open_form: Cast, settings: Any, child: Client) -> None:
    assert "demo" not in visit(child).main
    settings.DEMO = True
    for name in PAGES[:-1]:
        assert "This is only a demo. No one reads it." in visit(child, name).main
    page = write(child)
    assert "This is only a demo. No one reads it." in page.main
    assert "This is only a demo. No one reads it." in page.press("Send").main


def test_start_names_who_reads_it_and_the_day(open_form: Cast, child: Client) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)):
        page = visit(child)
    assert "A worker called Nadia." in page.main
    assert "You will see the answer here by 30 November." in page.main


def test_start_without_a_worker_still_speaks(open_form: Cast, child: Client) -> None:
    User.objects.filter(pk=open_form.participation.pk).update(is_active=False)
    assert "A worker in Fenbridge." in visit(child).main


# Where a form came from --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({}, True),
        ({"Origin": "null"}, True),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://testserver", "Referer": "http://testserver/tell-us/"}, True),
        ({"Origin": "https://elsewhere.example"}, False),
        ({"Referer": "https://elsewhere.example/testserver"}, False),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-site"}, False),
    ],
)
def test_a_form_from_elsewhere_is_seen(headers: dict[str, str], ours: bool) -> None:
    assert came_from_here(RequestFactory().post("/", headers=headers)) is ours


def test_a_form_from_elsewhere_is_refused_and_nothing_kept(open_form: Cast, child: Client) -> None:
    fields = write(child).fields | {"go": "send"}
    response = child.post(reverse("tell_us:tell"), fields, headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 403
    assert Page(child, response).h1 == "Please start again"
    assert list(Submission.objects.open_to(as_viewer(open_form.participation))) == []


def test_a_page_marked_for_children_hides_what_was_typed_from_reports() -> None:
    @child_page
    def view(request: Any) -> Any:
        return request

    request = RequestFactory().get("/")
    with pytest.raises(TypeError):
        view(request)
    assert request.sensitive_post_parameters == "__ALL__"


# Codes -------------------------------------------------------------------------------------------------------------


def test_no_code_is_asked_for_in_words_and_costs_nothing(open_form: Cast, child: Client) -> None:
    page = visit(child, "come_back").press("See what happened", code=" 123 ")
    assert "Write the five words of your code." in page.main
    assert cache.get("anything") is None


def test_wrong_codes_get_the_same_words_whatever_is_wrong(open_form: Cast, child: Client) -> None:
    make_message(open_form, code=CODE)
    answers = set()
    for typed in ("kite river amber moss tree", "kite", "zzz zzz zzz zzz zzz", "a b c d e f g"):
        page = visit(child, "come_back").press("See what happened", code=typed)
        answers.add(page.response.content.decode().replace(typed, ""))
    assert len(answers) == 1


def test_right_and_wrong_codes_ask_the_database_as_often(open_form: Cast, child: Client) -> None:
    make_message(open_form, code=CODE)
    counts = []
    for typed in ("warm up", CODE, "kite river amber moss tree"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            child.post(BACK, {"code": typed})
        counts.append(len(asked))
    assert counts[1] == counts[2]


def test_ten_wrong_codes_slow_down_and_the_right_one_still_works_afterwards(open_form: Cast, child: Client) -> None:
    make_message(open_form, code=CODE)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        statuses = [child.post(BACK, {"code": f"wrong {'x' * n}"}).status_code for n in range(12)]
        assert statuses == [200] * 11 + [429]
        response = child.post(BACK, {"code": CODE})
        assert response.status_code == 429
        assert "Please wait a bit. Then try again." in response.content.decode()
        assert child.post(BACK, {"code": CODE}, REMOTE_ADDR="198.51.100.9").status_code == 200
        clock.shift(limits.PAUSE + 1)
        assert Page(child, child.post(BACK, {"code": CODE})).h1 == "We have your words"


def test_right_codes_slow_nobody_down(open_form: Cast, child: Client) -> None:
    make_message(open_form, code=CODE)
    assert {child.post(BACK, {"code": CODE}).status_code for _ in range(12)} == {200}


def test_a_flood_from_everywhere_is_held_back(open_form: Cast, child: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ALL_TRIES", 3)
    statuses = [child.post(BACK, {"code": f"w {'x' * n}"}, REMOTE_ADDR=f"10.{n}.1.1").status_code for n in range(5)]
    assert statuses == [200, 200, 200, 429, 429]


def test_too_many_messages_from_one_network_wait_but_not_a_cry_for_help(
    open_form: Cast, child: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MESSAGES", 1)
    write(child, "One").press("Send")
    page = write(child, "Two").press("Send")
    assert page.response.status_code == 429
    assert "Wait a bit, then press Send again." in page.main
    assert page.fields["words"] == "Two"
    write(child, "Three").press("I don’t feel safe").press("Go on writing").press("Send")
    monkeypatch.setattr(limits, "ALL_MESSAGES", 1)
    assert write(child, "Four").press("Send").response.status_code == 429
    found = Submission.objects.open_to(as_viewer(open_form.participation))
    assert sorted(message.words for message in found) == ["One", "Three"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.200", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:1:2::1", "2001:db8:1:fe::9", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
        ("", "not an address", True),
    ],
)
def test_a_network_is_one_house_and_its_hash_tells_no_address(one: str, other: str, same: bool) -> None:
    first, second = (limits.network_of(RequestFactory().get("/", REMOTE_ADDR=address)) for address in (one, other))
    assert (first == second) is same
    assert not one or one not in first


def test_a_network_has_another_hash_tomorrow() -> None:
    request = RequestFactory().get("/")
    today = limits.network_of(request)
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        assert limits.network_of(request) != today


def test_behind_our_proxy_the_address_it_saw_counts(settings: Any) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "203.0.113.7, 198.51.100.9"})
    direct = limits.network_of(request)
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert limits.network_of(request) == limits.network_of(RequestFactory().get("/", REMOTE_ADDR="198.51.100.9"))
    assert direct != limits.network_of(request)


def test_the_rate_limit_table_holds_no_address(open_form: Cast, child: Client) -> None:
    child.post(BACK, {"code": "wrong"}, REMOTE_ADDR="203.0.113.77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM core_rate_limits")
        rows = cursor.fetchall()
    assert len(rows) == 2
    assert "203.0.113" not in str(rows)


# Words -------------------------------------------------------------------------------------------------------------

VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """A rough count: groups of vowels, without a silent e at the end."""
    bare = re.sub(r"[^a-z]", "", word.lower())
    if not bare:
        return 1
    said = len(bare) <= 3 or re.search(r"[td]ed$|[sxz]es$|[cs]hes$", bare)
    short = bare if said else re.sub(r"(?<![aeiouyl])e$|(?<![td])ed$|(?<=[^aeiouscxz])es$", "", bare)
    return max(1, len(VOWELS.findall(short)))


def sentences(page: Page) -> list[list[str]]:
    """What a page says, sentence by sentence, in words; the house's own parts left out."""
    found = []
    for tag in page.soup.main.select("h1, h2, h3, p, label, button, legend, dd, dt, a.cpb-yp__button, span.cpb-yp__h2"):
        if tag.find(["p", "h2"]) or tag.select_one("button"):
            continue
        for sentence in re.split(r"[.?!]\s|[.?!]$|:$", " ".join(tag.get_text(" ").split())):
            words = re.findall(r"[A-Za-z0-9][\w’'-]*", sentence)
            if words:
                found.append(words)
    return found


def grade(text: list[list[str]]) -> float:
    """Flesch and Kincaid's school grade."""
    words = [word for sentence in text for word in sentence]
    return 0.39 * len(words) / len(text) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def every_page(cast: Cast, settings: Any, child: Client) -> dict[str, Page]:
    """Each page and state that a child can see, by name."""
    pages = {name: visit(child, name) for name in PAGES[:-1]}
    pages["tell words"] = visit(child, "tell").press("Next")
    pages["tell words, fault"] = pages["tell words"].press("Next")
    pages["tell unsafe"] = pages["tell words"].press("I don’t feel safe")
    pages["tell wish"] = pages["tell words"].press("Next", words="Hi.")
    pages["tell check"] = pages["tell wish"].press("Next")
    pages["tell stale"] = pages["tell check"].press("Send", token="")
    pages["your code"] = pages["tell check"].press("Send")
    pages["wrong code"] = pages["come_back"].press("See what happened", code="wrong")
    make_message(cast, code=CODE, words="Hi.", came_ago=60)
    pages["story"] = pages["come_back"].press("See what happened", code=CODE)
    settings.DEMO = True
    pages["demo"] = visit(child)
    settings.CHILD_FORM_OPEN = False
    pages["closed"] = visit(child)
    return pages


def test_every_sentence_is_short_and_every_page_easy(open_form: Cast, settings: Any, child: Client) -> None:
    pages = every_page(open_form, settings, child)
    assert len(pages) == 17
    long = [(name, " ".join(s)) for name, page in pages.items() for s in sentences(page) if len(s) > 15]
    assert long == []
    grades = {name: round(grade(sentences(page)), 1) for name, page in pages.items()}
    assert {name: found for name, found in grades.items() if found > 3} == {}


def test_the_measure_knows_hard_from_easy() -> None:
    assert grade([["We", "are", "sorry", "it", "hurt"], ["You", "were", "right"]]) < 1
    hard = "Although this is good performance relative to our statistical neighbours we continue to do all we can"
    assert grade([hard.split()]) > 9
    assert [syllables(word) for word in ("safe", "wanted", "table", "voices", "asked", "idea", "999")] == [1, 2, 2, 2, 1, 2, 1]


def test_no_page_shouts_or_uses_words_of_offices(open_form: Cast, settings: Any, child: Client) -> None:
    office = re.compile(r"placement|LAC\b|submit|unfortunately|safeguarding|\bOK$|!")
    for name, page in every_page(open_form, settings, child).items():
        assert office.search(page.main) is None, name


def test_every_page_has_one_heading_and_a_way_out(open_form: Cast, settings: Any, child: Client) -> None:
    for name, page in every_page(open_form, settings, child).items():
        assert len(page.soup.select("h1")) == 1, name
        assert page.soup.select_one("[data-leave]")["href"].startswith("/tell-us/leave/"), name
        assert len(BeautifulSoup(page.response.content, "html.parser").select("button.cpb-yp__button, a.cpb-yp__button")) <= 2, name
