"""The council itself, for the administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core import operations, policies
from cpboard.core.access import require
from cpboard.core.council_forms import CouncilForm
from cpboard.core.http import SignedIn, posted
from cpboard.core.models import Council
from cpboard.core.refusals import carried_out


def change_council(request: SignedIn) -> HttpResponse:
    """Its name, whom to ring by day and by night, its colours."""
    require(policies.may_change_council(request.viewer))
    form = CouncilForm(posted(request), initial=CouncilForm.of(Council.here()))
    if carried_out(form, lambda: operations.change_council(by=request.viewer, said=form.cleaned_data, now=timezone.now())) is None:
        return render(request, "core/change_council.html", {"form": form, "cancel_url": reverse("more")})
    messages.success(request, "The council is saved. Every page shows it now.")
    return redirect("change_council")
