"""The frozen scorecard as a PDF: an appendix for a pack (requirement 001-33). It holds what was frozen, never what came later."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cpboard.core import files, pdf
from cpboard.core.jobs import Hold, JobFault
from cpboard.core.models import Council, Job
from performance import policies
from performance.models import Snapshot, SnapshotRow
from performance.snapshots import operations, reading
from performance.uploads.work import whoever_asked

STEPS = ("write the pages", "make the PDF", "check and keep it")


def document(snapshot: Snapshot) -> str:
    """The whole document as HTML."""
    rows = list(SnapshotRow.objects.filter(snapshot=snapshot).select_related("indicator"))
    context = {"snapshot": snapshot, "council": Council.here(), "title": reading.title(rows), "groups": reading.as_frozen(rows)}
    return render_to_string("performance/snapshots/document.html", context)


def build(hold: Hold) -> dict[str, Any]:
    """Do the job; one that was done already is not done again. Raises `JobFault` when the PDF is not as it must be."""
    snapshot, by = Snapshot.objects.select_related("taken_by", "paper").get(pk=hold.payload["snapshot"]), whoever_asked(hold)
    address = {"url": reverse("performance:snapshot", args=[snapshot.pk])}
    if not policies.may_ask_paper(by, snapshot):
        return address  # it is there already, or whoever asked may not have it any more
    hold.step(STEPS[0], 0, len(STEPS))
    html = document(snapshot)
    hold.step(STEPS[1], 1, len(STEPS))
    made = pdf.render(html, assets={"report.css": _stylesheet()})
    hold.step(STEPS[2], 2, len(STEPS))
    facts = pdf.facts_of(made)
    if not (facts.tagged and facts.title and facts.lang == "en-GB" and facts.bookmarks):
        raise JobFault("The PDF came out without its tags or its title. Ask for it again; if it fails again, ring the help desk.")
    now = timezone.now()
    stored = files.store(made, name="scorecard.pdf", content_type="application/pdf", by=None, now=now)
    with transaction.atomic():
        operations.keep_paper(snapshot=snapshot, file=stored, job=Job.objects.get(pk=hold.job_id), by=by, now=now)
        hold.finish(address)
    return address


def _stylesheet() -> bytes:
    return (settings.ROOT / "static" / "cpb" / "report.css").read_bytes()
