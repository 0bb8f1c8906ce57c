"""Signed-in pages of publishing: home, the trail, what is made public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from actions.models import Action
from cpboard.board.models import Body, Promise
from cpboard.core import files
from cpboard.core.access import Viewer, require
from cpboard.core.needs import needs_of
from cpboard.core.roles import May
from cpboard.publishing import bundling, door, papers, policies, scan, statements, trail
from cpboard.publishing.forms import RefuseForm, WithdrawForm
from cpboard.publishing.models import AnnualReport, Publication, PublicationKind, ReleaseRequest
from cpboard.publishing.statements import NotForPublication, Statement
from meetings.models import Meeting, Minutes, Pack
from meetings.way_in import known_way_in, with_way_in
from voice.models import Theme

NEEDS_SHOWN = 8
ROWS_SHOWN = 5


def home(request: HttpRequest) -> HttpResponse:
    """What needs me, soonest first; what children are waiting for; the next meeting."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    needs = needs_of(viewer)
    everything = "all" in request.GET
    may_read = viewer.can(May.READ_THEMES) or viewer.can(May.ADD_THEMES)
    heard = trail.heard(viewer, ROWS_SHOWN) if may_read else trail.Heard()
    ahead = Meeting.objects.visible_to(viewer).to_come(now=timezone.now())
    meeting = with_way_in(ahead, viewer).select_related("body").first()
    context = {
        "needs": needs if everything else needs[:NEEDS_SHOWN],
        "needs_count": len(needs),
        "hidden_needs": 0 if everything else max(0, len(needs) - NEEDS_SHOWN),
        "rows": heard.rows if viewer.can(May.READ_THEMES) else [],
        "may_read_themes": viewer.can(May.READ_THEMES),
        "meeting": meeting,
        "way": known_way_in(meeting),
        "heard": heard.lately,
        "today": viewer.on,
        "first_name": viewer.user.first_name,
    }
    return render(request, "publishing/home.html", context)


def trail_theme(request: HttpRequest, pk: int) -> HttpResponse:
    """From heard to told, for one theme."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    theme = get_object_or_404(trail.seen_themes(viewer), pk=pk)
    return _trail(request, trail.of_theme(theme, viewer), title=theme.title, what="theme")


def trail_action(request: HttpRequest, pk: int) -> HttpResponse:
    """From heard to told, for one action."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    action = get_object_or_404(Action.objects.visible_to(viewer), pk=pk)
    return _trail(request, trail.of_action(action, viewer), title=action.title, what="action")


def trail_promise(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything recorded for one promise."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    promise = get_object_or_404(Promise.objects.visible_to(viewer), pk=pk)
    return _trail(request, trail.of_promise(promise, viewer), title=promise.title, what="promise", promise=promise)


def _trail(request: HttpRequest, found: trail.Trail, **context: Any) -> HttpResponse:
    return render(request, "publishing/trail.html", {"trail": found, **context})


def releases(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, what is public, what was taken down."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(viewer.can(May.ASK_RELEASE) or viewer.can(May.RELEASE))
    seen = ReleaseRequest.objects.visible_to(viewer).select_related("asked_by", "decided_by", "publication__withdrawal")
    waiting = [_with_right(viewer, one) for one in seen.undecided().order_by("asked_at")]
    page = Paginator(seen.filter(decided_at__isnull=False).order_by("-decided_at"), 20).get_page(request.GET.get("page"))
    return render(request, "publishing/releases.html", {"waiting": waiting, "page": page})


def _with_right(viewer: Viewer, one: ReleaseRequest) -> dict[str, Any]:
    return {"request": one, "mine": policies.may_release(viewer, one)}


def release(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, as the public would read it; the second person agrees here."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked = get_object_or_404(ReleaseRequest.objects.visible_to(viewer).select_related("asked_by", "decided_by", "file"), pk=pk)
    if request.method == "POST":
        return _release(request, asked, viewer)
    return _show_request(request, asked, viewer)


def _release(request: HttpRequest, asked: ReleaseRequest, viewer: Viewer) -> HttpResponse:
    try:
        publication = door.release(asked, seen=request.POST.get("seen", ""), by=viewer, now=timezone.now())
    except NotForPublication as fault:
        messages.error(request, str(fault))
        return redirect("release", pk=asked.pk)
    messages.success(request, f"“{publication.title}” is public now.")
    return redirect("release", pk=asked.pk)


def _show_request(request: HttpRequest, asked: ReleaseRequest, viewer: Viewer) -> HttpResponse:
    publication = Publication.objects.filter(request=asked).select_related("withdrawal").first()
    may_open = policies.may_open_file(viewer, asked)
    context = {
        "asked": asked,
        "content": asked.statement["content"],
        "findings": scan.findings(asked.statement["content"]) + (papers.worries(asked) if may_open else []),
        "may_release": policies.may_release(viewer, asked),
        "may_open_file": may_open,
        "may_refuse": policies.may_refuse(viewer, asked),
        "is_mine": asked.asked_by_id == viewer.user_id,
        "publication": publication,
        "may_withdraw": publication is not None and policies.may_withdraw(viewer, publication),
    }
    return render(request, "publishing/release.html", context)


def release_file(request: HttpRequest, pk: int) -> FileResponse:
    """The very file that was asked for, for whoever asked and whoever decides."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = ReleaseRequest.objects.visible_to(viewer).select_related("file", "publication__withdrawal")
    asked = get_object_or_404(rows, pk=pk, file__isnull=False)
    require(policies.may_open_file(viewer, asked))
    return files.respond(asked.file, name=f"{asked.slug}.pdf")


def bundle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What is public of a meeting, as one file for a committee system."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    meeting = get_object_or_404(Meeting.objects.visible_to(viewer).select_related("body"), pk=pk)
    require(policies.may_take_bundle(viewer, meeting))
    try:
        made = bundling.bundle(meeting)
    except NotForPublication as fault:
        return render(request, "publishing/not_yet.html", {"why": str(fault)})
    return FileResponse(made, as_attachment=True, filename=f"meeting-{meeting.day:%Y-%m-%d}.zip", content_type="application/zip")


def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a request back with a reason."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked = get_object_or_404(ReleaseRequest.objects.visible_to(viewer), pk=pk)
    require(policies.may_refuse(viewer, asked))
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        door.refuse(asked, reason=form.cleaned_data["reason"], by=viewer, now=timezone.now())
        messages.success(request, f"“{asked.title}” went back to {asked.asked_by.name}.")
        return redirect("releases")
    return render(request, "publishing/refuse.html", {"form": form, "asked": asked})


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a publication down, with a reason that the public reads."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked = get_object_or_404(ReleaseRequest.objects.visible_to(viewer), pk=pk, publication__isnull=False)
    publication = asked.publication
    require(policies.may_withdraw(viewer, publication))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        door.withdraw(publication, reason=form.cleaned_data["reason"], by=viewer, now=timezone.now())
        messages.success(request, f"“{publication.title}” was taken down.")
        return redirect("release", pk=asked.pk)
    return render(request, "publishing/withdraw.html", {"form": form, "publication": publication, "asked": asked})


def ask(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask that something becomes public: first a look at exactly what the public would read."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(viewer.can(May.ASK_RELEASE))
    try:
        statement = _statement(kind, pk, viewer)
        if request.method == "POST":
            asked = door.ask_release(statement, by=viewer, now=timezone.now())
            messages.success(request, "Somebody else has to agree now. Nothing is public yet.")
            return redirect("release", pk=asked.pk)
    except NotForPublication as fault:
        return render(request, "publishing/not_yet.html", {"why": str(fault)}, status=200)
    findings = scan.findings(statement.content)
    context = {"statement": statement, "content": statement.content, "findings": findings, **_asked_before(statement, viewer)}
    return render(request, "publishing/ask.html", {**context, "blocked": any(f.blocks for f in findings)})


def _asked_before(statement: Statement, viewer: Viewer) -> dict[str, Any]:
    """A request for the same that waits; whether exactly these words are public already."""
    same = {"kind": statement.kind, "source": statement.source}
    out = Publication.objects.out().filter(**same, sha256=statement.sha256)
    return {"waiting": ReleaseRequest.objects.visible_to(viewer).undecided().filter(**same).first(), "out": out.first()}


def _statement(kind: str, pk: int, viewer: Viewer) -> Statement:
    """The statement of a row that this viewer may see; a 404 for any other."""
    make = _makers.get(kind)
    if make is None:
        raise Http404
    return make(pk, viewer)


def _of_theme(pk: int, viewer: Viewer) -> Statement:
    return statements.you_said(get_object_or_404(Theme.objects.visible_to(viewer), pk=pk))


def _of_meeting(pk: int, viewer: Viewer) -> Statement:
    require(viewer.can(May.RUN_MEETINGS))
    return statements.meeting_agenda(get_object_or_404(Meeting.objects.visible_to(viewer), pk=pk))


def _of_pack(pk: int, viewer: Viewer) -> Statement:
    require(viewer.can(May.RUN_MEETINGS))
    rows = Pack.objects.visible_to(viewer).select_related("meeting__body", "file", "adds_to")
    return papers.pack(get_object_or_404(rows, pk=pk))


def _of_minutes(pk: int, viewer: Viewer) -> Statement:
    require(viewer.can(May.RUN_MEETINGS))
    minutes = get_object_or_404(Minutes.objects.visible_to(viewer).select_related("approval"), pk=pk)
    if not hasattr(minutes, "approval"):
        raise NotForPublication("The chair has not approved these minutes yet.")
    return statements.minutes(minutes.approval)


def _of_report(pk: int, viewer: Viewer) -> Statement:
    report = get_object_or_404(AnnualReport.objects.visible_to(viewer), pk=pk)
    agreed = report.builds.filter(agreements__isnull=False).order_by("-version").first()
    if agreed is None:
        raise NotForPublication("The board has not agreed the report yet.")
    return statements.annual_report(agreed)


def _of_body(pk: int, viewer: Viewer) -> Statement:
    require(viewer.can(May.RUN_BOARD))
    return statements.about(get_object_or_404(Body.objects.visible_to(viewer), pk=pk), viewer.on)


_makers: dict[str, Callable[[int, Viewer], Statement]] = {
    PublicationKind.YOU_SAID: _of_theme,
    PublicationKind.MEETING: _of_meeting,
    PublicationKind.MINUTES: _of_minutes,
    PublicationKind.ANNUAL_REPORT: _of_report,
    PublicationKind.ABOUT: _of_body,
    PublicationKind.PACK: _of_pack,
}
