"""What is said of a scorecard when it is frozen."""

from __future__ import annotations

from django import forms

from cpboard.core.fields import DateField
from performance.forms import FigureForm


class SnapshotForm(FigureForm):
    """Its title, its day, and what goes well."""

    button = "Take the snapshot"
    what = {"title": "a title", "on": "the day", "strengths": "what goes well", "reason": "why figures lack words"}
    title = forms.CharField(label="Title", max_length=160, help_text="For example: Scorecard for the meeting of 14 January 2027")
    on = DateField(label="As things stood on", what="the day", help_text="For example, 31 12 2026")
    strengths = forms.CharField(
        label="What goes well, in words",
        required=False,
        max_length=4000,
        help_text="It stands at the head. No names, no ages.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    reason = forms.CharField(
        label="Why do figures lack words, or something to compare with?",
        required=False,
        max_length=1000,
        help_text="Only where some do. It is printed with the scorecard.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
