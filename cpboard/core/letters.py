"""Letters about accounts: the invitation, and the link to set a password.

The token of a link is made when its letter leaves and is kept nowhere. So the invitation holds none: it says where to
ask for a link, which therefore never grows old.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cpboard.core import jobs, mail
from cpboard.core.access import Viewer
from cpboard.core.jobs import Hold
from cpboard.core.models import Council, Mail, User
from cpboard.core.sealing import keyed_hash

KIND = "core.password_letter"


def ask_for_password_letter(address: str, user: User | None, *, now: dt.datetime) -> None:
    """Have the letter sent by a worker. An unknown address costs the same work and gets nothing (security AC18)."""
    jobs.ask(KIND, key=keyed_hash(address)[:40], payload={"user": user.pk if user else None}, by=None, now=now)


@jobs.work(KIND)
def send_password_letter(hold: Hold) -> dict[str, Any]:
    """Write the letter and hand it over, if the account is still there and on."""
    user = User.objects.filter(pk=hold.payload["user"], is_active=True).first()
    if user is not None:
        password_letter(user).send()
    return {}


def password_letter(user: User) -> EmailMessage:
    """The letter, with a link that works once and for an hour."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}).replace("UID-KEY", key)
    words = {"user": user, "council": Council.here(), "link": f"{settings.SITE_ADDRESS}{path}"}
    text = render_to_string("account/email/password_reset_key_message.txt", words)
    return EmailMessage("Set your password", text, settings.DEFAULT_FROM_EMAIL, [user.email])


@mail.rechecked("invitation")
def may_have_invitation(letter: Mail, viewer: Viewer) -> bool:
    """Whoever has not come in yet."""
    return viewer.user.last_login is None


def invite(person: User, *, now: dt.datetime) -> bool:
    """Put the invitation into the ledger of letters. False when one was written today already."""
    words = {"user": person, "council": Council.here(), "link": f"{settings.SITE_ADDRESS}{reverse('account_reset_password')}"}
    letter = {
        "subject": "You have an account",
        "text": render_to_string("account/email/invitation.txt", words),
        "written_at": now,
    }
    cause = f"person:{person.pk}:{timezone.localdate(now)}"
    _, written = Mail.objects.get_or_create(to=person, kind="invitation", cause=cause, defaults=letter)
    return written
