"""What anybody may read: publications and nothing else. One of the two anonymous modules (lock 1, lock 4).

These views import publications and the council's own name; they never look at a session, so that a
page is the same for everybody.
"""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render

from cpboard.core import files, ics
from cpboard.core.glossary import WORDS
from cpboard.core.models import Council
from cpboard.core.spreadsheet import as_csv
from cpboard.publishing import public_feeds
from cpboard.publishing.models import Publication, PublicationKind
from cpboard.publishing.public_papers import as_it_stands, papers_of

PAGE = 20
TEMPLATES = {
    PublicationKind.YOU_SAID: "public/you_said.html",
    PublicationKind.MEETING: "public/meeting.html",
    PublicationKind.MINUTES: "public/minutes.html",
    PublicationKind.ANNUAL_REPORT: "public/annual_report.html",
    PublicationKind.ABOUT: "public/about_body.html",
    PublicationKind.PACK: "public/pack.html",
}


def _out(kind: str) -> Any:
    return Publication.objects.out().of_kind(kind)


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return render(request, template, context)


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Who we are to the children, what we did, when we meet."""
    return _page(
        request,
        "public/home.html",
        pairs=_out(PublicationKind.YOU_SAID)[:4],
        meetings=_out(PublicationKind.MEETING)[:4],
        report=_out(PublicationKind.ANNUAL_REPORT).first(),
        about=_out(PublicationKind.ABOUT).first(),
    )


@login_not_required
def you_said(request: HttpRequest) -> HttpResponse:
    """You said, we did; and we can't, because: in one list, the same size."""
    return _list(request, PublicationKind.YOU_SAID, "public/you_said_list.html")


@login_not_required
def meetings(request: HttpRequest) -> HttpResponse:
    """Agendas and minutes that were made public."""
    listed = Publication.objects.out().filter(kind__in=[PublicationKind.MEETING, PublicationKind.MINUTES])
    return _page(request, "public/meetings.html", page=Paginator(listed, PAGE).get_page(request.GET.get("page")))


@login_not_required
def calendar(request: HttpRequest) -> HttpResponse:
    """The public meetings, for a calendar to follow."""
    return ics.respond("meetings", Council.here().name, public_feeds.calendar_entries())


@login_not_required
def feed(request: HttpRequest) -> HttpResponse:
    """What came out last and what was taken down, as an Atom feed."""
    content = public_feeds.atom(Council.here().name, public_feeds.absolute(request.path))
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


@login_not_required
def papers_json(request: HttpRequest) -> JsonResponse:
    """Every public agenda, paper and minutes, for programs."""
    return JsonResponse(public_feeds.as_json())


@login_not_required
def papers_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table."""
    return as_csv("meetings-and-papers", public_feeds.COLUMNS, map(public_feeds.as_row, public_feeds.everything()))


@login_not_required
def annual_reports(request: HttpRequest) -> HttpResponse:
    """Annual reports that were made public."""
    return _list(request, PublicationKind.ANNUAL_REPORT, "public/annual_reports.html")


def _list(request: HttpRequest, kind: str, template: str) -> HttpResponse:
    return _page(request, template, page=Paginator(_out(kind), PAGE).get_page(request.GET.get("page")))


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    """About the boards of this council."""
    return _page(request, "public/about.html", bodies=_out(PublicationKind.ABOUT))


@login_not_required
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """One publication; a tombstone, without its title, once it was taken down."""
    found = Publication.objects.out().filter(slug=slug).first()
    if found is None:
        gone = get_object_or_404(Publication.objects.order_by("-pk").select_related("withdrawal"), slug=slug)
        return render(request, "public/gone.html", {"withdrawal": gone.withdrawal}, status=410)
    return _page(request, TEMPLATES[PublicationKind(found.kind)], publication=found, **_shown(found))


def _shown(found: Publication) -> dict[str, Any]:
    """The statement, and what stands beside it: papers with an agenda, the agenda with papers."""
    if found.kind == PublicationKind.MEETING:
        return {"content": found.statement, "papers": papers_of(found.source)}
    if found.kind == PublicationKind.PACK:
        agenda = _out(PublicationKind.MEETING).filter(source=found.statement["meeting"]).first()
        return {"content": as_it_stands(found), "agenda": agenda}
    return {"content": found.statement}


@login_not_required
def publication_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The file of a publication, for as long as it is public."""
    found = get_object_or_404(Publication.objects.out(), slug=slug, file__isnull=False)
    return files.respond(found.file, name=f"{found.slug}.pdf")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return _page(request, "public/accessibility.html")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, and why."""
    return _page(request, "public/privacy.html")


@login_not_required
def words(request: HttpRequest) -> HttpResponse:
    """Words explained."""
    return _page(request, "public/words.html", glossary=WORDS)


@login_not_required
def theme_css(request: HttpRequest) -> HttpResponse:
    """The council's colours as custom properties: a small stylesheet of our own origin, never inline style."""
    council = Council.here()
    colours = {"brand": council.brand_colour, "link": council.link_colour, "child": council.child_colour}
    if not all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours.values()):
        raise Http404
    lines = "".join(f"--cpb-{name}:{colour};" for name, colour in colours.items())
    lines += f"--govuk-brand-colour:{colours['brand']};--govuk-link-colour:{colours['link']};"
    response = HttpResponse(f":root{{{lines}}}\n", content_type="text/css")
    response["Cache-Control"] = "public, max-age=300"
    return response


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether the web server and its database answer. Says nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return JsonResponse({"ok": False}, status=503)
    return JsonResponse({"ok": True})
