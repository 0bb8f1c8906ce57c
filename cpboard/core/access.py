"""May this viewer read or do this? The one boundary (reference: style §4.4, security §2).

Four things live here and nowhere else:
the `Viewer` (who looks, and what their dated appointments give them today),
`require` (a deed that may not be done is a 404, as if the thing were not there),
`GuardedQuerySet` (in the two private rooms the only query that runs is `open_to(viewer)`),
and the names of the modules that nobody need sign in to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q, sql
from django.http import Http404

from cpboard.core.records import SealedQuerySet
from cpboard.core.roles import LABEL_ORDER, TABLE, May, Role

if TYPE_CHECKING:
    from cpboard.core.models import User

# Nobody need sign in here. Everything else asks for a sign-in (Django's LoginRequiredMiddleware);
# cpboard.core.checks and tests/nets/test_census.py hold this list against the URL patterns.
ANONYMOUS_MODULES = frozenset({"cpboard.publishing.public_views", "voice.postbox.views"})
# The way in and out, by the names of their addresses; and the page of the demonstration, which exists there only.
SIGN_IN_VIEWS = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "demo",
    }
)
# The apps of the private rooms: every table in them is guarded (lock 3), and nothing outside leads to one (lock 2).
ROOMS = frozenset({"voice.postbox", "meetings.closed"})


class Denied(Http404):
    """Not yours. To the outside it is the same answer as not there."""


class Unguarded(Exception):
    """A private room was queried without `open_to(viewer)`; the message names the model."""


@dataclass(frozen=True)
class Standing:
    """One role that somebody holds today. `body_id` None: for the whole house."""

    role: Role
    body_id: int | None = None


StandingSource = Callable[["User", dt.date], Iterable[Standing]]
_sources: list[StandingSource] = []


def standings_from(source: StandingSource) -> StandingSource:
    """Register where standings come from: appointments here, seats in board, areas in champions."""
    if source not in _sources:
        _sources.append(source)
    return source


class Viewer:
    """The person who looks, on a day. Rights are computed from dated rows, never stored."""

    def __init__(self, user: User, on: dt.date) -> None:
        self.user = user
        self.on = on

    def __repr__(self) -> str:
        return f"Viewer({self.user_id}, {self.on})"

    @property
    def user_id(self) -> int:
        """The key of the person."""
        return self.user.pk

    def is_self(self, person: User) -> bool:
        """Whether this is the viewer's own account."""
        return person.pk == self.user_id

    @cached_property
    def standings(self) -> frozenset[Standing]:
        """Every role held today; nothing for an account that was switched off."""
        if not self.user.is_active:
            return frozenset()
        return frozenset(s for source in _sources for s in source(self.user, self.on))

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held today, wherever they are held."""
        return frozenset(s.role for s in self.standings)

    @property
    def role_label(self) -> str:
        """The one word that says in which role this person mostly acts."""
        return next((role.label for role in LABEL_ORDER if role in self.roles), "no role")

    def has(self, *roles: Role) -> bool:
        """Whether one of these roles is held today."""
        return not self.roles.isdisjoint(roles)

    def can(self, right: May, body_id: int | None = None) -> bool:
        """Whether a role held today gives this right, for this body if one is named."""
        return any(right in TABLE[s.role].rights and (body_id is None or s.body_id is None or s.body_id == body_id) for s in self.standings)

    def bodies(self, right: May) -> frozenset[int] | None:
        """The bodies for which this right is held; None means every body there is."""
        having = [s for s in self.standings if right in TABLE[s.role].rights]
        if any(s.body_id is None for s in having):
            return None
        return frozenset(s.body_id for s in having if s.body_id is not None)

    def q_body(self, right: May, path: str) -> Q:
        """A condition: the body at `path` is one for which this right is held."""
        bodies = self.bodies(right)
        return everything() if bodies is None else Q(**{f"{path}__in": bodies})


def everything() -> Q:
    """A condition that every row meets."""
    return ~nothing()


def nothing() -> Q:
    """A condition that no row meets: what an empty audience gets."""
    return Q(pk__in=[])


def require(allowed: bool) -> None:
    """Raise `Denied` unless allowed. The first line of every operation."""
    if not allowed:
        raise Denied


class VisibleQuerySet(models.QuerySet[Any]):
    """Rows that signed-in people share. Views start from `visible_to(viewer)`.

    This is good manners between colleagues, held by a lint over views; the wall is `GuardedQuerySet`.
    The model says in `visible_q(viewer)` which rows a viewer may see.
    """

    def visible_to(self, viewer: Viewer) -> Self:
        """The rows that this viewer may see."""
        return self.filter(self.model.visible_q(viewer))


class SealedVisibleQuerySet(SealedQuerySet, VisibleQuerySet):
    """Rows that are shared and written once."""


class GuardedQuery(sql.Query):
    """The SQL of a private room: it does not compile before `open_to(viewer)`, wherever it is used."""

    opened = False

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        """As Django's, for opened queries; list, count, exists, subquery and union all pass here."""
        if not self.opened:
            raise _unguarded(self.model)
        return super().get_compiler(*args, **kwargs)


def _unguarded(model: type[models.Model] | None) -> Unguarded:
    return Unguarded(f"{model.__name__ if model else 'A private room'} was queried without open_to(viewer).")


class GuardedQuerySet(models.QuerySet[Any]):
    """In a private room: runs only after `open_to(viewer)`; every other read or write raises.

    The model defines `readable_by(viewer) -> Q`. What goes round it (`_base_manager`) must name the
    model, which the import contract keeps inside the room.
    """

    query: GuardedQuery

    def __init__(self, model: Any = None, query: Any = None, using: str | None = None, hints: Any = None) -> None:
        super().__init__(model, GuardedQuery(model) if query is None else query, using, hints)

    def open_to(self, viewer: Viewer) -> Self:
        """The rows that this viewer may read; only now does the query run."""
        query = self.filter(self.model.readable_by(viewer))
        query.query.opened = True
        return query

    def _both_open(self, other: models.QuerySet[Any]) -> None:
        if not (self.query.opened and getattr(other.query, "opened", False)):
            raise _unguarded(self.model)

    def __and__(self, other: models.QuerySet[Any]) -> Self:
        self._both_open(other)
        return super().__and__(other)  # type: ignore[return-value]

    def __or__(self, other: models.QuerySet[Any]) -> Self:
        self._both_open(other)
        return super().__or__(other)  # type: ignore[return-value]

    def __xor__(self, other: models.QuerySet[Any]) -> Self:
        self._both_open(other)
        return super().__xor__(other)  # type: ignore[misc,no-any-return]

    def update(self, **kwargs: Any) -> int:
        """As Django's; open queries only, since the row count answers a probe."""
        self._both_open(self)
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """As Django's; open queries only."""
        self._both_open(self)
        return super().delete()

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        """Never: raw SQL has no viewer."""
        raise Unguarded(f"{self.model.__name__} has no raw queries.")


class GuardedModel(models.Model):
    """A row of a private room. Its only manager is the guarded one; it says who may read it."""

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def readable_by(cls, viewer: Viewer) -> Q:
        """Which rows this viewer may read. Each guarded model must define it."""
        raise NotImplementedError
