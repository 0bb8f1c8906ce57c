"""The work programme of a body and year: the plan, its slots and topics, what is carried over, last year's again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Body, MunicipalYear
from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from cpboard.core.templatetags.cpb import count_words
from meetings import facts, operations, policies
from meetings.forms import CarryOverForm, CopyProgrammeForm, SlotFilterForm, SlotForm, TopicForm
from meetings.models import Slot, Topic
from meetings.plan import plan_of
from meetings.views.common import confirming, done


def programme(request: SignedIn, body: int, year: int) -> HttpResponse:
    """The plan of a year: what each meeting takes, how it balances, what is missing, what was left."""
    of, when = _body_and_year(request, body, year)
    require(policies.may_read_programme(request.viewer, of))
    form = SlotFilterForm(request.GET)
    context = {
        "body": of,
        "year": when,
        "years": MunicipalYear.objects.visible_to(request.viewer),
        "plan": plan_of(of, when, request.viewer, form.wanted()),
        "count": facts.counts(of, when),
        "form": form,
        "filtered": bool(form.wanted()),
        "may_plan": policies.may_plan(request.viewer, of),
    }
    return render(request, "meetings/programme.html", context)


def _body_and_year(request: SignedIn, body: int, year: int) -> tuple[Body, MunicipalYear]:
    of = get_object_or_404(Body.objects.visible_to(request.viewer), pk=body)
    return of, get_object_or_404(MunicipalYear.objects.visible_to(request.viewer), pk=year)


def _slot(request: SignedIn, pk: int) -> Slot:
    rows = Slot.objects.visible_to(request.viewer).select_related("body", "year", "meeting", "topic")
    found: Slot = get_object_or_404(rows, pk=pk)
    return found


def _shown(request: SignedIn, deed: str, form: forms.Form, of: Body, when: MunicipalYear, **more: Any) -> HttpResponse:
    back = reverse("meetings:programme", args=[of.pk, when.pk])
    return render(request, f"meetings/{deed}.html", {"form": form, "body": of, "year": when, "cancel_url": back, **more})


def add_slot(request: SignedIn, body: int, year: int) -> HttpResponse:
    """A new subject of the year."""
    of, when = _body_and_year(request, body, year)
    require(policies.may_plan(request.viewer, of))
    first = {"meeting": request.GET.get("meeting", ""), "minutes_planned": 15}
    form = SlotForm(posted(request), body=of, year=when, viewer=request.viewer, initial=first)
    deed = lambda: operations.add_slot(body=of, year=when, planned=form.planned(), by=request.viewer, now=timezone.now())  # noqa: E731
    if carried_out(form, deed) is None:
        return _shown(request, "add_slot", form, of, when)
    return done(request, "It is in the plan.", "meetings:programme", of.pk, when.pk)


def change_slot(request: SignedIn, pk: int) -> HttpResponse:
    """Another meeting, other words, another source."""
    slot = _slot(request, pk)
    require(policies.may_change_slot(request.viewer, slot))
    form = SlotForm(posted(request), body=slot.body, year=slot.year, viewer=request.viewer, initial=SlotForm.answers_of(slot))
    deed = lambda: operations.change_slot(slot=slot, planned=form.planned(), by=request.viewer, now=timezone.now())  # noqa: E731
    if carried_out(form, deed) is None:
        return _shown(request, "change_slot", form, slot.body, slot.year, slot=slot)
    return done(request, "The slot is saved.", "meetings:programme", slot.body_id, slot.year_id)


def remove_slot(request: SignedIn, pk: int) -> HttpResponse:
    """Take it off the plan."""
    slot = _slot(request, pk)
    require(policies.may_remove_slot(request.viewer, slot))
    if request.method == "POST":
        operations.remove_slot(slot=slot, by=request.viewer, now=timezone.now())
        return done(request, "It is off the plan.", "meetings:programme", slot.body_id, slot.year_id)
    return _shown(request, "remove_slot", confirming(request, "Take it off the plan"), slot.body, slot.year, slot=slot)


def put_on_agenda(request: SignedIn, pk: int) -> HttpResponse:
    """Make it an item of its meeting."""
    slot = _slot(request, pk)
    require(policies.may_put_on_agenda(request.viewer, slot))
    form = confirming(request, "Put it on the agenda")
    made = carried_out(form, lambda: operations.put_on_agenda(slot=slot, by=request.viewer, now=timezone.now()))
    if made is None:
        return _shown(request, "put_on_agenda", form, slot.body, slot.year, slot=slot)
    return done(request, "It is on the agenda.", "meetings:item", made.pk)


def carry_over(request: SignedIn, pk: int) -> HttpResponse:
    """What was not reached goes to another meeting."""
    slot = _slot(request, pk)
    require(policies.may_carry_over(request.viewer, slot))
    form = CarryOverForm(posted(request), body=slot.body, viewer=request.viewer)
    made = carried_out(form, lambda: operations.carry_over(slot=slot, **form.cleaned_data, by=request.viewer, now=timezone.now()))
    if made is None:
        return _shown(request, "carry_over", form, slot.body, slot.year, slot=slot)
    return done(request, "It is carried over.", "meetings:programme", made.body_id, made.year_id)


def copy_programme(request: SignedIn, body: int, year: int) -> HttpResponse:
    """Begin from another year's plan."""
    of, when = _body_and_year(request, body, year)
    require(policies.may_plan(request.viewer, of))
    form = CopyProgrammeForm(posted(request), body=of, year=when, viewer=request.viewer)
    deed = lambda: operations.copy_programme(body=of, year=when, **form.cleaned_data, by=request.viewer, now=timezone.now())  # noqa: E731
    copied = carried_out(form, deed)
    if copied is None:
        return _shown(request, "copy_programme", form, of, when)
    sentence = f"{count_words(copied, 'slot').capitalize()} copied. Look where each came from this year."
    return done(request, sentence, "meetings:programme", of.pk, when.pk)


def add_topic(request: SignedIn, body: int, year: int) -> HttpResponse:
    """A topic of the year, and whether the board or scrutiny takes it."""
    of, when = _body_and_year(request, body, year)
    require(policies.may_plan(request.viewer, of))
    form = TopicForm(posted(request))
    deed = lambda: operations.add_topic(body=of, year=when, **form.cleaned_data, by=request.viewer, now=timezone.now())  # noqa: E731
    if carried_out(form, deed) is None:
        return _shown(request, "add_topic", form, of, when)
    return done(request, "The topic is in the plan.", "meetings:programme", of.pk, when.pk)


def change_topic(request: SignedIn, pk: int) -> HttpResponse:
    """Another home, another reason, the day at scrutiny."""
    topic = get_object_or_404(Topic.objects.visible_to(request.viewer).select_related("body", "year"), pk=pk)
    require(policies.may_change_topic(request.viewer, topic))
    form = TopicForm(posted(request), initial=TopicForm.answers_of(topic))
    if carried_out(form, lambda: operations.change_topic(topic=topic, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The topic is saved.", "meetings:programme", topic.body_id, topic.year_id)
    return _shown(request, "change_topic", form, topic.body, topic.year, topic=topic)
