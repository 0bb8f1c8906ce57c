"""The child's form has no cookie. What it carries is signed and runs out; it says which form this was, not whose.

The token stops nobody from posting: there is no sign-in to misuse. It tells one sending from another, so that two
clicks are one message, and it can be called off when the child leaves in a hurry.
"""

from __future__ import annotations

import secrets

from django.core import signing

SALT = "voice.postbox.form"
LASTS = 4 * 60 * 60  # seconds: longer than it takes to write, shorter than a shared computer stays in one hand


def new_token() -> str:
    """A token for a form that nobody has seen."""
    return signing.dumps(secrets.token_urlsafe(24), salt=SALT)


def nonce_of(token: str) -> str | None:
    """Which form this was; None if the token is not ours, was changed, or has run out."""
    try:
        return str(signing.loads(token, salt=SALT, max_age=LASTS))
    except signing.BadSignature:
        return None
