"""What a person fills in about an action. Every list to choose from starts at the viewer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from actions.models import Action, Outcome
from cpboard.board.models import Promise
from cpboard.core.access import Viewer
from cpboard.core.fields import Checkboxes, DateField, Radios
from cpboard.core.forms import GovForm
from cpboard.core.models import User
from cpboard.core.roles import May
from cpboard.core.uploads import Refused, Upload, look_at
from meetings.models import Meeting
from performance.models import Indicator
from voice.models import Reply, Theme


def possible_owners() -> Any:
    """People with an account that works."""
    return User.objects.filter(is_active=True).order_by("name")


class DescribedChoice(forms.ModelChoiceField):
    """People by name and job."""

    def label_from_instance(self, obj: User) -> str:
        """Name and job."""
        return obj.described


class ActionForm(GovForm):
    """What was agreed: what, who, by when, so that what changes for children."""

    what = {
        "title": "what is to be done",
        "so_that": "what will be different for children",
        "owner": "who does it",
        "organisation": "an organisation",
    }
    button = "Record the action"

    title = forms.CharField(label="What is to be done?", max_length=160)
    so_that = forms.CharField(
        label="So that …",
        help_text="What will be different for children. Begin in the middle of the sentence: every child sees a dentist.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    owner = DescribedChoice(label="Who does it?", queryset=User.objects.none())
    organisation = forms.CharField(label="For which organisation?", max_length=120, required=False)
    due_on = DateField(label="By when?", what="the day it is due")
    bring_back_to = forms.ModelChoiceField(
        label="Or bring it back to a meeting",
        help_text="It is then due on the day of that meeting, whose agenda proposes it.",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="It does not come back",
    )
    promise = forms.ModelChoiceField(label="Which promise does it serve?", queryset=Promise.objects.none(), required=False)
    themes = forms.ModelMultipleChoiceField(
        label="Whose words does it answer?",
        help_text="They will have to be told before it can close.",
        queryset=Theme.objects.none(),
        required=False,
        widget=Checkboxes,
    )

    def __init__(self, *args: Any, viewer: Viewer, body_id: int, with_day: bool = True, comes_back: bool = False, **kwargs: Any) -> None:
        """`with_day` False for an action that runs: its day moves only by an update. `comes_back`: its item may be brought back."""
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = possible_owners()  # type: ignore[attr-defined]
        promises = Promise.objects.visible_to(viewer).filter(body=body_id)
        self.fields["promise"].queryset = promises.kept_up(on=viewer.on)  # type: ignore[attr-defined]
        themes = Theme.objects.visible_to(viewer).filter(body=body_id)
        self.fields["themes"].queryset = themes  # type: ignore[attr-defined]
        if not with_day:
            del self.fields["due_on"]
        if not comes_back:
            del self.fields["bring_back_to"]
            return
        ahead = Meeting.objects.visible_to(viewer).filter(body=body_id, held_at=None, called_off_at=None).order_by("starts_at")
        self.fields["bring_back_to"].queryset = ahead.select_related("body")  # type: ignore[attr-defined]
        self.fields["due_on"].required = False

    def clean(self) -> dict[str, Any]:
        """A day, or the meeting that it comes back to."""
        said = super().clean() or self.cleaned_data
        asked = "bring_back_to" in self.fields and not {"due_on", "bring_back_to"} & set(self.errors)
        if asked and said.get("due_on") is None and said.get("bring_back_to") is None:
            self.add_error("due_on", "Enter the day it is due, or choose the meeting that it comes back to")
        return said


class UpdateForm(GovForm):
    """How it goes, in two minutes. Done asks for evidence; a new day asks why."""

    what = {"status": "how it goes", "text": "what happened", "evidence_words": "where it can be seen"}
    button = "Save update"

    status = forms.ChoiceField(label="How does it go?", choices=Action.Status.choices, widget=Radios)
    text = forms.CharField(label="What happened, and what changed for children?", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000)
    evidence = forms.FileField(label="A file that shows it was done", required=False)
    evidence_words = forms.CharField(
        label="Or where it can be seen",
        help_text="For example: six signed letters, kept by the health team.",
        max_length=250,
        required=False,
    )
    new_due_on = DateField(label="A new day, if it needs one", what="the new day", required=False)

    def __init__(self, *args: Any, action: Action, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action, self.today = action, today
        self.upload: Upload | None = None

    def clean_evidence(self) -> None:
        """Look at the file before anything is stored."""
        uploaded = self.cleaned_data.get("evidence")
        if uploaded is None:
            return
        try:
            self.upload = look_at(uploaded)
        except Refused as fault:
            raise forms.ValidationError(str(fault)) from None

    def clean_new_due_on(self) -> dt.date | None:
        """A new day lies ahead."""
        day = self.cleaned_data.get("new_due_on")
        if day and day < self.today:
            raise forms.ValidationError("The new day must be today or later.")
        return day

    def clean(self) -> dict[str, Any]:
        """Done is shown, not said."""
        data = super().clean() or {}
        shown = self.upload or data.get("evidence_words") or "evidence" in self.errors
        if data.get("status") == Action.Status.DELIVERED and not shown:
            self.add_error("evidence", "Show that it was done: choose a file, or say where it can be seen.")
        return data


class JudgeForm(GovForm):
    """Whether it made a difference, apart from whether it was done."""

    what = {"difference": "whether it made a difference", "text": "how you know", "kind": "what kind of change it is"}
    button = "Record the judgement"

    difference = forms.ChoiceField(label="Did it make a difference to children?", choices=Outcome.Difference.choices, widget=Radios)
    text = forms.CharField(
        label="How do you know?",
        help_text="What children say, what a visit saw, or a figure. Name no child.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    kind = forms.ChoiceField(label="What kind of change is it?", choices=Outcome.Kind.choices, widget=Radios)
    indicator = forms.ModelChoiceField(label="Which figure shows it?", queryset=Indicator.objects.none(), required=False)
    look_again_on = DateField(label="When do we look again?", what="the day to look again", required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = viewer.on
        self.fields["indicator"].queryset = Indicator.objects.visible_to(viewer).in_use()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Too early names the day to look again."""
        data = super().clean() or {}
        early = data.get("difference") == Outcome.Difference.TOO_EARLY
        day = data.get("look_again_on")
        if early and not day and "look_again_on" not in self.errors:
            self.add_error("look_again_on", "Enter the day to look again.")
        if day and day <= self.today:
            self.add_error("look_again_on", "The day to look again must lie ahead.")
        return data


class TellForm(GovForm):
    """Those who raised it are told: the letter that the child will read, and how it reached them."""

    what = {"reply_kind": "what the answer is", "reply_text": "the letter", "signed": "who signs it", "how": "how they were told"}
    button = "Tell them"

    reply_kind = forms.ChoiceField(label="What is the answer?", choices=Reply.Kind.choices, widget=Radios)
    reply_text = forms.CharField(
        label="The letter, as they will read it",
        help_text="Short words. One idea a sentence. Say what was done, or why not, and say sorry where we should.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    will_by = DateField(label="If we will do it: by when?", what="the day", required=False)
    signed = forms.CharField(label="Signed by", help_text="A first name.", max_length=60)
    how = forms.CharField(label="How were they told?", help_text="For example: read out at Our Voice.", max_length=120)
    told_on = DateField(label="When?", what="the day they were told")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_told_on(self) -> dt.date:
        """Telling has happened: it does not lie ahead."""
        day: dt.date = self.cleaned_data["told_on"]
        if day > self.today:
            raise forms.ValidationError("The day they were told cannot lie ahead.")
        return day

    def clean(self) -> dict[str, Any]:
        """We will, by a day; we can't, with a reason of twenty words."""
        data = super().clean() or {}
        if data.get("reply_kind") == Reply.Kind.WE_WILL and not data.get("will_by") and "will_by" not in self.errors:
            self.add_error("will_by", "Enter by when we will do it.")
        words = len((data.get("reply_text") or "").split())
        if data.get("reply_kind") == Reply.Kind.WE_CANT and "reply_text" in data and words < 20:
            self.add_error("reply_text", "Say why not in at least 20 words. They deserve the reason.")
        return data


class TellAdultsForm(GovForm):
    """Grown-ups who raised something are told."""

    what = {"whom": "who was told", "how": "how they were told"}
    button = "Write it down"

    whom = forms.CharField(label="Who was told?", help_text="A group or a role; no child by name.", max_length=120)
    how = forms.CharField(label="How were they told?", max_length=120)
    told_on = DateField(label="When?", what="the day they were told")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    clean_told_on = TellForm.clean_told_on


class CloseForm(GovForm):
    """The board closes it, in a meeting, with its answer to the question."""

    what = {"at_meeting": "the meeting", "good_enough": "the board's answer"}
    button = "Close the action"

    at_meeting = forms.ModelChoiceField(label="In which meeting?", queryset=Meeting.objects.none())
    good_enough = forms.CharField(
        label="Would this be good enough for my child?",
        help_text="The board's answer, in a sentence. It is kept with the action and shown on its page.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, viewer: Viewer, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.visible_to(viewer).filter(
            body=action.body_id, called_off_at__isnull=True, starts_at__date__gte=action.agreed_on, starts_at__date__lte=viewer.on
        )
        self.fields["at_meeting"].queryset = meetings.select_related("body").order_by("-starts_at")  # type: ignore[attr-defined]


SHOW = (
    ("open", "Open"),
    ("late", "Late"),
    ("to_judge", "To be judged"),
    ("to_tell", "To be told"),
    ("to_close", "To be closed"),
    ("closed", "Closed"),
    ("all", "All"),
)


class FilterForm(GovForm):
    """Narrow the list."""

    say_optional = False
    button = "Show these"

    q = forms.CharField(label="Words or reference", required=False, max_length=100)
    show = forms.ChoiceField(label="Which ones", choices=SHOW, required=False)
    promise = forms.ModelChoiceField(label="Promise", queryset=Promise.objects.none(), required=False)
    owner = DescribedChoice(label="Who", queryset=User.objects.none(), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Action.objects.visible_to(viewer)
        self.fields["owner"].queryset = User.objects.filter(pk__in=seen.values("owner"))  # type: ignore[attr-defined]
        promises = Promise.objects.visible_to(viewer) if viewer.can(May.READ_BOARD) else Promise.objects.none()
        self.fields["promise"].queryset = promises  # type: ignore[attr-defined]
