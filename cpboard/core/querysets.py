"""Questions about people."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Q

from cpboard.core.access import VisibleQuerySet
from cpboard.core.records import current_q


class UserQuerySet(VisibleQuerySet):
    """People with an account."""

    def found_by(self, words: str) -> Self:
        """Those whose name, address, job or organisation has each of these words in it."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word) | Q(email__icontains=word) | Q(job__icontains=word) | Q(organisation__icontains=word)
            )
        return found

    def holding(self, role: str, *, on: dt.date) -> Self:
        """Those who hold this role for the whole house on a day."""
        return self.filter(current_q(on, "appointments__"), appointments__role=role)

    def without_a_role(self, *, on: dt.date) -> Self:
        """Those who hold no role for the whole house on a day; they may still have a seat."""
        holders = self.model.objects.filter(current_q(on, "appointments__")).values("pk")
        return self.exclude(pk__in=holders)

    def switched_off(self) -> Self:
        """Those who cannot sign in."""
        return self.filter(is_active=False)

    def not_yet_here(self) -> Self:
        """Those who have never signed in."""
        return self.filter(is_active=True, last_login__isnull=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes accounts; the address is kept in lower case."""

    def create_user(self, email: str, name: str, password: str | None = None, **more: Any) -> Any:
        """A new account; without a password nobody can sign in to it until one is set."""
        user = self.model(email=email.strip().lower(), name=name, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> Any:
        """Found by address, whatever its case."""
        return self.get(email=(username or "").strip().lower())
