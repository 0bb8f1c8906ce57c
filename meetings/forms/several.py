"""A list of titles that becomes as many items."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cpboard.core.forms import GovForm
from meetings.forms.boxes import Few
from meetings.models import AgendaItem

LONGEST = AgendaItem._meta.get_field("title").max_length or 0


class AddItemsForm(GovForm):
    """Titles, one a line, and what they have in common."""

    what = {"titles": "at least one title", "kind": "what kind of items they are", "purpose": "what the board does with them"}
    button = "Add the items"
    titles = forms.CharField(
        label="Titles, each on a line of its own",
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Anybody may read them. Name no child, no home, no family.",
    )
    kind = forms.ChoiceField(label="Kind", choices=AgendaItem.Kind.choices, initial=AgendaItem.Kind.REPORT)
    purpose = forms.ChoiceField(
        label="What does the board do with them?", choices=AgendaItem.Purpose.choices, initial=AgendaItem.Purpose.RECEIVE
    )
    minutes_planned = forms.IntegerField(label="Minutes each", min_value=1, max_value=240, initial=10, widget=Few)

    def clean_titles(self) -> list[str]:
        """Each line that says something, none too long for an agenda."""
        lines = [line.strip() for line in self.cleaned_data["titles"].splitlines() if line.strip()]
        long = next((line for line in lines if len(line) > LONGEST), "")
        if long:
            raise ValidationError(f"“{long[:40]}…” is too long for a title. {LONGEST} characters are the most.")
        return lines

    def items(self) -> dict[str, Any]:
        """The answers as the deed takes them."""
        return dict(self.cleaned_data)
