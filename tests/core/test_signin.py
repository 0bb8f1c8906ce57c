"""Getting in, and getting out: password, second factor, limits, links by post (security AC18)."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cpboard.core import jobs
from cpboard.core.models import Job, User
from tests.cast import PASSWORD, Cast, signed_in

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/"
WRONG = "The e-mail address or the password is not right. Check both and try again."


@pytest.fixture(autouse=True)
def still(db: None) -> Iterator[None]:
    """Nobody has guessed anything yet, and the clock stands in the middle of a code's half minute."""
    cache.clear()
    with time_machine.travel(time.time() // 30 * 30 + 10, tick=False):
        yield


@pytest.fixture
def clerk(cast: Cast) -> User:
    """Ruth, with a password and no app yet."""
    cast.clerk.set_password(PASSWORD)
    cast.clerk.save()
    return cast.clerk


@pytest.fixture
def app(clerk: User) -> Callable[[], str]:
    """Ruth's app: gives the code of this moment, as often as asked."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(clerk, secret)
    RecoveryCodes.activate(clerk)

    def code() -> str:
        cache.clear()  # a code works once; the next would come in half a minute
        return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))

    return code


def page(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def errors(response: Any) -> list[str]:
    return [each.get_text(strip=True) for each in page(response).select(".govuk-error-summary__list li")]


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password}, **more)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# Password -----------------------------------------------------------------------------------------------------------


def test_sign_in_page_asks_for_address_and_password_and_offers_no_account(client: Client) -> None:
    shown = page(client.get(SIGN_IN))
    assert [each["name"] for each in shown.select("main input:not([type=hidden])")] == ["login", "password"]
    assert shown.select_one("input[name=password]")["autocomplete"] == "current-password"
    assert "sign up" not in shown.get_text().lower()


def test_wrong_password_says_so_and_keeps_the_address_but_not_the_password(client: Client, clerk: User) -> None:
    answer = sign_in(client, clerk.email, "wrong wrong wrong")
    assert errors(answer) == [WRONG]
    assert page(answer).select_one("input[name=login]")["value"] == clerk.email
    assert "wrong wrong wrong" not in answer.content.decode()
    assert is_in(client) is False


def test_nothing_typed_says_what_to_type(client: Client) -> None:
    assert errors(client.post(SIGN_IN, {})) == ["Enter your e-mail address", "Enter your password"]


def test_address_is_found_whatever_its_case(client: Client, clerk: User) -> None:
    sign_in(client, clerk.email.upper())
    assert is_in(client) is True


@pytest.mark.parametrize("name", ["switched_off", "stranger"])
def test_unknown_unusable_and_wrong_look_the_same(client: Client, clerk: User, cast: Cast, name: str) -> None:
    known = sign_in(client, clerk.email, "wrong wrong wrong")
    same = sign_in(client, getattr(cast, name).email, "wrong wrong wrong")
    unknown = sign_in(client, "nobody@fenbridge.example", "wrong wrong wrong")
    assert errors(known) == errors(same) == errors(unknown) == [WRONG]
    assert known.status_code == same.status_code == unknown.status_code == 200


def test_switched_off_account_does_not_get_in(client: Client, clerk: User) -> None:
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    assert sign_in(client, clerk.email).headers["Location"] == reverse("account_inactive")
    assert is_in(client) is False
    assert client.get(reverse("account_inactive")).status_code == 200


def test_session_gets_a_new_key_when_somebody_signs_in(client: Client, clerk: User) -> None:
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    sign_in(client, clerk.email)
    assert client.session.session_key != before
    assert Session.objects.filter(pk=before).exists() is False


def test_sign_in_leads_on_within_the_house_and_nowhere_else(client: Client, clerk: User, app: Callable[[], str]) -> None:
    for wanted, goes in {"/more/": "/more/", "https://evil.example/": "/home/", "//evil.example/": "/home/"}.items():
        browser = Client()
        browser.post(f"{SIGN_IN}?next={wanted}", {"login": clerk.email, "password": PASSWORD})
        answer = browser.post(reverse("mfa_authenticate"), {"code": app()})
        assert answer.headers["Location"] == goes


def test_there_is_no_way_to_make_an_account(client: Client) -> None:
    for path in ("/account/signup/", "/account/sign-up/", "/account/email/", "/account/confirm-email/"):
        assert client.get(path).status_code == 404


def test_asked_as_a_machine_it_answers_as_ever(client: Client, clerk: User) -> None:
    answer = sign_in(client, clerk.email, "wrong wrong wrong", headers={"accept": "application/json", "x-requested-with": "XMLHttpRequest"})
    assert answer.headers["Content-Type"].startswith("text/html")


# Limits -------------------------------------------------------------------------------------------------------------


def test_guessing_is_stopped_after_five(client: Client, clerk: User) -> None:
    for _ in range(5):
        assert errors(sign_in(client, clerk.email, "wrong wrong wrong")) == [WRONG]
    assert errors(sign_in(client, clerk.email, "wrong wrong wrong")) == ["That was wrong too often. Wait five minutes, then try again."]
    assert errors(sign_in(client, clerk.email)) == ["That was wrong too often. Wait five minutes, then try again."]


def test_guessing_elsewhere_does_not_lock_the_true_person_out(client: Client, clerk: User) -> None:
    for n in range(40):
        sign_in(client, clerk.email, "wrong wrong wrong", REMOTE_ADDR=f"203.0.113.{n % 10}")
    sign_in(client, clerk.email, REMOTE_ADDR="198.51.100.7")
    assert is_in(client) is True


def test_flood_from_one_place_gets_the_page_that_says_wait(client: Client, clerk: User) -> None:
    answers = [sign_in(client, f"somebody{n}@fenbridge.example", "wrong wrong wrong").status_code for n in range(35)]
    assert answers[-1] == 429
    last = sign_in(client, "x@fenbridge.example")
    assert page(last).h1.get_text() == "That was too often"
    assert last.headers["Cache-Control"] == "no-store"


def test_flood_of_addresses_does_not_push_the_counts_out(client: Client, clerk: User) -> None:
    for _ in range(6):
        sign_in(client, clerk.email, "wrong wrong wrong")
    for n in range(400):
        cache.set(f"other-{n}", n, 300)
    assert errors(sign_in(client, clerk.email)) == ["That was wrong too often. Wait five minutes, then try again."]


# Second factor ------------------------------------------------------------------------------------------------------


def test_password_alone_does_not_let_in_who_has_an_app(client: Client, clerk: User, app: Callable[[], str]) -> None:
    assert sign_in(client, clerk.email).headers["Location"] == reverse("mfa_authenticate")
    assert is_in(client) is False
    assert client.get("/more/").status_code == 302


def test_right_code_lets_in(client: Client, clerk: User, app: Callable[[], str]) -> None:
    sign_in(client, clerk.email)
    client.post(reverse("mfa_authenticate"), {"code": app()})
    assert is_in(client) is True
    assert client.get("/more/").status_code == 200


def test_wrong_code_says_what_to_do(client: Client, clerk: User, app: Callable[[], str]) -> None:
    sign_in(client, clerk.email)
    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert errors(answer) == ["That code is not right. Wait for the next code in your app, then type that one."]
    assert errors(client.post(reverse("mfa_authenticate"), {"code": ""})) == ["Enter the code"]
    assert is_in(client) is False


def test_code_works_once(client: Client, clerk: User, app: Callable[[], str]) -> None:
    code = app()
    for right in (True, False):
        browser = Client()
        sign_in(browser, clerk.email)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(browser) is right


def test_guessing_codes_is_stopped(client: Client, clerk: User, app: Callable[[], str]) -> None:
    sign_in(client, clerk.email)
    said = [errors(client.post(reverse("mfa_authenticate"), {"code": f"{n:06}"})) for n in range(7)]
    assert said[-1] == ["That was wrong too often. Wait five minutes, then try again."]


def test_recovery_code_lets_in_once(client: Client, clerk: User, app: Callable[[], str]) -> None:
    code = Authenticator.objects.get(user=clerk, type="recovery_codes").wrap().get_unused_codes()[0]
    for right in (True, False):
        browser = Client()
        sign_in(browser, clerk.email)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(browser) is right


def test_code_page_without_a_password_first_leads_back_to_sign_in(client: Client) -> None:
    assert client.get(reverse("mfa_authenticate")).headers["Location"] == SIGN_IN


def test_who_has_no_app_sets_one_up_before_anything_else(client: Client, clerk: User) -> None:
    sign_in(client, clerk.email)
    for path in ("/more/", "/home/", "/people/", "/jobs/1/"):
        assert client.get(path).headers["Location"] == reverse("mfa_activate_totp")
    shown = page(client.get(reverse("mfa_activate_totp")))
    assert shown.select_one("main img")["src"].startswith("data:image/svg+xml;base64,")
    key = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", shown.get_text())
    assert key is not None
    secret = key[0].replace(" ", "")
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    client.post(reverse("mfa_activate_totp"), {"code": code})
    assert client.get("/more/").status_code == 200
    assert len(page(client.get(reverse("mfa_view_recovery_codes"))).select("main ul li")) == 10


def test_wrong_first_code_keeps_the_same_picture(client: Client, clerk: User) -> None:
    sign_in(client, clerk.email)
    first = page(client.get(reverse("mfa_activate_totp"))).select_one("main img")["src"]
    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert errors(answer) == ["That code is not right. Wait for the next code in your app, then type that one."]
    assert page(answer).select_one("main img")["src"] == first


def test_secrets_lie_sealed_in_the_database(client: Client, clerk: User, app: Callable[[], str]) -> None:
    kept = " ".join(str(each.data) for each in Authenticator.objects.filter(user=clerk))
    assert kept.count("gAAAA") == 2
    assert re.search(r"[A-Z2-7]{32}", kept) is None


def test_another_app_takes_the_place_of_the_old_and_is_set_up_at_once(client: Client, clerk: User, app: Callable[[], str]) -> None:
    sign_in(client, clerk.email)
    client.post(reverse("mfa_authenticate"), {"code": app()})
    assert client.get("/more/").status_code == 200
    assert client.get(reverse("mfa_activate_totp")).headers["Location"] == reverse("mfa_deactivate_totp")
    assert client.post(reverse("mfa_deactivate_totp")).headers["Location"] == reverse("mfa_activate_totp")
    assert Authenticator.objects.filter(user=clerk).count() == 0
    assert client.get("/more/").headers["Location"] == reverse("mfa_activate_totp")


def test_later_in_a_session_the_codes_ask_for_the_password_again(client: Client, clerk: User, app: Callable[[], str]) -> None:
    sign_in(client, clerk.email)
    client.post(reverse("mfa_authenticate"), {"code": app()})
    session = client.session
    session["account_authentication_methods"] = [{**each, "at": each["at"] - 3600} for each in session["account_authentication_methods"]]
    session.save()
    answer = client.get(reverse("mfa_view_recovery_codes"))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    again = reverse("account_reauthenticate") + "?next=" + reverse("mfa_view_recovery_codes")
    assert errors(client.post(again, {"password": "wrong wrong wrong"})) == ["That is not your password. Try again."]
    assert client.post(again, {"password": PASSWORD}).headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("mfa_reauthenticate")).status_code == 200
    for name in ("mfa_index", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "account_change_password"):
        assert client.get(reverse(name)).status_code == 200
    codes = client.get(reverse("mfa_download_recovery_codes")).content.decode().split()
    client.post(reverse("mfa_generate_recovery_codes"))
    assert codes[-1] not in client.get(reverse("mfa_download_recovery_codes")).content.decode()


def test_invented_person_needs_no_app_in_the_demonstration_only(client: Client, clerk: User, settings: Any) -> None:
    User.objects.filter(pk=clerk.pk).update(is_demo=True)
    sign_in(client, clerk.email)
    assert client.get("/more/").status_code == 302
    settings.DEMO = True
    assert client.get("/more/").status_code == 200


# Out ----------------------------------------------------------------------------------------------------------------


def test_sign_out_ends_the_session_and_tells_the_browser_to_forget(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    browser = sign_in(cast.clerk)
    key = browser.session.session_key
    assert browser.get("/account/sign-out/").status_code == 200
    answer = browser.post("/account/sign-out/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Location"] == "/"
    assert Session.objects.filter(pk=key).exists() is False
    assert browser.get("/more/").status_code == 302


def test_only_a_form_of_ours_signs_out(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    browser = sign_in(cast.clerk)
    browser.handler.enforce_csrf_checks = True
    assert browser.post("/account/sign-out/").status_code == 403
    browser.get("/account/sign-out/")
    assert browser.get("/more/").status_code == 200


# A new password by post ---------------------------------------------------------------------------------------------


def ask_for_link(client: Client, address: str) -> Any:
    return client.post(reverse("account_reset_password"), {"email": address})


def sent_link(client: Client, user: User) -> str:
    ask_for_link(client, user.email)
    jobs.run(Job.objects.latest("pk").pk)
    found = re.search(r"https?://[^/]+(/account/password/reset/\S+)", mail.outbox[-1].body)
    assert found is not None
    return found[1]


def test_known_and_unknown_address_get_the_same_answer_for_the_same_work(client: Client, clerk: User) -> None:
    ask_for_link(client, "warm@fenbridge.example")
    answers, statements = [], []
    for address in (clerk.email, "nobody@fenbridge.example"):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            answers.append(ask_for_link(client, address))
        statements.append([each["sql"].split(" ")[0] for each in seen])
    assert answers[0].headers["Location"] == answers[1].headers["Location"] == reverse("account_reset_password_done")
    assert statements[0] == statements[1]
    for job in Job.objects.all():
        jobs.run(job.pk)
    assert [letter.to for letter in mail.outbox] == [[clerk.email]]


def test_switched_off_account_gets_no_link(client: Client, clerk: User) -> None:
    ask_for_link(client, clerk.email)
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    jobs.run(Job.objects.latest("pk").pk)
    assert mail.outbox == []


def test_no_token_is_kept_anywhere(client: Client, clerk: User) -> None:
    token = sent_link(client, clerk).rstrip("/").rpartition("-")[2]
    kept = str(list(Job.objects.values())) + str([each.get_decoded() for each in Session.objects.all()])
    assert token not in kept
    assert clerk.email not in str(list(Job.objects.values()))


def test_link_sets_a_password_once_and_the_code_is_still_asked_for(client: Client, clerk: User, app: Callable[[], str]) -> None:
    link = sent_link(client, clerk)
    form = client.get(link, follow=True)
    assert form.redirect_chain[0][0].endswith("-set-password/")
    done = client.post(form.redirect_chain[0][0], {"password1": "lantern gravel tuesday"})
    assert done.headers["Location"] == reverse("account_reset_password_from_key_done")
    assert is_in(client) is False
    assert sign_in(client, clerk.email, "lantern gravel tuesday").headers["Location"] == reverse("mfa_authenticate")
    again = Client().get(link)
    assert page(again).h1.get_text() == "That link no longer works"


def test_new_password_ends_every_session(client: Client, clerk: User, app: Callable[[], str]) -> None:
    browser = Client()
    sign_in(browser, clerk.email)
    browser.post(reverse("mfa_authenticate"), {"code": app()})
    assert browser.get("/more/").status_code == 200
    form = client.get(sent_link(client, clerk), follow=True)
    client.post(form.redirect_chain[0][0], {"password1": "lantern gravel tuesday"})
    assert browser.get("/more/").status_code == 302


def test_link_is_dead_after_an_hour(client: Client, clerk: User) -> None:
    link = sent_link(client, clerk)
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=61)):
        assert page(Client().get(link, follow=True)).h1.get_text() == "That link no longer works"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "This password is too short. It must contain at least 12 characters."),
        ("password1234", "This password is too common."),
        ("", "Enter a new password"),
    ],
)
def test_weak_password_is_refused_with_a_reason(client: Client, clerk: User, password: str, said: str) -> None:
    form = client.get(sent_link(client, clerk), follow=True)
    answer = client.post(form.redirect_chain[0][0], {"password1": password})
    assert said in errors(answer)


def test_changing_the_password_asks_for_the_old_one(cast: Cast, clerk: User) -> None:
    browser = signed_in(clerk)
    path = reverse("account_change_password")
    answer = browser.post(path, {"oldpassword": "wrong", "password1": "lantern gravel tuesday"})
    assert errors(answer) == ["That is not your password now. Try again."]
    assert browser.post(path, {"oldpassword": PASSWORD, "password1": "lantern gravel tuesday"}).headers["Location"] == "/home/"
    assert browser.get("/more/").status_code == 200
    clerk.refresh_from_db()
    assert clerk.check_password("lantern gravel tuesday") is True


# Every page of sign-in ----------------------------------------------------------------------------------------------


def test_every_page_is_ours_and_kept_by_nobody(client: Client) -> None:
    for name in ("account_login", "account_reset_password", "account_reset_password_done", "account_reset_password_from_key_done"):
        answer = client.get(reverse(name))
        shown = page(answer)
        assert answer.headers["Cache-Control"].count("no-store") == 1
        assert len(shown.select("h1")) == 1
        assert shown.select("[style], script:not([src])") == []
        assert "allauth" not in answer.content.decode().lower()
