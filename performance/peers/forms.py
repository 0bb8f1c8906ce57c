"""What is written down of another council."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from cpboard.core.access import Viewer
from cpboard.core.fields import DateField
from cpboard.core.forms import GovForm
from performance.forms import FigureForm
from performance.models import Area, PeerNote


class PeerFilter(GovForm):
    """All of them, or those that inspectors found good or better."""

    say_optional: ClassVar[bool] = False
    show = forms.ChoiceField(label="Show", required=False, choices=[("", "All"), ("best", "Good or outstanding")])

    def best_only(self) -> bool:
        """Whether only those are asked for that inspectors found good or better."""
        return self.is_valid() and self.cleaned_data["show"] == "best"


class PeerNoteForm(FigureForm):
    """Which council, what inspectors praised, where that is written."""

    button = "Save this note"
    what = {
        "council": "a council",
        "judgement": "what inspectors said of children in care",
        "inspected_on": "the day of the inspection",
        "praised": "what was praised",
        "source": "where it is written",
    }
    council = forms.ModelChoiceField(label="Council", queryset=Area.objects.none(), empty_label="Choose a council")
    judgement = forms.ChoiceField(
        label="What did inspectors say of children in care?", required=False, choices=[("", "Not known"), *PeerNote.Judgement.choices]
    )
    inspected_on = DateField(
        label="When did they inspect?", what="the day of the inspection", required=False, help_text="For example, 14 3 2025"
    )
    praised = forms.CharField(
        label="What did they praise?",
        max_length=2000,
        help_text="In your own words, so that we could do it here.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    source = forms.CharField(label="Where can it be read?", max_length=300, help_text="The report and its paragraph, or an address.")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        """As FigureForm, with the councils of the releases that were taken in."""
        super().__init__(*args, **kwargs)
        councils = Area.objects.visible_to(viewer).filter(kind=Area.Kind.AUTHORITY, ours=False).order_by("name")
        self.fields["council"].queryset = councils  # type: ignore[attr-defined]
