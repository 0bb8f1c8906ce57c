"""What people fill in about the list of indicators."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from cpboard.board.models import MunicipalYear
from cpboard.core.access import Viewer
from cpboard.core.forms import GovForm
from performance.forms import NARROW, NumberField
from performance.models import Indicator

STATES = [("", "All indicators"), ("on", "On the scorecard"), ("off", "Not on the scorecard"), ("retired", "Retired")]


class IndicatorFilter(GovForm):
    """Narrow the list of indicators."""

    say_optional: ClassVar[bool] = False
    q = forms.CharField(label="Words in the name, code or definition", required=False, max_length=100)
    theme = forms.ChoiceField(label="Theme", required=False)
    state = forms.ChoiceField(label="Which", required=False, choices=STATES)
    measures = forms.ChoiceField(label="What it measures", required=False, choices=[("", "Anything"), *Indicator.Measures.choices])

    def __init__(self, *args: Any, themes: list[str], **kwargs: Any) -> None:
        """As GovForm, with the themes that there are."""
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "All themes"), *((theme, theme) for theme in themes)]  # type: ignore[attr-defined]

    def asked(self, name: str) -> str:
        """What was asked for; empty for nothing, and for what is not offered."""
        return str(self.cleaned_data.get(name, "")) if self.is_bound and self.is_valid() else ""


class TargetForm(GovForm):
    """What the council aims at in one municipal year."""

    button = "Set this target"
    what = {"year": "a municipal year", "target": "the target", "tolerance": "how much worse still counts as close"}
    year = forms.ModelChoiceField(label="Municipal year", queryset=MunicipalYear.objects.none(), empty_label="Choose a year")
    target = NumberField(
        label="Target",
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        help_text="Leave it empty for a year without one",
        widget=forms.TextInput(attrs=NARROW),
    )
    tolerance = NumberField(
        label="How much worse than others still counts as close",
        min_value=0,
        max_digits=6,
        decimal_places=2,
        help_text="It decides between close and off track for figures of that year.",
        widget=forms.TextInput(attrs=NARROW),
    )

    def __init__(self, *args: Any, viewer: Viewer, indicator: Indicator, **kwargs: Any) -> None:
        """As GovForm, with the years that there are, and what holds for years without their own as a beginning."""
        super().__init__(*args, initial={"target": indicator.target, "tolerance": indicator.tolerance}, **kwargs)
        self.fields["year"].queryset = MunicipalYear.objects.visible_to(viewer)  # type: ignore[attr-defined]
