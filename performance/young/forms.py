"""What a young board member says of a figure."""

from __future__ import annotations

from django import forms

from cpboard.core.fields import Radios
from cpboard.core.forms import GovForm
from performance.models import Judgement


class JudgementForm(GovForm):
    """Does it feel like that?"""

    button = "Say this"
    what = {"fits": "what you think"}
    fits = forms.ChoiceField(label="Does it feel like that to you?", choices=Judgement.Fits.choices, widget=Radios)
