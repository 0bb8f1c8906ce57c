"""Sign-in, by allauth. Only the pages that are wanted: nobody signs up, nobody manages addresses here.

Which of these nobody need sign in to is said in `cpboard.core.access.SIGN_IN_VIEWS`.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path, reverse_lazy

from cpboard.core.views import sign_out

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", sign_out, name="account_logout"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("switched-off/", account.account_inactive, name="account_inactive"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/first/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(  # the key holds hyphens, the person's number does not
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/code/", mfa.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/set-up/", totp.activate_totp, name="mfa_activate_totp"),
    path(
        "second-factor/change/",
        totp.DeactivateTOTPView.as_view(success_url=reverse_lazy("mfa_activate_totp")),
        name="mfa_deactivate_totp",
    ),
    path("second-factor/recovery/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/recovery/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/recovery/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]
