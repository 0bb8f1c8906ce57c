"""Boxes as wide as what goes into them."""

from __future__ import annotations

from typing import Any

from django import forms


class Short(forms.TextInput):
    """A box for a time of day."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Five characters wide."""
        super().__init__({"class": "govuk-input--width-5", **(attrs or {})})


class Few(forms.NumberInput):
    """A box for a small number."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Three characters wide."""
        super().__init__({"class": "govuk-input--width-3", **(attrs or {})})
