"""The forms of sign-in: allauth's, with our words, our look and no placeholders."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.recovery_codes import forms as recovery_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.http import HttpRequest
from django.utils import timezone

from cpboard.core.forms import gov_form
from cpboard.core.letters import ask_for_password_letter

LONG_ENOUGH = "At least 12 characters. Three words that nobody would put together are easy to remember."


class Plain(forms.Form):
    """No placeholder, and a new password is typed once: it can be shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in ("password", "oldpassword"):
                field.help_text = ""
            if name == "password1":
                field.label, field.help_text = "New password", LONG_ENOUGH


@gov_form(button="Sign in", login="your e-mail address", password="your password")  # noqa: S106 - a word for messages
class SignInForm(Plain, account_forms.LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        self.fields["login"].widget = forms.EmailInput({"autocomplete": "username"})


@gov_form(button="Send me a link", email="your e-mail address")
class ResetForm(Plain, account_forms.ResetPasswordForm):
    """Asks for a link to set a new password. What follows is the same whether or not there is such an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"
        self.fields["email"].widget = forms.EmailInput({"autocomplete": "username"})

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Ask for the letter, for whoever this address belongs to."""
        address = self.cleaned_data["email"]
        ask_for_password_letter(address, next(iter(self.users), None), now=timezone.now())
        return str(address)


@gov_form(button="Set password", password1="a new password")
class NewPasswordForm(Plain, account_forms.ResetPasswordKeyForm):
    """Sets a new password from the link."""


@gov_form(button="Set password", password1="a new password")
class FirstPasswordForm(Plain, account_forms.SetPasswordForm):
    """Sets the password of somebody who has none."""


@gov_form(button="Change password", oldpassword="your password now", password1="a new password")
class ChangePasswordForm(Plain, account_forms.ChangePasswordForm):
    """Changes the password of the person who is signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Your password now"


@gov_form(button="Show it is you", password="your password")  # noqa: S106 - a word for messages
class AgainForm(Plain, account_forms.ReauthenticateForm):
    """The password once more, before something that matters."""


class Code(Plain):
    """A code from the app, or one of the recovery codes."""

    hint = "The six numbers that your app shows now. If you cannot use the app, one of your recovery codes."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code"
        self.fields["code"].help_text = self.hint
        self.fields["code"].widget.attrs.update({"inputmode": "numeric", "class": "govuk-input--width-10", "spellcheck": "false"})


@gov_form(button="Check the code", code="the code")
class CodeForm(Code, mfa_forms.AuthenticateForm):
    """The second factor at sign-in."""


@gov_form(button="Check the code", code="the code")
class CodeAgainForm(Code, mfa_forms.ReauthenticateForm):
    """The second factor once more, before something that matters."""


@gov_form(button="Turn it on", code="the code")
class ActivateCodeForm(Code, totp_forms.ActivateTOTPForm):
    """The first code from the app, which shows that it was set up right."""

    hint = "The six numbers that your app shows now."

    @property
    def spaced_secret(self) -> str:
        """The key to type by hand, in fours."""
        return " ".join(self.secret[i : i + 4] for i in range(0, len(self.secret), 4))


@gov_form(button="Take the old app away")
class DeactivateForm(totp_forms.DeactivateTOTPForm):
    """Takes the app away, so that another can be set up."""


@gov_form(button="Make new codes")
class NewRecoveryCodesForm(recovery_forms.GenerateRecoveryCodesForm):
    """Makes new recovery codes; the old ones end."""
