"""What a person asks the search."""

from __future__ import annotations

from typing import Any

from django import forms

from cpboard.board.models import Body, MunicipalYear
from cpboard.core.access import Viewer
from cpboard.core.forms import GovForm
from cpboard.core.search import LONGEST, Asked, sources


class SearchForm(GovForm):
    """Words, and where to look for them."""

    say_optional = False
    what = {"q": "the words to look for", "kind": "a kind", "body": "a board", "year": "a year"}
    button = "Search"
    q = forms.CharField(
        label="Words to look for",
        required=False,
        max_length=LONGEST,
        help_text="All of them must be there. “Words in quotation marks” stand together, and -without leaves out.",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(label="What", required=False)
    body = forms.ModelChoiceField(Body.objects.none(), label="Whose", required=False, empty_label="Every board of mine")
    year = forms.ModelChoiceField(MunicipalYear.objects.none(), label="When", required=False, empty_label="Every year")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        """Offer what this viewer may see."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [("", "Everything"), *((source.name, source.label) for source in sources())]
        fields["body"].queryset = Body.objects.visible_to(viewer)
        fields["year"].queryset = MunicipalYear.objects.visible_to(viewer)

    def asked(self) -> Asked:
        """What is looked for. Only for a form that is valid."""
        given = self.cleaned_data
        body, year = given["body"], given["year"]
        days = {"first": year.starts_on, "last": year.ends_on} if year else {}
        return Asked(given["q"].strip(), given["kind"], body.pk if body else None, **days)
