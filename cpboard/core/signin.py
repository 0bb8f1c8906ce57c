"""Sign-in: django-allauth, with our words and without a door for strangers."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from django.http import HttpRequest

from cpboard.core.forms import gov_form


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_user_search_fields(self) -> list[str]:
        """By address only."""
        return ["email"]


@gov_form(button="Sign in")
class SignInForm(account_forms.LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        self.fields["login"].label = "E-mail address"
        self.fields["login"].error_messages["required"] = "Enter your e-mail address"
        self.fields["password"].help_text = ""
        self.fields["password"].error_messages["required"] = "Enter your password"


@gov_form(button="Send me a link")
class ResetForm(account_forms.ResetPasswordForm):
    """Asks for a link to set a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"
        self.fields["email"].error_messages["required"] = "Enter your e-mail address"


@gov_form(button="Set password")
class NewPasswordForm(account_forms.ResetPasswordKeyForm):
    """Sets a new password from the link."""


@gov_form(button="Change password")
class ChangePasswordForm(account_forms.ChangePasswordForm):
    """Changes the password of the person who is signed in."""


def _code_words(form: Any) -> None:
    form.fields["code"].label = "Code"
    form.fields["code"].help_text = "The six numbers that your app shows now, or one of your recovery codes."
    form.fields["code"].error_messages["required"] = "Enter the code"
    form.fields["code"].widget.attrs.update({"autocomplete": "one-time-code", "inputmode": "text"})


@gov_form(button="Continue")
class CodeForm(mfa_forms.AuthenticateForm):
    """The second factor at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_words(self)


@gov_form(button="Turn it on")
class ActivateCodeForm(totp_forms.ActivateTOTPForm):
    """The first code from the app, which shows that it was set up right."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_words(self)
        self.fields["code"].help_text = "The six numbers that your app shows now."


SESSION_MARK = "second_factor_of"


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this person has set up a second factor; asked of the database once a session."""
    if request.user.is_demo:  # type: ignore[union-attr]
        return True
    if request.session.get(SESSION_MARK) == request.user.pk:
        return True
    found = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists()
    if found:
        request.session[SESSION_MARK] = request.user.pk
    return found
