"""The form with which an administrator says who the council is and whom to ring."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from cpboard.core.contrast import READABLE, contrast
from cpboard.core.forms import GovForm
from cpboard.core.models import Council

PAPER = "#efe9dd"  # the darkest ground that a link or a heading stands on: --cpb-paper-2
WRITTEN = "Six letters and numbers after a #, like"


class ColourField(forms.CharField):
    """A colour like #3b2f63, dark enough to be read on every ground of ours, and to be read on in white."""

    def clean(self, value: Any) -> str:
        """In small letters, with its #. ValidationError says what is wrong with it."""
        typed: str = super().clean(value)
        found = re.fullmatch(r"#?([0-9a-f]{6})", typed.lower())
        if found is None:
            raise ValidationError("Enter a colour as six letters from a to f or numbers after a #, like #3b2f63")
        colour = f"#{found[1]}"
        if contrast(colour, PAPER) < READABLE:
            raise ValidationError(_too_pale(colour))
        return colour


def _too_pale(colour: str) -> str:
    # Rounded down, so that 4.49 is never said to be the 4.5 that it is not.
    measured = int(contrast(colour, PAPER) * 10) / 10
    return f"{colour} is too pale: on our paper it has a contrast of {measured} to 1, and people need {READABLE}. Choose a darker colour."


def _line(label: str, field: str, hint: str = "", *, required: bool = False) -> forms.CharField:
    column = cast("models.CharField[str, str]", Council._meta.get_field(field))
    return forms.CharField(label=label, help_text=hint, required=required, max_length=column.max_length)


class CouncilForm(GovForm):
    """Its names, its numbers, its colours."""

    what = {
        "name": "the name of the council",
        "place": "the name of the place",
        "team": "the team that runs the board",
        "contact_phone": "the number to ring by day",
        "out_of_hours": "who answers at night",
        "brand_colour": "the colour of the council",
        "link_colour": "the colour of links",
        "child_colour": "the colour of the children’s pages",
    }
    button = "Save the council"

    name = _line("Name of the council", "name", required=True)
    place = _line("Name of the place", "place", "As in “the children of Fenbridge”.", required=True)
    team = _line("Team that runs the board", "team", required=True)
    contact_name = _line("Who answers by day", "contact_name", "A person, by name. It stands at the foot of every page.")
    contact_phone = _line("Number to ring by day", "contact_phone")
    address = _line("Address", "address")
    out_of_hours = _line(
        "Who answers at night",
        "out_of_hours",
        "The emergency duty team and its number. Champions read it when somebody told them something worrying.",
    )
    question = _line("The question beside every page", "question", "Leave it empty to show none.")
    brand_colour = ColourField(label="Colour of the council", help_text=f"{WRITTEN} #3b2f63. White words stand on it.", max_length=7)
    link_colour = ColourField(label="Colour of links", help_text=f"{WRITTEN} #43348c.", max_length=7)
    child_colour = ColourField(label="Colour of the children’s pages", help_text=f"{WRITTEN} #0f5c63.", max_length=7)

    @classmethod
    def of(cls, council: Council) -> dict[str, str]:
        """What the form shows of the council as it is."""
        return {name: getattr(council, name) for name in cls.base_fields}
