"""The form by which a file of statistics is sent."""

from __future__ import annotations

from typing import Any

from django import forms

from cpboard.core.forms import GovForm
from cpboard.core.uploads import Refused, Upload, look_at

KINDS = ("csv", "xlsx")


class SendFileForm(GovForm):
    """A file, and what it does not say itself."""

    button = "Check this file"
    what = {"file": "a file", "release": "the name of the release", "series": "the measure", "authority": "the number of this council"}
    file = forms.FileField(
        label="The file", help_text="CSV or XLSX, as the Department for Education publishes it. Never a list of children."
    )
    release = forms.CharField(
        label="Name of the release",
        required=False,
        max_length=80,
        help_text="Only where it corrects an earlier one of the same year. For example: DfE 2025 revised",
    )
    series = forms.CharField(
        label="Measure",
        required=False,
        max_length=120,
        help_text="Only for a download of LAIT, which does not say it. For example: LAC_Pers_Abs",
    )
    authority = forms.RegexField(
        r"^[1-9]\d\d$",
        label="Number of this council",
        required=False,
        help_text="Three figures. Only the first time, or when it changed.",
        error_messages={"invalid": "Number of this council must be three figures"},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4"}),
    )
    upload: Upload

    def clean_file(self) -> Any:
        """Look at the file before anything is stored."""
        given = self.cleaned_data["file"]
        try:
            self.upload = look_at(given, kinds=KINDS)
        except Refused as fault:
            raise forms.ValidationError(str(fault)) from None
        return given

    def names(self) -> dict[str, str]:
        """What the file does not say itself."""
        return {name: self.cleaned_data[name] for name in ("release", "series", "authority")}
