"""Who may do what with figures (design §4)."""

from __future__ import annotations

from cpboard.core.access import Viewer
from cpboard.core.roles import May, Role
from performance.models import ExceptionReport, Indicator, PeerNote, Snapshot, Upload, Value


def may_read_figures(viewer: Viewer) -> bool:
    """Members, officers, the clerk and scrutiny read figures; how much of them, `may_read_in_full` says."""
    return viewer.can(May.READ_FIGURES)


def may_read_in_full(viewer: Viewer) -> bool:
    """Members, officers and the clerk; scrutiny gets what the public may have (rules D1 to D10)."""
    return viewer.can(May.READ_FIGURES) and viewer.can(May.READ_BOARD)


def may_read_hidden(viewer: Viewer) -> bool:
    """The performance officer reads what is hidden from the public, and why."""
    return viewer.can(May.LOAD_FIGURES)


def may_add_indicator(viewer: Viewer) -> bool:
    """The performance officer says what is counted."""
    return viewer.can(May.LOAD_FIGURES)


def may_change_indicator(viewer: Viewer, indicator: Indicator) -> bool:
    """The performance officer, as long as the indicator is in use."""
    return viewer.can(May.LOAD_FIGURES) and indicator.retired_on is None


def may_retire_indicator(viewer: Viewer, indicator: Indicator) -> bool:
    """The performance officer, once."""
    return viewer.can(May.LOAD_FIGURES) and indicator.retired_on is None


def may_switch_indicator(viewer: Viewer, indicator: Indicator) -> bool:
    """The performance officer puts an indicator on the scorecard or takes it off, as long as it is not retired."""
    return viewer.can(May.LOAD_FIGURES) and indicator.retired_on is None


def may_move_indicator(viewer: Viewer, indicator: Indicator) -> bool:
    """The performance officer, as long as the indicator has a place."""
    return viewer.can(May.LOAD_FIGURES) and indicator.retired_on is None


def may_set_target(viewer: Viewer, indicator: Indicator) -> bool:
    """The performance officer writes down what the council aims at in a year, as long as the indicator is in use."""
    return viewer.can(May.LOAD_FIGURES) and indicator.retired_on is None


def may_load_value(viewer: Viewer, indicator: Indicator) -> bool:
    """The performance officer, as long as the indicator is in use."""
    return viewer.can(May.LOAD_FIGURES) and indicator.retired_on is None


def may_load_comparator(viewer: Viewer, indicator: Indicator) -> bool:
    """The performance officer, as long as the indicator is in use."""
    return viewer.can(May.LOAD_FIGURES) and indicator.retired_on is None


def may_load_statistics(viewer: Viewer) -> bool:
    """The performance officer takes in what the Department publishes."""
    return viewer.can(May.LOAD_FIGURES)


def may_send_file(viewer: Viewer) -> bool:
    """The performance officer sends files of figures and reads what became of them."""
    return viewer.can(May.LOAD_FIGURES)


def may_send_figures(viewer: Viewer) -> bool:
    """The performance officer sends files of our own figures, and takes the template for them."""
    return viewer.can(May.LOAD_FIGURES)


def may_match_columns(viewer: Viewer, upload: Upload) -> bool:
    """The performance officer, while a file of our own figures waits to be told what its columns are."""
    return viewer.can(May.LOAD_FIGURES) and upload.is_unmatched


def may_forget_columns(viewer: Viewer) -> bool:
    """The performance officer, when what was remembered of columns is no longer right."""
    return viewer.can(May.LOAD_FIGURES)


def may_take_upload(viewer: Viewer, upload: Upload) -> bool:
    """The performance officer, until it was taken in or thrown away, and not before its columns are known."""
    return viewer.can(May.LOAD_FIGURES) and upload.is_open and not upload.is_unmatched


def may_drop_upload(viewer: Viewer, upload: Upload) -> bool:
    """The performance officer, until it was taken in or thrown away."""
    return viewer.can(May.LOAD_FIGURES) and upload.is_open


def may_rate(viewer: Viewer, value: Value) -> bool:
    """The performance officer. The colour itself follows from the rule and nobody chooses it."""
    return viewer.can(May.LOAD_FIGURES) and value.indicator.retired_on is None


def may_comment(viewer: Viewer, value: Value) -> bool:
    """The performance officer, and on a retired indicator nobody any more."""
    return viewer.can(May.COMMENT_FIGURES) and value.indicator.retired_on is None


def may_read_exceptions(viewer: Viewer) -> bool:
    """Members, officers and the clerk read why figures are off track; what is said there is internal (rule D9)."""
    return viewer.can(May.READ_FIGURES) and viewer.can(May.READ_BOARD)


def may_open_exception(viewer: Viewer, indicator: Indicator) -> bool:
    """The performance officer opens a report where the colour has opened none."""
    return viewer.can(May.COMMENT_FIGURES) and indicator.retired_on is None


def may_write_exception(viewer: Viewer, report: ExceptionReport) -> bool:
    """The performance officer and whoever answers for the figure, until it is signed or over."""
    return report.is_open and not report.is_signed and _explains(viewer, report)


def may_sign_exception(viewer: Viewer, report: ExceptionReport) -> bool:
    """One of the same, but not its writer: a report has two pairs of eyes."""
    waits = report.is_open and report.is_written and not report.is_signed
    return waits and report.written_by_id != viewer.user_id and _explains(viewer, report)


def may_read_snapshots(viewer: Viewer) -> bool:
    """Members, officers and the clerk: a frozen scorecard holds figures in full and what was said of them."""
    return viewer.can(May.READ_FIGURES) and viewer.can(May.READ_BOARD)


def may_take_snapshot(viewer: Viewer) -> bool:
    """The performance officer freezes the scorecard that a meeting will see."""
    return viewer.can(May.LOAD_FIGURES)


def may_ask_paper(viewer: Viewer, snapshot: Snapshot) -> bool:
    """Whoever reads a frozen scorecard may have it as a PDF, which is made once."""
    return may_read_snapshots(viewer) and not hasattr(snapshot, "paper")


def may_read_card(viewer: Viewer) -> bool:
    """Everybody who reads about the board: the young people's card holds what the public may have."""
    return viewer.can(May.READ_BOARD)


def may_speak_of_figures(viewer: Viewer) -> bool:
    """A young board member says whether figures fit what they live."""
    return viewer.has(Role.YOUNG_MEMBER)


def may_judge_figure(viewer: Viewer, value: Value) -> bool:
    """The same, of a figure that stands and whose indicator is in use; the page offers those that may be told."""
    stands = not hasattr(value, "replaced_by") and value.indicator.retired_on is None and value.indicator.on_scorecard
    return stands and viewer.has(Role.YOUNG_MEMBER)


def may_read_feed(viewer: Viewer) -> bool:
    """The performance officer, in person or by a key: the feed holds every figure in full."""
    return viewer.can(May.LOAD_FIGURES)


def may_note_peer(viewer: Viewer) -> bool:
    """The performance officer writes down what was praised elsewhere."""
    return viewer.can(May.LOAD_FIGURES)


def may_remove_peer_note(viewer: Viewer, note: PeerNote) -> bool:
    """The same, once."""
    return viewer.can(May.LOAD_FIGURES) and note.removed_at is None


def _explains(viewer: Viewer, report: ExceptionReport) -> bool:
    owns = viewer.can(May.READ_FIGURES) and report.indicator.owner_id == viewer.user_id
    return owns or viewer.can(May.COMMENT_FIGURES)
