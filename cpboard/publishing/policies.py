"""Who may publish: plain predicates, one for each deed."""

from __future__ import annotations

from cpboard.core.access import Viewer
from cpboard.core.roles import May
from cpboard.publishing.models import AnnualReport, Publication, ReleaseRequest
from meetings.models import Meeting


def may_ask_release(viewer: Viewer, body_id: int | None) -> bool:
    """Clerks and participation workers ask that something becomes public."""
    return viewer.can(May.ASK_RELEASE, body_id)


def may_release(viewer: Viewer, request: ReleaseRequest) -> bool:
    """A second person agrees: never the one who asked, never twice."""
    return request.decided_at is None and request.asked_by_id != viewer.user_id and viewer.can(May.RELEASE, request.body_id)


def may_refuse(viewer: Viewer, request: ReleaseRequest) -> bool:
    """Whoever may release may refuse; whoever asked may take the request back."""
    return request.decided_at is None and viewer.can(May.RELEASE, request.body_id)


def may_open_file(viewer: Viewer, request: ReleaseRequest) -> bool:
    """Whoever decides, and whoever asked, opens the very file, for as long as it waits or is public."""
    theirs = viewer.can(May.RELEASE, request.body_id) or request.asked_by_id == viewer.user_id
    return theirs and request.file_id is not None and _stands(request)


def may_take_bundle(viewer: Viewer, meeting: Meeting) -> bool:
    """The clerk takes what is public of a meeting to another system."""
    return viewer.can(May.RUN_MEETINGS, meeting.body_id) and viewer.can(May.ASK_RELEASE, meeting.body_id)


def _stands(request: ReleaseRequest) -> bool:
    """Neither sent back nor taken down."""
    if request.decided_at is None:
        return True
    publication = getattr(request, "publication", None)
    return publication is not None and not hasattr(publication, "withdrawal")


def may_withdraw(viewer: Viewer, publication: Publication) -> bool:
    """One person is enough to take something down: fast is safe."""
    return not hasattr(publication, "withdrawal") and viewer.can(May.WITHDRAW, publication.request.body_id)


def may_write_annual_report(viewer: Viewer, body_id: int) -> bool:
    """The clerk writes and builds the annual report."""
    return viewer.can(May.WRITE_ANNUAL_REPORT, body_id)


def may_agree_annual_report(viewer: Viewer, report: AnnualReport) -> bool:
    """The chair agrees it for the board."""
    return viewer.can(May.AGREE_ANNUAL_REPORT, report.body_id)
