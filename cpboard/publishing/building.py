"""One build of the annual report: collect, write the page, make the PDF, look at it, keep it (design §6).

The record is read once, in one snapshot; page and PDF are made from the same words. Nothing is kept
before everything is there: files by hash first, then one transaction for the build and the job's end.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from cpboard.core import files, pdf, text
from cpboard.core.access import Viewer
from cpboard.core.jobs import Hold, JobFault
from cpboard.core.models import Council, Job, StoredFile
from cpboard.publishing import operations, policies, scan
from cpboard.publishing.chapters import BY_KEY, Chapter
from cpboard.publishing.drafting import NOTHING, Draft, draft_all
from cpboard.publishing.models import AnnualReport, ReportSection
from cpboard.publishing.stylesheet import REPORT_CSS

STEPS = (
    "collect what the record says",
    "write the web page",
    "make the PDF",
    "check the PDF",
    "keep the files",
)


@dataclass(frozen=True)
class Part:
    """A chapter as it is printed: its number, heading, what the record says, what an officer wrote."""

    chapter: Chapter
    number: str
    heading: str
    draft: Draft
    officer_text: str


@dataclass(frozen=True)
class Content:
    """Everything that a report prints, frozen."""

    report: AnnualReport
    council: Council
    parts: tuple[Part, ...]

    @property
    def fragment(self) -> str:
        """The web page of the report, as a part of a page, sanitised."""
        return text.sanitise_report(render_to_string("publishing/report/body.html", {"report": self.report, "parts": self.parts}))

    def document(self, fragment: str) -> str:
        """A whole HTML document around the fragment: for the PDF and for a file that stands alone."""
        context = {"report": self.report, "council": self.council, "parts": self.parts, "fragment": fragment}
        return render_to_string("publishing/report/document.html", context)


def collect(report: AnnualReport, viewer: Viewer) -> Content:
    """Read the record once, so that no number comes from before a change and another from after it."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        drafts = draft_all(report, viewer)
        sections = list(report.sections.order_by("position"))
        council = Council.here()
    return Content(report, council, tuple(_numbered(sections, drafts)))


def _numbered(sections: list[ReportSection], drafts: dict[str, Draft]) -> list[Part]:
    parts: list[Part] = []
    chapter_number = part_number = 0
    for section in sections:
        chapter = BY_KEY[section.key]
        draft = drafts.get(section.key, NOTHING)
        words = section.officer_text.strip() or chapter.standing
        if not draft and not words and not _leads(chapter):
            continue
        if chapter.level == 1:
            chapter_number, part_number = chapter_number + 1, 0
            number = f"{chapter_number}"
        else:
            part_number += 1
            number = f"{chapter_number}.{part_number}"
        parts.append(Part(chapter, number, section.heading, draft, words))
    return parts


def _leads(chapter: Chapter) -> bool:
    """The chapter under which the parts stand is printed even when it has no words of its own."""
    return chapter.key == "background"


def build(hold: Hold) -> dict[str, object]:
    """Do the job. Raises `JobFault` with a sentence when it cannot be done."""
    report = AnnualReport.objects.select_related("body", "year").filter(pk=hold.payload["report"]).first()
    job = Job.objects.select_related("asked_by").get(pk=hold.job_id)
    if report is None or job.asked_by is None:
        raise JobFault("This report is not there any more.")
    viewer = Viewer(job.asked_by, timezone.localdate())
    if not policies.may_write_annual_report(viewer, report.body_id):
        raise JobFault("Whoever asked for this may not build the report any more. Somebody else can ask for it.")
    _step(hold, 0)
    content = collect(report, viewer)
    _no_placeholders(content)
    _step(hold, 1)
    fragment = content.fragment
    _step(hold, 2)
    document = pdf.render(content.document(fragment), assets={"report.css": REPORT_CSS.encode()})
    _step(hold, 3)
    facts = _checked(document)
    _step(hold, 4)
    return _keep(hold, job, report, fragment, document, facts.pages)


def _step(hold: Hold, place: int) -> None:
    hold.step(STEPS[place], place, len(STEPS))


def _no_placeholders(content: Content) -> None:
    """A template left unfilled stops the report, with the chapter named (requirement 001-37)."""
    for part in content.parts:
        blocking = [f for f in scan.findings([part.officer_text, *part.draft.paragraphs]) if f.blocks]
        if blocking:
            raise JobFault(f"Chapter “{part.heading}”: {blocking[0].what} It says: {blocking[0].where}")


def _checked(document: bytes) -> pdf.Facts:
    facts = pdf.facts_of(document)
    if not (facts.tagged and facts.title and facts.lang == "en-GB" and facts.bookmarks):
        raise JobFault("The PDF came out without its tags or its title. Ask for it again; if it fails again, ring the help desk.")
    return facts


def _keep(hold: Hold, job: Job, report: AnnualReport, fragment: str, document: bytes, pages: int) -> dict[str, object]:
    """Store the files, then write the build and end the job in one transaction: both or neither."""
    now = timezone.now()
    html = _store(fragment.encode(), "report.html", "text/html; charset=utf-8", now)
    paper = _store(document, "report.pdf", "application/pdf", now)
    with transaction.atomic():
        version = operations.next_version(report)
        manifest = _store(_manifest(report, version, pages, now, html, paper), "manifest.json", "application/json", now)
        made = operations.record_build(report=report, version=version, job=job, html=html, pdf=paper, manifest=manifest, now=now)
        result: dict[str, object] = {"build": made.pk, "version": version, "url": f"/annual-reports/{report.pk}/"}
        hold.finish(result)
    return result


def _store(content: bytes, name: str, content_type: str, now: dt.datetime) -> StoredFile:
    return files.store(content, name=name, content_type=content_type, by=None, now=now)


def _manifest(report: AnnualReport, version: int, pages: int, now: dt.datetime, *stored: StoredFile) -> bytes:
    told = {
        "title": report.title,
        "body": report.body.name,
        "year": report.year.label,
        "goes_to": report.goes_to,
        "version": version,
        "built_at": now.isoformat(),
        "pages": pages,
        "files": [{"name": f.name, "sha256": f.sha256, "size": f.size, "type": f.content_type} for f in stored],
        "stylesheet_sha256": hashlib.sha256(REPORT_CSS.encode()).hexdigest(),
    }
    return json.dumps(told, indent=2, ensure_ascii=False).encode()
