"""Sign-in: django-allauth, with our words and without a door for strangers."""

from __future__ import annotations

from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import timezone

from cpboard.core import sealing

SESSION_MARK = "second_factor_of"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
        "too_many_login_attempts": "That was wrong too often. Wait five minutes, then try again.",
        "rate_limited": "That was wrong too often. Wait five minutes, then try again.",
        "incorrect_password": "That is not your password. Try again.",
        "enter_current_password": "That is not your password now. Try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: one answer, the page, to whoever asks in whichever way."""
        return False

    def get_user_search_fields(self) -> list[str]:
        """By address only."""
        return ["email"]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Home."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether this is the password of the person who is signed in; counted against guessing, as at sign-in."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not when the password or a code was given in the last minutes: the first set-up follows the sign-in at once."""
        recent = timezone.now().timestamp() - account_settings.REAUTHENTICATION_TIMEOUT
        return not any(record["at"] > recent for record in get_authentication_records(self.request, self.request.user))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # By address and by where it comes from: whoever guesses elsewhere does not lock the true person out (AC18).
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Time-based codes and recovery codes; their secrets lie sealed in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right. Wait for the next code in your app, then type that one.",
    }

    def encrypt(self, text: str) -> str:
        """Sealed with the field key."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Opened with the field key."""
        return sealing.unseal(encrypted_text)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this person has set up a second factor; asked of the database once a session."""
    if settings.DEMO and request.user.is_demo:  # type: ignore[union-attr]
        return True
    if request.session.get(SESSION_MARK) == request.user.pk:
        return True
    found = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists()
    if found:
        request.session[SESSION_MARK] = request.user.pk
    return found


def forget_second_factor(request: HttpRequest | None = None, **_: object) -> None:
    """Whoever has taken an app away is asked for a new one at once."""
    if request is not None:
        request.session.pop(SESSION_MARK, None)


authenticator_removed.connect(forget_second_factor)
