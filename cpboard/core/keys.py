"""Keys: what lets a program read one kind of page for a person (reference: ux D11).

A key is no way in. It opens the pages that say so and no other, for reading only, as the person who made it and with
the rights which that person has today: an ended role or a switched-off account ends what its keys read (docs/adr/0009).

    @keys.opens(ReadKey.Kind.FIGURES)
    def figures_csv(request): ...
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from cpboard.core.access import Viewer
from cpboard.core.models import ReadKey

BYTES = 32  # 256 bits: nobody guesses one, so wrong ones need not be counted
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Address:
    """One address that a key opens, as a person copies it."""

    label: str
    path: str


@dataclass(frozen=True)
class Opening:
    """What keys of one kind are for: who may have one, its words, and the addresses that it opens.

    `addresses` takes the secret, for kinds of programs that can send nothing but an address.
    """

    title: str
    says: str
    how: str
    allowed: Callable[[Viewer], bool]
    addresses: Callable[[str], list[Address]]
    in_address: bool = False


_openings: dict[ReadKey.Kind, Opening] = {}


def opening(kind: ReadKey.Kind) -> Opening | None:
    """What keys of this kind are for; None for a kind that no app gave."""
    return _openings.get(kind)


def offered(viewer: Viewer) -> list[tuple[ReadKey.Kind, Opening]]:
    """The kinds of which this person may have a key."""
    return [(kind, each) for kind, each in _openings.items() if each.allowed(viewer)]


def give(kind: ReadKey.Kind, what: Opening) -> None:
    """Register what keys of a kind are for; each app says so for its own pages."""
    _openings[kind] = what


def opens(kind: ReadKey.Kind) -> Callable[[View], View]:
    """Mark a view as one that a key of this kind opens. Its policy is asked all the same."""

    def mark(view: View) -> View:
        view.opened_by = kind  # type: ignore[attr-defined]
        return view

    return mark


def new_secret() -> str:
    """A secret for a new key. It is shown once and kept nowhere."""
    return secrets.token_urlsafe(BYTES)


def digest(secret: str) -> str:
    """What is kept of a secret. It is long and random, so that a fast hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_of(request: HttpRequest, kwargs: Mapping[str, Any]) -> str:
    """The secret that a program sent: in its address, as the password of basic sign-in, or as a bearer's. Empty for none."""
    if "secret" in kwargs:
        return str(kwargs["secret"])
    scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return sent.strip()
    return _password(sent) if scheme.lower() == "basic" else ""


def _password(sent: str) -> str:
    try:
        return base64.b64decode(sent, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def found(kind: ReadKey.Kind, secret: str) -> ReadKey | None:
    """The key of this kind that has this secret and was not ended."""
    if not secret:
        return None
    held: ReadKey | None = ReadKey.objects.select_related("user").filter(kind=kind, digest=digest(secret), ended_at__isnull=True).first()
    return held
