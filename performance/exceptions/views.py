"""Pages of reports on reds: all of them, one, write it, sign it (ux D9, D10)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import Viewer, require
from cpboard.core.templatetags.cpb import count_words
from performance import policies
from performance.checking import WrongFigure
from performance.exceptions import operations, reading
from performance.exceptions.forms import LongForm, ShortForm
from performance.models import ExceptionReport, Indicator

PAGE = 30


def exceptions(request: HttpRequest) -> HttpResponse:
    """Every report on a red: those that are open, reds without one, and those that are over."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_read_exceptions(viewer))
    every = ExceptionReport.objects.visible_to(viewer).with_people()
    standing = [_row(viewer, each) for each in every.standing()]
    without = reading.without_any(viewer, on=viewer.on)
    context = {
        "title": _title(sum(not row["report"].is_signed for row in standing) + len(without)),
        "standing": standing,
        "without": [{"figure": each, "may_open": policies.may_open_exception(viewer, each.indicator)} for each in without],
        "page": Paginator(every.ended(), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "performance/exceptions/list.html", context)


def _title(unsigned: int) -> str:
    if not unsigned:
        return "Nothing is off track without a signed report"
    return f"{count_words(unsigned, 'figure').capitalize()} off track without a signed report"


def _row(viewer: Viewer, report: ExceptionReport) -> dict[str, Any]:
    return {"report": report, "state": reading.state(report, viewer.on)}


def exception(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: the fixed questions and their answers, who wrote and who signed, what was promised."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _report(viewer, pk)
    context = {
        "report": one,
        "state": reading.state(one, viewer.on),
        "questions": reading.questions(one) if one.is_written else [],
        "facts": reading.facts(one),
        "may_write": policies.may_write_exception(viewer, one),
        "may_sign": policies.may_sign_exception(viewer, one),
    }
    return render(request, "performance/exceptions/exception.html", context)


def open_exception(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the report on a red that has none."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one: Indicator = get_object_or_404(Indicator.objects.visible_to(viewer), pk=pk)
    require(policies.may_open_exception(viewer, one))
    back = reverse("performance:indicator", args=[one.pk])
    if request.method == "POST":
        try:
            opened = operations.open_exception(indicator=one, by=viewer, now=timezone.now())
        except WrongFigure as fault:
            messages.error(request, str(fault))
            return redirect(back)
        messages.success(request, "The report is open. Whoever answers for the figure is told.")
        return redirect("performance:exception", pk=opened.pk)
    context = {"indicator": one, "button": "Open the report", "cancel_url": back, "cancel_text": "Not now"}
    return render(request, "performance/exceptions/open_exception.html", context)


def write_exception(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the fixed questions."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _report(viewer, pk)
    require(policies.may_write_exception(viewer, one))
    form = _form(request, viewer, one)
    if request.method == "POST" and form.is_valid():
        try:
            operations.write_exception(report=one, by=viewer, now=timezone.now(), **form.cleaned_data)
        except WrongFigure as fault:
            form.refuse(fault)
        else:
            messages.success(request, "Your answers are saved. Somebody else signs them.")
            return redirect("performance:exception", pk=one.pk)
    return render(request, "performance/exceptions/write_exception.html", {"form": form, "report": one, "cancel_url": _url(one)})


def _form(request: HttpRequest, viewer: Viewer, one: ExceptionReport) -> ShortForm | LongForm:
    kind = ShortForm if one.is_short else LongForm
    written = {name: getattr(one, name) for name in kind.base_fields}
    if one.is_short:
        return ShortForm(request.POST or None, initial=written)
    return LongForm(request.POST or None, initial=written, today=viewer.on)


def sign_exception(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign a report that somebody else wrote."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _report(viewer, pk)
    require(policies.may_sign_exception(viewer, one))
    if request.method == "POST":
        operations.sign_exception(report=one, by=viewer, now=timezone.now())
        messages.success(request, "The report is signed. It follows the figure until two periods are out of red.")
        return redirect("performance:exception", pk=one.pk)
    facts = [{"name": each["question"], "text": each["answer"]} for each in reading.questions(one)]
    context = {"report": one, "facts": facts, "button": "Sign this report", "cancel_url": _url(one), "cancel_text": "Not yet"}
    return render(request, "performance/exceptions/sign_exception.html", context)


def _url(one: ExceptionReport) -> str:
    return reverse("performance:exception", args=[one.pk])


def _report(viewer: Viewer, pk: int) -> ExceptionReport:
    one: ExceptionReport = get_object_or_404(ExceptionReport.objects.visible_to(viewer).with_people(), pk=pk)
    return one
