"""Papers that are uploaded, and packs: what there is, one pack page by page, asked for, taken back."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cpboard.core import files
from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from meetings import operations, policies, supplements
from meetings.forms import BuildPackForm, PaperForm, WithdrawPackForm
from meetings.heading import head_of
from meetings.models import Pack, PackWithdrawal, Paper
from meetings.unexplained import unexplained
from meetings.views.common import asked, confirming, done, item_of, may_ask_release, meeting_of


def packs(request: SignedIn, pk: int) -> HttpResponse:
    """The packs of a meeting, newest first for each audience; the clerk asks for new ones here."""
    found = meeting_of(request, pk)
    viewer = request.viewer
    seen = Pack.objects.visible_to(viewer).filter(meeting=found).select_related("file")
    gone = PackWithdrawal.objects.visible_to(viewer).filter(pack__meeting=found).select_related("pack")
    groups = [(audience, [pack for pack in seen if pack.audience == audience]) for audience in Pack.Audience]
    context = {
        "meeting": found,
        "head": head_of(found, viewer, "Packs"),
        "groups": [(a, listed, policies.may_build_pack(viewer, found, a), supplements.is_frozen(found, listed)) for a, listed in groups],
        "gone": gone,
        "may_build": policies.may_build_pack(viewer, found, Pack.Audience.MEMBERS),
    }
    return render(request, "meetings/packs.html", context)


def pack(request: SignedIn, pk: int) -> HttpResponse:
    """One pack: what is in it and on which page; a tombstone once it was taken back."""
    gone = PackWithdrawal.objects.visible_to(request.viewer).filter(pack=pk).select_related("pack__meeting__body").first()
    if gone is not None:
        context = {"withdrawal": gone, "meeting": gone.pack.meeting}
        return render(request, "meetings/pack_gone.html", context, status=410)
    found = _pack(request, pk)
    chain = list(Pack.objects.visible_to(request.viewer).filter(adds_to=found.adds_to or found).order_by("supplement"))
    context = {
        "pack": found,
        "meeting": found.meeting,
        "whole": found.adds_to,
        "supplements": [each for each in chain if each.supplement > found.supplement],
        "entries": [_entry(entry, supplements.later(chain)) for entry in found.contents],
        "untagged": any(not paper["tagged"] for entry in found.contents for paper in entry["papers"]),
        "may_withdraw": policies.may_withdraw_pack(request.viewer, found),
        "may_ask_release": _may_be_public(found) and may_ask_release(found.meeting, request.viewer),
        "may_put_agenda_out": found.meeting.starts_at > timezone.now() and policies.may_put_agenda_out(request.viewer, found.meeting),
    }
    return render(request, "meetings/pack.html", context)


def _may_be_public(found: Pack) -> bool:
    """Whether it is for everybody, and its agenda is out."""
    return found.audience == Pack.Audience.PUBLIC and found.meeting.agenda_out_at is not None


def _entry(entry: dict[str, Any], became: dict[int, str]) -> dict[str, Any]:
    """One item of a pack, and what became of each of its papers since."""
    return {**entry, "papers": [{**paper, "became": became.get(paper["first"], "")} for paper in entry["papers"]]}


def pack_file(request: SignedIn, pk: int) -> FileResponse:
    """The pack as a PDF."""
    return files.respond(_pack(request, pk).file)


def build_pack(request: SignedIn, pk: int, audience: str) -> HttpResponse:
    """Ask for a pack; the page of the job shows how far it has come."""
    found, whom = meeting_of(request, pk), _audience(audience)
    require(policies.may_build_pack(request.viewer, found, whom))
    standing = supplements.standing(found, whom.value)
    frozen = supplements.is_frozen(found, standing)
    reds = unexplained(found, request.viewer)
    form = BuildPackForm(posted(request), reds=bool(reds))
    asking: dict[str, Any] = {"meeting": found, "audience": whom.value, "by": request.viewer}
    job = carried_out(form, lambda: operations.build_pack(**asking, **form.cleaned_data, now=timezone.now()))
    if job is None:
        button = "Build the supplement" if frozen else "Build the pack"
        return asked(request, "build_pack", form, back=found, meeting=found, audience=whom, frozen=frozen, reds=reds, button=button)
    return redirect("job", job.pk)


def withdraw_pack(request: SignedIn, pk: int) -> HttpResponse:
    """Take a pack back, with a reason."""
    found = _pack(request, pk)
    require(policies.may_withdraw_pack(request.viewer, found))
    form = WithdrawPackForm(posted(request))
    if carried_out(form, lambda: operations.withdraw_pack(pack=found, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The pack is taken back. Its file is gone.", "meetings:packs", found.meeting_id)
    return asked(
        request,
        "withdraw_pack",
        form,
        back=found.meeting,
        pack=found,
        meeting=found.meeting,
        supplements=found.supplements.filter(withdrawal=None),
    )


def add_paper(request: SignedIn, pk: int) -> HttpResponse:
    """Upload a paper for an open item."""
    item = item_of(request, pk)
    require(policies.may_add_paper(request.viewer, item))
    form = PaperForm(posted(request), request.FILES if request.method == "POST" else None)
    if carried_out(form, lambda: operations.add_paper(item=item, **form.paper(), by=request.viewer, now=timezone.now())):
        return done(request, "The paper is with its item.", "meetings:item", item.pk)
    return asked(request, "add_paper", form, back=item, item=item, meeting=item.session.meeting)


def paper_file(request: SignedIn, pk: int) -> FileResponse:
    """An uploaded paper, as we made it anew."""
    return files.respond(_paper(request, pk).file)


def remove_paper(request: SignedIn, pk: int) -> HttpResponse:
    """Take a paper off its item."""
    paper = _paper(request, pk)
    require(policies.may_remove_paper(request.viewer, paper))
    form = confirming(request, "Take the paper off")
    if carried_out(form, lambda: operations.remove_paper(paper=paper, by=request.viewer, now=timezone.now())):
        return done(request, "The paper is off the item.", "meetings:item", paper.item_id)
    return asked(request, "remove_paper", form, back=paper.item, paper=paper, meeting=paper.item.session.meeting)


def _audience(word: str) -> Pack.Audience:
    if word not in Pack.Audience.values:
        raise Http404
    return Pack.Audience(word)


def _pack(request: SignedIn, pk: int) -> Pack:
    found: Pack = get_object_or_404(Pack.objects.visible_to(request.viewer).select_related("meeting__body", "file", "adds_to"), pk=pk)
    return found


def _paper(request: SignedIn, pk: int) -> Paper:
    rows = Paper.objects.visible_to(request.viewer).select_related("file", "item__session__meeting__body")
    found: Paper = get_object_or_404(rows, pk=pk)
    return found
