"""What a person fills in for papers and packs."""

from __future__ import annotations

from typing import Any

from django import forms

from cpboard.core.forms import GovForm
from cpboard.core.uploads import Refused
from meetings.uploaded import PaperFile, paper_from


class PaperForm(GovForm):
    """A paper for an item: its name in the pack, its file, for whom it is."""

    what = {"title": "the name of the paper", "file": "a file"}
    button = "Upload the paper"
    title = forms.CharField(label="Name of the paper", max_length=160, help_text="As the contents of the pack will say it.")
    file = forms.FileField(
        label="The paper", help_text="A PDF of at most 50 MB. We make a copy of its pages and keep nothing else of it.", max_length=250
    )
    for_young = forms.BooleanField(label="It is a version for young people. It goes into their pack, not into the others.", required=False)

    def clean_file(self) -> PaperFile | None:
        """Look at the file before anything is stored."""
        uploaded = self.cleaned_data["file"]
        try:
            return paper_from(uploaded)
        except Refused as fault:
            raise forms.ValidationError(str(fault)) from None

    def paper(self) -> dict[str, Any]:
        """The answers as the deed takes them."""
        given = self.cleaned_data
        return {"title": given["title"], "upload": given["file"], "for_young": given["for_young"]}


class WithdrawPackForm(GovForm):
    """Why a pack is taken back."""

    what = {"reason": "the reason"}
    button = "Take it back"
    reason = forms.CharField(
        label="Why is it taken back?",
        help_text="Everybody who could open it will read this. Do not repeat what was wrong in it.",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BuildPackForm(GovForm):
    """Whether to build; and why, while a figure is off track without a report."""

    what = {"why": "why it goes out without the report"}
    button = "Build the pack"
    why = forms.CharField(
        label="Why does it go out without the report?",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It stands in the pack, so whoever has the pack reads it. Name no child, no home, no family.",
    )

    def __init__(self, *args: Any, reds: bool, **kwargs: Any) -> None:
        """Without such a figure nothing is asked."""
        super().__init__(*args, **kwargs)
        if not reds:
            del self.fields["why"]
