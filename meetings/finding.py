"""What of meetings can be found: items, reports, uploaded papers, decisions, minutes. Each as far as its viewer may see it.

What lies in the closed room has no source here: it is read there and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cpboard.core import files, jobs
from cpboard.core.access import Viewer
from cpboard.core.jobs import Hold
from cpboard.core.search import Source, found_in
from meetings.models import AgendaItem, Decision, Minutes, MinutesApproval, MinutesOut, Paper, PaperWords, Report
from meetings.models.agenda import ITEM_FOUND
from meetings.models.minutes import MINUTES_FOUND
from meetings.models.record import DECISION_FOUND, REPORT_FOUND
from meetings.models.wording import FOUND as PAPER_FOUND
from meetings.operations.packs import READ, keep_words
from meetings.pdfs import process


def _approved(viewer: Viewer) -> QuerySet[Any]:
    return MinutesApproval.objects.filter(minutes__in=Minutes.objects.visible_to(viewer).values("pk"))


def _drafts(viewer: Viewer) -> QuerySet[Any]:
    """Minutes that are out as a draft, until they are approved: what was corrected then is not found as it was."""
    return MinutesOut.objects.filter(minutes__in=Minutes.objects.visible_to(viewer).values("pk"), minutes__approval__isnull=True)


def _item(row: AgendaItem) -> tuple[str, str]:
    return row.title, row.get_absolute_url()


def _report(row: Report) -> tuple[str, str]:
    return row.item.title, row.get_absolute_url()


def _paper(row: PaperWords) -> tuple[str, str]:
    return row.paper.title, reverse("meetings:read_item", args=[row.paper.item_id])


def _decision(row: Decision) -> tuple[str, str]:
    return row.item.title, row.item.get_absolute_url()


def _minutes(row: MinutesApproval | MinutesOut) -> tuple[str, str]:
    meeting = row.minutes.meeting
    return f"Minutes of {meeting.day:%-d %B %Y}", reverse("meetings:minutes", args=[meeting.pk])


OF_ITEM, OF_MINUTES = "session__meeting__", "minutes__meeting__"


def _when(path: str) -> dict[str, Any]:
    return {"day": f"{path}starts_at__date", "body": f"{path}body"}


WITH_ITEM, WITH_MEETING = ("item",), ("minutes__meeting",)
OF_REPORT, OF_PAPER = _when(f"item__{OF_ITEM}"), _when(f"paper__item__{OF_ITEM}")

found_in(Source("item", "Agenda item", AgendaItem.objects.visible_to, ITEM_FOUND, shown=_item, **_when(OF_ITEM)))
found_in(Source("report", "Report", Report.objects.visible_to, REPORT_FOUND, shown=_report, related=WITH_ITEM, **OF_REPORT))
found_in(Source("paper", "Paper", PaperWords.objects.visible_to, PAPER_FOUND, shown=_paper, related=("paper",), **OF_PAPER))
found_in(Source("decision", "Decision", Decision.objects.visible_to, DECISION_FOUND, shown=_decision, related=WITH_ITEM, **OF_REPORT))
found_in(Source("minutes", "Minutes", _approved, MINUTES_FOUND, shown=_minutes, related=WITH_MEETING, **_when(OF_MINUTES)))
found_in(Source("draft", "Draft minutes", _drafts, MINUTES_FOUND, shown=_minutes, related=WITH_MEETING, **_when(OF_MINUTES)))


@jobs.work(READ, title="the words of a paper")
def read_paper(hold: Hold) -> dict[str, Any]:
    """Read what a paper says, in the child process that opens PDFs. One that cannot be read is found by its name."""
    paper = Paper.objects.filter(pk=hold.payload["paper"]).select_related("file").first()
    if paper is not None:
        keep_words(paper=paper, words=f"{paper.title}\n{process.words(files.read(paper.file))}")
    return {}


def read_what_is_new(now: dt.datetime) -> None:
    """Ask for papers whose words nobody has read: those that were uploaded before they were."""
    for pk in Paper.objects.filter(wording__isnull=True, removed_at=None).order_by("pk").values_list("pk", flat=True)[:100]:
        jobs.ask(READ, key=f"words:{pk}", payload={"paper": pk}, by=None, now=now)
