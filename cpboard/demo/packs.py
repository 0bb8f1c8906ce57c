"""An uploaded paper and the packs of Fenbridge's next open meeting."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from cpboard.core import jobs, pdf
from cpboard.core.models import Job
from cpboard.demo.board import Fenbridge
from cpboard.demo.calendar import at
from meetings import operations
from meetings.models import AgendaItem, Meeting, Session
from meetings.uploaded import paper_from

LETTER = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Letter of the designated doctor</title>
<link rel="stylesheet" href="asset:fonts.css"></head><body style="font-family: Inter">
<h1>Letter of the designated doctor</h1>
<p>To the members of the board.</p>
<p>Eleven practices were asked to keep places for children in care. Six said yes by letter. Two asked for a form first,
and have it. I shall ring the other three before the meeting and say there what they answered.</p>
</body></html>"""


def fill_packs(fen: Fenbridge) -> None:
    """A letter for the next open item that has a report, read for search, and its packs for members and young people."""
    ahead = Meeting.objects.to_come(now=at(fen.days.today, 0)).filter(body=fen.board)
    items = AgendaItem.objects.filter(session__meeting__in=ahead, session__privacy=Session.Privacy.PUBLIC, report__isnull=False)
    item = items.order_by("session__meeting__starts_at", "position").select_related("session__meeting").first()
    if item is None:
        return
    day = fen.days.ago(1)
    by, meeting = fen.viewer("ruth", day), item.session.meeting
    letter = paper_from(SimpleUploadedFile("letter.pdf", pdf.render(LETTER)))
    paper = operations.add_paper(item=item, title="Letter of the designated doctor", upload=letter, by=by, now=at(day, 10))
    jobs.run(Job.objects.get(key=f"words:{paper.pk}").pk)
    why = "The report is written and waits for a second signature. Its author tells the meeting what it says."
    for audience in ("members", "young"):
        jobs.run(operations.build_pack(meeting=meeting, audience=audience, why=why, by=by, now=at(day, 11)).pk)
