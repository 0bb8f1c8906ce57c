"""What is noted while the meeting goes on: who came and went, interests, time, questions, votes, what comes back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from cpboard.board.models import Membership
from cpboard.core import fields
from cpboard.core.access import Viewer
from cpboard.core.forms import GovForm
from cpboard.core.models import User
from cpboard.core.records import current_q
from meetings.forms.boxes import Few, Short
from meetings.models import Attendance, Challenge, Interest, Meeting, Movement, NamedVote, Session

STREET = "Anybody may read it. Nothing that was said in private belongs here."


People = Iterable[User] | None  # who is offered, where the page knows them already; None: the database is asked


def offer(form: forms.Form, name: str, rows: Any, people: People = None) -> None:
    """Offer these people, each with what they do."""
    field: Any = form.fields[name]
    field.queryset = rows
    field.label_from_instance = lambda user: user.described
    if people is not None:
        field.choices = [("", field.empty_label or ""), *((user.pk, user.described) for user in people)]


def were_there(meeting: Meeting) -> Any:
    """Those who are marked as there."""
    marks = Attendance.objects.filter(meeting=meeting, how__in=Attendance.THERE)
    return User.objects.filter(pk__in=marks.values("user"))


def members_of(meeting: Meeting) -> Any:
    """Those who sit on the body on that day, officers in attendance aside."""
    held = Membership.objects.filter(current_q(meeting.day), seat__body=meeting.body_id).exclude(seat__kind="officer")
    return User.objects.filter(pk__in=held.values("user"))


class AddAttendanceForm(GovForm):
    """Somebody who came and holds no seat."""

    what = {"user": "who came", "how": "how they came"}
    button = "Add this person"
    user = forms.ModelChoiceField(label="Who else was there?", queryset=User.objects.none())
    how = forms.ChoiceField(
        label="How?", choices=[("present", "In the room"), ("online", "Online")], initial="present", widget=fields.Radios
    )
    substitute_for = forms.ModelChoiceField(
        label="In whose place?", queryset=User.objects.none(), required=False, help_text="Leave it empty for a guest or an officer."
    )
    only_in = forms.ModelChoiceField(
        label="To which part did they come?",
        queryset=Session.objects.none(),
        required=False,
        empty_label="The whole meeting",
        help_text="Who came to a private part only is shown only to those who may see that part.",
    )

    def __init__(self, *args: Any, meeting: Meeting, viewer: Viewer, **kwargs: Any) -> None:
        """Everybody with an account who holds no seat here."""
        super().__init__(*args, **kwargs)
        offer(self, "user", User.objects.filter(is_active=True).exclude(pk__in=members_of(meeting)).order_by("name"))
        offer(self, "substitute_for", members_of(meeting))
        part: Any = self.fields["only_in"]
        part.queryset = meeting.sessions.visible_to(viewer).order_by("position")
        part.label_from_instance = lambda session: f"Only the {session.get_privacy_display()} part"


class MovementForm(GovForm):
    """Somebody came in late or left."""

    what = {"user": "who it was", "kind": "whether they came in or left", "at": "the time"}
    button = "Note who came or left"
    user = forms.ModelChoiceField(label="Who?", queryset=User.objects.none())
    kind = forms.ChoiceField(
        label="Before this item they", choices=Movement.Kind.choices, widget=fields.Radios(attrs={"class": "govuk-radios--inline"})
    )
    at = fields.TimeField(label="At", what="the time", required=False, help_text="If you know it. For example, 6.20pm", widget=Short)

    def __init__(self, *args: Any, meeting: Meeting, people: People = None, **kwargs: Any) -> None:
        """Those who are marked as there."""
        super().__init__(*args, **kwargs)
        offer(self, "user", were_there(meeting), people)


class InterestForm(GovForm):
    """An interest in this item."""

    what = {"user": "who declares it", "kind": "what kind of interest it is", "left_room": "whether they left the room"}
    button = "Record the interest"
    user = forms.ModelChoiceField(label="Who declares it?", queryset=User.objects.none())
    kind = forms.ChoiceField(
        label="What kind?",
        choices=[("pecuniary", "A disclosable pecuniary interest"), ("other", "Another interest, or a conflict")],
        widget=fields.Radios(hints={"pecuniary": "Of the statutory kind. They take no part without a dispensation."}),
    )
    what_it_is = forms.CharField(
        label="What is it?", max_length=250, required=False, help_text="Leave it empty when it is sensitive: then only the fact is noted."
    )
    left_room = forms.TypedChoiceField(
        label="Did they leave the room?",
        choices=[("yes", "They left the room"), ("no", "They stayed")],
        coerce=lambda said: said == "yes",
        widget=fields.Radios(attrs={"class": "govuk-radios--inline"}),
    )
    stayed_why = forms.CharField(label="If they stayed: why?", max_length=250, required=False)

    def __init__(self, *args: Any, meeting: Meeting, people: People = None, **kwargs: Any) -> None:
        """Those who are marked as there."""
        super().__init__(*args, **kwargs)
        offer(self, "user", were_there(meeting), people)

    def interest(self) -> dict[str, Any]:
        """The answers as `declare_interest` takes them."""
        said = dict(self.cleaned_data)
        what = said.pop("what_it_is")
        return {**said, "what": what}

    @staticmethod
    def answers_of(interest: Interest) -> dict[str, Any]:
        """The form as it stands."""
        left = "yes" if interest.left_room else "no"
        same = {"user": interest.user_id, "kind": interest.kind, "stayed_why": interest.stayed_why}
        return {**same, "what_it_is": interest.what, "left_room": left}


class TimeForm(GovForm):
    """How long an item took."""

    button = "Save the minutes spent"
    say_optional = False
    minutes_talk = forms.IntegerField(label="Officers spoke", min_value=0, max_value=600, required=False, widget=Few)
    minutes_discussion = forms.IntegerField(label="Discussion", min_value=0, max_value=600, required=False, widget=Few)
    minutes_young = forms.IntegerField(label="Young people spoke", min_value=0, max_value=600, required=False, widget=Few)


class ChallengeForm(GovForm):
    """A question that was put."""

    what = {"question": "the question"}
    button = "Record the question"
    question = forms.CharField(label="What was asked?", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text=STREET)
    asked_by = forms.ModelChoiceField(
        label="By whom?",
        queryset=User.objects.none(),
        required=False,
        empty_label="The board",
        help_text="Young people are never named in what is written down.",
    )
    answer = forms.CharField(label="What was answered?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    changed = forms.CharField(label="What changed by it?", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, meeting: Meeting, people: People = None, **kwargs: Any) -> None:
        """Those who are marked as there."""
        super().__init__(*args, **kwargs)
        offer(self, "asked_by", were_there(meeting), people)

    @staticmethod
    def answers_of(challenge: Challenge) -> dict[str, Any]:
        """The form as it stands."""
        return {name: getattr(challenge, name) for name in ("question", "asked_by", "answer", "changed")}


class VoteForm(GovForm):
    """How one member voted."""

    what = {"user": "which member", "how": "how they voted"}
    button = "Record how they voted"
    user = forms.ModelChoiceField(label="Which member?", queryset=User.objects.none())
    how = forms.ChoiceField(
        label="They voted", choices=NamedVote.How.choices, widget=fields.Radios(attrs={"class": "govuk-radios--inline"})
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """Those who are marked as there."""
        super().__init__(*args, **kwargs)
        offer(self, "user", were_there(meeting))


class BringBackForm(GovForm):
    """When an item comes back."""

    what = {"why": "why it comes back"}
    button = "Record that it comes back"
    meeting = forms.ModelChoiceField(
        label="At which meeting?", queryset=Meeting.objects.none(), required=False, empty_label="Not planned yet"
    )
    after = fields.DateField(label="Or after which day?", what="the day", required=False, help_text="For example, 31 3 2027")
    why = forms.CharField(label="What for?", max_length=250, widget=forms.Textarea(attrs={"rows": 2}), help_text=STREET)

    def __init__(self, *args: Any, meeting: Meeting, viewer: Viewer, **kwargs: Any) -> None:
        """The meetings of this body that are to come."""
        super().__init__(*args, **kwargs)
        ahead = Meeting.objects.visible_to(viewer).filter(body=meeting.body_id, held_at=None, called_off_at=None)
        field: Any = self.fields["meeting"]
        field.queryset = ahead.select_related("body").order_by("starts_at")
