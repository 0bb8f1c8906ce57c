"""Who may do what in the postbox. Nobody else is told that there is one."""

from __future__ import annotations

from django.conf import settings

from cpboard.board.models import Body
from cpboard.core import events
from cpboard.core.access import Viewer
from cpboard.core.roles import May
from voice.postbox.models import Submission


def may_send() -> bool:
    """Whether the child's form is open. It asks for no name, so the answer is the same for everybody."""
    return bool(settings.CHILD_FORM_OPEN) and the_board() is not None


def the_board() -> Body | None:
    """Whose message it is: the board's, not a sub-group's."""
    return Body.objects.filter(kind=Body.Kind.BOARD).order_by("pk").first()


def may_open_queue(by: Viewer) -> bool:
    """The participation worker sees what was sent."""
    return by.can(May.READ_POSTBOX)


def may_open_worries(by: Viewer) -> bool:
    """The safeguarding lead sees what worries us."""
    return by.can(May.DECIDE_SAFEGUARDING)


def may_open_unseals(by: Viewer) -> bool:
    """The custodian sees requests."""
    return by.can(May.UNSEAL)


def may_read(by: Viewer, message: Submission) -> bool:
    """The participation worker any message, the safeguarding lead those that worry us."""
    lead = by.can(May.DECIDE_SAFEGUARDING, message.body_id) and message.worries
    return lead or by.can(May.READ_POSTBOX, message.body_id)


def has_read(by: Viewer, message: Submission) -> bool:
    """Whether this person has opened the message: each reader is written down once, before they see a word."""
    return events.of(message).filter(verb="postbox.read", by=by.user_id).exists()


def may_decide(by: Viewer, message: Submission) -> bool:
    """Whoever has read it decides; once decided, only the safeguarding lead may decide anew."""
    undecided = message.decided_at is None or by.can(May.DECIDE_SAFEGUARDING, message.body_id)
    return undecided and may_read(by, message) and has_read(by, message)


def may_see_no_concern(by: Viewer, message: Submission) -> bool:
    """When a child says they do not feel safe, only the safeguarding lead may find that there is no concern."""
    return not message.feels_unsafe or by.can(May.DECIDE_SAFEGUARDING, message.body_id)


def may_give_theme(by: Viewer, message: Submission) -> bool:
    """The participation worker, once it is decided that nobody is in danger or who was told."""
    ready = message.decided_at is not None and message.theme_id is None
    return ready and by.can(May.READ_POSTBOX, message.body_id) and has_read(by, message)


def may_answer(by: Viewer, message: Submission) -> bool:
    """The participation worker, once it is decided: an answer must not come before safety."""
    return message.decided_at is not None and by.can(May.READ_POSTBOX, message.body_id) and has_read(by, message)
