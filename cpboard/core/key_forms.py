"""The form for a new key."""

from __future__ import annotations

from django import forms

from cpboard.core.forms import GovForm


class KeyForm(GovForm):
    """What a key is called, so that its owner knows later which one to end."""

    what = {"name": "what reads with it"}
    button = "Make the key"

    name = forms.CharField(label="What reads with it?", help_text="For example: the monthly report in Power BI.", max_length=80)
