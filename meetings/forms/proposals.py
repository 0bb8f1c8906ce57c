"""Why something that was proposed stays off an agenda; which frozen scorecard an item discusses."""

from __future__ import annotations

from typing import Any

from django import forms

from cpboard.core.access import Viewer
from cpboard.core.forms import GovForm
from performance.models import Snapshot


class LeaveOffForm(GovForm):
    """The reason, for the members of the body."""

    what = {"why": "why it stays off"}
    button = "Leave it off"
    why = forms.CharField(
        label="Why does it stay off this agenda?",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Members read it beside the agenda. Name no child, no home, no family.",
    )


class ScorecardForm(GovForm):
    """A frozen scorecard, or none."""

    button = "Save the scorecard"
    snapshot = forms.ModelChoiceField(
        label="Which frozen scorecard?",
        queryset=Snapshot.objects.none(),
        required=False,
        empty_label="None",
        help_text="The performance officer freezes one for each meeting. Nothing in it changes any more.",
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        """Those that this viewer may read, the newest first."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["snapshot"]
        field.queryset = Snapshot.objects.visible_to(viewer)
        field.label_from_instance = lambda row: f"{row.title}, as on {row.on:%-d %B %Y}"
