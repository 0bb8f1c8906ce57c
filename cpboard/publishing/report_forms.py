"""What a person fills in for the annual report."""

from __future__ import annotations

from typing import Any

from django import forms

from cpboard.board.models import Body, MunicipalYear
from cpboard.core.access import Viewer
from cpboard.core.forms import GovForm
from cpboard.publishing.models import AnnualReport


class StartReportForm(GovForm):
    """Which year, which body, for whom."""

    what = {"year": "the year", "body": "the body", "title": "a title", "goes_to": "who receives it"}
    button = "Start the report"

    body = forms.ModelChoiceField(label="Whose report is it?", queryset=Body.objects.none())
    year = forms.ModelChoiceField(label="Which municipal year?", queryset=MunicipalYear.objects.none())
    title = forms.CharField(label="Title", max_length=160)
    goes_to = forms.CharField(label="Who receives it?", help_text="A committee or the full council.", max_length=160)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.visible_to(viewer)  # type: ignore[attr-defined]
        self.fields["year"].queryset = MunicipalYear.objects.order_by("-starts_on")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One report a body and year."""
        data = super().clean() or {}
        if AnnualReport.objects.filter(body=data.get("body"), year=data.get("year")).exists():
            self.add_error("year", "There is a report of this year already. Open that one.")
        return data


class ChapterForm(GovForm):
    """An officer's words for one chapter."""

    what = {"officer_text": "the text"}
    button = "Save the chapter"

    officer_text = forms.CharField(label="Words to add", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 14}))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AgreeReportForm(GovForm):
    """The chair agrees the report for the board."""

    button = "Agree the report"
    comment = forms.CharField(label="Anything to say with it?", required=False, max_length=250)
