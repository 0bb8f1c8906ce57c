"""The forms by which a file of figures is sent, and its columns are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms

from cpboard.core.forms import GovForm
from cpboard.core.uploads import Refused, Upload, look_at
from performance.importing.columns import REQUIRED
from performance.models import ColumnMatch

KINDS = ("csv", "xlsx")
CHOICES = [("", "Choose what it is"), *ColumnMatch.Column.choices]


class _FileForm(GovForm):
    """A form with a file that is looked at before anything is stored."""

    button = "Check this file"
    upload: Upload

    def clean_file(self) -> Any:
        """Look at the file before anything is stored."""
        given = self.cleaned_data["file"]
        try:
            self.upload = look_at(given, kinds=KINDS)
        except Refused as fault:
            raise forms.ValidationError(str(fault)) from None
        return given


class SendFileForm(_FileForm):
    """A file, and what it does not say itself."""

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

    def names(self) -> dict[str, str]:
        """What the file does not say itself."""
        return {name: self.cleaned_data[name] for name in ("release", "series", "authority")}


class SendFiguresForm(_FileForm):
    """A file of our own figures, and where they come from."""

    what = {"file": "a file", "source": "where the figures come from"}
    file = forms.FileField(label="The file", help_text="CSV or XLSX, one row for each figure. Counts alone, never a list of children.")
    source = forms.CharField(
        label="Where the figures come from",
        max_length=160,
        help_text="For rows that do not say it themselves. For example: council’s own count, checked in April",
    )


class MatchColumnsForm(GovForm):
    """Which of our columns each heading of a file is."""

    button = "Save these columns"

    def __init__(self, *args: Any, headings: Sequence[str], known: Sequence[str], **kwargs: Any) -> None:
        """As GovForm, with a question for each heading, in the order of the file. `known` are columns of ours that it has."""
        super().__init__(*args, **kwargs)
        self.headings, self.known = headings, known
        for number, heading in enumerate(headings):
            say = {"required": f"Say what “{heading}” is", "invalid_choice": f"Choose from the list what “{heading}” is"}
            self.fields[f"column_{number}"] = forms.ChoiceField(label=f"“{heading}” is", choices=CHOICES, error_messages=say)

    def clean(self) -> dict[str, Any]:
        """Each column of ours once, and those without which no figure can be read."""
        chosen = Counter([*self.known, *self.columns().values()])
        labels = dict(ColumnMatch.Column.choices)
        twice = [labels[name].lower() for name, number in chosen.items() if number > 1 and name != ColumnMatch.Column.NOTHING]
        if twice:
            raise forms.ValidationError(f"Two columns are “{twice[0]}”. Choose it once.")
        missing = [labels[name].lower() for name in REQUIRED if name not in chosen]
        if missing and not self.errors:
            raise forms.ValidationError(f"Say which column is “{missing[0]}”. Without it no figure can be read.")
        return self.cleaned_data

    def columns(self) -> dict[str, str]:
        """What each heading is, by heading as printed."""
        said = {heading: self.cleaned_data.get(f"column_{number}", "") for number, heading in enumerate(self.headings)}
        return {heading: column for heading, column in said.items() if column}
