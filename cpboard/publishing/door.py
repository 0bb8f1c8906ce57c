"""The only way out of the house: asked for by one person, released by another (lock 4).

This file alone writes `ReleaseRequest`, `Publication` and `Withdrawal`.
A reviewer who reads this and core/access.py knows what the public can see.
"""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.publishing import papers, policies, scan
from cpboard.publishing.models import Publication, ReleaseRequest, Withdrawal
from cpboard.publishing.statements import NotForPublication, Statement


@transaction.atomic
def ask_release(statement: Statement, *, by: Viewer, now: dt.datetime) -> ReleaseRequest:
    """Ask that exactly this becomes public. Nothing is public yet.

    Raises `NotForPublication` when a machine finds what must be mended first, or when a request for
    the same thing waits already.
    """
    require(policies.may_ask_release(by, statement.body_id))
    blocking = [f for f in scan.findings(statement.content) if f.blocks]
    if blocking:
        raise NotForPublication(f"{blocking[0].what} It says: {blocking[0].where}")
    request = _freeze(statement, by=by, now=now)
    events.record("publishing.ask_release", subject=request, by=by, at=now, source=statement.source)
    return request


def _freeze(statement: Statement, *, by: Viewer, now: dt.datetime) -> ReleaseRequest:
    try:
        with transaction.atomic():
            return ReleaseRequest.objects.create(
                kind=statement.kind,
                source=statement.source,
                body_id=statement.body_id,
                slug=statement.slug,
                title=statement.title,
                statement={"content": statement.content, "sorts_on": statement.sorts_on.isoformat()},
                sha256=statement.sha256,
                file=statement.file,
                asked_at=now,
                asked_by=by.user,
            )
    except IntegrityError:
        raise NotForPublication("Somebody has asked for this already. It waits for a second person.") from None


@transaction.atomic
def release(request: ReleaseRequest, *, seen: str, by: Viewer, now: dt.datetime) -> Publication:
    """A second person agrees; the copy becomes public, in place of an earlier one from the same source.

    `seen` is the hash of what that person saw on the page: if the words differ, nothing is released. Nor is a pack that
    was taken back since it was asked for.
    """
    request = ReleaseRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    require(policies.may_release(by, request))
    if seen != request.sha256:
        raise NotForPublication("What you saw is not what was asked for. Look at it again.")
    unfit = papers.no_longer_fit(request)
    if unfit:
        raise NotForPublication(unfit)
    earlier = Publication.objects.out().filter(source=request.source, kind=request.kind).first()
    _decide(request, ReleaseRequest.Decision.RELEASED, by=by, now=now)
    publication = Publication.record(
        kind=request.kind,
        slug=request.slug,
        source=request.source,
        title=request.title,
        statement=request.statement["content"],
        sha256=request.sha256,
        file=request.file,
        sorts_on=dt.date.fromisoformat(request.statement["sorts_on"]),
        released_at=now,
        request=request,
    )
    if earlier is not None:
        Withdrawal.record(publication=earlier, reason="A newer version took its place.", replaced_by=publication, at=now, by=by.user)
    events.record("publishing.release", subject=publication, by=by, at=now, source=request.source)
    return publication


@transaction.atomic
def refuse(request: ReleaseRequest, *, reason: str, by: Viewer, now: dt.datetime) -> ReleaseRequest:
    """It does not become public; the reason goes back to whoever asked."""
    request = ReleaseRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    require(policies.may_refuse(by, request))
    request.reason = reason
    _decide(request, ReleaseRequest.Decision.REFUSED, by=by, now=now)
    events.record("publishing.refuse", subject=request, by=by, at=now)
    return request


def _decide(request: ReleaseRequest, decision: str, *, by: Viewer, now: dt.datetime) -> None:
    request.decision = decision
    request.decided_at = now
    request.decided_by = by.user
    request.save(update_fields=["decision", "reason", "decided_at", "decided_by"])


@transaction.atomic
def withdraw(publication: Publication, *, reason: str, by: Viewer, now: dt.datetime) -> Withdrawal:
    """Take it down: page, list and file are gone in the next request. A tombstone says so."""
    require(policies.may_withdraw(by, publication))
    withdrawal = Withdrawal.record(publication=publication, reason=reason, at=now, by=by.user)
    events.record("publishing.withdraw", subject=publication, by=by, at=now)
    return withdrawal
