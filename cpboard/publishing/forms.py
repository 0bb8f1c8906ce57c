"""What a person fills in to let something out, or to take it back."""

from __future__ import annotations

from django import forms

from cpboard.core.forms import GovForm


class RefuseForm(GovForm):
    """Why it does not become public."""

    what = {"reason": "the reason"}
    button = "Send it back"
    reason = forms.CharField(label="Why not yet?", max_length=250, widget=forms.Textarea(attrs={"rows": 3}))


class WithdrawForm(GovForm):
    """Why it is taken down, in words that the public will read."""

    what = {"reason": "the reason"}
    button = "Take it down"
    reason = forms.CharField(
        label="Why is it taken down?",
        help_text="Everybody who follows a link to it will read this. Do not repeat what was wrong in it.",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
