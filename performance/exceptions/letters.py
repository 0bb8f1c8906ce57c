"""Who may still have a letter that asks for reasons, when it is sent."""

from __future__ import annotations

from cpboard.core import mail
from cpboard.core.access import Viewer
from cpboard.core.models import Mail
from performance import policies
from performance.exceptions.operations import LETTER
from performance.models import ExceptionReport


@mail.rechecked(LETTER)
def may_be_asked_why(letter: Mail, viewer: Viewer) -> bool:
    """Whoever answers for the figure today, while its report waits to be written."""
    report = ExceptionReport.objects.visible_to(viewer).with_people().filter(pk=letter.cause.rpartition(":")[2]).first()
    return report is not None and not report.is_written and policies.may_write_exception(viewer, report)
