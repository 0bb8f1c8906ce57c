"""Why something that was proposed stays off an agenda."""

from __future__ import annotations

from django import forms

from cpboard.core.forms import GovForm


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
