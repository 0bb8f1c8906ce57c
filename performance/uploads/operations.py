"""What is done with a file of figures before and after it is taken in: published ones by the engine of
`import_statistics`, our own by that of `load_value`.

A look at a file runs the whole import and undoes it, so what it says is what will happen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction

from cpboard.core import events, files, jobs, uploads
from cpboard.core.access import Viewer, require
from cpboard.core.models import Job, User
from performance import policies
from performance.figures import figures_at
from performance.importing.columns import Unmatched
from performance.importing.operations import File, import_statistics
from performance.importing.reading import Refused, plain
from performance.models import ColumnMatch, Upload
from performance.uploads import own, report

CHECK, TAKE = "performance.check_upload", "performance.take_upload"
KEPT = dt.timedelta(days=1)


class _Looked(Exception):
    """The import went well; undo it, and tell what it did."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.found = found
        super().__init__()


@transaction.atomic
def send_file(*, file: uploads.Upload, release: str = "", series: str = "", authority: str = "", by: Viewer, now: dt.datetime) -> Upload:
    """Keep a file in private and ask for a look at it. Nothing of it is taken in yet."""
    require(policies.may_send_file(by))
    stored = files.store(file.content, name=file.name, content_type=file.content_type, by=by, now=now)
    sent = Upload.objects.create(file=stored, release=release, series=series, authority=authority, sent_by=by.user, sent_at=now)
    _ask(sent, CHECK, by, now)
    events.record("performance.send_file", subject=sent, by=by, at=now)
    return sent


@transaction.atomic
def send_figures(*, file: uploads.Upload, source: str, by: Viewer, now: dt.datetime) -> Upload:
    """Keep a file of our own figures in private and ask for a look at it. Nothing of it is taken in yet."""
    require(policies.may_send_figures(by))
    stored = files.store(file.content, name=file.name, content_type=file.content_type, by=by, now=now)
    sent = Upload.objects.create(kind=Upload.Kind.FIGURES, file=stored, source=source, sent_by=by.user, sent_at=now)
    _ask(sent, CHECK, by, now)
    events.record("performance.send_figures", subject=sent, by=by, at=now)
    return sent


@transaction.atomic
def match_columns(*, upload: Upload, columns: Mapping[str, str], by: Viewer, now: dt.datetime) -> Upload:
    """Say once which of our columns each heading is, by heading as printed; it is remembered. The file is looked at anew."""
    held = _locked(upload)
    require(policies.may_match_columns(by, held))
    for heading, column in columns.items():
        said = {"column": column, "matched_by": by.user, "matched_at": now}
        ColumnMatch.objects.update_or_create(heading=plain(heading), defaults=said)
    held.report = {}
    held.save(update_fields=["report"])
    _ask(held, CHECK, by, now)
    events.record("performance.match_columns", subject=held, by=by, at=now, columns=sorted(set(columns.values())))
    return held


@transaction.atomic
def forget_columns(*, by: Viewer, now: dt.datetime) -> int:
    """Forget which heading is which column, so that the next file is asked about anew. Gives how many there were."""
    require(policies.may_forget_columns(by))
    number, _ = ColumnMatch.objects.all().delete()
    events.record("performance.forget_columns", subject=by.user, by=by, at=now, number=number)
    return number


@transaction.atomic
def check_upload(*, upload: Upload, by: Viewer, now: dt.datetime) -> Upload:
    """Look at the file: what is wrong in it, or what it would change. Writes nothing but that; a wrong one is thrown away."""
    held = _locked(upload)
    require(policies.may_take_upload(by, held))
    try:
        with transaction.atomic():
            raise _Looked(_import(held, by, now))
    except _Looked as looked:
        held.sound, held.report = True, looked.found
        held.save(update_fields=["sound", "report"])
    except Unmatched as unmatched:
        held.report = {"unmatched": len(unmatched.headings)}
        held.save(update_fields=["report"])
    except Refused as refused:
        _refuse(held, refused, now)
    events.record("performance.check_upload", subject=held, by=by, at=now, sound=held.sound)
    return held


@transaction.atomic
def take_upload(*, upload: Upload, by: Viewer, now: dt.datetime) -> Job:
    """Ask for a file to be taken in. The same file asked for twice is one job."""
    held = _locked(upload)
    require(policies.may_take_upload(by, held))
    job = _ask(held, TAKE, by, now)
    events.record("performance.take_upload", subject=held, by=by, at=now, job=job.pk)
    return job


@transaction.atomic
def hold_upload(*, upload: Upload, by: Viewer, now: dt.datetime) -> Upload:
    """Take the file in, whole or not at all, and throw its bytes away. A file that no longer fits is refused as in a check."""
    held = _locked(upload)
    require(policies.may_take_upload(by, held))
    try:
        with transaction.atomic():
            held.report = _import(held, by, now)
    except Refused as refused:
        _refuse(held, refused, now)
        return held
    _end(held, Upload.Ending.TAKEN, by.user, now)
    events.record("performance.hold_upload", subject=held, by=by, at=now, new=held.report["new"])
    return held


@transaction.atomic
def drop_upload(*, upload: Upload, by: Viewer, now: dt.datetime) -> Upload:
    """Throw a file away that was not taken in."""
    held = _locked(upload)
    require(policies.may_drop_upload(by, held))
    _end(held, Upload.Ending.DROPPED, by.user, now)
    events.record("performance.drop_upload", subject=held, by=by, at=now)
    return held


@transaction.atomic
def expire_old(*, now: dt.datetime) -> int:
    """Throw away what was sent more than a day ago and not taken in: the clock's own deed. Gives how many."""
    old = Upload.objects.select_for_update(of=["self"]).select_related("file").filter(ending="", sent_at__lt=now - KEPT)
    for each in old:
        _end(each, Upload.Ending.EXPIRED, None, now)
        events.record("performance.expire_upload", subject=each, by=None, at=now)
    return len(old)


def _locked(upload: Upload) -> Upload:
    row: Upload = Upload.objects.select_for_update(of=["self"]).select_related("file").get(pk=upload.pk)
    return row


def _ask(upload: Upload, kind: str, by: Viewer, now: dt.datetime) -> Job:
    upload.job = jobs.ask(kind, key=f"upload:{upload.pk}", payload={"upload": upload.pk}, by=by, now=now)
    upload.save(update_fields=["job"])
    return upload.job


def _import(upload: Upload, by: Viewer, now: dt.datetime) -> dict[str, Any]:
    """The import itself, and which colours it changes. Raises Refused."""
    before = _colours(by)
    if upload.is_our_own:
        found = own.read(upload, now)
        return own.report(found, own.take(found, by=by, now=now), before, _colours(by))
    outcomes = import_statistics(
        [File(upload.file.name, files.read(upload.file))],
        authority=upload.authority,
        release=upload.release,
        series=upload.series,
        by=by,
        now=now,
    )
    return report.of_outcomes(outcomes, before, _colours(by))


def _colours(by: Viewer) -> dict[str, str]:
    return {figure.indicator.plain_name: figure.result for figure in figures_at(by, by.on)}


def _refuse(upload: Upload, refused: Refused, now: dt.datetime) -> None:
    """Keep why, and not the file: it may be one about children."""
    upload.sound, upload.report = False, report.of_refusal(refused)
    _end(upload, Upload.Ending.REFUSED, None, now)


def _end(upload: Upload, ending: str, who: User | None, now: dt.datetime) -> None:
    """Say how it ended, and throw the bytes away once that is written."""
    upload.ending, upload.ended_by, upload.ended_at = ending, who, now
    upload.save(update_fields=["ending", "ended_by", "ended_at", "report", "sound"])
    same = Upload.objects.filter(file__sha256=upload.file.sha256).exclude(ending="").values_list("file", flat=True)
    transaction.on_commit(partial(files.throw_away, upload.file, besides=list(same)))
