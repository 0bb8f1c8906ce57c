"""What people fill in about figures."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from cpboard.board.models import Promise
from cpboard.core.access import Viewer
from cpboard.core.fields import DateField, Radios
from cpboard.core.forms import GovForm
from cpboard.core.models import User
from cpboard.core.records import current_q
from cpboard.core.roles import Role
from performance.checking import WrongFigure
from performance.models import Comparator, Indicator, Rating, Value

NARROW = {"class": "govuk-input--width-5"}
OWNERS = (Role.OFFICER, Role.PERFORMANCE)
METHODS = [("", "Not said"), ("mean", "Mean of ten"), ("median", "Middle one of ten"), ("pooled", "All children of the ten together")]
POLARITY_HINTS: dict[str, str] = {
    Indicator.Polarity.HIGH: "As in: had a health check in time.",
    Indicator.Polarity.LOW: "As in: moved three times or more.",
    Indicator.Polarity.NEUTRAL: "As in: children in our care. It gets no colour.",
    Indicator.Polarity.BAND: "As in: young people for each adviser. Give both ends below.",
}


MEASURES = [("", "Not said"), *Indicator.Measures.choices]
CADENCES = [("", "Not said"), *Indicator.Cadence.choices]


class NumberField(forms.DecimalField):
    """A number as people write it: 1,234 or 67.9%."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        """The number without commas, blanks and a per cent sign."""
        return super().to_python(value.replace(",", "").strip().removesuffix("%").strip() if isinstance(value, str) else value)


class CountField(forms.IntegerField):
    """A whole number of children as people write it: 1,234."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        """The number without commas and blanks."""
        return super().to_python(value.replace(",", "").strip() if isinstance(value, str) else value)


class FigureForm(GovForm):
    """A form whose operation may refuse the figure: the sentence goes to its field."""

    def refuse(self, fault: WrongFigure) -> None:
        """Show what the operation said, beside the field it names if that is on the page."""
        self.add_error(fault.field if fault.field in self.fields else None, ValidationError(str(fault)))


class ScorecardFilter(GovForm):
    """Which day to look at, which colour, and what stands together."""

    say_optional: ClassVar[bool] = False
    on = forms.ChoiceField(label="As things stood on", required=False)
    show = forms.ChoiceField(label="Show", required=False, choices=[("", "All figures"), *Rating.Result.choices])
    by = forms.ChoiceField(label="Put together by", required=False, choices=[("", "Colour"), ("theme", "Theme"), ("promise", "Promise")])

    def __init__(self, *args: Any, ends: list[dt.date], **kwargs: Any) -> None:
        """As GovForm, with the days on which a period ended, newest first."""
        super().__init__(*args, **kwargs)
        days = [(day.isoformat(), f"{day.day} {day:%B %Y}") for day in ends]
        self.fields["on"].choices = [("", "Today"), *days]  # type: ignore[attr-defined]

    def day(self, today: dt.date) -> dt.date:
        """The day asked for; today if none, or one that is not offered."""
        asked = self.cleaned_data.get("on") if self.is_valid() else ""
        return dt.date.fromisoformat(asked) if asked else today

    def colour(self) -> str:
        """The colour asked for; empty for all."""
        return self.cleaned_data.get("show", "") if self.is_valid() else ""

    def way(self) -> str:
        """What the figures are put together by: `theme`, `promise`, or empty for their colour."""
        return self.cleaned_data.get("by", "") if self.is_valid() else ""


class ValueForm(FigureForm):
    """Our figure for one period."""

    button = "Save this figure"
    what = {
        "period_starts_on": "the first day of the period",
        "period_ends_on": "the last day of the period",
        "numerator": "how many",
        "denominator": "out of how many",
        "value": "the percentage",
        "source": "where the figure comes from",
        "status": "whether it is final",
    }
    period_starts_on = DateField(label="First day of the period", what="the first day of the period", help_text="For example, 1 4 2025")
    period_ends_on = DateField(label="Last day of the period", what="the last day of the period", help_text="For example, 31 3 2026")
    numerator = CountField(label="How many", required=False, widget=forms.TextInput(attrs=NARROW))
    denominator = CountField(label="Out of how many", required=False, widget=forms.TextInput(attrs=NARROW))
    value = NumberField(
        label="Percentage, if you have no counts",
        required=False,
        max_digits=10,
        decimal_places=4,
        help_text="With both counts we work it out.",
        widget=forms.TextInput(attrs={**NARROW, "suffix": "%"}),
    )
    source = forms.CharField(
        label="Where the figure comes from", max_length=160, help_text="For example, council’s own count, checked in April"
    )
    status = forms.ChoiceField(label="Is it final?", choices=Value.Status.choices, widget=Radios, initial=Value.Status.FINAL)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        """As GovForm, asking for what this indicator counts."""
        super().__init__(*args, **kwargs)
        self.fields["numerator"].help_text = indicator.numerator_is
        self.fields["denominator"].help_text = indicator.denominator_is
        _fit_to_unit(self, indicator)


class ComparatorForm(FigureForm):
    """A published figure to compare with."""

    button = "Save the figure to compare with"
    what = {
        "area": "whose figure it is",
        "period_ends_on": "the last day of its period",
        "value": "the figure as it is printed",
        "numerator": "how many",
        "denominator": "out of how many",
        "release": "where it was published",
        "method": "how it was made",
    }
    area = forms.ChoiceField(label="Whose figure is it?", choices=Comparator.Area.choices, widget=Radios)
    period_ends_on = DateField(label="Last day of its period", what="the last day of its period", help_text="For example, 31 3 2025")
    value = NumberField(
        label="The figure as it is printed",
        required=False,
        max_digits=10,
        decimal_places=4,
        help_text="With its decimals: 67.0 says more than 67.",
        widget=forms.TextInput(attrs={**NARROW, "suffix": "%"}),
    )
    numerator = CountField(label="How many, if published", required=False, widget=forms.TextInput(attrs=NARROW))
    denominator = CountField(label="Out of how many, if published", required=False, widget=forms.TextInput(attrs=NARROW))
    release = forms.CharField(label="Where it was published", max_length=80, help_text="The name of the release and its year")
    method = forms.ChoiceField(label="How was the figure of similar councils made?", choices=METHODS, required=False, widget=Radios)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        """As GovForm, asking for what this indicator counts."""
        super().__init__(*args, **kwargs)
        _fit_to_unit(self, indicator)


def _fit_to_unit(form: GovForm, indicator: Indicator) -> None:
    """For a number of children only the number is asked for."""
    if indicator.unit == Indicator.Unit.COUNT:
        del form.fields["value"], form.fields["denominator"]
        form.fields["numerator"].required = True
    elif indicator.unit != Indicator.Unit.PERCENT:
        value = form.fields["value"]
        value.label = value.label.replace("Percentage", "The figure")  # type: ignore[union-attr]
        value.widget = forms.TextInput(attrs=NARROW)


class CommentForm(GovForm):
    """What a figure means."""

    button = "Save these words"
    what = {"text": "what the figure means"}
    text = forms.CharField(
        label="What does this figure mean, and why is it so?",
        help_text="What it is like for children, what is behind it, what you do about it. No names, no ages.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


def _good(label: str) -> NumberField:
    """One end of the band that is best."""
    hint = "Only where it is best between two numbers"
    widget = forms.TextInput(attrs=NARROW)
    return NumberField(label=label, required=False, min_value=0, max_digits=8, decimal_places=2, help_text=hint, widget=widget)


class IndicatorForm(FigureForm):
    """What is counted, and how to read it."""

    button = "Save the indicator"
    what = {
        "code": "a code",
        "name": "its full name",
        "plain_name": "its plain name",
        "unit": "what kind of number it is",
        "polarity": "which way is good",
        "decimals": "how many decimals",
        "tolerance": "how much worse still counts as close",
        "target": "the target",
        "who_is_counted": "who is counted",
        "position": "its place",
        "band_low": "the lowest figure that is still good",
        "band_high": "the highest figure that is still good",
        "rolling_months": "how far it looks back",
    }
    code = forms.CharField(label="Code", max_length=10, help_text="For example, STA02", widget=forms.TextInput(attrs=NARROW))
    name = forms.CharField(label="Full name", max_length=160)
    plain_name = forms.CharField(label="Plain name", max_length=160, help_text="As a member would say it: same home for two years or more")
    child_line = forms.CharField(label="In words for children", max_length=200, required=False)
    theme = forms.CharField(label="Theme", max_length=40, required=False, help_text="For example: Health")
    definition = forms.CharField(label="What it is, exactly", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    who_is_counted = forms.CharField(label="Who is counted", max_length=40, initial="children", help_text="children, or young people")
    unit = forms.ChoiceField(label="What kind of number is it?", choices=Indicator.Unit.choices, widget=Radios)
    numerator_is = forms.CharField(label="How many: what is counted", max_length=200, required=False)
    denominator_is = forms.CharField(label="Out of how many: what they are part of", max_length=200, required=False)
    polarity = forms.ChoiceField(label="Which way is good?", choices=Indicator.Polarity.choices, widget=Radios(hints=POLARITY_HINTS))
    band_low = _good("Good from")
    band_high = _good("Good up to")
    measures = forms.ChoiceField(label="What does it measure?", choices=MEASURES, required=False, widget=Radios)
    decimals = forms.IntegerField(label="Decimals", min_value=0, max_value=4, initial=1, widget=forms.NumberInput(attrs=NARROW))
    tolerance = NumberField(
        label="How much worse than others still counts as close",
        min_value=0,
        max_digits=6,
        decimal_places=2,
        initial="2",
        help_text="In percentage points, or in children for a number of children.",
        widget=forms.TextInput(attrs=NARROW),
    )
    target = NumberField(
        label="The council’s own target, for years without one of their own",
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        widget=forms.TextInput(attrs=NARROW),
    )
    cadence = forms.ChoiceField(label="How often do we count it?", choices=CADENCES, required=False, widget=Radios)
    rolling_months = forms.IntegerField(
        label="Months that each figure looks back",
        min_value=0,
        max_value=60,
        required=False,
        initial=0,
        help_text="0 where a figure counts its own period only",
        widget=forms.NumberInput(attrs=NARROW),
    )
    zero_disclosive = forms.BooleanField(label="That no child did it tells something about each of them", required=False)
    owner = forms.ModelChoiceField(label="Who answers for it", queryset=User.objects.none(), required=False, empty_label="Nobody yet")
    promise = forms.ModelChoiceField(label="Which promise it serves", queryset=Promise.objects.none(), required=False, empty_label="None")
    position = forms.IntegerField(label="Place in the list", min_value=0, max_value=999, initial=0, widget=forms.NumberInput(attrs=NARROW))

    def clean_rolling_months(self) -> int:
        """How far a figure looks back; nought where nothing is said."""
        return self.cleaned_data["rolling_months"] or 0

    def clean(self) -> dict[str, Any]:
        """A band has two ends, the lower one first; without a band there are none."""
        given = self.cleaned_data
        if given.get("polarity") != Indicator.Polarity.BAND:
            return {**given, "band_low": None, "band_high": None}
        low, high = given.get("band_low"), given.get("band_high")
        for name, end in (("band_low", low), ("band_high", high)):
            if end is None and name not in self.errors:
                self.add_error(name, ValidationError(f"Enter {self.what[name]}"))
        if low is not None and high is not None and high < low:
            self.add_error("band_high", ValidationError("The highest good figure must not be below the lowest"))
        return given

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        """As GovForm, with the officers and promises to choose from."""
        super().__init__(*args, **kwargs)
        owners = User.objects.filter(current_q(viewer.on, "appointments__"), appointments__role__in=OWNERS, is_active=True)
        self.fields["owner"].queryset = owners.distinct()  # type: ignore[attr-defined]
        self.fields["promise"].queryset = Promise.objects.visible_to(viewer).filter(retired_on__isnull=True)  # type: ignore[attr-defined]
