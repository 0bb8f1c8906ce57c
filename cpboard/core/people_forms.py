"""Forms with which an administrator adds people and gives roles."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cpboard.core.fields import DateField, Radios
from cpboard.core.forms import GovForm
from cpboard.core.models import User
from cpboard.core.roles import HOUSE_ROLES, TABLE, Role

ROLES = [(role.value, role.label.capitalize()) for role in HOUSE_ROLES]
STATES = {
    "": "Everybody",
    "off": "Switched off",
    "new": "Not yet signed in",
    "none": "Without a role of the house",
}


class FindPeople(GovForm):
    """Narrows the list of people."""

    say_optional = False

    q = forms.CharField(label="Name, address, job or organisation", required=False, max_length=100)
    role = forms.ChoiceField(label="Role", required=False, choices=[("", "Any role"), *ROLES])
    state = forms.ChoiceField(label="Account", required=False, choices=list(STATES.items()))

    def narrow(self, people: Any, *, on: dt.date) -> Any:
        """The people that were asked for; everybody if the question makes no sense."""
        if not self.is_valid():
            return people
        asked = self.cleaned_data
        people = people.found_by(asked["q"])
        people = people.holding(asked["role"], on=on) if asked["role"] else people
        if asked["state"] == "none":
            return people.without_a_role(on=on)
        return {"off": people.switched_off, "new": people.not_yet_here}.get(asked["state"], people.all)()


class PersonForm(GovForm):
    """Who somebody is."""

    what = {"name": "their name", "email": "their e-mail address", "job": "job or title", "organisation": "organisation"}
    button = "Save the changes"

    name = forms.CharField(label="Name", help_text="As it should be read, with Cllr or Dr if they use it.", max_length=120)
    email = forms.EmailField(label="E-mail address", help_text="They sign in with it.", max_length=254)
    job = forms.CharField(label="Job or title", required=False, max_length=120)
    organisation = forms.CharField(label="Organisation", required=False, max_length=120)

    @classmethod
    def of(cls, person: User) -> dict[str, str]:
        """What the form shows of somebody who is there."""
        return {"name": person.name, "email": person.email, "job": person.job, "organisation": person.organisation}


class NewPersonForm(PersonForm):
    """A new person, with an invitation unless it is to wait."""

    button = "Add the person"

    invite = forms.BooleanField(label="Send the invitation now", required=False, initial=True)


class RoleForm(GovForm):
    """A role of the house, for a term."""

    what = {"role": "a role"}
    button = "Give the role"

    role = forms.ChoiceField(
        label="Which role?",
        choices=ROLES,
        widget=Radios(hints={r.value: TABLE[r].sentence for r in HOUSE_ROLES}),
    )
    starts_on = DateField(label="First day", what="the first day")
    ends_on = DateField(label="Last day", what="the last day", required=False, help_text="Leave it empty if nobody knows yet.")

    def clean_role(self) -> Role:
        """The role itself."""
        return Role(self.cleaned_data["role"])

    def clean_ends_on(self) -> dt.date | None:
        """Not before the first day."""
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data["ends_on"]
        if first and last and last < first:
            raise ValidationError("The last day must not be before the first.")
        return last  # type: ignore[no-any-return]


class EndRoleForm(GovForm):
    """When a role ends."""

    what = {"how": "when it ends"}
    button = "End the role"

    how = forms.ChoiceField(
        label="When does it end?",
        choices=[("now", "This moment"), ("day", "After a day")],
        widget=Radios(hints={"now": "They can no longer read what it lets them read.", "day": "Give the last day below."}),
    )
    ends_on = DateField(label="Last day", what="the last day", required=False)

    def clean(self) -> dict[str, Any]:
        """A day is needed if it does not end at once."""
        cleaned = super().clean() or {}
        if cleaned.get("how") == "day" and not cleaned.get("ends_on") and "ends_on" not in self.errors:
            self.add_error("ends_on", ValidationError("Enter the last day", params={"parts": ["day"]}))
        return cleaned
