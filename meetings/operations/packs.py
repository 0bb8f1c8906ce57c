"""Uploaded papers and packs: put a paper to an item, take it off, ask for a pack, keep it, take it back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from cpboard.core import events, files, jobs
from cpboard.core.access import Viewer, require
from cpboard.core.jobs import JobFault
from cpboard.core.models import Job, StoredFile
from meetings import policies, supplements
from meetings.faults import Refused
from meetings.letters import ask_for_letters
from meetings.models import AgendaItem, Meeting, Pack, PackWithdrawal, Paper, PaperWords
from meetings.operations.locking import locked, locked_item, locked_meeting
from meetings.taking_back import take_down_copies
from meetings.unexplained import WHY, names, unexplained
from meetings.uploaded import PaperFile

BUILD, READ = "meetings.pack", "meetings.read_paper"
PDF = "application/pdf"


@transaction.atomic
def add_paper(*, item: AgendaItem, title: str, upload: PaperFile, for_young: bool = False, by: Viewer, now: dt.datetime) -> Paper:
    """Put an uploaded paper to an open item. Kept is our own copy of its pages, never the file as it came."""
    item = locked_item(item)
    require(policies.may_add_paper(by, item))
    stored = files.store(upload.content, name=f"{title}.pdf", content_type=PDF, by=by, now=now)
    paper = Paper(item=item, title=title, for_young=for_young, file=stored, pages=upload.pages, tagged=upload.tagged)
    paper.added_at, paper.added_by = now, by.user
    paper.save()
    jobs.ask(READ, key=f"words:{paper.pk}", payload={"paper": paper.pk}, by=None, now=now)
    events.record("meetings.add_paper", subject=paper, by=by, at=now, pages=paper.pages)
    return paper


def keep_words(*, paper: Paper, words: str) -> PaperWords:
    """Keep what a paper says, once: the worker read it twice if it broke off, and it says the same."""
    row, _ = PaperWords.objects.get_or_create(paper=paper, defaults={"words": words})
    return row


@transaction.atomic
def remove_paper(*, paper: Paper, by: Viewer, now: dt.datetime) -> Paper:
    """Take a paper off its item. Nobody is shown it any more; packs that are built already keep it."""
    paper = locked(paper, "item__session__meeting__body")
    require(policies.may_remove_paper(by, paper))
    paper.removed_at, paper.removed_by = now, by.user
    paper.save()
    events.record("meetings.remove_paper", subject=paper, by=by, at=now)
    return paper


@transaction.atomic
def build_pack(*, meeting: Meeting, audience: str, by: Viewer, now: dt.datetime, why: str = "") -> Job:
    """Ask the worker for a pack, or for a supplement once there is one that members may have read.

    `why`: for what reason it goes out while a figure is off track without a signed report (requirement 001-32).
    The same pack asked for twice is one job. Raises Refused when there is nothing to build, or a red without report and
    reason, ValueError for an unknown audience.
    """
    meeting = locked_meeting(meeting)
    require(policies.may_build_pack(by, meeting, Pack.Audience(audience)))
    if meeting.agenda_out_at is not None:
        _something_new(meeting, audience)
    reds = unexplained(meeting, by)
    if reds and not why.strip():
        raise Refused(WHY.format(f"a report on {names(reds)}"), "why")
    payload = {"meeting": meeting.pk, "audience": audience, "why": why.strip() if reds else ""}
    job = jobs.ask(BUILD, key=f"pack:{meeting.pk}:{audience}", payload=payload, by=by, now=now)
    events.record("meetings.build_pack", subject=meeting, by=by, at=now, job=job.pk, audience=audience)
    return job


def _something_new(meeting: Meeting, audience: str) -> None:
    try:
        supplements.to_build(meeting, audience)
    except JobFault as fault:
        raise Refused(str(fault)) from None


@transaction.atomic
def record_pack(*, job: Job, meeting: Meeting, audience: str, content: bytes, made: dict[str, Any], now: dt.datetime) -> Pack:
    """Write down a finished pack, in the transaction that finishes its job."""
    meeting = locked_meeting(meeting)
    newest = Pack.objects.filter(meeting=meeting, audience=audience).order_by("-version").first()
    version = newest.version + 1 if newest else 1
    name = f"pack-{meeting.day:%Y-%m-%d}-{audience}-{version}.pdf"
    stored = files.store(content, name=name, content_type=PDF, by=None, now=now)
    pack = Pack.record(meeting=meeting, audience=audience, version=version, job=job, file=stored, built_at=now, **made)
    ask_for_letters(pack, now=now)
    events.record("meetings.pack", subject=pack, by=None, at=now, job=job.pk, version=version)
    return pack


@transaction.atomic
def withdraw_pack(*, pack: Pack, reason: str, by: Viewer, now: dt.datetime) -> PackWithdrawal:
    """Take a pack back, at once and everywhere: its pages are gone in the next request, and its bytes from the store.

    Its supplements go with it: what they add to is not there any more. So do copies that were made public.
    """
    require(policies.may_withdraw_pack(by, pack))
    withdrawal = _withdraw(pack, reason=reason, by=by, now=now)
    for supplement in pack.supplements.filter(withdrawal__isnull=True).select_related("file", "meeting__body"):
        _withdraw(supplement, reason=reason, by=by, now=now)
    events.record("meetings.withdraw_pack", subject=pack, by=by, at=now)
    return withdrawal


def _withdraw(pack: Pack, *, reason: str, by: Viewer, now: dt.datetime) -> PackWithdrawal:
    withdrawal = PackWithdrawal.record(pack=pack, reason=reason, at=now, by=by.user)
    take_down_copies(pack, reason=reason, by=by, now=now)
    _empty(pack)
    return withdrawal


def _empty(pack: Pack) -> None:
    """Remove its bytes from the store, unless another file has the same."""
    elsewhere = StoredFile.objects.filter(sha256=pack.file.sha256).exclude(pk=pack.file_id)
    if not elsewhere.exists():
        path = files.path_of(pack.file.sha256)
        transaction.on_commit(lambda: path.unlink(missing_ok=True))
